"""What the school needs of whatever carries sound and pictures.

The plane is a follower of the log: `sync` says who may send what to whom, completely, and is the
only thing that makes packets flow. A plane never decides who belongs to a call, records nothing,
and may be lost and come back at any time: then it is told everything again.
"""

from collections.abc import AsyncIterator
from typing import NamedTuple, Protocol, TypeAlias

from protocol.units import AccountId, CallId, Tick


class Sends(NamedTuple):
    """A member of a call: their seat, and what may be taken from them."""

    seat: int
    microphone: bool
    camera: bool
    screen: bool


Calls: TypeAlias = dict[CallId, dict[AccountId, Sends]]
"""Every call in which something may flow, with all members who are there to receive it."""


class Wish(NamedTuple):
    """What a person wants to receive of what they may: `cameras` are slots. Never more."""

    sound: bool
    screen: bool
    cameras: tuple[int, ...]


class MediaEvent(NamedTuple):
    """Something that the plane noticed. `account` is "" when it concerns everybody.

    Kinds: `connected`, `unreachable` (an answer, then nothing), `lost` (was there, is gone),
    `unasked` (keeps sending while in no call; it reaches nobody), `down` and `up` (the plane
    itself).
    """

    kind: str
    account: AccountId


class PlaneAway(Exception):
    """No sound and picture for the moment. `reason` is told to the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OfferRefused(Exception):
    """An offer that no page of ours makes."""


class MediaPlane(Protocol):
    """An engine for calls. `start`, `sync`, `want` and `drop` return at once."""

    def start(self) -> None:
        """Be ready before anybody asks; otherwise the first call waits."""

    async def signal(self, account: AccountId, offer: str) -> str:
        """The answer to a browser's offer. Raises PlaneAway or OfferRefused."""

    def sync(self, tick: Tick, calls: Calls) -> None:
        """From now on exactly this may flow. Idempotent."""

    def want(self, account: AccountId, wish: Wish) -> None:
        """Send a person no more than this, until they reconnect or change the call."""

    def drop(self, account: AccountId) -> None:
        """A person is gone: cut their line."""

    def events(self) -> AsyncIterator[MediaEvent]:
        """What the plane notices, as it comes."""

    async def counters(self) -> dict[str, object]:
        """Packets and bytes by person, for operators and tests. Raises PlaneAway."""

    async def close(self) -> None:
        """End everything."""
