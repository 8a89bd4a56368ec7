"""Bytes of the socket: frame to object and back, with a limit on everything a stranger can send.

    client to server   [command, command_id, seen_tick, fields…]     one WebSocket message each
    server to client   [kind, tick, [[message, fields…], …]]

`seen_tick` is the last tick the client has applied: the server measures how far behind a client is
by it (networking note, "Slow clients"). Command number 0 carries nothing else but, when that
changes, how much motion the client wants to see (`Motion`). Numbers of commands
and messages are places in the sorted vocabulary, told to the client in `Welcome`.

Validation is in two steps, so that neither memory nor time depends on the sender: `msgpack.unpackb`
with limits on length and nesting, then `msgspec.convert` with the ranges of the declaration. Lone
surrogates, NaN (there is no float anywhere), huge integers, binaries and extensions all end as
`FrameError`. Maps are the things inside some commands of staff (a floor's plan, a chime); a key
that stands twice is refused, because two readers could take different ones of the two.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

import msgpack
import msgspec
from msgspec import inspect

import protocol.messages  # noqa: F401  (fills the vocabulary)
from protocol.rights import Role, may
from protocol.units import COMMAND_MAX_BYTES, LARGE_COMMAND_MAX_BYTES, CommandId, Tick
from protocol.vocabulary import DECLARED, Command, Declared, Family, Message, numbered

SEEN: Final = 0
"""The command number of a bare acknowledgement."""

MAX_ARRAY: Final = 600
MAX_TEXT_BYTES: Final = 2_000


class FrameError(ValueError):
    """Bytes that no client of ours would send. `reason` is a fixed word, never the bytes."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FrameKind(IntEnum):
    """What a server frame means to its receiver."""

    PRIVATE = 1
    """For this client alone; more of the same tick follows."""
    CLOSING = 2
    """Ends the tick: the shared part, empty when there was none; also the beat of a quiet
    server."""


class Motion(IntEnum):
    """How much of others' motion a connection is shown; it may change that at any time (T1.5)."""

    FULL = 0
    SPARSE = 1
    """Everybody's last walk, every few seconds."""
    STILL = 2
    """The same, but seldom: others seem to stand."""


class Received(NamedTuple):
    """A client's frame. `command` is None for a bare acknowledgement, which says, if it likes,
    how much `motion` its connection wants to see from now on."""

    command: Command | None
    command_id: int
    seen_tick: int
    motion: Motion | None = None


class _Opening(msgspec.Struct, array_like=True, frozen=True):
    number: int
    command_id: CommandId
    seen_tick: Tick


_COMMANDS: Final = numbered(Family.COMMAND)
_MESSAGES: Final = sorted(
    numbered(Family.EVENT) + numbered(Family.SIGNAL), key=lambda declared: declared.topic
)
_NUMBER: Final = {d.type: n for n, d in enumerate(_MESSAGES, 1)}
_COMMAND_NUMBER: Final = {d.type: n for n, d in enumerate(_COMMANDS, 1)}
_encoder = msgspec.msgpack.Encoder()


def _most_keys(described: inspect.Type) -> int:
    """The size of the largest map that stands inside a legal field."""
    match described:
        case inspect.Metadata():
            return _most_keys(described.type)
        case inspect.VarTupleType():
            return _most_keys(described.item_type)
        case inspect.UnionType():
            return max(map(_most_keys, described.types))
        case inspect.StructType():
            own = 0 if described.array_like else len(described.fields)
            return max([own, *(_most_keys(field.type) for field in described.fields)])
    return 0


MAX_MAP: Final = max(_most_keys(field.type) for d in _COMMANDS for field in d.fields)


def _heads() -> dict[type[Message], bytes]:
    """For each message type the opening bytes of its wire form: array header, message number."""
    return {
        d.type: bytes([0x90 | (len(d.fields) + 1)]) + msgspec.msgpack.encode(_NUMBER[d.type])
        for d in _MESSAGES
    }


_HEAD: Final = _heads()


@lru_cache(maxsize=len(Role))
def command_limit(role: Role) -> int:
    """The bytes of the longest frame that somebody of a role may send."""
    large = any(d.large and d.may is not None and may(role, d.may) for d in _COMMANDS)
    return LARGE_COMMAND_MAX_BYTES if large else COMMAND_MAX_BYTES


