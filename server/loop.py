"""The heartbeat of a school: collect, step, append, publish; twenty times a second, on one page."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from time import perf_counter
from typing import Any, Final

from protocol.log import IN_FLIGHT_MAX, EventLog, LogState, StoredSnapshot
from protocol.record import Header, Sealer, chain_hash, encode_batch, encode_snapshot
from protocol.sessions import BeginEpoch, ReadOnly
from protocol.units import BEAT_EVERY_MS, TICK_MS, TICKS_PER_SECOND
from protocol.vocabulary import Command, Event
from replay.reader import Recovered
from server.clock import Clock
from server.history import KEPT_TICKS
from server.inbox import Inbox
from server.publish import Publisher
from server.samples import Samples
from simulation.school import Now
from simulation.snapshot import dump
from simulation.step import step

SNAPSHOT_EVERY_TICKS: Final = 30 * TICKS_PER_SECOND
BEAT_EVERY_TICKS: Final = BEAT_EVERY_MS // TICK_MS

_log = logging.getLogger(__name__)


class Loop:
    """One school's only writer of state. Everything it calls inside a tick is synchronous."""

    def __init__(
        self, recovered: Recovered, log: EventLog, sealer: Sealer, clock: Clock, inbox: Inbox
    ) -> None:
        self.school = recovered.school
        self.number, self.head = recovered.number, recovered.head
        self.samples = Samples()
        self.publisher = Publisher(self.school, self.samples.refusals)
        self.inbox = inbox
        self.begins_with: list[Command] = [BeginEpoch()]
        self.followers: dict[type[Event], Callable[[Any], None]] = {}
        """What else the shell does once an event of a kind is stored. It must not wait."""
        at = self.school.position
        self.now = Now(at.tick, at.wall_ms, at.utc_offset_min, at.tick, 0)
        """The last tick's, whether anything happened in it or not: what routes take as the moment.
        That of the last event would tell whoever asks often when others do something (T3.4)."""
        self._log, self._sealer, self._clock = log, sealer, clock
        self.in_flight = 0
        self._room = asyncio.Event()
        self._stopped: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._snapshot_number = self.number
        log.listen(self._log_state_changed)

    async def run(self) -> None:
        """Tick until `stop`. Raises what broke the log or an applier: the process must end then."""
        for command in self.begins_with:
            self.inbox.put(command, 0, None, None)
        ticking = asyncio.ensure_future(self._tick_for_ever())
        try:
            await asyncio.wait({ticking, self._stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ticking.cancel()
        if ticking.done() and not ticking.cancelled():
            ticking.result()
        if self._stopped.done():
            self._stopped.result()
            # The next start recovers from here, and a change to the last batch would be seen.
            if self.number > self._snapshot_number and not self.read_only:
                self.save_snapshot()

    def stop(self) -> None:
        """End `run` after the tick under way."""
        if not self._stopped.done():
            self._stopped.set_result(None)

    @property
    def last_tick(self) -> int:
        return self.now.tick

    @property
    def stored(self) -> int:
        """The number of the last batch that no power cut takes away."""
        return self.number - self.in_flight

    @property
    def read_only(self) -> bool:
        """Whether nothing can be stored for the moment (disk full)."""
        return self._log.state is not LogState.WRITING

    async def _tick_for_ever(self) -> None:
        while True:
            await self._clock.next_tick()
            await self._log_has_room()
            self.tick()

    async def _log_has_room(self) -> None:
        """Hold the school's time while nothing can be stored, and stay a living voice meanwhile."""
        while self.read_only or self.in_flight >= IN_FLIGHT_MAX:
            self._room.clear()
            try:
                async with asyncio.timeout(BEAT_EVERY_MS / 1000):
                    await self._room.wait()
            except TimeoutError:
                self.publisher.announce(self.last_tick)

    def tick(self) -> None:
        """One beat: collect → step → append → publish."""
        began = perf_counter()
        now = self._clock.now(self.last_tick)
        commands, senders = self.inbox.take()
        frames = self.publisher.open(now, senders)
        events = step(self.school, now, commands, frames)
        committed = self._append(now, events) if events else None
        self.publisher.send_after(committed, frames.close())
        self.now = now
        self._now_and_then(now)
        self.samples.tick_ms.append((perf_counter() - began) * 1000)

    def _append(self, now: Now, events: list[Event]) -> "Future[None]":
        self.number += 1
        header = Header(self.number, now.tick, now.wall_ms, now.utc_offset_min, self.head)
        state = encode_batch(header, events, self._sealer)
        self.head = chain_hash(state)
        self.in_flight += 1
        committed = self._log.append(self.number, state)
        loop = asyncio.get_running_loop()
        began = loop.time()
        committed.add_done_callback(
            lambda done: loop.call_soon_threadsafe(self._committed, done, began, events)
        )
        return committed

    def _committed(self, committed: "Future[None]", began: float, events: list[Event]) -> None:
        self.in_flight -= 1
        self._room.set()
        self.samples.commit_ms.append((asyncio.get_running_loop().time() - began) * 1000)
        try:
            self.publisher.send_ready()
            committed.result()
            for event in events:
                if (follow := self.followers.get(type(event))) is not None:
                    follow(event)
        except Exception as error:  # noqa: BLE001  (handed to `run`, which ends the process)
            if not self._stopped.done():
                self._stopped.set_exception(error)

    def _now_and_then(self, now: Now) -> None:
        self.samples.late_ms.append(getattr(self._clock, "late_ms", 0.0))
        if self.samples.ticks:  # Before the first one the server was not there to be late.
            self.samples.ticks_skipped += now.tick - now.last_tick - 1
        self.samples.ticks += 1
        if now.crossed(BEAT_EVERY_TICKS):
            self.publisher.beat(now.tick)
        if now.crossed(KEPT_TICKS):
            self.publisher.history.forget_before(now.tick - KEPT_TICKS)
        if now.crossed(SNAPSHOT_EVERY_TICKS) and self.number > self._snapshot_number:
            self.save_snapshot()

    def save_snapshot(self) -> "Future[None]":
        """Keep the school as it is after the last batch; recovery starts from here."""
        clear, words = dump(self.school)
        state = encode_snapshot(clear, words, self.number, self.head, self._sealer)
        self._snapshot_number = self.number
        return self._log.save_snapshot(StoredSnapshot(self.number, state))

    def _log_state_changed(self, state: LogState) -> None:
        """Called on the writer's thread."""
        self._room_loop().call_soon_threadsafe(self._announce, state)

    def _announce(self, state: LogState) -> None:
        _log.warning("log is %s", state.value)
        self.publisher.announce(self.last_tick, ReadOnly(state is not LogState.WRITING))
        self._room.set()

    def _room_loop(self) -> asyncio.AbstractEventLoop:
        return self._stopped.get_loop()
