"""What is shown of bookings: to their two people alone, and a wish to those who may counsel until
one of them takes it up."""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.booking import (
    AnotherWished,
    BookingCalledOff,
    BookingEnded,
    BookingGone,
    BookingReminded,
    BookingShown,
    Ending,
    TalkWished,
    TimeChosen,
    TimesOffered,
    WishTaken,
)
from protocol.rights import Capability
from protocol.units import AccountId, BookingId
from protocol.vocabulary import Message
from simulation.booked import Booking
from simulation.rules import shows, view
from simulation.school import Now, School, holds, name_of


@shows(TalkWished)
@shows(AnotherWished)
@shows(TimesOffered)
@shows(TimeChosen)
@shows(BookingReminded)
def show_booking(
    school: School, event: TalkWished | AnotherWished | TimesOffered | TimeChosen | BookingReminded
) -> Iterator[tuple[Audience, Message]]:
    yield Audience.BOOKED, _shown(school, event.booking)


@shows(WishTaken)
def show_taken(_school: School, event: WishTaken) -> Iterator[tuple[Audience, Message]]:
    """Whoever else might have taken it up is told no more than that it waits no longer."""
    yield Audience.COUNSELLORS, BookingGone(event.booking)


@shows(BookingCalledOff)
def show_called_off(school: School, event: BookingCalledOff) -> Iterator[tuple[Audience, Message]]:
    yield Audience.PAIR, BookingGone(event.booking)
    yield Audience.BOOKED, _shown(school, event.booking)


@shows(BookingEnded)
def show_ended(_school: School, event: BookingEnded) -> Iterator[tuple[Audience, Message]]:
    yield Audience.PAIR if event.to else Audience.SELF, BookingGone(event.booking)
    if event.ending in (Ending.WITHDRAWN, Ending.UNANSWERED):
        yield Audience.COUNSELLORS, BookingGone(event.booking)


def show_bookings_again(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """The bookings of somebody who has a new name."""
    for name, booking in sorted(school.bookings.items()):
        if account in (booking.pupil, booking.counsellor):
            yield Audience.BOOKED, _shown(school, name)


def wishes_waiting(school: School) -> Iterator[BookingShown]:
    """What nobody has taken up yet, for somebody who may counsel from now on."""
    for name, booking in sorted(school.bookings.items()):
        if booking.live and booking.counsellor is None:
            yield _shown(school, name)


def concerned(school: School, booking: Booking) -> Iterator[AccountId]:
    """Who may know of a booking, if they are here."""
    waits = booking.counsellor is None
    if booking.live or waits:
        yield booking.pupil
    if booking.counsellor is not None:
        yield booking.counsellor
    elif booking.live:
        for account in sorted(school.sessions):
            if holds(school.accounts[account], Capability.COUNSEL):
                yield account


@view
def view_bookings(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for name in sorted(school.bookings):
        if account in concerned(school, school.bookings[name]):
            yield _shown(school, name)


def _shown(school: School, name: BookingId) -> BookingShown:
    one = school.bookings[name]
    to_name = "" if one.counsellor is None else name_of(school, one.counsellor)
    return BookingShown(
        name, one.pupil, name_of(school, one.pupil), one.counsellor, to_name, one.stage, one.day,
        one.half, one.times, one.at_ms,
    )  # fmt: skip
