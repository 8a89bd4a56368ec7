"""Bookings as a beginning: a school with hours, whose supporter may counsel, and how days pass."""

from protocol.booking import (
    BookingShown,
    ChooseTime,
    Half,
    OfferTimes,
    ProposeTimes,
    TalkWished,
    TimesOffered,
    WishForTalk,
)
from protocol.hours import Calendar, CalendarSet, ExtraDay, Opening
from protocol.vocabulary import Message
from simulation.booked import Booking
from tests.simulation.counselling_given import a_school, seen_by
from tests.simulation.given import AKI, MONDAY_9_MS, SUPPORTER, Lived

MONDAY = 20_724
TUESDAY, WEDNESDAY, SATURDAY = MONDAY + 1, MONDAY + 2, MONDAY + 5
MINUTE_MS = 60_000
MINUTE_TICKS = 60 * 20
DAY_MS = 24 * 60 * MINUTE_MS


def at(hour: int, minute: int = 0, day: int = MONDAY) -> int:
    """A moment of a local day in Unix milliseconds."""
    return MONDAY_9_MS + ((hour - 9) * 60 + minute) * MINUTE_MS + (day - MONDAY) * DAY_MS


def calendar(*, closed: tuple[int, ...] = (), extra: tuple[ExtraDay, ...] = ()) -> CalendarSet:
    """The classroom is open from nine to five, Monday to Friday."""
    openings = tuple(Opening("classroom", day, 9 * 60, 17 * 60) for day in range(5))
    return CalendarSet(Calendar(0, 100_000, openings, closed, extra))


def a_school_with_hours(**days: tuple[int, ...]) -> Lived:
    """Aki and Haru on a floor, a supporter who may counsel there too, a teacher and an admin."""
    lived = a_school()
    lived.then(calendar(**days))  # type: ignore[arg-type]
    lived.live(1)
    return lived


def wished(lived: Lived, by: str = AKI, day: int = TUESDAY) -> str:
    """A pupil's wish for a morning; its booking."""
    event, *_ = lived.when(WishForTalk(day, Half.MORNING), by)
    assert isinstance(event, TalkWished)
    return event.booking


def offered(lived: Lived, *times: int, to: str = AKI) -> str:
    """Times that the supporter proposes; their booking."""
    event, *_ = lived.when(ProposeTimes(to, times), SUPPORTER)
    assert isinstance(event, TimesOffered)
    return event.booking


def agreed(lived: Lived, at_ms: int) -> str:
    """Aki wished, the supporter offered one time, and Aki chose it."""
    booking = wished(lived)
    lived.when(OfferTimes(booking, (at_ms,)), SUPPORTER)
    lived.when(ChooseTime(booking, at_ms), AKI)
    return booking


def minutes(lived: Lived, count: int) -> list[str]:
    """The names of what happens in so many minutes that nobody does anything in."""
    return [type(event).__name__ for event in lived.wait(count * MINUTE_TICKS)]


def shown_to(lived: Lived, who: str) -> list[BookingShown]:
    """The bookings of somebody who has just connected."""
    return [one for one in seen_by(lived, who) if isinstance(one, BookingShown)]


def of_bookings(messages: list[Message]) -> list[Message]:
    return [one for one in messages if "Booking" in type(one).__name__]


def kept(lived: Lived, booking: str) -> Booking:
    return lived.school.bookings[booking]
