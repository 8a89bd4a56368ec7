"""Groups: a few people who write to each other. Who belongs to one reads it, nobody else does."""

import msgspec

from protocol.audience import Audience
from protocol.rights import Capability, Role
from protocol.units import AccountId, GroupId, GroupName, Invited
from protocol.vocabulary import Command, Event, Signal, command, event, signal


class Member(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Somebody in a group, as the others see them."""

    account: AccountId
    name: str
    role: Role


@command(may=Capability.CHAT, durable=True)
class MakeGroup(Command):
    """Make a group of oneself and others."""

    name: GroupName
    members: Invited


@command(may=Capability.CHAT, durable=True)
class NameGroup(Command):
    """Give one's group another name."""

    group: GroupId
    name: GroupName


@command(may=Capability.CHAT, durable=True)
class AddToGroup(Command):
    """Let somebody into a group one belongs to."""

    group: GroupId
    account: AccountId


@command(may=Capability.CHAT, durable=True)
class RemoveFromGroup(Command):
    """Take somebody out of one's group: who made it may, and staff who belong to it."""

    group: GroupId
    account: AccountId


@command(may=Capability.CHAT, durable=True)
class LeaveGroup(Command):
    """Go out of a group."""

    group: GroupId


@event(audience=Audience.NOBODY)
class GroupMade(Event):
    """There is a group, of one person so far."""

    account: AccountId
    group: GroupId


@event(audience=Audience.GROUP)
class GroupNamed(Event):
    """`account` gave a group its name, and the name is sealed as theirs."""

    account: AccountId
    group: GroupId
    name: GroupName


@event(audience=Audience.GROUP)
class GroupJoined(Event):
    """`account` belongs to a group from now on, let in by `by`."""

    account: AccountId
    group: GroupId
    by: AccountId


@event(audience=Audience.GROUP)
class GroupLeft(Event):
    """`account` belongs to a group no longer, taken out by `by` or gone by themselves."""

    account: AccountId
    group: GroupId
    by: AccountId


@signal(audience=Audience.SELF)
class GroupShown(Signal):
    """A group one belongs to. The name is empty when whoever gave it was erased."""

    group: GroupId
    name: str
    owner: AccountId
    members: tuple[Member, ...]


@signal(audience=Audience.GROUP)
class GroupMemberShown(Signal):
    """Somebody belongs to a group, under this name."""

    group: GroupId
    account: AccountId
    name: str
    role: Role


@signal(audience=Audience.GROUP)
class GroupMemberGone(Signal):
    """Somebody belongs to a group no longer; `owner` looks after it now."""

    group: GroupId
    account: AccountId
    owner: AccountId
