"""One tick as its receivers will get it: messages are encoded once, frames are shared by a view.

Called while the tick is decided and applied; from `close` on no state is looked at.
"""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from protocol.audience import SCHOOL_CHANNEL, Channel, is_floor
from protocol.counselling import Covered, MovedUnderCover, Uncovered
from protocol.sessions import Cause, Done, Left, Refusal
from protocol.units import AccountId, AvatarHandle
from protocol.vocabulary import DECLARED, Event, Message, Signal
from protocol.wire import FrameKind, Motion, encode_frame, encode_message
from server.frames import websocket_frame
from server.history import Apart, Line, Moving, line_of, shown_to
from server.inbox import Answer, Asker, Sender
from server.listener import CLOSE_LOG_IN, CLOSE_MOVED, Listener, write_to
from server.thinning import EVERY_TICKS, Thinned
from simulation import sight
from simulation.rules import Refused
from simulation.school import Now, School
from simulation.snapshot import state_hash
from simulation.step import Signed

if TYPE_CHECKING:
    from server.publish import Publisher

Row = tuple[int, Line]
"""When in the tick, and what."""
_log = logging.getLogger(__name__)


class Frames:
    """The witness of `step`."""

    def __init__(self, publisher: "Publisher", now: Now, senders: dict[int, Sender]) -> None:
        self._publisher, self._now, self._senders = publisher, now, senders
        self._tick = now.tick
        self._order = 0
        self._shared: dict[Channel, list[Row]] = {}
        self._thinned: dict[tuple[Channel, Motion], list[Row]] = {}
        self._apart: set[AccountId] = set()
        self._private: dict[Listener, list[bytes]] = {}
        self._since: dict[Listener, int] = {}
        self._answers: list[tuple[Asker, Answer]] = []
        self._closing: list[tuple[Listener, int]] = []
        self._writes: list[tuple[bytes, list[Listener]]] = []

    def applied(self, school: School, event: Event) -> None:
        mover = event.account if isinstance(event, sight.MOVES_LISTENERS) else None
        moving = self._deliver_so_far(mover) if mover is not None else None
        for channels, message in sight.shown_by(school, event):
            walker = sight.walker_of(school, message)
            line = line_of(message, sight.withheld(school, message), walker)
            self._show(channels, line, getattr(message, "avatar", None))
        if moving is not None:
            self._since[moving] = self._order
        if mover is not None:
            self._publisher.follow(mover, self._tick)
            if isinstance(event, Left | MovedUnderCover):
                self._end(event)
            elif isinstance(event, Covered | Uncovered):
                self._publisher.show_anew(mover)

    def relayed(self, school: School, signal: Signal) -> None:
        """For those who listen now: nobody is told of it later."""
        line = line_of(signal, sight.withheld(school, signal))
        for channel in sight.relayed_to(school, signal):
            self._tell_one(channel, line)

    def accepted(self, signed: Signed) -> None:
        done = DECLARED[type(signed.command)].durable
        self._answer(signed, Answer(None, 0), Done(signed.command_id) if done else None)

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self._publisher.refusals[refusal.reason] += 1
        told = Refusal(signed.command_id, refusal.reason, refusal.at_ms)
        self._answer(signed, Answer(refusal.reason, refusal.at_ms), told)

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        """Our own mistake: one command is lost; where to look is written down, not its content."""
        _log.error(
            "decider failed: %s, %s", DECLARED[type(signed.command)].topic, type(error).__name__,
            exc_info=error, extra={"tick": self._tick, "state_hash": state_hash(school)},
        )  # fmt: skip
        self.refused(signed, Refused("our_mistake"))

    def tell(self, listener: Listener, encoded: list[bytes]) -> None:
        """Messages for one connection alone."""
        self._private.setdefault(listener, []).extend(encoded)

    def close_after(self, listener: Listener, code: int) -> None:
        self._closing.append((listener, code))

    def close(self) -> "Frames":
        """Finish the bytes of the tick. From here on no state is looked at."""
        history, tick = self._publisher.history, self._tick
        self._release()
        for channel, rows in self._shared.items():
            history.add(channel, tick, [line for _, line in rows])
        special = {**dict.fromkeys(self._private), **dict.fromkeys(self._since)}
        connections = self._publisher.connections
        apart = [connections[account] for account in sorted(self._apart & connections.keys())]
        special |= dict.fromkeys(listener for listener in apart if not listener.stale)
        for channel in self._views():
            listening = self._publisher.listeners.get(channel, ())
            targets = [listener for listener in listening if listener not in special]
            if channel == SCHOOL_CHANNEL:
                targets = [t for t in targets if len(self._publisher.channels[t.account]) == 2]
            self._writes.append((self._shared_frame(channel, Motion.FULL), targets))
        for channel, motion, thinned in self._publisher.thinning.all():
            targets = [listener for listener in thinned.listeners if listener not in special]
            self._writes.append((self._shared_frame(channel, motion), targets))
        self._writes += [(self._own_frames(listener), [listener]) for listener in special]
        return self

    def send(self) -> None:
        """Write everything. Called once the tick is in the log."""
        for frame, listeners in self._writes:
            write_to(listeners, frame, self._tick)
        for asker, answer in self._answers:
            asker.resolve(answer)
        for listener, code in self._closing:
            listener.close(code)

    def _show(self, channels: tuple[Channel, ...], line: Line, about: AvatarHandle | None) -> None:
        self._apart |= line.hiders if isinstance(line, Apart) else frozenset()
        for channel in channels:
            if channel.startswith("account:"):
                self._tell_one(channel, line)
                self._publisher.history.add(channel, self._tick, [line])
            else:
                self._add(self._shared.setdefault(channel, []), line)
                for motion, thinned in self._publisher.thinning.of(channel):
                    rows = self._thinned.setdefault((channel, motion), [])
                    for shown in thinned.passed_on(line, about):
                        self._add(rows, shown)
                    if isinstance(line, Moving):
                        self._tell_walker(line, thinned)

    def _add(self, rows: list[Row], line: Line) -> None:
        self._order += 1
        rows.append((self._order, line))

    def _tell_walker(self, line: Moving, thinned: Thinned) -> None:
        """One's own walk is answered at once, also where others' are held back."""
        listener = self._publisher.connections.get(line.walker)
        if listener is not None and listener in thinned.listeners:
            self.tell(listener, [line.encoded])

    def _release(self) -> None:
        """Now and then what was held back is shown."""
        for channel, motion, thinned in self._publisher.thinning.all():
            if thinned.held and self._now.crossed(EVERY_TICKS[motion]):
                rows = self._thinned.setdefault((channel, motion), [])
                for line in thinned.released():
                    self._add(rows, line)

    def _tell_one(self, channel: Channel, line: Line) -> None:
        listener = self._publisher.connections.get(account := channel.removeprefix("account:"))
        shown = shown_to(account, (line,))
        if shown and listener is not None and not listener.stale:
            self.tell(listener, shown)

    def _deliver_so_far(self, account: AccountId) -> Listener | None:
        """What a person saw where they are just leaving comes before what they see next."""
        listener = self._publisher.connections.get(account)
        if listener is None or listener.stale:
            return None
        self.tell(listener, self._seen_by(listener))
        return listener

    def _end(self, event: Left | MovedUnderCover) -> None:
        if (listener := self._publisher.connections.get(event.account)) is not None:
            self._publisher.depart(listener)
            moved = not isinstance(event, Left) or event.cause is Cause.MOVED_DEVICE
            self.close_after(listener, CLOSE_MOVED if moved else CLOSE_LOG_IN)

    def _views(self) -> list[Channel]:
        """The channels that make up the distinct shared frames of this tick."""
        if SCHOOL_CHANNEL in self._shared:
            return [ch for ch in self._publisher.listeners if not ch.startswith("account:")]
        return list(self._shared)

    def _shared_frame(self, channel: Channel, motion: Motion) -> bytes:
        """What everybody is shown who shares a view; no bytes for nothing."""
        encoded = shown_to("", self._merged((channel, SCHOOL_CHANNEL), motion, 0))
        if not encoded:
            return b""
        return websocket_frame(encode_frame(FrameKind.CLOSING, self._tick, encoded))

    def _merged(self, channels: tuple[Channel, ...], motion: Motion, since: int) -> Iterator[Line]:
        rows: list[Row] = []
        for ch in dict.fromkeys(channels):
            thinned = motion is not Motion.FULL and is_floor(ch)
            rows += self._thinned.get((ch, motion), ()) if thinned else self._shared.get(ch, ())
        return (line for order, line in sorted(rows) if order > since)

    def _seen_by(self, listener: Listener) -> list[bytes]:
        """What a connection shares with others, since it came to where it is."""
        channels = self._publisher.channels.get(listener.account, ())
        lines = self._merged(channels, listener.motion, self._since.get(listener, 0))
        return shown_to(listener.account, lines)

    def _own_frames(self, listener: Listener) -> bytes:
        shared = self._seen_by(listener)
        private = self._private.get(listener)
        if not shared and private is None and listener not in self._since:
            return b""
        closing = websocket_frame(encode_frame(FrameKind.CLOSING, self._tick, shared))
        if not private:
            return closing
        return websocket_frame(encode_frame(FrameKind.PRIVATE, self._tick, private)) + closing

    def _answer(self, signed: Signed, answer: Answer, told: Message | None) -> None:
        """To who asked, or to the page that sent the command, also when its line was cut.

        A page that resumes hears the answers it missed, so what is unanswered then was not done.
        """
        sender = self._senders.get(id(signed))
        if isinstance(sender, Asker):
            self._answers.append((sender, answer))
        elif sender is not None and told is not None and signed.account is not None:
            encoded = encode_message(told)
            self._publisher.history.add(f"account:{signed.account}", self._tick, [encoded])
            listener = self._publisher.connections.get(signed.account)
            if listener is not None and (listener is sender or listener.resume_after):
                self.tell(listener, [encoded])
