"""A damaged snapshot costs time, never the truth: recovery passes it over, verify names it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from replay.reader import LogDamaged, recover
from replay.verify import verify
from server.event_logs.sqlite import open_for_reading
from simulation.snapshot import state_hash
from tests.conftest import TEST_SIZE
from tests.replay.stored_days import store, tamper

FLIPS = {"quick": 60, "fuzz": 600, "soak": 5_000}[TEST_SIZE]


@pytest.mark.spec("R4")
def test_whatever_bit_of_a_snapshot_flips_the_recovered_state_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "school.db"
    day = store(path, ticks=300)
    live = state_hash(day.school)
    with closing(sqlite3.connect(path)) as connection:
        (before,) = connection.execute("SELECT state FROM stored_snapshots").fetchone()
    chance = random.Random(2)
    for _ in range(FLIPS):
        flipped = bytearray(before)
        flipped[chance.randrange(len(before))] ^= 1 << chance.randrange(8)
        tamper(path, "UPDATE stored_snapshots SET state=?", bytes(flipped))
        with closing(open_for_reading(path)) as log:
            assert state_hash(recover(log, day.sealer).school) == live
            with pytest.raises(LogDamaged):
                verify(log, day.sealer)