def decode_command(data: bytes, limit: int = COMMAND_MAX_BYTES) -> Received:
    """One client frame of somebody whose `command_limit` is `limit`.

    Raises:
        FrameError: oversized, not_msgpack, not_a_command, unknown_command or bad_fields.
    """
    if len(data) > limit:
        raise FrameError("oversized")
    try:
        frame = msgpack.unpackb(
            data, use_list=True, strict_map_key=True, max_str_len=MAX_TEXT_BYTES,
            max_array_len=MAX_ARRAY, max_map_len=MAX_MAP, max_bin_len=0, max_ext_len=0,
            object_pairs_hook=_keys_once,
        )  # fmt: skip
    except (ValueError, RecursionError, msgpack.exceptions.UnpackException):
        raise FrameError("not_msgpack") from None
    if type(frame) is not list or len(frame) < 3:
        raise FrameError("not_a_command")
    try:
        number, command_id, seen_tick = frame[:3]
        opening = msgspec.convert([number, command_id, seen_tick], _Opening)
    except msgspec.ValidationError:
        raise FrameError("not_a_command") from None
    if opening.number == SEEN and len(frame) <= 4:
        return Received(None, opening.command_id, opening.seen_tick, _motion(frame[3:]))
    if not 1 <= opening.number <= len(_COMMANDS):
        raise FrameError("unknown_command")
    declared = _COMMANDS[opening.number - 1]
    if len(data) > COMMAND_MAX_BYTES and not declared.large:
        raise FrameError("oversized")
    try:
        wish = msgspec.convert(frame[3:], declared.type)
    except msgspec.ValidationError:
        raise FrameError("bad_fields") from None
    assert isinstance(wish, Command)
    return Received(wish, opening.command_id, opening.seen_tick)


def encode_command(command: Command, command_id: int, seen_tick: int) -> bytes:
    """The frame a client sends; ours in tests, bots and drills."""
    fields: Any = msgspec.to_builtins(command)
    packed: bytes = msgpack.packb([_COMMAND_NUMBER[type(command)], command_id, seen_tick, *fields])
    return packed


def encode_seen(seen_tick: int, *motion: Motion) -> bytes:
    """A bare acknowledgement, with the motion that the client wants to see if that changes."""
    packed: bytes = msgpack.packb([SEEN, 0, seen_tick, *map(int, motion)])
    return packed


def encode_message(message: Message) -> bytes:
    """`[number, fields…]`: encoded once, then shared by every frame that carries it."""
    return _HEAD[type(message)] + _encoder.encode(message)[1:]


def encode_frame(kind: FrameKind, tick: int, encoded: Sequence[bytes]) -> bytes:
    """A server frame from messages that are bytes already."""
    count = len(encoded)
    size = bytes([0x90 | count]) if count < 16 else b"\xdc" + count.to_bytes(2, "big")
    return b"".join((b"\x93", bytes([kind]), _encoder.encode(tick), size, *encoded))


def decode_frame(data: bytes) -> tuple[FrameKind, int, list[Message]]:
    """A server frame as its client sees it; used by bots, tests and recorded wires. Trusts the
    server."""
    kind, tick, rows = msgpack.unpackb(data)
    return FrameKind(kind), tick, [_message(row) for row in rows]


@cache
def vocabulary_table() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `Welcome` tells a client: "Topic field field…" of each command and of each message,
    in order."""
    return tuple(map(_line, _COMMANDS)), tuple(map(_line, _MESSAGES))


def declared_of(message: Message) -> Declared:
    return DECLARED[type(message)]


def _motion(wanted: list[Any]) -> Motion | None:
    try:
        return msgspec.convert(wanted[0], Motion) if wanted else None
    except msgspec.ValidationError:
        raise FrameError("not_a_command") from None


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A map. Raises ValueError for a key that stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _message(row: list[Any]) -> Message:
    message: Message = msgspec.convert(row[1:], _MESSAGES[row[0] - 1].type)
    return message


def _line(declared: Declared) -> str:
    return " ".join((declared.topic, *(field.name for field in declared.fields)))
