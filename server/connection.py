"""Connections: a stranger's bytes on one side, signed commands on the other.

Nothing here decides, and nothing here knows what carries the bytes: a WebSocket
(`server/sockets.py`), or where a network lets none through, a stream of events and posts
(`server/streams.py`). A frame is limited, decoded, counted and put into the inbox; a connection
that lies, floods or falls asleep is ended with a code that says why.
"""

import asyncio
from collections import deque
from typing import Final, Protocol

from protocol.sessions import Refusal
from protocol.units import COMMAND_MAX_BYTES, DROP_AFTER_SILENCE_MS, AccountId, SessionId, Tick
from protocol.vocabulary import DECLARED, PER_SECOND, Message
from protocol.wire import (
    FrameError,
    FrameKind,
    Motion,
    Received,
    command_limit,
    decode_command,
    encode_frame,
    encode_message,
)
from server.frames import websocket_frame
from server.inbox import Credits
from server.loop import Loop
from server.preparing import prepare
from server.wire_recorder import WireRecorder

CLOSE_GARBAGE: Final = 4400
CLOSE_NOT_ALLOWED: Final = 4403
CLOSE_TOO_FAST: Final = 4429

UNSENT_MAX_BYTES: Final = 256 * 1024
GARBAGE_MAX: Final = 5
REFUSED_IN_A_ROW_MAX: Final = 100
BEHIND_S: Final = 4
"""A client speaks at most once a second and only when it hears something. Who spoke just before a
frame, and then hears nothing but beats, acknowledges it three seconds later and is not behind."""
GIVEN_UP_S: Final = 10


class Line(Protocol):
    """What carries a connection's bytes to its client."""

    def write(self, frames: bytes) -> int:
        """Send whole frames at once; how many bytes that takes."""

    def unsent_bytes(self) -> int:
        """What waits in our memory because the client does not read."""

    def is_gone(self) -> bool:
        """Whether the other side has hung up, as far as one knows."""

    def cut(self) -> None:
        """Hang up without a word."""


