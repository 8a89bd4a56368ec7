"""What an operator reads out of a school from the command line."""

import argparse
import random
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.commands import replay
from server.data_dir import StartRefused
from tests.conftest import TEST_SIZE
from tests.server.running import run_hiroba, serving

FLIPS = {"quick": 2, "fuzz": 60, "soak": 500}[TEST_SIZE]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demo that ran and was stopped."""
    data_dir = tmp_path_factory.mktemp("stopped") / "school"
    with serving(data_dir, "--demo", "--children", "0") as server:
        server.stop()
    return data_dir


def states(data_dir: Path) -> dict[int, bytes]:
    with closing(sqlite3.connect(data_dir / "school.db")) as connection:
        rows = connection.execute("SELECT originator_version, state FROM stored_events")
        return dict(rows.fetchall())


def write(data_dir: Path, number: int, state: bytes) -> None:
    with closing(sqlite3.connect(data_dir / "school.db")) as connection, connection:
        connection.execute(
            "UPDATE stored_events SET state=? WHERE originator_version=?", (state, number)
        )


@pytest.mark.spec("R3")
def test_verify_prints_a_head_and_holds_the_log_against_it(stopped: Path) -> None:
    first = run_hiroba("verify", "--data-dir", str(stopped))
    assert first.returncode == 0, first.stderr
    head = first.stdout.splitlines()[-1].removeprefix("head ")
    again = run_hiroba("verify", "--data-dir", str(stopped), "--head", head)
    assert again.returncode == 0
    number, digest = head.split(":")
    wrong = run_hiroba("verify", "--data-dir", str(stopped), "--head", f"{number}:{digest[::-1]}")
    assert wrong.returncode != 0
    assert f"batch {number}:" in wrong.stderr


@pytest.mark.spec("R3")
def test_verify_names_the_batch_in_which_any_one_byte_was_changed(stopped: Path) -> None:
    chance = random.Random(5)
    batches = states(stopped)
    numbers = [max(batches), *(chance.choice(sorted(batches)) for _ in range(FLIPS - 1))]
    for number in numbers:
        changed = bytearray(batches[number])
        changed[chance.randrange(len(changed))] ^= 1 + chance.randrange(255)
        write(stopped, number, bytes(changed))
        found = run_hiroba("verify", "--data-dir", str(stopped))
        write(stopped, number, batches[number])
        assert found.returncode != 0
        assert f"at batch {number}:" in found.stderr, (number, found.stderr)
    assert run_hiroba("verify", "--data-dir", str(stopped)).returncode == 0


@pytest.mark.spec("R3")
def test_verify_finds_damage_outside_the_batches_too(stopped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "school"
    copy.mkdir()
    for file in stopped.iterdir():
        if file.is_file():
            shutil.copy2(file, copy)
    with closing(sqlite3.connect(copy / "school.db")) as connection, connection:
        connection.execute("UPDATE stored_events SET topic='butch' WHERE originator_version=2")
    found = run_hiroba("verify", "--data-dir", str(copy))
    assert found.returncode != 0
    assert "batch 2" in found.stderr


@pytest.mark.spec("R1")
def test_replay_tells_a_moment_and_refuses_one_before_the_school(stopped: Path) -> None:
    now = f"{datetime.now(ZoneInfo('Asia/Tokyo')):%Y-%m-%d %H:%M:%S}"
    told = run_hiroba("replay", "--data-dir", str(stopped), "--at", now, "--floor", "plaza")
    assert told.returncode == 0, told.stderr
    assert "ひろば (plaza, open), 0 here" in told.stdout
    early = run_hiroba("replay", "--data-dir", str(stopped), "--at", "2001-01-01 10:00:00")
    assert early.returncode != 0
    assert early.stderr.count("\n") == 1


@pytest.mark.spec("R1")
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--at", "2026-11-20 14:03:20", "--zone", "../../etc"), "../../etc"),
        (("--at", "2026-11-20 14:03:20", "--zone", "Mars"), "Mars"),
        (("--at", "14:03:20"), "--at"),
        (("--at", "0001-01-01 00:00"), "0001-01-01"),
        (("--at", "9999-12-31 23:59", "--play", "-5"), "--play"),
        (("--at", "9999-12-31 23:59", "--floor", "roof"), "roof"),
    ],
)
def test_a_question_that_replay_cannot_answer_is_answered_by_one_sentence(
    stopped: Path, arguments: tuple[str, ...], named: str
) -> None:
    parser = argparse.ArgumentParser()
    replay.add_arguments(parser)
    asked = parser.parse_args(["--data-dir", str(stopped), *arguments])
    with pytest.raises(StartRefused, match=re.escape(named)) as refused:
        replay.run(asked)
    assert "\n" not in str(refused.value)
