"""A whole server-to-client WebSocket frame (RFC 6455, 5.2), built once and written to many sockets.

aiohttp has no prepared messages; it writes each of its own frames in one piece, so whole frames of
ours may be given to the transport between them (networking note, "aiohttp hooks").
"""

from typing import Final

_BINARY_FINAL: Final = 0x82
_SHORT_MAX: Final = 125
_MEDIUM_MAX: Final = 0xFFFF


def websocket_frame(payload: bytes) -> bytes:
    """`payload` as one unmasked binary frame."""
    size = len(payload)
    if size <= _SHORT_MAX:
        return bytes((_BINARY_FINAL, size)) + payload
    if size <= _MEDIUM_MAX:
        return bytes((_BINARY_FINAL, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_BINARY_FINAL, 127)) + size.to_bytes(8, "big") + payload
