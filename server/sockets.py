"""Sockets: a connection's bytes on a WebSocket, the way that nearly everybody comes.

Pings are answered here and counted, because aiohttp would answer a flood before any limit of ours
could see it (security note, section 3).
"""

import asyncio
from typing import Any, Final

from aiohttp import WSMsgType, web

from server.connection import Connection

MESSAGE_MAX_BYTES: Final = 64 * 1024
GOODBYE_S: Final = 3.0


def new_websocket() -> web.WebSocketResponse:
    """The one way a WebSocket is set up here; `--selftest-echo` shows these settings to a test
    suite."""
    return web.WebSocketResponse(
        compress=False, max_msg_size=MESSAGE_MAX_BYTES, autoping=False, timeout=GOODBYE_S
    )


class SocketLine:
    """Writes finished frames between aiohttp's own (networking note, "aiohttp hooks")."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    def write(self, frames: bytes) -> int:
        self._transport.write(frames)
        return len(frames)

    def unsent_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    def is_gone(self) -> bool:
        return self._transport.is_closing()

    def cut(self) -> None:
        self._transport.abort()


async def listen(ws: web.WebSocketResponse, connection: Connection) -> None:
    """Take frames until the socket ends or is closed.

    The close handshake runs here and not where `close` is called: aiohttp cuts the line at once
    when somebody else is reading, and a client may then never see the code.
    """
    hearing = asyncio.ensure_future(_hear(ws, connection))
    either: set[asyncio.Future[Any]] = {hearing, connection.goodbye}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        hearing.cancel()
    await asyncio.wait({hearing})
    if not hearing.cancelled():
        hearing.result()
    if connection.goodbye.done() and (code := connection.goodbye.result()) is not None:
        await ws.close(code=code)


async def _hear(ws: web.WebSocketResponse, connection: Connection) -> None:
    async for message in ws:
        if message.type is WSMsgType.BINARY:
            await connection.take(message.data)
        elif message.type is WSMsgType.PING:
            if connection.take_quiet():
                await ws.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            connection.take_garbage(0, "not_binary")
