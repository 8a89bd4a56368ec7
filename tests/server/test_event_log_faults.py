"""A disk that is full, a sync that fails, a process that is killed: nothing acknowledged is lost.

Each script runs in a process of its own on the faulty disk and prints what it saw as JSON lines.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from server.event_logs.sqlite import SqliteEventLog, open_for_reading
from tests.conftest import TEST_SIZE
from tests.server.faulty_disk import ROOT, run_on

SYNC_CALLS: Final = {"quick": 60, "fuzz": 200, "soak": 200}[TEST_SIZE]
KILLS: Final = {"quick": 12, "fuzz": 60, "soak": 200}[TEST_SIZE]

PREAMBLE: Final = """
import ctypes, json, sys, threading
from concurrent.futures import Future
from pathlib import Path
from protocol.log import LogBroken, LogFull, LogState, StoredSnapshot
from server.event_logs import sqlite as log_module
shim = ctypes.CDLL(None)
shim.disk_room.argtypes = shim.fail_sync_in.argtypes = [ctypes.c_int64]
disk = Path(sys.argv[1])

def outcome(future):
    error = future.exception(20)
    return "stored" if error is None else type(error).__name__

def say(**said):
    print(json.dumps(said), flush=True)
"""

FULL: Final = (
    PREAMBLE
    + """
log = log_module.SqliteEventLog(disk / "school.db", retry_after_s=0.01)
changes = []
full, writing = threading.Event(), threading.Event()
def listen(state):
    changes.append(state.value)
    {LogState.FULL: full, LogState.WRITING: writing}[state].set()
log.listen(listen)
stored = [outcome(log.append(number, b"batch" * 200)) for number in range(1, 21)]
shim.disk_room(int(sys.argv[2]))
waiting = [log.append(number, b"batch" * 200) for number in range(21, 25)]
full.wait(20)
say(stored=stored, state=log.state.value, done=[future.done() for future in waiting],
    visible=log.last().number)
shim.disk_room(-1)
say(after=[outcome(future) for future in waiting])
writing.wait(20)
say(later=outcome(log.append(25, b"batch")), changes=changes, state=log.state.value)
log.close()
"""
)

FULL_AND_CLOSED: Final = (
    PREAMBLE
    + """
log = log_module.SqliteEventLog(disk / "school.db", retry_after_s=0.01)
full = threading.Event()
log.listen(lambda state: full.set())
log.append(1, b"batch").result()
shim.disk_room(0)
snapshot = log.save_snapshot(StoredSnapshot(1, b"school" * 1000))
say(snapshot=outcome(snapshot), state=log.state.value)
batch = log.append(2, b"batch")
full.wait(20)
log.close()
say(batch=outcome(batch))
"""
)

FAILING_SYNCS: Final = (
    PREAMBLE
    + """
log_module.CHECKPOINT_BYTES = 50_000
for failing in range(int(sys.argv[2])):
    path = disk / f"{failing}.db"
    shim.fail_sync_in(failing)
    try:
        log = log_module.SqliteEventLog(path)
    except LogBroken:
        say(file=path.name, opened=False, stored=0)
        shim.fail_sync_in(-1)
        continue
    outcomes = [outcome(log.append(number, b"batch %d" % number)) for number in range(1, 101)]
    shim.fail_sync_in(-1)
    say(file=path.name, opened=True, stored=outcomes.count("stored"), state=log.state.value,
        in_order="".join(o[0] for o in outcomes), late=outcome(log.append(101, b"batch 101")))
    log.close()
"""
)

ENDLESS: Final = """
import sys
from pathlib import Path
from server.event_logs.sqlite import SqliteEventLog
log = SqliteEventLog(Path(sys.argv[1]))
last = log.last()
number = last.number if last else 0
def say(done, number):
    if done.exception() is None:
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
while True:
    waiting = []
    for _ in range(4):
        number += 1
        waiting.append(log.append(number, b"batch %d" % number))
        waiting[-1].add_done_callback(lambda done, number=number: say(done, number))
    waiting[-1].result()
"""


def said_by(printed: str) -> dict[str, Any]:
    """All that a script said, later words over earlier ones."""
    words: dict[str, Any] = {}
    for line in printed.splitlines():
        words |= json.loads(line)
    return words


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    disk = tmp_path / "disk"
    disk.mkdir()
    return disk


@pytest.mark.parametrize("room_bytes", [0, 30, 5_000])
def test_on_a_full_disk_batches_wait_unseen_and_are_stored_when_there_is_room(
    shim: Path, disk: Path, room_bytes: int
) -> None:
    lines = [json.loads(x) for x in run_on(shim, disk, FULL, room_bytes).splitlines()]
    assert lines[0]["stored"] == ["stored"] * 20
    assert lines[0]["state"] == "full"
    seen = lines[0]["done"].count(True)
    # With a little room some may be in; whatever is not done is not to be read either.
    assert lines[0]["done"] == [True] * seen + [False] * (4 - seen)
    assert seen < 4
    assert lines[0]["visible"] == 20 + seen
    assert lines[1]["after"] == ["stored"] * 4
    assert lines[2] == {"later": "stored", "changes": ["full", "writing"], "state": "writing"}
    log = SqliteEventLog(disk / "school.db")
    assert [batch.number for batch in log.read(0, 100)] == list(range(1, 26))
    log.close()


def test_closing_on_a_full_disk_says_that_the_waiting_batch_was_not_stored(
    shim: Path, disk: Path
) -> None:
    said = said_by(run_on(shim, disk, FULL_AND_CLOSED))
    assert said == {"snapshot": "LogFull", "state": "writing", "batch": "LogFull"}
    log = SqliteEventLog(disk / "school.db")
    assert [batch.number for batch in log.read(0, 9)] == [1]
    assert log.latest_snapshot() is None
    log.close()


def test_a_sync_that_fails_is_final_whichever_it_is(shim: Path, disk: Path) -> None:
    said = [json.loads(x) for x in run_on(shim, disk, FAILING_SYNCS, SYNC_CALLS).splitlines()]
    assert len(said) == SYNC_CALLS
    broken = 0
    for one in said:
        log = SqliteEventLog(disk / one["file"])
        found = [batch.state for batch in log.read(0, 200)]
        log.close()
        assert found == [b"batch %d" % number for number in range(1, len(found) + 1)]
        assert len(found) >= one["stored"]
        if one["opened"]:
            broken += one["state"] == "broken"
            assert one["in_order"] == "s" * one["stored"] + "L" * (100 - one["stored"])
            assert one["late"] == ("LogBroken" if one["state"] == "broken" else "stored")
    # The rest are syncs before the first batch; most belong to commits and to checkpoints.
    assert broken > SYNC_CALLS // 2


@pytest.mark.spec("T6.16")
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path, seen = tmp_path / "school.db", 0
    for kill in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(path)],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(1 + 37 * kill % 200)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
        writer.stdout.close()
        writer.wait()
        reader = open_for_reading(path)
        last = reader.last()
        assert last is not None
        assert last.number >= acknowledged[-1] > seen
        found = [batch.number for batch in reader.read(seen, 100_000)]
        reader.close()
        assert found == list(range(seen + 1, last.number + 1))
        seen = last.number
