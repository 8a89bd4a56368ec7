"""Where ticks come from. The simulation knows no clock; it is handed a `Now` each tick.

`SystemClock` follows the monotonic clock, so ticks never fall when somebody sets the wall clock
back. `DrillClock` can be jumped by an operator through the local socket; `ManualClock` moves only
when told.
"""

import asyncio
import random
import secrets
import time
from datetime import UTC, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from protocol.units import TICK_MS, WallMs
from simulation.school import Now, Position

RANDOM_BITS: Final = 128
NS_PER_MS: Final = 1_000_000
NS_PER_S: Final = 1_000 * NS_PER_MS
TICK_NS: Final = TICK_MS * NS_PER_MS


class Clock(Protocol):
    """Tells a tick's moment and waits for the next one."""

    def now(self, last_tick: int) -> Now:
        """The moment of the tick to step next; its tick is above `last_tick`."""

    def fresh(self) -> int:
        """128 random bits."""

    async def next_tick(self) -> None:
        """Returns when a tick is due; at once if one is late."""


class SystemClock:
    """Twenty ticks a second by the machine's monotonic clock, wall time by its real one."""

    def __init__(self, zone: str, first_tick: int, seed: int | None = None) -> None:
        self._zone = ZoneInfo(zone)
        self._base_tick = first_tick
        self._base_ns = time.monotonic_ns()
        self._random = random.Random(seed) if seed is not None else secrets.SystemRandom()  # noqa: S311  (a seed is for drills)
        self.late_ms = 0.0

    def now(self, last_tick: int) -> Now:
        tick = max(self._base_tick + self._ticks_passed(), last_tick + 1)
        wall_ms = time.time_ns() // NS_PER_MS
        return Now(tick, wall_ms, self._offset_min(wall_ms), last_tick, self.fresh())

    def fresh(self) -> int:
        return self._random.getrandbits(RANDOM_BITS)

    async def next_tick(self) -> None:
        due_ns = self._base_ns + (self._ticks_passed() + 1) * TICK_NS
        # uvloop's timers may end up to a millisecond early: a tick before its time would be
        # numbered as the next one, and the school would run ahead of the clock.
        while (left_ns := due_ns - time.monotonic_ns()) > 0:  # noqa: ASYNC110  (it is time)
            await asyncio.sleep(left_ns / NS_PER_S)
        self.late_ms = -left_ns / NS_PER_MS

    def _ticks_passed(self) -> int:
        return (time.monotonic_ns() - self._base_ns) // TICK_NS

    def _offset_min(self, wall_ms: int) -> int:
        return utc_offset_min(self._zone, wall_ms)


class DrillClock(SystemClock):
    """Starts at a given moment, runs at the real pace, and can be jumped: for rehearsals and
    tests."""

    def __init__(self, zone: str, first_tick: int, wall_ms: int, seed: int | None = None) -> None:
        super().__init__(zone, first_tick, seed)
        self._start_ms = wall_ms
        self._jumped_ms = 0
        self._jumped_ticks = 0

    def now(self, last_tick: int) -> Now:
        passed_ms = (time.monotonic_ns() - self._base_ns) // NS_PER_MS
        tick = max(self._base_tick + passed_ms // TICK_MS + self._jumped_ticks, last_tick + 1)
        wall_ms = self._start_ms + passed_ms + self._jumped_ms
        return Now(tick, wall_ms, self._offset_min(wall_ms), last_tick, self.fresh())

    def jump(self, passed_ms: int) -> None:
        """Let so much time have passed at once. Backwards only the wall clock goes."""
        self._jumped_ms += passed_ms
        self._jumped_ticks += max(0, passed_ms // TICK_MS)


class ManualClock:
    """Stands still until a test moves it: one `advance`, one tick."""

    def __init__(self, zone: str, first_tick: int, wall_ms: int, seed: int = 0) -> None:
        self._zone = ZoneInfo(zone)
        self._tick = first_tick
        self._wall_ms = wall_ms
        self._random = random.Random(seed)  # noqa: S311  (tests repeat)
        self._steps: asyncio.Queue[tuple[int, int]] = asyncio.Queue()
        self._taken = False
        self.late_ms = 0.0

    def now(self, last_tick: int) -> Now:
        self._tick = max(self._tick, last_tick + 1)
        offset = utc_offset_min(self._zone, self._wall_ms)
        return Now(self._tick, self._wall_ms, offset, last_tick, self.fresh())

    def fresh(self) -> int:
        return self._random.getrandbits(RANDOM_BITS)

    def advance(self, ticks: int) -> None:
        """Let one tick be stepped, `ticks` after the last."""
        self._steps.put_nowait((ticks, ticks * TICK_MS))

    def set_wall(self, wall_ms: int) -> None:
        """Jump the wall clock, forward or back; the next tick is one later."""
        self._steps.put_nowait((1, wall_ms - self._wall_ms))

    async def next_tick(self) -> None:
        if self._taken:
            self._steps.task_done()
        self._taken = False
        ticks, passed_ms = await self._steps.get()
        self._taken = True
        self._tick += ticks
        self._wall_ms += passed_ms

    async def settled(self) -> None:
        """Returns when every step asked for has been ticked."""
        await self._steps.join()


def first_tick_after(stored: Position, wall_ms: WallMs) -> int:
    """The tick with which a server begins that starts at `wall_ms`, after what was stored last.

    Ticks go on as if it had never stopped. Everybody is shown them: were it simply the next one,
    the number would say how long before the stop the last thing happened, and that may have been a
    word in a counselling talk. In a new school, and after a clock was set back, it is the next one.
    """
    passed_ms = wall_ms - stored.wall_ms if stored.batch else 0
    return stored.tick + max(1, passed_ms // TICK_MS)


def utc_offset_min(zone: ZoneInfo, wall_ms: int) -> int:
    """The zone's offset from UTC at a moment, in minutes."""
    offset = datetime.fromtimestamp(wall_ms / 1000, UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60
