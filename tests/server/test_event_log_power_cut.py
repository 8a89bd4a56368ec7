"""Nothing that was acknowledged is lost by a power cut, wherever it strikes.

Sampled at every operation that reached the disk: the files are rebuilt as a mean disk may leave
them, the log is opened as after a restart, and every number acknowledged before the cut must be
there with its bytes. Two writers that are wrong on purpose must be caught by the same judge.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from server.event_logs.sqlite import SqliteEventLog
from tests.conftest import TEST_SIZE
from tests.server.faulty_disk import Disk, run_on, trace_of

CUTS: Final = {"quick": 400, "fuzz": 2_000, "soak": 5_000}[TEST_SIZE]
BATCHES: Final = 150
MEMORY: Final = Path("/dev/shm")

WRITER: Final = """
import os, sys, threading
from pathlib import Path
from protocol.log import StoredSnapshot
from server.event_logs import recorders, sqlite as log_module

disk, flaw = sys.argv[1], sys.argv[2]
if flaw == "normal":
    create = recorders.FullSyncPool._create_connection
    def weak(pool):
        connection = create(pool)
        connection._sqlite_conn.execute("PRAGMA synchronous=NORMAL")
        return connection
    recorders.FullSyncPool._create_connection = weak
    log_module._SYNCHRONOUS_FULL = 1
# Small, so that checkpoints happen between the batches too.
log_module.CHECKPOINT_BYTES = 200_000
room = threading.Semaphore(4)
acknowledged = os.open(f"{disk}/acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
log = log_module.SqliteEventLog(Path(disk) / "school.db")

def acknowledge(number):
    os.write(acknowledged, b"%d\\n" % number)
    room.release()

for number in range(1, int(sys.argv[3]) + 1):
    room.acquire()
    if flaw == "early":
        os.write(acknowledged, b"%d\\n" % number)
    committed = log.append(number, b"batch %d " % number * (1 + number % 40))
    committed.add_done_callback(lambda done, number=number: acknowledge(number))
    if number % 60 == 0:
        log.save_snapshot(StoredSnapshot(number, b"school" * 2000))
log.close()
"""


def state_of(number: int) -> bytes:
    return b"batch %d " % number * (1 + number % 40)


def cuts_that_lose(disk: Path, seed: int) -> Iterator[str]:
    """A sentence for each sampled power cut after which something acknowledged is not there."""
    operations = trace_of(disk)
    chance = random.Random(seed)
    cuts_at = Counter(chance.choices(range(len(operations)), k=CUTS))
    after = Disk()
    for moment, operation in enumerate(operations):
        after.happen(operation)
        for _ in range(cuts_at[moment]):
            promised = max(after.acknowledged, default=0)
            found = states_after_a_cut(after, chance)
            expected = [state_of(number) for number in range(1, len(found) + 1)]
            if len(found) < promised or found != expected:
                yield f"cut {moment}: {promised} acknowledged, {len(found)} found"


def states_after_a_cut(disk: Disk, chance: random.Random) -> list[bytes]:
    """What a restarted log reads. Rebuilt in memory, where opening it waits for no real disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as left:
        disk.cut_power(chance, Path(left))
        log = SqliteEventLog(Path(left) / "school.db")
        found = [batch.state for batch in log.read(0, BATCHES + 1)]
        log.close()
    return found


@pytest.mark.spec("T6.16")
def test_no_power_cut_loses_an_acknowledged_batch(shim: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    run_on(shim, disk, WRITER, "none", BATCHES)
    assert list(cuts_that_lose(disk, seed=1)) == []


@pytest.mark.parametrize("flaw", ["normal", "early"])
def test_the_judge_catches_a_writer_that_promises_too_early(
    shim: Path, tmp_path: Path, flaw: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    run_on(shim, disk, WRITER, flaw, BATCHES)
    assert len(list(cuts_that_lose(disk, seed=1))) > CUTS // 20
