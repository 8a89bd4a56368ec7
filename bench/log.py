"""What the event log costs beyond a bare SQLite file, and what a batch weighs.

`python -m bench.log`. The day is that of `bench.days`. Product and yardstick take turns in one run;
medians of the turns are printed, with their ratio. Figures marked CPU are process time with the
files in memory, so that no sync of a disk is in them.
"""

import os
import sqlite3
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Final
from uuid import uuid4

import msgpack
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from bench.days import MEMORY, Day, KeysInMemory, Unsealed, day_of
from protocol.log import IN_FLIGHT_MAX
from protocol.record import GENESIS, chain_hash, decode_batch, decode_rows, encode_batch
from protocol.vocabulary import Event
from server.event_logs.sqlite import SqliteEventLog, open_for_reading
from server.sealing import Sealer

BATCHES: Final = 6_000
TURNS: Final = 5
COMMITS: Final = 300
PAGE_BATCHES: Final = 500


def encoded(day: Day, sealer: Unsealed | Sealer) -> Iterator[bytes]:
    """The stored states, chained."""
    head = GENESIS
    for header, events in day:
        state = encode_batch(header._replace(previous=head), events, sealer)
        head = chain_hash(state)
        yield state


def append_product(day: Day, folder: Path, sealer: Unsealed | Sealer) -> None:
    """Pack, chain and hand over as the loop does: never more than four in flight."""
    with closing(SqliteEventLog(folder / "product.db")) as log:
        flying: deque[Future[None]] = deque()
        for number, state in enumerate(encoded(day, sealer), start=1):
            if len(flying) == IN_FLIGHT_MAX:
                flying.popleft().result()
            flying.append(log.append(number, state))


@contextmanager
def bare_file(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain table with the same settings as the product's."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS batches (number INTEGER PRIMARY KEY, b BLOB)"
        )
        yield connection


def insert(connection: sqlite3.Connection, number: int, state: bytes) -> None:
    connection.execute("INSERT INTO batches VALUES (?, ?)", (number, state))


def append_bare(day: Day, folder: Path) -> None:
    """msgpack of the same fields and one plain insert a batch."""
    with bare_file(folder / "bare.db") as connection:
        for header, events in day:
            rows = [[type(e).__name__, *(getattr(e, n) for n in _fields(e))] for e in events]
            insert(connection, header.number, msgpack.packb([1, *header, rows]))


def append_stock(day: Day, folder: Path) -> None:
    """The library's own recorder as its documentation uses it: a stored event for each event."""
    datastore = SQLiteDatastore(str(folder / "stock.db"))
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    school, version = uuid4(), 0
    for _, events in day:
        stored = []
        for event in events:
            version += 1
            state = msgpack.packb([getattr(event, name) for name in _fields(event)])
            stored.append(StoredEvent(school, version, type(event).__name__, state))
        recorder.insert_events(stored)
    datastore.close()


def _fields(event: Event) -> tuple[str, ...]:
    return type(event).__struct_fields__


def cpu_s(work: Callable[[], object]) -> float:
    """Process time of all threads."""
    begun = process_time()
    work()
    return process_time() - begun


