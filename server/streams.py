"""Streams: a connection's bytes where a network lets no WebSocket through.

Down comes one answer without an end, in the form of server-sent events (WHATWG HTML, 9.2): first
`line` with the name of the line, then each frame of the wire as base64 in a `data` line, at last
`end` with the code that would have closed a socket. Up go posts of one or more frames, each behind
its length in two bytes, big-endian. Limits, rates, resume and audiences are those of
`server/connection.py`; there is nothing that only one of the two ways can do.

The stream is asked for with a POST: a page of another site cannot open it (`no_foreign_writes`),
and no cache or proxy may answer or repeat it.
"""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final

from aiohttp import web

from protocol.units import ID_CHARS
from server.connection import Connection
from server.frames import limit_send_buffer, payloads_of

LENGTH_BYTES: Final = 2
_HEADERS: Final = {
    "Content-Type": "text/event-stream",
    # nginx and its kin would gather what must arrive at once.
    "X-Accel-Buffering": "no",
}


class StreamLine:
    """Writes finished frames as chunks of the answer, between those of aiohttp, which wait."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.name = secrets.token_urlsafe(16)
        assert len(self.name) == ID_CHARS
        self._transport = transport

    def write(self, frames: bytes) -> int:
        chunk = _chunk_of(frames)
        self._transport.write(chunk)
        return len(chunk)

    def unsent_bytes(self) -> int:
        return self._transport.get_write_buffer_size()

    def is_gone(self) -> bool:
        return self._transport.is_closing()

    def cut(self) -> None:
        self._transport.abort()


async def open_stream(request: web.Request) -> tuple[web.StreamResponse, StreamLine | None]:
    """Begin the answer and tell the line's name. None for a client that has hung up already."""
    response = web.StreamResponse(headers=_HEADERS)
    response.enable_chunked_encoding()
    await response.prepare(request)
    transport = request.transport
    if transport is None:
        return response, None
    limit_send_buffer(transport)
    line = StreamLine(transport)
    await response.write(_event("line", line.name))
    return response, line


async def end_stream(response: web.StreamResponse, connection: Connection) -> None:
    """Wait until the connection is over, and say why it is."""
    code = await asyncio.shield(connection.goodbye)
    if code is not None:
        with suppress(ConnectionError):
            await response.write(_event("end", str(code)))
            await response.write_eof()


def frames_in(body: bytes) -> Iterator[bytes]:
    """The frames of a post. Raises ValueError at one that does not end."""
    at = 0
    while at < len(body):
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(body[at:start], "big")
        if at > len(body) or start > len(body):
            raise ValueError("a frame without its end")
        yield body[start:at]


def _event(kind: str, text: str) -> bytes:
    return f"event: {kind}\ndata: {text}\n\n".encode()


# What many see is written to them one after the other: the last one is enough to remember.
@lru_cache(maxsize=1)
def _chunk_of(frames: bytes) -> bytes:
    """Frames of a socket as one chunk of an HTTP answer (RFC 9112, 7.1)."""
    events = b"".join(b"data: " + b64encode(each) + b"\n\n" for each in payloads_of(frames))
    return b"%x\r\n%b\r\n" % (len(events), events)
