"""Whatever is done to a log after the fact is found, and the first bad batch is named (R3).

The log is small, so in the larger sizes nothing is sampled: every bit of the file is turned once.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from protocol.avatars import Murmur
from protocol.chatting import Say
from protocol.floors import EnterFloor
from protocol.log import LogBroken
from protocol.moving import WalkTo
from protocol.record import chain_hash, decode_batch, encode_batch
from replay.reader import recover
from replay.verify import Head
from server.commands.verify import prove
from server.data_dir import StartRefused
from server.event_logs.sqlite import SqliteEventLog, open_for_reading
from server.sealing import Sealer
from tests.conftest import TEST_SIZE
from tests.replay.stored_days import tamper
from tests.school_days import SchoolDays

pytestmark = pytest.mark.spec("R3")
SAMPLE = {"quick": 250, "fuzz": None, "soak": None}[TEST_SIZE]
SET_STATE = "UPDATE stored_events SET state=? WHERE originator_version=?"
MOVE = "UPDATE stored_events SET originator_version=? WHERE originator_version=?"
INSERT = "INSERT INTO stored_events VALUES (?, 'school', 'batch', ?)"
EVERYTHING = (
    "SELECT originator_version, originator_id, topic, typeof(state), state FROM stored_events "
    "UNION ALL SELECT originator_version, originator_id, topic, typeof(state), state "
    "FROM stored_snapshots ORDER BY 1, 3"
)

_T = TypeVar("_T")


class Small(NamedTuple):
    """A stored school of few batches, and what a report printed of it."""

    path: Path
    sealer: Sealer
    states: dict[int, bytes]
    head: Head

    def copied(self, folder: Path) -> Path:
        return Path(shutil.copy(self.path, folder / "school.db"))

    @property
    def numbers(self) -> Sequence[int]:
        return sorted(self.states)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    path = tmp_path_factory.mktemp("small") / "school.db"
    with closing(SqliteEventLog(path)) as log:
        days = SchoolDays(log)
        days.found()
        pupil = days.add("あき")
        days.log_in(pupil)
        days.do(EnterFloor("yard"), pupil)
        days.do(Say("おはよう"), pupil)
        days.settle()
        days.save_snapshot()
        days.do(WalkTo(100, 120), pupil)
        days.do(Murmur("ふんふん"), pupil)
        days.settle()
        states = {stored.number: stored.state for stored in log.read(0, 1_000)}
    return Small(path, days.sealer, states, Head(days.number, days.head))


def told(path: Path, small: Small, head: Head | None) -> str:
    """What the check says about a file; empty when it finds it whole."""
    try:
        with closing(open_for_reading(path)) as log:
            prove(path, log, small.sealer, head)
    except (StartRefused, LogBroken) as refused:
        return str(refused)
    return ""


def names(number: int, path: Path, small: Small, head: Head | None = None) -> bool:
    return f"damaged at batch {number}:" in told(path, small, head)


def some(cases: Sequence[_T], seed: int) -> Sequence[_T]:
    """All of them in the larger sizes."""
    if SAMPLE is None or len(cases) <= SAMPLE:
        return cases
    return random.Random(seed).sample(cases, SAMPLE)


def everything(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(EVERYTHING).fetchall()


def flipped(path: Path, bits: Sequence[int]) -> Iterator[int]:
    """Turn one bit of a file after another, each back before the next."""
    with path.open("r+b", buffering=0) as file:
        for bit in bits:
            file.seek(bit // 8)
            (byte,) = file.read(1)
            file.seek(bit // 8)
            file.write(bytes([byte ^ 1 << bit % 8]))
            yield bit
            file.seek(bit // 8)
            file.write(bytes([byte]))


def test_every_bit_of_a_batch_that_flips_is_found_at_its_batch(
    small: Small, tmp_path: Path
) -> None:
    path = small.copied(tmp_path)
    stored = path.read_bytes()
    place_of = {number: stored.index(state) for number, state in small.states.items()}
    bits = {
        8 * place + bit: number
        for number, place in place_of.items()
        for bit in range(8 * len(small.states[number]))
    }
    for bit in flipped(path, some(sorted(bits), seed=1)):
        assert names(bits[bit], path, small, small.head), (bits[bit], bit)
    assert told(path, small, small.head) == ""


def test_every_bit_of_the_file_that_flips_is_found_or_changes_nothing(
    small: Small, tmp_path: Path
) -> None:
    path = small.copied(tmp_path)
    whole = everything(path)
    found = 0
    for bit in flipped(path, some(range(8 * path.stat().st_size), seed=2)):
        if told(path, small, small.head):
            found += 1
        else:
            assert everything(path) == whole, f"bit {bit} was not found"
    assert found
    assert told(path, small, small.head) == ""


def test_every_batch_that_is_taken_out_is_named(small: Small, tmp_path: Path) -> None:
    for number in small.numbers:
        path = small.copied(tmp_path)
        tamper(path, "DELETE FROM stored_events WHERE originator_version=?", number)
        assert names(number, path, small, small.head)


def test_every_batch_that_is_taken_out_with_the_gap_closed_is_named(
    small: Small, tmp_path: Path
) -> None:
    for number in small.numbers:
        path = small.copied(tmp_path)
        tamper(path, "DELETE FROM stored_events WHERE originator_version=?", number)
        for later in range(number + 1, small.head.number + 1):
            tamper(path, MOVE, later - 1, later)
        assert names(number, path, small, small.head)


def test_a_batch_put_in_anywhere_is_named(small: Small, tmp_path: Path) -> None:
    for number in range(1, small.head.number + 2):
        path = small.copied(tmp_path)
        for later in range(small.head.number, number - 1, -1):
            tamper(path, MOVE, later + 1, later)
        tamper(path, INSERT, number, small.states[number - 1 or 2])
        assert names(number, path, small, small.head)


def test_any_two_batches_that_change_places_are_named(small: Small, tmp_path: Path) -> None:
    for one, other in some(list(combinations(small.numbers, 2)), seed=3):
        path = small.copied(tmp_path)
        tamper(path, SET_STATE, small.states[other], one)
        tamper(path, SET_STATE, small.states[one], other)
        assert names(one, path, small, small.head)


def test_a_tail_cut_anywhere_is_found_against_the_published_head(
    small: Small, tmp_path: Path
) -> None:
    for number in small.numbers:
        path = small.copied(tmp_path)
        tamper(path, "DELETE FROM stored_snapshots")
        tamper(path, "DELETE FROM stored_events WHERE originator_version>=?", number)
        assert told(path, small, None) == "", "a chain alone cannot know"
        assert names(number, path, small, small.head)


def test_a_log_written_anew_from_any_batch_is_found_against_the_published_head(
    small: Small, tmp_path: Path
) -> None:
    for first in small.numbers:
        path = small.copied(tmp_path)
        tamper(path, "DELETE FROM stored_snapshots")
        head = b""
        for number in small.numbers[first - 1 :]:
            header, events = decode_batch(small.states[number], small.sealer)
            head = header.previous if number == first else head
            anew = header._replace(wall_ms=header.wall_ms + 1, previous=head)
            state = encode_batch(anew, events, small.sealer)
            tamper(path, SET_STATE, state, number)
            head = chain_hash(state)
        assert told(path, small, None) == "", "a chain alone cannot know"
        assert names(small.head.number, path, small, small.head)


def test_a_batch_or_a_snapshot_that_is_labelled_wrongly_is_found(
    small: Small, tmp_path: Path
) -> None:
    path = small.copied(tmp_path)
    tamper(path, "UPDATE stored_events SET state=CAST(state AS TEXT) WHERE originator_version=3")
    assert names(3, path, small)
    path = small.copied(tmp_path)
    tamper(path, "UPDATE stored_snapshots SET state=CAST(state AS TEXT)")
    assert "its snapshot is labelled wrongly" in told(path, small, small.head)
    with closing(open_for_reading(path)) as log:
        assert recover(log, small.sealer).head == small.head.hash
    path = small.copied(tmp_path)
    tamper(path, "UPDATE stored_snapshots SET originator_version=0")
    assert names(0, path, small, small.head)
