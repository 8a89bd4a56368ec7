"""Ticks keep to the clock, whichever event loop wakes them."""

import asyncio
import time
from collections.abc import Callable

import pytest
import uvloop

from server.clock import SystemClock

LOOPS = [asyncio.new_event_loop, uvloop.new_event_loop]
APART_NS = 100_000


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
