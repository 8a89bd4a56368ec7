"""Who hears frames: a socket, or whatever else wants to see a school as a person sees it."""

from collections.abc import Iterable
from typing import Final, Protocol

from protocol.units import AccountId, Tick
from protocol.wire import Motion

CLOSE_LOG_IN: Final = 4401
CLOSE_MOVED: Final = 4409


class Listener(Protocol):
    """A connection as the publisher sees it. `stale`: it does not keep up, so it hears nothing.
    `deaf`: another has come in its place, so nothing that it still says is taken.

    `motion` is changed by the publisher alone once the connection has arrived.
    """

    account: AccountId
    resume_after: Tick
    stale: bool
    deaf: bool
    motion: Motion

    def write(self, frames: bytes, tick: Tick) -> None:
        """Whole WebSocket frames for the socket, that end `tick` (0: none)."""

    def close(self, code: int) -> None: ...


def write_to(listeners: Iterable[Listener], frame: bytes, tick: Tick) -> None:
    """The same bytes to each of some connections."""
    for listener in listeners if frame else ():
        listener.write(frame, tick)