def in_turns(turns: int, *works: Callable[[Path], float], folder: Path | None) -> list[float]:
    """The median of each work over `turns` rounds, each in a fresh folder."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(turns):
        for times, work in zip(taken, works, strict=True):
            with tempfile.TemporaryDirectory(dir=folder) as fresh:
                times.append(work(Path(fresh)))
    return [median(times) for times in taken]


def report_append(day: Day, memory: Path | None) -> None:
    events = sum(len(batch) for _, batch in day)
    sealer = Sealer(KeysInMemory())
    product, sealed, bare, stock = in_turns(
        TURNS,
        lambda folder: cpu_s(lambda: append_product(day, folder, Unsealed())),
        lambda folder: cpu_s(lambda: append_product(day, folder, sealer)),
        lambda folder: cpu_s(lambda: append_bare(day, folder)),
        lambda folder: cpu_s(lambda: append_stock(day, folder)),
        folder=memory,
    )
    print(f"append, CPU: {events / product:,.0f} events/s; bare {events / bare:,.0f}; "
          f"ratio {bare / product:.2f} (must reach 0.68, and 100,000 events/s)")  # fmt: skip
    print(f"append with texts sealed, CPU: {events / sealed:,.0f} events/s")
    print(f"append by the stock recorder, an event a row, CPU: {events / stock:,.0f} events/s; "
          f"ours is {stock / product:.1f} times as fast (must reach 1.5)")  # fmt: skip


def report_size(day: Day, memory: Path | None) -> None:
    events = sum(len(batch) for _, batch in day)
    for name, sealer in (("unsealed", Unsealed()), ("sealed", Sealer(KeysInMemory()))):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            append_product(day, Path(folder), sealer)
            size_bytes = (Path(folder) / "product.db").stat().st_size
        states_bytes = sum(map(len, encoded(day, sealer)))
        print(f"bytes per event, {name}: {size_bytes / events:.1f} in the file, "
              f"{states_bytes / events:.1f} of it batches (must reach 60 sealed)")  # fmt: skip


def report_reading(day: Day, memory: Path | None) -> None:
    events = sum(len(batch) for _, batch in day)
    sealer = Sealer(KeysInMemory())
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        append_product(day, Path(folder), sealer)
        path = Path(folder) / "product.db"
        rows, opened, bare = in_turns(
            TURNS,
            lambda _: cpu_s(lambda: read_product(path, decode_rows)),
            lambda _: cpu_s(lambda: read_product(path, lambda s: decode_batch(s, sealer))),
            lambda _: cpu_s(lambda: read_bare(path)),
            folder=memory,
        )
    print(f"reading rows, CPU: {events / rows:,.0f} events/s; bare {events / bare:,.0f}; "
          f"ratio {bare / rows:.2f} (must reach 0.45)")  # fmt: skip
    print(f"reading checked events with texts opened, CPU: {events / opened:,.0f} events/s")


def read_product(path: Path, decode: Callable[[bytes], object]) -> None:
    with closing(open_for_reading(path)) as log:
        number = 0
        while page := log.read(number, PAGE_BATCHES):
            for stored in page:
                decode(stored.state)
            number = page[-1].number


def read_bare(path: Path) -> None:
    question = "SELECT rowid, state FROM stored_events WHERE rowid>? LIMIT ?"
    with closing(sqlite3.connect(path)) as connection:
        number = 0
        while page := connection.execute(question, (number, PAGE_BATCHES)).fetchall():
            for _, state in page:
                msgpack.unpackb(state, use_list=False)
            number = page[-1][0]


def report_commits(states: Sequence[bytes]) -> None:
    """Commit by commit on the real disk, product and bare in turns, one in flight."""
    turns: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        log = SqliteEventLog(Path(folder) / "product.db")
        with bare_file(Path(folder) / "bare.db") as bare, open(f"{folder}/raw", "wb", 0) as raw:
            for number, state in enumerate(states, start=1):
                begun = perf_counter()
                log.append(number, state).result()
                stored = perf_counter()
                insert(bare, number, state)
                inserted = perf_counter()
                raw.write(state)
                os.fsync(raw.fileno())
                turns.append((stored - begun, inserted - stored, perf_counter() - inserted))
        log.close()
    for name, times in zip(
        ("product", "bare", "write + fsync"), zip(*turns, strict=True), strict=True
    ):
        cuts = quantiles((1000 * time for time in times), n=100)
        print(f"commit on this disk, {name}: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms")
    ratio = median(turn[0] for turn in turns) / median(turn[1] for turn in turns)
    print(f"commit ratio p50 {ratio:.2f} (must reach 3), p99 10 ms where bare has 2")


def main() -> None:
    """Print all figures."""
    memory = MEMORY if MEMORY.is_dir() else None
    day = day_of(BATCHES)
    print(f"{BATCHES} batches, {sum(len(events) for _, events in day)} events, {TURNS} turns each")
    report_append(day, memory)
    report_size(day, memory)
    report_reading(day, memory)
    report_commits(list(encoded(day_of(COMMITS * TURNS), Unsealed())))


if __name__ == "__main__":
    main()