class Connection:
    """One line of one session. What the publisher writes to and the inbox answers.

    `goodbye` resolves when it is over: with the code to say, or None for a line that is cut.
    """

    def __init__(
        self,
        loop: Loop,
        line: Line,
        who: tuple[AccountId, SessionId],
        recorder: WireRecorder | None,
    ) -> None:
        self.account, self.session = who
        self.resume_after: Tick = 0
        self.motion = Motion.FULL
        self.stale = self.deaf = False
        self.closed = False
        running = asyncio.get_running_loop()
        self.goodbye: asyncio.Future[int | None] = running.create_future()
        self._loop, self._line = loop, line
        self._recorder, self._samples = recorder, loop.samples
        self._time = running.time
        self._commands = {pace: Credits(self._time(), n) for pace, n in PER_SECOND.items()}
        self._quiet_frames = Credits(self._time())
        self._garbage = self._refused_in_a_row = 0
        self._heard_s = self._time()
        self._seen_tick: Tick = 0
        self._sent_tick: Tick = 0
        self._sent_by_second: deque[Tick] = deque(maxlen=GIVEN_UP_S)

    def write(self, frames: bytes, tick: Tick) -> None:
        if self.closed or self._line.is_gone():
            return
        self._sent_tick = max(self._sent_tick, tick)
        self._samples.frames_sent += 1
        self._samples.bytes_sent += self._line.write(frames)
        if self._recorder is not None:
            self._recorder.sent(self.account, tick, frames)

    def close(self, code: int) -> None:
        """Say goodbye. Nothing of ours may follow it, so writing ends first."""
        if not self.closed:
            self._samples.closed[code] += 1
            self.end(code)

    def abort(self, why: str) -> None:
        """Cut the line: the other side does not read, or has long been silent."""
        self._samples.cut[why] += 1
        self.end(None)
        self._line.cut()

    def end(self, code: int | None) -> None:
        """Nothing is written or taken from here on."""
        self.closed = True
        if not self.goodbye.done():
            self.goodbye.set_result(code)

    def sweep(self) -> None:
        """Once a second: who is silent, who does not keep up (networking note, "Slow clients")."""
        if self._line.is_gone():
            self.end(None)
            return
        silent_ms = (self._time() - self._heard_s) * 1000
        if silent_ms > DROP_AFTER_SILENCE_MS:
            self.abort("silent")
            return
        if self._line.unsent_bytes() > UNSENT_MAX_BYTES:
            self.abort("not_reading")
            return
        self._sent_by_second.append(self._sent_tick)
        behind = [tick for tick in self._sent_by_second if tick > self._seen_tick]
        if len(behind) >= GIVEN_UP_S:
            self.abort("behind")
        elif len(behind) > BEHIND_S and not self.stale:
            self._samples.cut["resynchronised"] += 1
            self._loop.publisher.lose(self)

    async def take(self, data: bytes) -> None:
        """A frame of the client, in the order in which it sent them."""
        self._heard_s = self._time()
        received = self._decoded(data)
        if received is not None:
            await prepare(self._loop.school, self.account, received.command)
            self._settle(received)

    def take_quiet(self) -> bool:
        """A sign of life that says nothing. False if there are too many of them."""
        self._heard_s = self._time()
        if not self._quiet_frames.take(self._heard_s):
            self.close(CLOSE_TOO_FAST)
        return not self.closed

    def take_garbage(self, command_id: int, reason: str) -> None:
        """Bytes that no client of ours would send."""
        self._heard_s = self._time()
        self._garbage += 1
        if self._garbage > GARBAGE_MAX:
            self.close(CLOSE_GARBAGE)
        else:
            self.tell(Refusal(command_id, reason, 0))

    def tell(self, message: Message) -> None:
        """A message outside of any tick: an answer that the state has no part in."""
        if isinstance(message, Refusal):
            self._samples.refusals[message.reason] += 1
        frame = encode_frame(FrameKind.PRIVATE, self._loop.last_tick, [encode_message(message)])
        if not self.closed and not self._line.is_gone():
            self._line.write(websocket_frame(frame))

    def _decoded(self, data: bytes) -> Received | None:
        """The command in a frame, None if there is none or it is garbage."""
        if self.closed or self.deaf:
            return None
        if self._recorder is not None:
            self._recorder.received(self.account, self._loop.last_tick, data)
        try:
            received = decode_command(data, self._limit())
        except FrameError as error:
            self.take_garbage(0, error.reason)
            return None
        self._acknowledge(received.seen_tick)
        if received.motion is not None:
            self._loop.publisher.want(self, received.motion)
        if received.command is not None:
            return received
        self.take_quiet()
        return None

    def _limit(self) -> int:
        person = self._loop.school.accounts.get(self.account)
        return COMMAND_MAX_BYTES if person is None else command_limit(person.role)

    def _settle(self, received: Received) -> None:
        if self.closed or self.deaf:
            return
        reason = self._put(received)
        if reason is None:
            self._refused_in_a_row = 0
            return
        self._refused_in_a_row += 1
        if self._refused_in_a_row > REFUSED_IN_A_ROW_MAX:
            self.close(CLOSE_TOO_FAST)
        else:
            self.tell(Refusal(received.command_id, reason, 0))

    def _put(self, received: Received) -> str | None:
        if self._loop.read_only:
            return "read_only"
        assert received.command is not None
        if not self._commands[DECLARED[type(received.command)].pace].take(self._time()):
            return "too_fast"
        room = self._loop.inbox.put(received.command, received.command_id, self.account, self)
        return None if room else "busy"

    def _acknowledge(self, tick: Tick) -> None:
        if tick > self._sent_tick:
            return  # Nobody has seen what was not sent.
        self._seen_tick = max(self._seen_tick, tick)
        if self.stale and self._seen_tick >= self._sent_tick:
            self.stale = False
            self.resume_after = 0
            self._sent_by_second.clear()
            self._loop.publisher.arrive(self)
