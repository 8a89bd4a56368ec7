"""What connections that save bytes are shown of others' motion (T1.5).

Somebody's walk is needless once they have set out anew. Such a connection is shown only the last
one of each, now and then, and before anything else that is told of the same avatar; one's own at
once. This is another view of a floor: whoever shares it gets the same bytes.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from protocol.audience import Channel, is_floor
from protocol.units import TICKS_PER_SECOND, AvatarHandle, Tick
from protocol.wire import Motion
from server.history import Line, Moving
from server.listener import Listener

EVERY_TICKS: Final = {
    Motion.SPARSE: 3 * TICKS_PER_SECOND,
    Motion.STILL: 20 * TICKS_PER_SECOND,
}
LONGEST_TICKS: Final[Tick] = max(EVERY_TICKS.values())
"""A walk was shown to everybody who was there after this time at the latest."""


class Thinned:
    """A floor as some connections are shown it."""

    def __init__(self) -> None:
        self.listeners: dict[Listener, None] = {}
        self.held: dict[AvatarHandle, Line] = {}

    def passed_on(self, line: Line, about: AvatarHandle | None) -> list[Line]:
        """What is shown now of something that has just happened, to whom is told of `about`."""
        if isinstance(line, Moving):
            self.held[line.avatar] = line
            return []
        earlier = None if about is None else self.held.pop(about, None)
        return [line] if earlier is None else [earlier, line]

    def released(self) -> list[Line]:
        """What has been held back."""
        lines = list(self.held.values())
        self.held.clear()
        return lines


class Thinning:
    """All such views. There is one only while somebody looks."""

    def __init__(self) -> None:
        self._views: dict[Channel, dict[Motion, Thinned]] = {}

    def covers(self, listener: Listener, channel: Channel) -> bool:
        """Whether a connection hears a channel thinned."""
        return listener.motion is not Motion.FULL and is_floor(channel)

    def join(self, listener: Listener, channel: Channel) -> None:
        views = self._views.setdefault(channel, {})
        views.setdefault(listener.motion, Thinned()).listeners[listener] = None

    def leave(self, listener: Listener, channel: Channel) -> None:
        views = self._views[channel]
        thinned = views[listener.motion]
        thinned.listeners.pop(listener, None)
        if not thinned.listeners:
            del views[listener.motion]
        if not views:
            del self._views[channel]

    def of(self, channel: Channel) -> Iterable[tuple[Motion, Thinned]]:
        """The views of a channel."""
        views = self._views.get(channel)
        return () if views is None else views.items()

    def all(self) -> Iterator[tuple[Channel, Motion, Thinned]]:
        for channel, views in self._views.items():
            for motion, thinned in views.items():
                yield channel, motion, thinned

    def held_from(self, listener: Listener, channels: Iterable[Channel]) -> list[Line]:
        """What one connection has not been shown yet."""
        return [
            line
            for channel in channels
            for motion, thinned in self.of(channel)
            if motion is listener.motion
            for line in thinned.held.values()
        ]
