"""A loop that a test moves tick by tick, on a real log or on a disk that is slow to answer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path

from protocol.log import LogState, StoredBatch, StoredSnapshot
from protocol.record import GENESIS, Batch, decode_batch
from replay.reader import Recovered, recover
from server.clock import ManualClock
from server.event_logs.sqlite import SqliteEventLog
from server.inbox import Inbox
from server.loop import Loop
from server.sealing import Sealer
from tests.school_days import Keys
from tests.simulation.given import (
    AKI,
    MONDAY_9_MS,
    PLACE,
    an_open_school,
    given,
    standing_at,
)

ZONE = "Asia/Tokyo"


class SlowLog:
    """A log on a disk that answers when the test says so."""

    def __init__(self) -> None:
        self.state = LogState.WRITING
        self.waiting: list[Future[None]] = []
        self.batches: list[StoredBatch] = []
        self.snapshots: list[StoredSnapshot] = []
        self.tell: Callable[[LogState], None] = lambda _state: None

    def append(self, number: int, state: bytes) -> "Future[None]":
        self.batches.append(StoredBatch(number, state))
        self.waiting.append(Future())
        return self.waiting[-1]

    def save_snapshot(self, snapshot: StoredSnapshot) -> "Future[None]":
        self.snapshots.append(snapshot)
        return Future()

    def answer(self, error: Exception | None = None) -> None:
        """The oldest append that waits is stored, or has failed."""
        if error is None:
            self.waiting.pop(0).set_result(None)
        else:
            self.waiting.pop(0).set_exception(error)

    def listen(self, listener: Callable[[LogState], None]) -> None:
        self.tell = listener

    def read(self, after: int, limit: int) -> Sequence[StoredBatch]:
        return self.batches[after : after + limit]

    def last(self) -> StoredBatch | None:
        return self.batches[-1] if self.batches else None

    def latest_snapshot(self, at_or_before: int | None = None) -> StoredSnapshot | None:
        return None

    def close(self) -> None:
        """Nothing is held."""


class Running:
    """A loop under way, moved by hand."""

    def __init__(self, log: SqliteEventLog | SlowLog, recovered: Recovered | None = None) -> None:
        self.sealer = Sealer(Keys())
        self.log = log
        recovered = recovered or recover(log, self.sealer)
        self.clock = ManualClock(ZONE, recovered.school.position.tick + 1, MONDAY_9_MS)
        self.inbox = Inbox(self.clock.fresh)
        self.loop = Loop(recovered, log, self.sealer, self.clock, self.inbox)
        self.running = asyncio.ensure_future(self.loop.run())

    async def tick(self, ticks: int = 1) -> None:
        """One tick, `ticks` after the last, to its end."""
        self.clock.advance(ticks)
        ticked = self.loop.samples.ticks
        while self.loop.samples.ticks == ticked and not self.running.done():  # noqa: ASYNC110
            await asyncio.sleep(0)

    def batches(self) -> list[Batch]:
        return [decode_batch(row.state, self.sealer) for row in self.log.read(0, 1_000)]

    async def stop(self) -> None:
        self.loop.stop()
        await self.running


@asynccontextmanager
async def running(path: Path) -> AsyncIterator[Running]:
    """A school on a real log, ended in order."""
    log = SqliteEventLog(path)
    try:
        ticking = Running(log)
        await ticking.tick()
        await until(lambda: ticking.loop.in_flight == 0)
        yield ticking
        await ticking.stop()
    finally:
        log.close()


def slow() -> tuple[Running, SlowLog]:
    """A school with Aki on a floor, whose disk answers when the test says so."""
    log = SlowLog()
    school = given(an_open_school(), standing_at(PLACE, AKI)).school
    return Running(log, Recovered(school, 0, GENESIS)), log


async def until(happened: Callable[[], object]) -> None:
    """Let other tasks run until something has happened."""
    async with asyncio.timeout(60):
        while not happened():  # noqa: ASYNC110  (what is awaited is another task's doing)
            await asyncio.sleep(0)
