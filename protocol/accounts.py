"""Accounts: the people a school has let in. Login ids, passphrases and keys live in the vault,
not here."""

from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability, Role
from protocol.units import AccountId, Name, RealName, SchoolCode
from protocol.vocabulary import Command, Event, command, event

Note = Annotated[str, Meta(max_length=200)]


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class AddAccount(Command):
    """Register a person. `name` is the nickname others see; the rest is for admins only."""

    account: AccountId
    role: Role
    name: Name
    real_name: RealName
    home_school: SchoolCode


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class RenameAccount(Command):
    """Give a person another nickname."""

    account: AccountId
    name: Name


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class DisableAccount(Command):
    """Keep a person from logging in; ends a running stay."""

    account: AccountId


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class EnableAccount(Command):
    """Let a disabled person log in again."""

    account: AccountId


@command(may=Capability.MANAGE_ACCOUNTS, durable=True)
class EraseAccount(Command):
    """Remove a person for ever. The shell destroys the person's key once this is in the log
    (T6.7)."""

    account: AccountId


@command(may=Capability.SYSTEM, durable=True)
class RenewCard(Command):
    """The shell makes a person a new login card: end a running stay, and note it."""

    account: AccountId


@event(audience=Audience.NOBODY)
class CardRenewed(Event):
    """A person has new words or a new code; the ones before open nothing."""

    account: AccountId


@event(audience=Audience.NOBODY)
class AccountAdded(Event):
    """A person belongs to the school."""

    account: AccountId
    role: Role
    name: Name
    real_name: RealName
    home_school: SchoolCode


@event(audience=Audience.SELF)
class AccountRenamed(Event):
    """A person has another nickname from now on. Others are shown the person again."""

    account: AccountId
    name: Name


@event(audience=Audience.NOBODY)
class AccountDisabled(Event):
    """A person cannot log in."""

    account: AccountId


@event(audience=Audience.NOBODY)
class AccountEnabled(Event):
    """A person can log in again."""

    account: AccountId


@event(audience=Audience.NOBODY)
class AccountErased(Event):
    """A person is gone; their sealed words can no longer be read."""

    account: AccountId
