"""The next moment at which a school does something by itself: how a test clock jumps over a
year."""

from protocol.units import Tick
from simulation import rules
from simulation.school import Now, School


def next_moment(school: School, now: Now) -> Tick | None:
    """The first tick after `now` that any rule waits for, None if nothing will ever happen."""
    ticks = [tick for due in rules.DUE for tick in due(school, now) if tick > now.tick]
    return min(ticks, default=None)
