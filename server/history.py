"""The last two minutes of every channel, so that a dropped client gets just what it missed
(T1.6)."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from protocol.audience import Channel
from protocol.units import LEAVE_AFTER_DROP_TICKS, TIME_MAX_MS, Tick

KEPT_TICKS: Final = LEAVE_AFTER_DROP_TICKS
NEVER: Final[Tick] = TIME_MAX_MS
"""A tick that no client has seen."""


class History:
    """Encoded messages by channel and tick. Only what was sent, so only what was committed and
    allowed."""

    def __init__(self, since: Tick) -> None:
        self._since = since
        self._channels: dict[Channel, deque[tuple[Tick, int, bytes]]] = {}
        self._count = 0

    def add(self, channel: Channel, tick: Tick, encoded: Sequence[bytes]) -> None:
        """What a channel carried in a tick, in order."""
        ring = self._channels.setdefault(channel, deque())
        for message in encoded:
            self._count += 1
            ring.append((tick, self._count, message))
        while ring and ring[0][0] < tick - KEPT_TICKS:
            ring.popleft()

    def reaches_back_to(self, tick: Tick, now: Tick) -> bool:
        """Whether everything after `tick` is still here."""
        return tick >= self._since and tick >= now - KEPT_TICKS

    def missed(self, channels: Iterable[Channel], after: Tick) -> list[bytes]:
        """The messages of some channels after a tick, in the order they happened."""
        rows = [row for ch in channels for row in self._channels.get(ch, ()) if row[0] > after]
        return [message for _, _, message in sorted(rows)]

    def forget_before(self, tick: Tick) -> None:
        """Let go of what is too old on channels that have fallen silent."""
        for channel in list(self._channels):
            ring = self._channels[channel]
            while ring and ring[0][0] < tick:
                ring.popleft()
            if not ring:
                del self._channels[channel]
