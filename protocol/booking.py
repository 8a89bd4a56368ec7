"""Booking a private talk: a wish for a day, times that are offered, and the one chosen (T3.10).

A pupil wishes for a half of a day, or a counsellor proposes times to one pupil; the pupil chooses
one of them. When it has come and both are here, the counsellor's invitation goes out by itself:
from there on it is a talk like any other, opened by the pupil alone. A booking belongs to its two
people; a wish, until one of them takes it up, to those who may counsel as well. Nothing of these
kinds has a table, and none of them carries a word that somebody typed.
"""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import TIMES_OFFERED_MAX, AccountId, BookingId, EpochDay, MinuteOfDay, WallMs
from protocol.vocabulary import Command, Event, Signal, command, event, signal

Times = Annotated[tuple[WallMs, ...], Meta(min_length=1, max_length=TIMES_OFFERED_MAX)]


@unique
class Half(Enum):
    """A half of a local day, divided at noon."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@unique
class Stage(Enum):
    """How far a booking has come. `CALLED_OFF` is what stays for the other one to read."""

    WISHED = "wished"
    OFFERED = "offered"
    AGREED = "agreed"
    SOON = "soon"
    DUE = "due"
    CALLED_OFF = "called_off"


@unique
class Ending(Enum):
    """Why a booking is no more; its people are shown none of it. The first two are those of a wish
    that nobody had taken up."""

    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    PUT_AWAY = "put_away"
    MET = "met"
    NOT_NOW = "not_now"
    LAPSED = "lapsed"


@command(may=Capability.CONFIDE, durable=True)
class WishForTalk(Command):
    """I would like a talk on that day, before or after noon."""

    day: EpochDay
    half: Half


@command(may=Capability.CONFIDE, durable=True)
class WishForAnother(Command):
    """None of these times, but perhaps one of that day."""

    booking: BookingId
    day: EpochDay
    half: Half


@command(may=Capability.CONFIDE, durable=True)
class ChooseTime(Command):
    """One of the times that were offered."""

    booking: BookingId
    at_ms: WallMs


@command(may=Capability.COUNSEL, durable=True)
class ProposeTimes(Command):
    """Offer times to a pupil who did not wish for any."""

    account: AccountId
    times: Times


@command(may=Capability.COUNSEL, durable=True)
class OfferTimes(Command):
    """Offer times for what a pupil wished for, or others than before."""

    booking: BookingId
    times: Times


@command(may=Capability.ATTEND, durable=True)
class CancelBooking(Command):
    """I do not want it, or cannot; or I have read that the other one cannot. Only for its own
    people, and a wish also for those who may counsel: to everybody else there is no such booking.
    """

    booking: BookingId


@event(audience=Audience.BOOKED, analytics=False)
class TalkWished(Event):
    """A pupil would like a talk on that day."""

    account: AccountId
    booking: BookingId
    day: EpochDay
    half: Half


@event(audience=Audience.BOOKED, analytics=False)
class AnotherWished(Event):
    """The pupil `account` asks the counsellor `to` for another day."""

    account: AccountId
    to: AccountId
    booking: BookingId
    day: EpochDay
    half: Half


@event(audience=Audience.COUNSELLORS, analytics=False)
class WishTaken(Event):
    """The counsellor `to` answers what the pupil `account` wished of all who may counsel; from now
    on it belongs to the two."""

    account: AccountId
    to: AccountId
    booking: BookingId


@event(audience=Audience.BOOKED, analytics=False)
class TimesOffered(Event):
    """The counsellor `to` offers the pupil `account` times, in their order, for a booking that may
    be new."""

    account: AccountId
    to: AccountId
    booking: BookingId
    times: Times


@event(audience=Audience.BOOKED, analytics=False)
class TimeChosen(Event):
    """Both have agreed on a time."""

    account: AccountId
    to: AccountId
    booking: BookingId
    at_ms: WallMs


@event(audience=Audience.BOOKED, analytics=False)
class BookingReminded(Event):
    """A talk that both agreed on begins in `minutes`; at 0 it has come."""

    account: AccountId
    to: AccountId
    booking: BookingId
    minutes: MinuteOfDay


@event(audience=Audience.NOBODY, analytics=False)
class BookingInvited(Event):
    """Whether the invitation of a talk whose time has come is out: one of the two may still be on
    the way, or have gone again."""

    account: AccountId
    to: AccountId
    booking: BookingId
    on: bool


@event(audience=Audience.BOOKED, analytics=False)
class BookingCalledOff(Event):
    """`by` does not want it or cannot. It stays for the other one to read, without a reason."""

    account: AccountId
    to: AccountId
    booking: BookingId
    by: AccountId


@event(audience=Audience.BOOKED, analytics=False)
class BookingEnded(Event):
    """A booking is no more. `to` is None where nobody had taken up the wish."""

    account: AccountId
    to: AccountId | None
    booking: BookingId
    ending: Ending


@signal(audience=Audience.BOOKED)
class BookingShown(Signal):
    """A booking as its people see it. `to` is None while a wish waits for somebody to take it up,
    and where the counsellor called it off; `at_ms` is 0 until a time is chosen, `times` are those
    to choose from."""

    booking: BookingId
    account: AccountId
    name: str
    to: AccountId | None
    to_name: str
    stage: Stage
    day: EpochDay
    half: Half
    times: tuple[WallMs, ...]
    at_ms: WallMs


@signal(audience=Audience.BOOKED)
class BookingGone(Signal):
    """A booking is not yours to see any more."""

    booking: BookingId
