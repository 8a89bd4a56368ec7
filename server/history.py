"""The last two minutes of every channel, so that a dropped client gets just what it missed
(T1.6)."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from protocol.audience import Channel
from protocol.units import LEAVE_AFTER_DROP_TICKS, TIME_MAX_MS, AccountId, AvatarHandle, Tick
from protocol.vocabulary import Message
from protocol.wire import encode_message
from simulation.sight import Withheld

KEPT_TICKS: Final = LEAVE_AFTER_DROP_TICKS
NEVER: Final[Tick] = TIME_MAX_MS
"""A tick that no client has seen."""


class Apart(NamedTuple):
    """An encoded message of which `hiders` are shown `instead`, or nothing."""

    encoded: bytes
    hiders: frozenset[AccountId]
    instead: bytes | None


class Moving(NamedTuple):
    """An encoded message about where an avatar goes, and whose that is."""

    encoded: bytes
    avatar: AvatarHandle
    walker: AccountId


Line = bytes | Apart | Moving
"""An encoded message as a channel carries it."""


def line_of(message: Message, kept: Withheld | None, walker: AccountId | None = None) -> Line:
    """A message encoded once, whoever sees it. `walker` is whose motion it is, if it is any."""
    encoded = encode_message(message)
    if walker is not None:
        avatar: AvatarHandle = getattr(message, "avatar")  # noqa: B009  (any message of motion)
        return Moving(encoded, avatar, walker)
    if kept is None:
        return encoded
    instead = None if kept.instead is None else encode_message(kept.instead)
    return Apart(encoded, kept.hiders, instead)


def shown_to(account: AccountId, lines: Iterable[Line]) -> list[bytes]:
    """What one person sees of some lines; nobody's name gives what everybody else shares."""
    shown = []
    for line in lines:
        if not isinstance(line, Apart):
            shown.append(line.encoded if isinstance(line, Moving) else line)
        elif account not in line.hiders:
            shown.append(line.encoded)
        elif line.instead is not None:
            shown.append(line.instead)
    return shown


class History:
    """Encoded messages by channel and tick. Only what was sent, so only what was committed and
    allowed."""

    def __init__(self, since: Tick) -> None:
        self._since = since
        self._channels: dict[Channel, deque[tuple[Tick, int, Line]]] = {}
        self._count = 0

    def add(self, channel: Channel, tick: Tick, lines: Sequence[Line]) -> None:
        """What a channel carried in a tick, in order."""
        ring = self._channels.setdefault(channel, deque())
        for line in lines:
            self._count += 1
            ring.append((tick, self._count, line))
        while ring and ring[0][0] < tick - KEPT_TICKS:
            ring.popleft()

    def reaches_back_to(self, tick: Tick, now: Tick) -> bool:
        """Whether everything after `tick` is still here."""
        return tick >= self._since and tick >= now - KEPT_TICKS

    def missed(self, account: AccountId, channels: Iterable[Channel], after: Tick) -> list[bytes]:
        """What `account` was shown on some channels after a tick, in the order it happened."""
        rows = [row for ch in channels for row in self._channels.get(ch, ()) if row[0] > after]
        return shown_to(account, (line for _, _, line in sorted(rows)))

    def missed_thinned(
        self, account: AccountId, channels: Iterable[Channel], after: Tick, walks_after: Tick
    ) -> list[bytes]:
        """The same for a connection that saves bytes: of each avatar's walks the last alone.

        Walks after `walks_after` may have been held back from it, so they are told again.
        """
        rows = sorted(
            row
            for ch in channels
            for row in self._channels.get(ch, ())
            if row[0] > (walks_after if isinstance(row[2], Moving) else after)
        )
        last = {line.avatar: count for _, count, line in rows if isinstance(line, Moving)}
        lines = (
            line
            for _, count, line in rows
            if not isinstance(line, Moving) or last[line.avatar] == count
        )
        return shown_to(account, lines)

    def forget_before(self, tick: Tick) -> None:
        """Let go of what is too old on channels that have fallen silent."""
        for channel in list(self._channels):
            ring = self._channels[channel]
            while ring and ring[0][0] < tick:
                ring.popleft()
            if not ring:
                del self._channels[channel]
