"""Locking: who may still come into a call that is open (T4.8)."""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, CallId
from protocol.vocabulary import Command, Event, Phase, command, event


@command(may=Capability.CALL, phase=Phase.FLOOR, durable=True)
class LockCall(Command):
    """Stay among those who are in the call now, or let others come in again."""

    locked: bool


@event(audience=Audience.CALL)
class CallLocked(Event):
    """A member locked the call or opened it again. Outside nobody can tell a locked call."""

    account: AccountId
    call: CallId
    locked: bool


@event(audience=Audience.SELF)
class CallFull(Event):
    """`account` came up to `to`, whose call has no place left; they walk apart before the next
    try."""

    account: AccountId
    to: AccountId
