"""Sockets: a stranger's bytes on one side, signed commands on the other.

Nothing here decides. A frame is limited, decoded, counted and put into the inbox; a connection that
lies, floods or falls asleep is closed with a code that says why. Pings are answered here and
counted, because aiohttp would answer a flood before any limit of ours could see it (security note,
section 3).
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from aiohttp import WSMsgType, web

from protocol.sessions import Disconnect, Reconnect, Refusal
from protocol.units import DROP_AFTER_SILENCE_MS, AccountId, SessionId, Tick
from protocol.vocabulary import PROTOCOL_VERSION, Message
from protocol.wire import (
    FrameError,
    FrameKind,
    Received,
    decode_command,
    encode_frame,
    encode_message,
)
from server.frames import limit_send_buffer, websocket_frame
from server.inbox import Credits
from server.loop import Loop
from server.preparing import prepare
from server.wire_recorder import WireRecorder

CLOSE_GARBAGE: Final = 4400
CLOSE_LOG_IN: Final = 4401
CLOSE_NOT_ALLOWED: Final = 4403
CLOSE_OUTDATED: Final = 4410
CLOSE_TOO_FAST: Final = 4429

MESSAGE_MAX_BYTES: Final = 64 * 1024
UNSENT_MAX_BYTES: Final = 256 * 1024
GARBAGE_MAX: Final = 5
REFUSED_IN_A_ROW_MAX: Final = 100
GOODBYE_S: Final = 3.0
SWEEP_S: Final = 1.0
BEHIND_S: Final = 4
"""A client speaks at most once a second and only when it hears something. Who spoke just before a
frame, and then hears nothing but beats, acknowledges it three seconds later and is not behind."""
GIVEN_UP_S: Final = 10

Authenticate = Callable[[web.Request], tuple[AccountId, SessionId] | None]


def new_websocket() -> web.WebSocketResponse:
    """The one way a WebSocket is set up here; `--selftest-echo` shows these settings to a test
    suite."""
    return web.WebSocketResponse(
        compress=False, max_msg_size=MESSAGE_MAX_BYTES, autoping=False, timeout=GOODBYE_S
    )


class Connection:
    """One socket of one session. What the publisher writes to and the inbox answers."""

    def __init__(
        self,
        loop: Loop,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport,
        who: tuple[AccountId, SessionId],
        recorder: WireRecorder | None,
    ) -> None:
        self.account, self.session = who
        self.resume_after: Tick = 0
        self.stale = False
        self.closed = False
        self._loop, self._ws, self._transport = loop, ws, transport
        self._recorder, self._samples = recorder, loop.samples
        self._time = asyncio.get_running_loop().time
        self._commands = Credits(self._time())
        self._quiet_frames = Credits(self._time())
        self._goodbye_code: int | None = None
        self._hearing: asyncio.Future[None] | None = None
        self._garbage = self._refused_in_a_row = 0
        self._heard_s = self._time()
        self._seen_tick: Tick = 0
        self._sent_tick: Tick = 0
        self._sent_by_second: deque[Tick] = deque(maxlen=GIVEN_UP_S)

    def write(self, frames: bytes, tick: Tick) -> None:
        if self.closed or self._transport.is_closing():
            return
        self._transport.write(frames)
        self._sent_tick = max(self._sent_tick, tick)
        self._samples.frames_sent += 1
        self._samples.bytes_sent += len(frames)
        if self._recorder is not None:
            self._recorder.sent(self.account, tick, frames)

    def close(self, code: int) -> None:
        """Say goodbye. Nothing of ours may follow a CLOSE frame, so writing ends first."""
        if not self.closed:
            self.closed = True
            self._goodbye_code = code
            self._samples.closed[code] += 1
            if self._hearing is not None:
                self._hearing.cancel()

    def abort(self, why: str) -> None:
        """Cut the line: the other side does not read, or has long been silent."""
        self.closed = True
        self._samples.cut[why] += 1
        self._transport.abort()

    def sweep(self) -> None:
        """Once a second: who is silent, who does not keep up (networking note, "Slow clients")."""
        silent_ms = (self._time() - self._heard_s) * 1000
        if silent_ms > DROP_AFTER_SILENCE_MS:
            self.abort("silent")
            return
        if self._transport.get_write_buffer_size() > UNSENT_MAX_BYTES:
            self.abort("not_reading")
            return
        self._sent_by_second.append(self._sent_tick)
        behind = [tick for tick in self._sent_by_second if tick > self._seen_tick]
        if len(behind) >= GIVEN_UP_S:
            self.abort("behind")
        elif len(behind) > BEHIND_S and not self.stale:
            self._samples.cut["resynchronised"] += 1
            self._loop.publisher.lose(self)

    async def listen(self) -> None:
        """Take frames until the socket ends or is closed.

        The close handshake runs here and not where `close` is called: aiohttp cuts the line at
        once when somebody else is reading, and a client may then never see the code.
        """
        if self._goodbye_code is None:
            self._hearing = asyncio.ensure_future(self._hear())
            try:
                await self._hearing
            except asyncio.CancelledError:
                self._hearing.cancel()
                if self._goodbye_code is None:
                    raise
        if self._goodbye_code is not None:
            await self._ws.close(code=self._goodbye_code)

    async def _hear(self) -> None:
        async for message in self._ws:
            self._heard_s = self._time()
            if message.type is WSMsgType.BINARY:
                received = self._take(message.data)
                if received is not None:
                    await prepare(self._loop.school, self.account, received.command)
                    self._settle(received)
            elif message.type is WSMsgType.PING:
                if not self._quiet_frames.take(self._time()):
                    self.close(CLOSE_TOO_FAST)
                elif not self.closed:
                    await self._ws.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._take_garbage(0, "not_binary")

    def _take(self, data: bytes) -> Received | None:
        """The command in a frame, None if there is none or it is garbage."""
        if self.closed:
            return None
        if self._recorder is not None:
            self._recorder.received(self.account, self._loop.last_tick, data)
        try:
            received = decode_command(data)
        except FrameError as error:
            self._take_garbage(0, error.reason)
            return None
        self._acknowledge(received.seen_tick)
        if received.command is not None:
            return received
        if not self._quiet_frames.take(self._time()):
            self.close(CLOSE_TOO_FAST)
        return None

    def _settle(self, received: Received) -> None:
        if self.closed:
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
        if not self._commands.take(self._time()):
            return "too_fast"
        assert received.command is not None
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

    def _take_garbage(self, command_id: int, reason: str) -> None:
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
        if not self.closed and not self._transport.is_closing():
            self._transport.write(websocket_frame(frame))


class Plaza:
    """The WebSocket route of a school."""

    def __init__(
        self,
        loop: Loop,
        authenticate: Authenticate,
        may_connect: Callable[[web.Request], bool],
        recorder: WireRecorder | None = None,
    ) -> None:
        self._loop = loop
        self._authenticate = authenticate
        self._may_connect = may_connect
        self._recorder = recorder
        self.connections: set[Connection] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """`GET /plaza?v=1&seen=<tick>`: needs a session cookie and this server's own Origin."""
        if not self._may_connect(request) or request.body_exists:
            return web.json_response({"reason": "foreign_origin", "at_ms": 0}, status=403)
        ws = new_websocket()
        await ws.prepare(request)
        transport = request.transport
        if transport is None:
            return ws
        who = self._authenticate(request)
        if who is None:
            await ws.close(code=CLOSE_LOG_IN)
            return ws
        if request.query.get("v") != str(PROTOCOL_VERSION):
            await ws.close(code=CLOSE_OUTDATED)
            return ws
        limit_send_buffer(transport)
        connection = Connection(self._loop, ws, transport, who, self._recorder)
        connection.resume_after = _seen(request)
        await self._serve(connection)
        return ws

    async def _serve(self, connection: Connection) -> None:
        inbox = self._loop.inbox
        account, session = connection.account, connection.session
        self.connections.add(connection)
        self._loop.publisher.arrive(connection)
        inbox.put(Reconnect(account, session), 0, None, None)
        try:
            await connection.listen()
        finally:
            connection.closed = True
            self.connections.discard(connection)
            if self._loop.publisher.depart(connection):
                inbox.put(Disconnect(account, session), 0, None, None)

    async def sweep_for_ever(self) -> None:
        """Look after silent and slow connections once a second."""
        while True:
            await asyncio.sleep(SWEEP_S)
            for connection in list(self.connections):
                connection.sweep()

    def close_session(self, session: SessionId, code: int) -> None:
        """Close what hangs on a session that is no longer valid."""
        for connection in list(self.connections):
            if connection.session == session:
                connection.close(code)


def _seen(request: web.Request) -> Tick:
    seen = request.query.get("seen", "0")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else 0
