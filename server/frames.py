"""A whole server-to-client WebSocket frame (RFC 6455, 5.2), built once and written to many sockets.

aiohttp has no prepared messages; it writes each of its own frames in one piece, so whole frames of
ours may be given to the transport between them (networking note, "aiohttp hooks").
"""

import asyncio
import socket
from collections.abc import Iterator
from typing import Final

_BINARY_FINAL: Final = 0x82
_SHORT_MAX: Final = 125
_MEDIUM: Final = 126
_LARGE: Final = 127
_MEDIUM_MAX: Final = 0xFFFF
SEND_BUFFER_BYTES: Final = 64 * 1024


def websocket_frame(payload: bytes) -> bytes:
    """`payload` as one unmasked binary frame."""
    size = len(payload)
    if size <= _SHORT_MAX:
        return bytes((_BINARY_FINAL, size)) + payload
    if size <= _MEDIUM_MAX:
        return bytes((_BINARY_FINAL, _MEDIUM)) + size.to_bytes(2, "big") + payload
    return bytes((_BINARY_FINAL, _LARGE)) + size.to_bytes(8, "big") + payload


def payloads_of(frames: bytes) -> Iterator[bytes]:
    """What stands in frames that `websocket_frame` made, for a line that is no socket."""
    at = 0
    while at < len(frames):
        size, start = frames[at + 1], at + 2
        if size > _SHORT_MAX:
            start += 2 if size == _MEDIUM else 8
            size = int.from_bytes(frames[at + 2 : start], "big")
        at = start + size
        yield frames[start:at]


def limit_send_buffer(transport: asyncio.Transport) -> None:
    """A stalled client shows itself after minutes instead of an hour."""
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
