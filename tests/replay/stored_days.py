"""A simulated day in a real SQLite log, for readers to read."""

import sqlite3
from pathlib import Path

from protocol.log import StoredSnapshot
from protocol.record import chain_hash, decode_batch, encode_snapshot
from replay.reader import fold
from server.event_logs.sqlite import SqliteEventLog
from simulation.school import bare_school
from simulation.snapshot import dump
from tests.simulator import Day, a_day


def store(path: Path, seed: int = 5, ticks: int = 600) -> Day:
    """Write a day batch by batch, with a snapshot half way."""
    day = a_day(seed, ticks)
    log = SqliteEventLog(path)
    school = bare_school()
    for number, state in enumerate(day.log, 1):
        log.append(number, state).result()
        fold(school, decode_batch(state, day.sealer))
        if number == len(day.log) // 2:
            snapshot = encode_snapshot(*dump(school), number, chain_hash(state), day.sealer)
            log.save_snapshot(StoredSnapshot(number, snapshot)).result()
    log.close()
    return day


def tamper(path: Path, statement: str, *values: object) -> None:
    """What somebody with the file and a SQLite shell could do."""
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)
    connection.close()


def state_of(path: Path, number: int) -> bytes:
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT state FROM stored_events WHERE originator_version=?", (number,)
    ).fetchone()
    connection.close()
    state: bytes = found[0]
    return state
