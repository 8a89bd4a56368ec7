"""A log that was changed after the fact is found, and the first bad batch is named (R3)."""

import random
from pathlib import Path

import pytest

from protocol.record import GENESIS, Header, chain_hash, decode_batch, encode_batch
from replay.reader import LogDamaged, recover
from replay.verify import Head, verify
from server.event_logs.sqlite import open_for_reading
from simulation.snapshot import state_hash
from tests.conftest import TEST_SIZE
from tests.replay.stored_days import state_of, store, tamper
from tests.simulator import Day

pytestmark = pytest.mark.spec("R3")
FLIPS = {"quick": 40, "fuzz": 400, "soak": 5_000}[TEST_SIZE]
SET_STATE = "UPDATE stored_events SET state=? WHERE originator_version=?"


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, Day]:
    path = tmp_path / "school.db"
    return path, store(path)


def damage(path: Path, day: Day, expected: Head | None = None) -> int:
    """The batch that verification names; -1 when it finds nothing."""
    log = open_for_reading(path)
    try:
        verify(log, day.sealer, expected)
    except LogDamaged as damaged:
        return damaged.number
    finally:
        log.close()
    return -1


def test_a_whole_log_is_whole_and_gives_its_head(stored: tuple[Path, Day]) -> None:
    path, day = stored
    log = open_for_reading(path)
    proof = verify(log, day.sealer, Head(len(day.log), day.head))
    log.close()
    assert proof.head == Head(len(day.log), day.head)
    assert proof.events == len(day.events)
    assert proof.snapshots == 1


def test_every_flipped_bit_is_found_at_its_batch_or_the_next(stored: tuple[Path, Day]) -> None:
    path, day = stored
    chance = random.Random(1)
    published = Head(len(day.log), day.head)
    for _ in range(FLIPS):
        number = chance.randrange(1, len(day.log) + 1)
        before = state_of(path, number)
        flipped = bytearray(before)
        flipped[chance.randrange(len(before))] ^= 1 << chance.randrange(8)
        tamper(path, SET_STATE, bytes(flipped), number)
        assert damage(path, day, published) in {number, number + 1}
        tamper(path, SET_STATE, before, number)
    assert damage(path, day, published) == -1


def test_a_deleted_batch_is_named(stored: tuple[Path, Day]) -> None:
    path, day = stored
    tamper(path, "DELETE FROM stored_events WHERE originator_version=20")
    assert damage(path, day) == 20


def test_two_swapped_batches_are_named(stored: tuple[Path, Day]) -> None:
    path, day = stored
    one, other = state_of(path, 30), state_of(path, 31)
    tamper(path, SET_STATE, other, 30)
    tamper(path, SET_STATE, one, 31)
    assert damage(path, day) == 30


def test_a_cut_tail_is_found_against_a_published_head(stored: tuple[Path, Day]) -> None:
    path, day = stored
    last = len(day.log)
    tamper(path, "DELETE FROM stored_events WHERE originator_version>?", last - 3)
    assert damage(path, day, Head(last, day.head)) == last - 2


def test_a_log_rewritten_from_its_first_batch_is_found_against_a_published_head(
    stored: tuple[Path, Day],
) -> None:
    path, day = stored
    head = GENESIS
    for number in range(1, len(day.log) + 1):
        batch = decode_batch(state_of(path, number), day.sealer)
        header = Header(number, batch.header.tick, batch.header.wall_ms + 1, 540, head)
        state = encode_batch(header, batch.events, day.sealer)
        tamper(path, SET_STATE, state, number)
        head = chain_hash(state)
    tamper(path, "DELETE FROM stored_snapshots")
    assert damage(path, day) == -1, "a chain alone cannot know"
    assert damage(path, day, Head(len(day.log), day.head)) == len(day.log)


def test_a_snapshot_that_is_not_the_state_of_its_batch_is_named(stored: tuple[Path, Day]) -> None:
    path, day = stored
    half = len(day.log) // 2
    tamper(path, "UPDATE stored_snapshots SET originator_version=?", half + 1)
    assert damage(path, day) == half + 1


@pytest.mark.spec("R4")
def test_recovery_from_snapshot_and_from_nothing_give_one_state(stored: tuple[Path, Day]) -> None:
    path, day = stored
    log = open_for_reading(path)
    from_snapshot = recover(log, day.sealer)
    log.close()
    tamper(path, "DELETE FROM stored_snapshots")
    log = open_for_reading(path)
    from_nothing = recover(log, day.sealer)
    log.close()
    assert state_hash(from_snapshot.school) == state_hash(from_nothing.school)
    assert state_hash(from_nothing.school) == state_hash(day.school)
    assert from_nothing.head == day.head


def test_of_two_batches_that_part_the_changed_one_is_named(stored: tuple[Path, Day]) -> None:
    path, day = stored
    chance = random.Random(2)
    for _ in range(FLIPS // 4):
        number = chance.randrange(1, len(day.log) - 1)
        before = state_of(path, number)
        flipped = bytearray(before)
        flipped[-1 - chance.randrange(len(before) // 2)] ^= 1 << chance.randrange(8)
        tamper(path, SET_STATE, bytes(flipped), number)
        assert damage(path, day) == number
        tamper(path, SET_STATE, before, number)


def test_a_wrong_link_is_named_and_not_the_batch_it_should_point_to(
    stored: tuple[Path, Day],
) -> None:
    path, day = stored
    batch = decode_batch(state_of(path, 40), day.sealer)
    header = batch.header._replace(previous=bytes(32))
    tamper(path, SET_STATE, encode_batch(header, batch.events, day.sealer), 40)
    assert damage(path, day) == 40


def test_a_snapshot_of_the_last_batch_vouches_for_it_without_a_published_head(
    stored: tuple[Path, Day],
) -> None:
    path, day = stored
    half = len(day.log) // 2
    tamper(path, "DELETE FROM stored_events WHERE originator_version>?", half)
    assert damage(path, day) == -1
    before = state_of(path, half)
    for place in range(len(before)):
        flipped = bytearray(before)
        flipped[place] ^= 1
        tamper(path, SET_STATE, bytes(flipped), half)
        assert damage(path, day) == half


def test_a_tail_cut_before_a_snapshot_is_found(stored: tuple[Path, Day]) -> None:
    path, day = stored
    half = len(day.log) // 2
    tamper(path, "DELETE FROM stored_events WHERE originator_version>=?", half)
    assert damage(path, day) == half


def test_an_inserted_batch_is_named(stored: tuple[Path, Day]) -> None:
    path, day = stored
    shift = "UPDATE stored_events SET originator_version=originator_version+? "
    tamper(path, shift + "WHERE originator_version>=50", 1_000_000)
    tamper(path, shift + "WHERE originator_version>=1000000", -999_999)
    tamper(
        path,
        "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
        "SELECT originator_id, 50, topic, state FROM stored_events WHERE originator_version=49",
    )
    assert damage(path, day) == 50
