"""Searching: where somebody is, and going near them (T2.2.c). The answer itself is a query."""

from protocol.rights import Capability
from protocol.units import AccountId
from protocol.vocabulary import Command, command


@command(may=Capability.SEARCH)
class GoNear(Command):
    """Go to a place a few tiles from somebody, on whatever floor they are; it starts no call."""

    account: AccountId
