"""From applied events to bytes on sockets: the witness of a tick, and the queue behind the commit.

What this believes: who may see an event is decided at the moment of its apply, so frames are
finished inside the tick and writing them later needs no state. A message is encoded once; everybody
who shares a view gets the same bytes. Nothing is written before its batch is committed.
"""

from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from protocol.audience import Channel
from protocol.units import AccountId, Tick
from protocol.vocabulary import Message
from protocol.wire import FrameKind, Motion, encode_frame, encode_message
from server.frames import websocket_frame
from server.history import NEVER, History, shown_to
from server.inbox import Sender
from server.listener import CLOSE_LOG_IN, CLOSE_MOVED, Listener, write_to
from server.thinning import LONGEST_TICKS, Thinning
from server.tick_frames import Frames
from simulation import sight
from simulation.school import Now, School, session_of


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
        self.thinning = Thinning()
        self._wanting: dict[Listener, Motion] = {}
        self.history = History(school.position.tick)

    def arrive(self, listener: Listener) -> None:
        """A new connection, or one that lost the thread: the next tick shows it everything."""
        for older in (*self._arriving, self.connections.get(listener.account)):
            # Who comes back takes what is unanswered for undone: it must not be done later.
            if older is not None and older.account == listener.account:
                older.deaf = older is not listener
        self._arriving.append(listener)

    def depart(self, listener: Listener) -> bool:
        """A connection is gone. False if another one has taken its place, or is about to."""
        self._arriving = [other for other in self._arriving if other is not listener]
        if self.connections.get(listener.account) is not listener:
            return False
        self._listen(listener, ())
        del self.connections[listener.account]
        return all(other.account != listener.account for other in self._arriving)

    def open(self, now: Now, senders: dict[int, Sender]) -> Frames:
        """Begin a tick: those who arrived see the school as it is before anything happens in it."""
        frames = Frames(self, now, senders)
        arriving, self._arriving = self._arriving, []
        for listener in arriving:
            self._attach(listener, frames, now)
        wanting, self._wanting = self._wanting, {}
        for listener, motion in wanting.items():
            self._show_motion(listener, motion, frames)
        return frames

    def send_after(self, committed: Future[None] | None, frames: Frames) -> None:
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

    def want(self, listener: Listener, motion: Motion) -> None:
        """From the next tick on a connection is shown so much of others' motion."""
        self._wanting[listener] = motion

    def follow(self, account: AccountId, tick: Tick) -> None:
        """The person may listen to other channels from now on."""
        listener = self.connections.get(account)
        if listener is not None and listener.stale:
            return
        self._moved[account] = max(self._moved.get(account, tick), tick)
        if listener is not None:
            self._listen(listener, sight.listening_to(self._school, account))

    def show_anew(self, account: AccountId) -> None:
        """The person is shown everything in the next tick, as if they had just connected."""
        if (listener := self.connections.get(account)) is not None and not listener.stale:
            listener.resume_after = 0
            self.arrive(listener)
            # Whoever drops before that is shown everything when they come back.
            self._moved[account] = NEVER

    def _attach(self, listener: Listener, frames: Frames, now: Now) -> None:
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
            frames.tell(listener, self._missed(listener, channels))
        else:
            self._moved[account] = now.tick
            shown = sight.view_of(self._school, account, now)
            frames.tell(listener, [encode_message(message) for message in shown])

    def _missed(self, listener: Listener, channels: tuple[Channel, ...]) -> list[bytes]:
        account, after = listener.account, listener.resume_after
        if listener.motion is Motion.FULL:
            return self.history.missed(account, channels, after)
        return self.history.missed_thinned(account, channels, after, after - LONGEST_TICKS)

    def _show_motion(self, listener: Listener, motion: Motion, frames: Frames) -> None:
        if self.connections.get(listener.account) is not listener:
            listener.motion = motion
            return
        channels = self.channels.get(listener.account, ())
        if held := self.thinning.held_from(listener, channels):
            frames.tell(listener, shown_to(listener.account, held))
        self._listen(listener, ())
        listener.motion = motion
        self._listen(listener, channels)

    def _listen(self, listener: Listener, channels: tuple[Channel, ...]) -> None:
        for channel in self.channels.pop(listener.account, ()):
            if self.thinning.covers(listener, channel):
                self.thinning.leave(listener, channel)
                continue
            group = self.listeners[channel]
            group.pop(listener, None)
            if not group:
                del self.listeners[channel]
        if channels:
            self.channels[listener.account] = channels
            for channel in channels:
                if self.thinning.covers(listener, channel):
                    self.thinning.join(listener, channel)
                else:
                    self.listeners.setdefault(channel, {})[listener] = None
