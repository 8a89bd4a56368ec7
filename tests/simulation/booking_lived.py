"""What people of a simulated day wish for about bookings, and the laws of them."""

from itertools import combinations
from random import Random

from protocol.booking import (
    BookingCalledOff,
    BookingEnded,
    BookingReminded,
    CancelBooking,
    ChooseTime,
    Half,
    OfferTimes,
    ProposeTimes,
    Stage,
    TalkWished,
    TimeChosen,
    TimesOffered,
    WishForAnother,
    WishForTalk,
)
from protocol.rights import Capability
from protocol.units import BOOKINGS_OF_PUPIL_MAX
from protocol.vocabulary import Command, Message
from simulation.booked import Booking
from simulation.booking_shown import concerned
from simulation.booking_times import DAY_MS, LENGTH_MS
from simulation.school import School, holds

OF_BOOKINGS = (
    WishForTalk, WishForAnother, ChooseTime, OfferTimes, ProposeTimes, CancelBooking,
)  # fmt: skip
OF_THE_TWO = (TimesOffered, TimeChosen, BookingReminded, BookingCalledOff, BookingEnded)
LOCAL_MS = 9 * 3_600_000
AGREED = (Stage.AGREED, Stage.SOON, Stage.DUE)


def wishes_about_bookings(
    school: School, chance: Random, who: str, accounts: list[str], wall_ms: int
) -> list[Command]:
    """Mostly an answer to what one is shown. Times are near, so that they come within the day."""
    day = (wall_ms + LOCAL_MS) // DAY_MS + chance.randrange(2)
    half = chance.choice((*Half, Half.MORNING))
    soon = wall_ms + chance.randrange(5_000, 120_000)
    times = tuple(sorted({soon, soon + chance.choice((0, DAY_MS, LENGTH_MS))}))
    own = [
        name for name, one in sorted(school.bookings.items())
        if who in concerned(school, one) and one.stage in (Stage.WISHED, Stage.OFFERED)
    ]  # fmt: skip
    booking = chance.choice(own or sorted(school.bookings) or ["x" * 22])
    known = school.bookings.get(booking)
    if chance.random() < 0.1:
        return [CancelBooking(booking)]
    if holds(school.accounts[who], Capability.COUNSEL):
        return [OfferTimes(booking, times), ProposeTimes(chance.choice(accounts), times)]
    if known is not None and known.times:
        chosen = ChooseTime(booking, chance.choice(known.times))
        return [chosen, chosen, chosen, WishForAnother(booking, day, half)]
    return [WishForTalk(day, half)]


def booked_by(
    school: School, chance: Random, party: list[str], wall_ms: int
) -> list[tuple[str | None, Command]]:
    """What one of a few people does about a talk with one of the others, if they are here."""
    who = chance.choice(party)
    wish = chance.choice(wishes_about_bookings(school, chance, who, party, wall_ms))
    return [(who, wish)] if who in school.sessions else []


def check_bookings(school: School) -> None:
    """The laws of bookings."""
    for booking in school.bookings.values():
        _check_booking(school, booking)
    live = [one for one in school.bookings.values() if one.live]
    for one, other in combinations(live, 2):
        if one.counsellor is not None and one.counsellor == other.counsellor:
            _check_apart(one.times_taken(), other.times_taken())
        if one.pupil == other.pupil and one.at_ms and other.at_ms:
            _check_apart((one.at_ms,), (other.at_ms,))
    for pupil in {one.pupil for one in live}:
        wished = [one for one in live if one.pupil == pupil and one.counsellor is None]
        assert len(wished) <= BOOKINGS_OF_PUPIL_MAX


def _check_booking(school: School, booking: Booking) -> None:
    assert booking.pupil in school.accounts
    assert booking.counsellor is None or booking.counsellor in school.accounts
    assert not booking.live or not school.accounts[booking.pupil].disabled
    assert (booking.stage is Stage.OFFERED) == bool(booking.live and booking.times)
    assert (booking.stage in AGREED) == bool(booking.live and booking.at_ms)
    assert booking.counsellor is not None or booking.stage in (Stage.WISHED, Stage.CALLED_OFF)
    assert not booking.invited or booking.stage is Stage.DUE


def _check_apart(times: tuple[int, ...], others: tuple[int, ...]) -> None:
    for one in times:
        assert all(abs(one - other) >= LENGTH_MS for other in others), "two talks at once"


def check_told(school: School, event: Message, channels: tuple[str, ...]) -> None:
    """A booking is told to its two people, a wish to those who may counsel beside its pupil."""
    if isinstance(event, OF_THE_TWO) and event.to is not None:
        assert set(channels) <= {f"account:{event.account}", f"account:{event.to}"}
    elif isinstance(event, TalkWished | BookingEnded):
        for account in (channel.removeprefix("account:") for channel in channels):
            may = holds(school.accounts[account], Capability.COUNSEL)
            assert may or account == event.account
