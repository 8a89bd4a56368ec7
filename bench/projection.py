"""What the readers cost beyond bare reading: replay, seeking, and the projections into DuckDB.

`python -m bench.projection`. The day is that of `bench.days`, lived in a school that knows its
hundred people and their floor, with a snapshot every 30 seconds. Product and yardstick take turns
in one run; medians of CPU time (all threads, files in memory) are printed with their ratio. The
yardsticks read the same rows: replay's unpacks them, the projections' unpacks them and appends
each event to one DuckDB table.
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any, Final

import duckdb
import msgpack

from bench.days import MEMORY, SNAPSHOT_EVERY_BATCHES, KeysInMemory, write_school
from bench.log import TURNS
from projections.runner import Projector
from protocol.record import GENESIS
from protocol.units import TICKS_PER_SECOND
from replay.reader import fold, links
from replay.timeline import Timeline
from replay.verify import verify
from server.event_logs.sqlite import open_for_reading
from server.sealing import Sealer
from simulation.school import bare_school

MINUTES: Final = 10
SEEKS: Final = 200
PAGE_BATCHES: Final = 500
COLUMNS: Final = "number BIGINT, tick BIGINT, kind VARCHAR, one VARCHAR, two VARCHAR"


def seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def in_turns(*works: Callable[[], float]) -> list[float]:
    taken = [[work() for work in works] for _ in range(TURNS)]
    return [median(times) for times in zip(*taken, strict=True)]


def bare_pages(path: Path, after: int = 0, until: int = 2**62) -> Iterator[list[Any]]:
    """The rows of a log as unpacked lists, by plain sqlite3."""
    question = "SELECT rowid, state FROM stored_events WHERE rowid>? AND rowid<=? LIMIT ?"
    with closing(sqlite3.connect(path)) as connection:
        while page := connection.execute(question, (after, until, PAGE_BATCHES)).fetchall():
            yield [msgpack.unpackb(state, use_list=False) for _, state in page]
            after = page[-1][0]


def replay(path: Path, sealer: Sealer) -> None:
    """From nothing to the last batch, every link checked."""
    school = bare_school()
    with closing(open_for_reading(path)) as log:
        for link in links(log, sealer, 0, GENESIS):
            fold(school, link.batch)


def project(path: Path, tables: Path) -> float:
    """Into fresh tables."""
    tables.unlink(missing_ok=True)
    with closing(open_for_reading(path)) as log:
        projector = Projector(tables)
        taken = seconds(lambda: projector.catch_up(log))
        projector.close()
    return taken


def project_bare(path: Path, tables: Path) -> float:
    tables.unlink(missing_ok=True)
    with duckdb.connect(str(tables)) as connection:
        connection.execute(f"CREATE TABLE bare ({COLUMNS})")
        return seconds(lambda: _append_bare(path, connection))


def _append_bare(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    for page in bare_pages(path):
        rows = [
            (batch[1], batch[2], event[0], str(event[2]), "")
            for batch in page
            for event in batch[6]
        ]
        connection.begin()
        with connection.appender("bare") as appender:
            appender.append_rows(rows)
        connection.commit()


def report_replay(path: Path, sealer: Sealer, events: int) -> None:
    product, proof, bare = in_turns(
        lambda: seconds(lambda: replay(path, sealer)),
        lambda: seconds(lambda: _verify(path, sealer)),
        lambda: seconds(lambda: [None for _ in bare_pages(path)]),
    )
    print(f"replay, checked and opened: {events / product:,.0f} events/s; "
          f"bare {events / bare:,.0f}; ratio {bare / product:.2f} "
          "(goal 300,000 events/s; 0.45 without chain and seals)")  # fmt: skip
    print(f"verify: {events / proof:,.0f} events/s")


def _verify(path: Path, sealer: Sealer) -> None:
    with closing(open_for_reading(path)) as log:
        verify(log, sealer)


def report_seek(path: Path, sealer: Sealer) -> None:
    draw = random.Random(4)
    taken, bare = [], []
    with closing(open_for_reading(path)) as log:
        timeline = Timeline(log, sealer)
        last_ms = timeline.last_ms()
        for _ in range(SEEKS):
            moment_ms = last_ms - draw.randrange(MINUTES * 60_000)
            taken.append(1000 * seconds(partial(timeline.seek, moment_ms)))
            until = timeline.batch_at(moment_ms)
            after = until - until % SNAPSHOT_EVERY_BATCHES
            bare.append(1000 * seconds(partial(list, bare_pages(path, after, until))))
    product, yardstick = (quantiles(times, n=100)[98] for times in (taken, bare))
    print(f"seek: p50 {median(taken):.1f} ms, p99 {product:.1f} ms; bare p99 {yardstick:.1f} ms; "
          f"ratio {product / yardstick:.1f} (goal 50 ms and 4)")  # fmt: skip


def report_projection(path: Path, folder: Path, events: int) -> None:
    product, bare = in_turns(
        lambda: project(path, folder / "product.duckdb"),
        lambda: project_bare(path, folder / "bare.duckdb"),
    )
    size_bytes = (folder / "product.duckdb").stat().st_size
    print(f"projection: {events / product:,.0f} events/s; bare {events / bare:,.0f}; "
          f"ratio {bare / product:.2f} (goal 200,000 events/s and 0.4); "
          f"{size_bytes / events:.0f} B/event")  # fmt: skip


def main() -> None:
    """Print all figures."""
    sealer = Sealer(KeysInMemory())
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        folder = Path(name)
        path = folder / "school.db"
        events = write_school(path, sealer, MINUTES * 60 * TICKS_PER_SECOND)
        print(f"{events} events in {MINUTES} minutes, {TURNS} turns each")
        report_replay(path, sealer, events)
        report_seek(path, sealer)
        report_projection(path, folder, events)


if __name__ == "__main__":
    main()
