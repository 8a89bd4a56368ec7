"""Calling: who talks with whom. Overlap with dwell opens a call, walking apart ends it (T4.5,
T2.1.c–e).

Nothing here touches a camera: a call is a card with names and text first. Packets follow the
set of calls.
"""

from protocol.audience import Audience
from protocol.avatars import Look
from protocol.rights import Capability
from protocol.units import AccountId, CallId, FloorId, Tick
from protocol.vocabulary import Command, Event, Phase, Signal, command, event, signal


@command(may=Capability.CALL, phase=Phase.FLOOR, durable=True)
class LeaveCall(Command):
    """Leave the call one is in. It does not open again until one has walked apart."""


@command(may=Capability.CALL, phase=Phase.FLOOR)
class DeclineCall(Command):
    """Say no during the countdown: this overlap opens no call."""


@event(audience=Audience.PAIR)
class OverlapBegan(Event):
    """Two people who both allow a call stand in one place; a call opens at `opens_tick` if they
    stay."""

    account: AccountId
    to: AccountId
    opens_tick: Tick


@event(audience=Audience.PAIR)
class OverlapEnded(Event):
    """Two people no longer stand in one place, or one of them no longer allows a call."""

    account: AccountId
    to: AccountId


@event(audience=Audience.PAIR)
class CallDeclined(Event):
    """`account` wants no call from the overlap with `to`; both walk apart before the next one."""

    account: AccountId
    to: AccountId


@event(audience=Audience.CALL)
class CallStarted(Event):
    """A call is open. Its members join by events of their own in the same tick."""

    call: CallId
    floor: FloorId


@event(audience=Audience.CALL)
class CallJoined(Event):
    """A person is in a call; every member sees a `CallMemberShown`."""

    call: CallId
    account: AccountId


@event(audience=Audience.CALL)
class ApartBegan(Event):
    """A member is out of reach of the others and leaves the call at `leaves_tick` unless they
    return."""

    call: CallId
    account: AccountId
    leaves_tick: Tick


@event(audience=Audience.CALL)
class ApartEnded(Event):
    """A member came back into reach."""

    call: CallId
    account: AccountId


@event(audience=Audience.CALL)
class CallLeft(Event):
    """A person is no longer in a call. They are told too."""

    call: CallId
    account: AccountId


@event(audience=Audience.NOBODY)
class CallEnded(Event):
    """A call is over: fewer than two people were left."""

    call: CallId


@signal(audience=Audience.CALL)
class CallMemberShown(Signal):
    """A member of your call, as on its card. The look is known here also where nobody is seen on
    a floor."""

    call: CallId
    account: AccountId
    name: str
    staff: bool
    look: Look
