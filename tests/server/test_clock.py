"""Ticks keep to the clock, whichever event loop wakes them."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import uvloop

from protocol.units import TICK_MS
from server.clock import DrillClock, ManualClock, SystemClock, first_tick_after, utc_offset_min
from simulation.school import Position

LOOPS = [asyncio.new_event_loop, uvloop.new_event_loop]
APART_NS = 100_000
NINE_MS = 1_790_553_600_000
"""2026-09-28 09:00 in Japan."""


@pytest.mark.parametrize("new_loop", LOOPS)
def test_a_school_never_runs_ahead_of_its_clock(
    new_loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    """Twenty clocks begun a tenth of a millisecond apart: timers that round are early for some."""

    async def tick_a_while(clock: SystemClock) -> None:
        last_tick = 0
        for _ in range(8):
            await clock.next_tick()
            by_the_clock = clock.now(last_tick=-1).tick
            assert by_the_clock > last_tick, "a tick came before its time"
            last_tick = by_the_clock

    async def all_of_them() -> None:
        clocks = []
        for _ in range(20):
            begun_ns = time.monotonic_ns()
            clocks.append(SystemClock("Asia/Tokyo", first_tick=0))
            while time.monotonic_ns() - begun_ns < APART_NS:
                pass
        await asyncio.gather(*map(tick_a_while, clocks))

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(all_of_them())


def test_ticks_rise_also_when_they_have_run_ahead_of_the_clock() -> None:
    clock = SystemClock("Asia/Tokyo", first_tick=10)
    assert clock.now(last_tick=5_000).tick == 5_001
    assert clock.now(last_tick=5_001).last_tick == 5_001


def test_after_a_restart_ticks_go_on_behind_the_last_one() -> None:
    assert SystemClock("Asia/Tokyo", first_tick=77).now(last_tick=76).tick >= 77


def test_a_late_tick_is_skipped_and_not_made_up_for() -> None:
    clock = DrillClock("Asia/Tokyo", first_tick=100, wall_ms=NINE_MS)
    first = clock.now(last_tick=99)
    clock.jump(3_600_000)
    second = clock.now(last_tick=first.tick)
    assert second.tick - first.tick >= 3_600_000 // TICK_MS
    assert second.last_tick == first.tick


def test_a_wall_clock_set_back_takes_no_tick_back() -> None:
    clock = DrillClock("Asia/Tokyo", first_tick=100, wall_ms=NINE_MS)
    first = clock.now(last_tick=99)
    clock.jump(-3_600_000)
    second = clock.now(last_tick=first.tick)
    assert second.tick > first.tick
    assert second.wall_ms < first.wall_ms


async def test_a_clock_moved_by_hand_gives_one_tick_a_step() -> None:
    clock = ManualClock("Asia/Tokyo", first_tick=100, wall_ms=NINE_MS)
    moments: list[tuple[int, int]] = []
    clock.advance(1)
    clock.advance(40)
    clock.set_wall(NINE_MS - 5_000)
    for _ in range(3):
        await clock.next_tick()
        now = clock.now(moments[-1][0] if moments else 99)
        moments.append((now.tick, now.wall_ms))
    assert [tick for tick, _ in moments] == [101, 141, 142]
    assert [wall_ms - NINE_MS for _, wall_ms in moments] == [50, 2_050, -2_950]


def test_the_offset_is_the_zones_own_at_that_moment() -> None:
    assert utc_offset_min(ZoneInfo("Asia/Tokyo"), NINE_MS) == 9 * 60
    berlin = ZoneInfo("Europe/Berlin")
    summer_ends_ms = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp()) * 1000
    assert utc_offset_min(berlin, summer_ends_ms - 1) == 120
    assert utc_offset_min(berlin, summer_ends_ms) == 60


def test_the_same_seed_draws_the_same_ids_and_no_seed_never_does() -> None:
    def drawn(seed: int | None) -> list[int]:
        clock = SystemClock("Asia/Tokyo", first_tick=0, seed=seed)
        return [clock.fresh() for _ in range(3)]

    assert drawn(7) == drawn(7) != drawn(8)
    assert drawn(None) != drawn(None)


@pytest.mark.spec("T3.4")
def test_the_first_tick_after_a_restart_does_not_tell_when_something_was_stored_last() -> None:
    began_ms = NINE_MS + 90_000
    seen, hidden = (Position(n, 100 + n * 20, NINE_MS + n * 1_000, 540) for n in (2, 70))
    assert first_tick_after(seen, began_ms) == first_tick_after(hidden, began_ms) == 100 + 1_800


def test_a_new_school_and_a_clock_that_was_set_back_begin_with_the_next_tick() -> None:
    assert first_tick_after(Position(0, 0, 0, 0), NINE_MS) == 1
    assert first_tick_after(Position(9, 50, NINE_MS, 540), NINE_MS - 5) == 51
