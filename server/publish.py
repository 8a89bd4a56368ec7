"""From applied events to bytes on sockets: the witness of a tick, and the queue behind the commit.

What this believes: who may see an event is decided at the moment of its apply, so frames are
finished inside the tick and writing them later needs no state. A message is encoded once; everybody
who shares a view gets the same bytes. Nothing is written before its batch is committed.
"""

import logging
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from protocol.audience import SCHOOL_CHANNEL, Channel
from protocol.counselling import Covered, MovedUnderCover, Uncovered
from protocol.sessions import Cause, Done, Left, Refusal
from protocol.units import AccountId, Tick
from protocol.vocabulary import DECLARED, Event, Message, Signal
from protocol.wire import FrameKind, encode_frame, encode_message
from server.frames import websocket_frame
from server.history import NEVER, Apart, History, Line, line_of, shown_to
from server.inbox import Answer, Asker, Sender
from server.listener import CLOSE_LOG_IN, CLOSE_MOVED, Listener, write_to
from simulation import sight
from simulation.rules import Refused
from simulation.school import Now, School, session_of
from simulation.snapshot import state_hash
from simulation.step import Signed

_log = logging.getLogger(__name__)


class Publisher:
    """Knows who listens to what, and writes what is committed. Counts refusals by reason."""

    def __init__(self, school: School, refusals: Counter[str]) -> None:
        self._school, self.refusals = school, refusals
        self._arriving: list[Listener] = []
        self._unsent: deque[tuple[Future[None] | None, Callable[[], None]]] = deque()
        self._moved: dict[AccountId, Tick] = {}
        self.connections: dict[AccountId, Listener] = {}
        self.channels: dict[AccountId, tuple[Channel, ...]] = {}
        self.listeners: dict[Channel, dict[Listener, None]] = {}
        self.history = History(school.position.tick)

    def arrive(self, listener: Listener) -> None:
        """A new connection, or one that lost the thread: the next tick shows it everything."""
        self._arriving.append(listener)

    def depart(self, listener: Listener) -> bool:
        """A connection is gone. False if another one has taken its place, or is about to."""
        self._arriving = [other for other in self._arriving if other is not listener]
        if self.connections.get(listener.account) is not listener:
            return False
        self._listen(listener, ())
        del self.connections[listener.account]
        return all(other.account != listener.account for other in self._arriving)

    def open(self, now: Now, senders: dict[int, Sender]) -> "Frames":
        """Begin a tick: those who arrived see the school as it is before anything happens in it."""
        frames = Frames(self, now, senders)
        arriving, self._arriving = self._arriving, []
        for listener in arriving:
            self._attach(listener, frames, now)
        return frames

    def send_after(self, committed: Future[None] | None, frames: "Frames") -> None:
        """Write `frames` once `committed` (None: no batch) and all before it is stored."""
        self._unsent.append((committed, frames.send))
        self.send_ready()

    def send_ready(self) -> None:
        """Write, in order, what is stored. Raises, each time, what an append failed with."""
        while self._unsent and (self._unsent[0][0] is None or self._unsent[0][0].done()):
            if (committed := self._unsent[0][0]) is not None:
                committed.result()
            self._unsent.popleft()[1]()

    @property
    def waiting(self) -> int:
        """Ticks whose frames wait for a commit."""
        return len(self._unsent)

    def announce(self, tick: Tick, *messages: Message) -> None:
        """Tell all connections something of the server, or just that it lives. Ends no tick."""
        encoded = [encode_message(message) for message in messages]
        frame = websocket_frame(encode_frame(FrameKind.PRIVATE, tick, encoded))
        write_to([*self.connections.values(), *self._arriving], frame, 0)

    def beat(self, tick: Tick) -> None:
        """Tell everybody that `tick` has ended, once they were shown all that happened until it."""
        frame = websocket_frame(encode_frame(FrameKind.CLOSING, tick, ()))
        targets = [listener for listener in self.connections.values() if not listener.stale]
        self._unsent.append((None, partial(write_to, targets, frame, tick)))
        self.send_ready()

    def lose(self, listener: Listener) -> None:
        """A client that does not keep up hears nothing until it is shown everything again."""
        listener.stale = True
        self._listen(listener, ())
        # It still hears answers, and with them of ticks whose other messages it was not sent.
        self._moved[listener.account] = NEVER

    def follow(self, account: AccountId, tick: Tick) -> None:
        """The person may listen to other channels from now on."""
        listener = self.connections.get(account)
        if listener is not None and listener.stale:
            return
        self._moved[account] = tick
        if listener is not None:
            self._listen(listener, sight.listening_to(self._school, account))

    def show_anew(self, account: AccountId) -> None:
        """The person is shown everything in the next tick, as if they had just connected."""
        if (listener := self.connections.get(account)) is not None and not listener.stale:
            listener.resume_after = 0
            self.arrive(listener)

    def _attach(self, listener: Listener, frames: "Frames", now: Now) -> None:
        account = listener.account
        older = self.connections.get(account)
        if older is not None and older is not listener:
            self._listen(older, ())
            frames.close_after(older, CLOSE_MOVED)
        if session_of(self._school, account) is None:
            frames.close_after(listener, CLOSE_LOG_IN)
            return
        self.connections[account] = listener
        listener.stale = False
        channels = sight.listening_to(self._school, account)
        self._listen(listener, channels)
        after = listener.resume_after
        stayed = self._moved.get(account, NEVER) <= after
        if stayed and self.history.reaches_back_to(after, now.tick):
            frames.tell(listener, self.history.missed(account, channels, after))
        else:
            self._moved[account] = now.tick
            shown = sight.view_of(self._school, account, now)
            frames.tell(listener, [encode_message(message) for message in shown])

    def _listen(self, listener: Listener, channels: tuple[Channel, ...]) -> None:
        for channel in self.channels.pop(listener.account, ()):
            group = self.listeners[channel]
            group.pop(listener, None)
            if not group:
                del self.listeners[channel]
        if channels:
            self.channels[listener.account] = channels
            for channel in channels:
                self.listeners.setdefault(channel, {})[listener] = None


