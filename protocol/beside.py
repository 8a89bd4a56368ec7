"""Beside: from one call to another whose people one stands with (T4.5).

Two calls never become one by themselves. Those who stand in one place and are in different calls
are shown that they may go over; who does is seen and heard by nobody until the usual countdown has
passed, and then with everything off.
"""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, Tick
from protocol.vocabulary import Command, Phase, Signal, command, signal


@command(may=Capability.CALL, phase=Phase.FLOOR)
class GoOver(Command):
    """Leave one's own call for that of somebody one stands with; a call with them opens after the
    dwell, as for everybody who walks up."""

    to: AccountId


@signal(audience=Audience.PAIR)
class BesideShown(Signal):
    """Two of different calls stand in one place: from `from_tick` on either may go over. It ends
    as an overlap does."""

    account: AccountId
    to: AccountId
    from_tick: Tick
