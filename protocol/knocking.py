"""Knocking: three personal modes for talk, and the knock that asks (T2.1.f, DESIGN section 10)."""

from enum import Enum, unique

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, Tick
from protocol.vocabulary import Command, Event, Phase, command, event


@unique
class TalkMode(Enum):
    """How one may be talked to. Nobody else is told: they cannot tell it from being left alone."""

    OPEN = "open"
    ASK = "ask"
    CLOSED = "closed"


@command(may=Capability.APPEAR, durable=True)
class SetTalkMode(Command):
    """Say how one may be talked to."""

    mode: TalkMode


@command(may=Capability.CALL, phase=Phase.FLOOR, durable=True)
class AnswerKnock(Command):
    """Say yes or no to somebody who knocks."""

    account: AccountId
    yes: bool


@event(audience=Audience.SELF)
class TalkModeSet(Event):
    """How a person may be talked to from now on."""

    account: AccountId
    mode: TalkMode


@event(audience=Audience.PAIR)
class Knocked(Event):
    """`account` asks `to` for a talk; it is over at `ends_tick` if nobody says yes."""

    account: AccountId
    to: AccountId
    ends_tick: Tick


@event(audience=Audience.PAIR)
class KnockAccepted(Event):
    """`to` said yes to `account`: the call opens if they still stand together."""

    account: AccountId
    to: AccountId


@event(audience=Audience.SELF)
class KnockRefused(Event):
    """`account` said no to `of`, who is not told: the knock just ends when its time is over."""

    account: AccountId
    of: AccountId


@event(audience=Audience.PAIR)
class KnockEnded(Event):
    """The knock of `account` at `to` is over, for whatever reason; none comes before
    `again_tick`."""

    account: AccountId
    to: AccountId
    again_tick: Tick
