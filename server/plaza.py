"""The plaza's door: everybody who is connected, and the two ways to be it."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web
from msgspec import Struct

from protocol.sessions import Disconnect, ReadOnly, Reconnect
from protocol.units import AccountId, SessionId, Tick
from protocol.vocabulary import PROTOCOL_VERSION
from protocol.wire import Motion
from server.bodies import WITHIN_S, form_of
from server.connection import Connection, Line
from server.frames import limit_send_buffer
from server.listener import CLOSE_LOG_IN
from server.loop import Loop
from server.middlewares import refusal
from server.sockets import SocketLine, listen, new_websocket
from server.streams import end_stream, frames_in, open_stream
from server.wire_recorder import WireRecorder

CLOSE_OUTDATED: Final = 4410
SWEEP_S: Final = 1.0

Who = tuple[AccountId, SessionId]
Authenticate = Callable[[web.Request], Who | None]


class Opening(Struct, forbid_unknown_fields=True):
    """What a page says that asks for a stream."""

    version: int
    seen: Tick
    motion: Motion


class Plaza:
    """The connections of a school."""

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
        self._streams: dict[str, tuple[Connection, asyncio.Lock]] = {}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """`GET /plaza?v=1&seen=<tick>&motion=<0 to 2>`: needs a session cookie and our Origin."""
        if not self._may_connect(request) or request.body_exists:
            return refusal(403, "foreign_origin")
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
        connection = self._arrive(SocketLine(transport), who, _opening(request))
        try:
            await listen(ws, connection)
        finally:
            self._depart(connection)
        return ws

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """`POST /plaza/stream`: the same, for a network without WebSockets."""
        opening = await form_of(request, Opening)
        if opening.version != PROTOCOL_VERSION:
            return refusal(410, "outdated")
        who = self._authenticate(request)
        if who is None:
            return refusal(401, "login_needed")
        response, line = await open_stream(request)
        if line is None:
            return response
        connection = self._arrive(line, who, opening)
        self._streams[line.name] = (connection, asyncio.Lock())
        try:
            await end_stream(response, connection)
        finally:
            del self._streams[line.name]
            self._depart(connection)
        return response

    async def send(self, request: web.Request) -> web.StreamResponse:
        """`POST /plaza/send?line=<name>`: frames of somebody's own line, one post at a time."""
        connection, taking = self._streams.get(request.query.get("line", ""), (None, None))
        who = self._authenticate(request)
        if connection is None or taking is None or who != (connection.account, connection.session):
            return refusal(404, "no_such_line")
        try:
            async with asyncio.timeout(WITHIN_S):
                body = await request.read()
        except TimeoutError:
            return refusal(408, "too_slow")
        if taking.locked():
            connection.take_quiet()
            return refusal(429, "too_fast")
        async with taking:
            await _take_all(connection, body)
        return web.Response(status=204)

    async def sweep_for_ever(self) -> None:
        """Look after silent and slow connections once a second."""
        while True:
            await asyncio.sleep(SWEEP_S)
            for connection in list(self.connections):
                connection.sweep()

    def _arrive(self, line: Line, who: Who, opening: Opening) -> Connection:
        connection = Connection(self._loop, line, who, self._recorder)
        connection.resume_after, connection.motion = opening.seen, opening.motion
        self.connections.add(connection)
        self._loop.publisher.arrive(connection)
        if self._loop.read_only:
            # What shows it everything comes with a tick, and there is none for the moment.
            connection.tell(ReadOnly(True))
        self._loop.inbox.put(Reconnect(*who), 0, None, None)
        return connection

    def _depart(self, connection: Connection) -> None:
        connection.end(None)
        self.connections.discard(connection)
        if self._loop.publisher.depart(connection):
            gone = Disconnect(connection.account, connection.session)
            self._loop.inbox.put(gone, 0, None, None)


async def _take_all(connection: Connection, body: bytes) -> None:
    if not body:
        connection.take_quiet()
    try:
        for frame in frames_in(body):
            await connection.take(frame)
    except ValueError:
        connection.take_garbage(0, "not_a_command")


def _opening(request: web.Request) -> Opening:
    """What the address of a socket says; what it does not say in the right form is 0."""
    seen, motion = (request.query.get(name, "0") for name in ("seen", "motion"))
    known = motion in {str(int(one)) for one in Motion}
    return Opening(
        PROTOCOL_VERSION,
        int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else 0,
        Motion(int(motion)) if known else Motion.FULL,
    )
