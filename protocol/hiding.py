"""Hiding: one person's words, emotes and calls do not reach another, who asked for it (T2.1.i).

The one who is hidden is shown what they would be shown without it; see ADR 0012.
"""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@command(may=Capability.CHAT, durable=True)
class HidePerson(Command):
    """Hear nothing of somebody any more."""

    account: AccountId


@command(may=Capability.CHAT, durable=True)
class ShowPerson(Command):
    """Hear somebody again."""

    account: AccountId


@event(audience=Audience.SELF)
class PersonHidden(Event):
    """`account` hears nothing of `of` any more. Only `account` is told."""

    account: AccountId
    of: AccountId


@event(audience=Audience.SELF)
class PersonShownAgain(Event):
    """`account` hears `of` again. Only `account` is told."""

    account: AccountId
    of: AccountId


@signal(audience=Audience.SELF)
class HiddenShown(Signal):
    """Somebody whom you have hidden."""

    of: AccountId
    name: str
