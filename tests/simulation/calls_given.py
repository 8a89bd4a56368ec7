"""Calls as a beginning: who stands where, and what has happened since."""

from collections.abc import Iterable

from protocol.units import (
    CONTACT_EVERY_TICKS,
    DWELL_TICKS,
    TICKS_PER_MINUTE,
)
from protocol.vocabulary import Event
from simulation.motion import Point
from tests.simulation.given import (
    AKI,
    PLACE,
    Lived,
    an_open_school,
    given,
    standing_at,
    walked,
)

MINUTE = TICKS_PER_MINUTE


def beside(subtiles: int, below: int = 0) -> Point:
    return PLACE[0] + subtiles, PLACE[1] + below


def together(*others: str) -> Lived:
    """Aki and others in one place, open to talk."""
    return given(an_open_school(), standing_at(PLACE, AKI, *others))


def in_a_call(*others: str) -> Lived:
    """The same, with their call open."""
    lived = together(*others)
    lived.live(DWELL_TICKS + CONTACT_EVERY_TICKS)
    assert set(next(iter(lived.school.calls.values())).members) == {AKI, *others}
    lived.happened.clear()
    return lived


def kinds(events: Iterable[Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def happened(lived: Lived) -> list[str]:
    return kinds(event for _, event in lived.happened)


def move(lived: Lived, who: str, to: Point) -> None:
    """Put somebody elsewhere at once, as a walk that has ended."""
    lived.then(walked(who, 0, to, to))
