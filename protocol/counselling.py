"""Counselling: one pupil and one counsellor talk, and nobody else can notice it (T3.4, T3.10).

A pupil asks, or a counsellor offers; the pupil opens the talk. From then on both are under cover:
to everybody else they have logged out, and coming back they log in (ADR 0016). Nothing of these
kinds has a table, and what is said is sealed under a key that belongs to counselling alone.
"""

from enum import Enum, unique

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.sessions import Device
from protocol.units import (
    AccountId,
    CallId,
    ChatText,
    MessageId,
    MinuteOfDay,
    SaidCount,
    SealId,
    SessionId,
    WallMs,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@unique
class Asking(Enum):
    """How far the way to a talk has come, as its two people read it."""

    NONE = "none"
    ASKED = "asked"
    OFFERED = "offered"
    DECLINED = "declined"


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class NameCounsellor(Command):
    """Give somebody of the staff the right to counsel, or take it back."""

    account: AccountId
    on: bool


@command(may=Capability.CONFIDE, durable=True)
class AskForCounselling(Command):
    """Ask for a talk that nobody else can notice."""


@command(may=Capability.CONFIDE, durable=True)
class TakeAskingBack(Command):
    """I want no talk any more."""


@command(may=Capability.COUNSEL, durable=True)
class OfferCounselling(Command):
    """Invite a pupil, who may have asked or not."""

    account: AccountId


@command(may=Capability.COUNSEL, durable=True)
class TakeOfferBack(Command):
    """Take back one's invitation to a pupil."""

    account: AccountId


@command(may=Capability.CONFIDE, durable=True)
class AnswerOffer(Command):
    """Open the talk one is invited to, or say that one does not want it now."""

    yes: bool


@command(may=Capability.ATTEND, durable=True, under_cover=True)
class LeaveCounselling(Command):
    """End the talk. Both come back."""


@event(audience=Audience.SELF, analytics=False)
class CounsellorNamed(Event):
    """Somebody may counsel from now on, or no longer."""

    account: AccountId
    on: bool


@event(audience=Audience.NOBODY, analytics=False)
class NamingNoted(Event):
    """The admin `by`, or the command line (None), gave that right or took it back."""

    account: AccountId
    by: AccountId | None
    on: bool


@event(audience=Audience.COUNSELLORS, analytics=False)
class CounsellingAsked(Event):
    """A pupil would like a talk."""

    account: AccountId


@event(audience=Audience.COUNSELLORS, analytics=False)
class AskingTakenBack(Event):
    """A pupil wants no talk any more."""

    account: AccountId


@event(audience=Audience.PAIR, analytics=False)
class CounsellingOffered(Event):
    """The counsellor `to` invites the pupil `account`."""

    account: AccountId
    to: AccountId


@event(audience=Audience.PAIR, analytics=False)
class OfferEnded(Event):
    """An invitation holds no more: the pupil did not want it, or it was taken back."""

    account: AccountId
    to: AccountId
    declined: bool


@event(audience=Audience.NOBODY, analytics=False)
class CounsellingOpened(Event):
    """A pupil opened the talk they were invited to. Both go under cover in the same tick."""

    account: AccountId
    to: AccountId
    call: CallId


@event(audience=Audience.NOBODY, analytics=False)
class Covered(Event):
    """A person left floor and calls for a talk. Whoever else asks is told that they left."""

    account: AccountId
    session: SessionId
    call: CallId


@event(audience=Audience.CALL, subject="seal", analytics=False)
class SaidUnderCover(Event):
    """Words of a talk, sealed under the pupil's key for counselling (`seal`)."""

    account: AccountId
    call: CallId
    seal: SealId
    text: ChatText


@event(audience=Audience.NOBODY, analytics=False)
class ReportHeld(Event):
    """A person reported the other one of their talk. It is handed on when they are next here: from
    somebody who has logged out nothing could come."""

    account: AccountId
    report: MessageId
    about: AccountId


@event(audience=Audience.NOBODY, analytics=False)
class MovedUnderCover(Event):
    """A person under cover has logged in anew, on this device; the talk goes on."""

    account: AccountId
    session: SessionId
    device: Device


@event(audience=Audience.NOBODY, analytics=False)
class CounsellingEnded(Event):
    """A talk is over; its people come back as soon as they are connected."""

    call: CallId


@event(audience=Audience.NOBODY, analytics=False)
class Uncovered(Event):
    """A person came back from a talk, to the desk, as if they had just logged in."""

    account: AccountId
    session: SessionId
    device: Device
    call: CallId


@signal(audience=Audience.SELF)
class OwnCounsellingShown(Signal):
    """How far a pupil's own way to a talk has come, and who invites them (else empty)."""

    asking: Asking
    name: str


@signal(audience=Audience.COUNSELLORS)
class CounselleeShown(Signal):
    """A pupil who asked, was invited, or said not now."""

    account: AccountId
    name: str
    asking: Asking
    by: AccountId | None
    asked_ms: WallMs


@signal(audience=Audience.COUNSELLORS)
class CounselleeGone(Signal):
    """Nothing is open with this pupil."""

    account: AccountId


@signal(audience=Audience.CALL)
class CoverShown(Signal):
    """One is under cover, in this call, since this moment, at most until the school closes (0: when
    nobody knows); `closing_min` is the last warning of that, 0 before the first. The members are
    shown as those of any call. `said` counts what was said before, which comes by query."""

    call: CallId
    since_ms: WallMs
    closes_ms: WallMs
    closing_min: MinuteOfDay
    said: SaidCount


@signal(audience=Audience.CALL)
class LineShown(Signal):
    """Whether the line of somebody in a talk is lost."""

    call: CallId
    account: AccountId
    away: bool


@signal(audience=Audience.SELF)
class MayCounselShown(Signal):
    """Whether one may counsel."""

    on: bool
