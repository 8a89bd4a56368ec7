"""The line between the school and its media worker: lengths and MessagePack."""

import asyncio
import struct
from typing import Any, Final, TypeAlias

import msgspec

MESSAGE_MAX_BYTES: Final = 4 << 20
LENGTH: Final = struct.Struct("!I")
Told: TypeAlias = list[Any]
"""A word that says what it is, then its values. Both ends are this program, of one version."""


def packed(*message: object) -> bytes:
    """A message as it goes over the line."""
    body = msgspec.msgpack.encode(message)
    return LENGTH.pack(len(body)) + body


async def told(reader: asyncio.StreamReader) -> Told | None:
    """The next message, None at the end of the line."""
    try:
        (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        assert length <= MESSAGE_MAX_BYTES, "a message too long for the media line"
        message: Told = msgspec.msgpack.decode(await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return message