class Frames:
    """One tick as its receivers will get it. The witness of `step`."""

    def __init__(self, publisher: Publisher, now: Now, senders: dict[int, Sender]) -> None:
        self._publisher, self._tick, self._senders = publisher, now.tick, senders
        self._order = 0
        self._shared: dict[Channel, list[tuple[int, Line]]] = {}
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
            self._show(channels, line_of(message, sight.withheld(school, message)))
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
        for channel, rows in self._shared.items():
            history.add(channel, tick, [line for _, line in rows])
        special = {**dict.fromkeys(self._private), **dict.fromkeys(self._since)}
        connections = self._publisher.connections
        apart = [connections[account] for account in sorted(self._apart & connections.keys())]
        special |= dict.fromkeys(listener for listener in apart if not listener.stale)
        for channel in self._views():
            encoded = self._merged((channel, SCHOOL_CHANNEL), 0, "")
            frame = websocket_frame(encode_frame(FrameKind.CLOSING, tick, encoded))
            listening = self._publisher.listeners.get(channel, ())
            targets = [listener for listener in listening if listener not in special]
            if channel == SCHOOL_CHANNEL:
                targets = [t for t in targets if len(self._publisher.channels[t.account]) == 2]
            self._writes.append((frame, targets))
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

    def _show(self, channels: tuple[Channel, ...], line: Line) -> None:
        self._apart |= line.hiders if isinstance(line, Apart) else frozenset()
        for channel in channels:
            if channel.startswith("account:"):
                self._tell_one(channel, line)
                self._publisher.history.add(channel, self._tick, [line])
            else:
                self._order += 1
                self._shared.setdefault(channel, []).append((self._order, line))

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
        channels = self._publisher.channels.get(account, ())
        self.tell(listener, self._merged(channels, self._since.get(listener, 0), account))
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

    def _merged(self, channels: tuple[Channel, ...], since: int, account: AccountId) -> list[bytes]:
        rows = [row for ch in dict.fromkeys(channels) for row in self._shared.get(ch, ())]
        return shown_to(account, (line for order, line in sorted(rows) if order > since))

    def _own_frames(self, listener: Listener) -> bytes:
        channels = self._publisher.channels.get(listener.account, ())
        shared = self._merged(channels, self._since.get(listener, 0), listener.account)
        private = self._private.get(listener)
        if not shared and private is None and listener not in self._since:
            return b""
        closing = websocket_frame(encode_frame(FrameKind.CLOSING, self._tick, shared))
        if not private:
            return closing
        return websocket_frame(encode_frame(FrameKind.PRIVATE, self._tick, private)) + closing

    def _answer(self, signed: Signed, answer: Answer, told: Message | None) -> None:
        """To the connection that sent the command, if still the person's own, or to who asked."""
        sender = self._senders.get(id(signed))
        if isinstance(sender, Asker):
            self._answers.append((sender, answer))
        elif sender is not None and told is not None:
            listener = self._publisher.connections.get(signed.account or "")
            if listener is not None and listener is sender:
                self.tell(listener, [encode_message(told)])
