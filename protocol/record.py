"""Bytes of the log: batch to bytes and back, the hash chain, and old versions.

    batch   [format, number, tick, wall_ms, utc_offset_min, hash of the batch before, [event, …]]
    event   [topic, version, clear field, …]            or, with personal text,
            [topic, version, clear field, …, sealed]    sealed = the personal fields, packed,
            under one key

Topics are class names and versions are stored, so renaming a Python class needs an upcaster, not a
migration: rows are never rewritten. A batch is protected by the hash in the next one (R3); personal
text by the key of its person (T6.7). Positions, ticks, floors and kinds stay clear, so readers need
no key.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

import msgpack
import msgspec

import protocol.messages  # noqa: F401  (fills the vocabulary)
from protocol.units import ERASED_TEXT
from protocol.vocabulary import DECLARED, UPCASTERS, VOCABULARY, Declared, Event, Field

FORMAT: Final = 1
GENESIS: Final = hashlib.sha256(b"hiroba event log, format 1").digest()

SNAPSHOT_INDEX: Final = 2**31
"""Where a snapshot's words are sealed: behind every event a batch can have."""

Row: TypeAlias = list[Any]
"""A stored event: topic, version, then fields as msgpack gives them."""


class Header(NamedTuple):
    """When a batch happened. `previous` is the SHA-256 of the state bytes of the batch before."""

    number: int
    tick: int
    wall_ms: int
    utc_offset_min: int
    previous: bytes


class Batch(NamedTuple):
    """All events of one tick, in the order they were applied."""

    header: Header
    events: tuple[Event, ...]


class RecordError(ValueError):
    """Bytes in the log that this version cannot read. The sentence names what and why."""


class Sealer(Protocol):
    """Seals with one key per person. `open` gives None once that key is destroyed."""

    def seal(self, person: str, batch: int, index: int, plain: bytes) -> bytes: ...

    def open(self, person: str, batch: int, index: int, sealed: bytes) -> bytes | None: ...


_pack: Final = msgspec.msgpack.Encoder().encode


def chain_hash(state: bytes) -> bytes:
    """The hash that the next batch carries, and that reports print as the head."""
    return hashlib.sha256(state).digest()


def encode_batch(header: Header, events: Sequence[Event], sealer: Sealer) -> bytes:
    """The stored form of a tick. Sealing is not deterministic (nonces), so encode once and
    retry the bytes."""
    rows = [_row(event, header.number, index, sealer) for index, event in enumerate(events)]
    return _pack([FORMAT, *header, rows])


def decode_rows(state: bytes) -> tuple[Header, list[Row]]:
    """A batch without keys: rows at their current version, sealed parts still sealed.

    Raises:
        RecordError: damaged bytes, or a format or event of a newer hiroba.
    """
    try:
        batch = msgpack.unpackb(state, strict_map_key=False)
        if batch[0] != FORMAT:
            raise RecordError(f"batch format {batch[0]} is not known to this version of hiroba")
        return Header(*batch[1:6]), [_upcast(row) for row in batch[6]]
    except RecordError:
        raise
    except (ValueError, TypeError, IndexError, msgpack.exceptions.UnpackException) as error:
        raise RecordError(f"batch cannot be read: {type(error).__name__}") from error


def decode_batch(state: bytes, sealer: Sealer) -> Batch:
    """A batch with its personal text opened; text of erased people reads （削除済み）.

    Raises:
        RecordError: see `decode_rows`; also a field outside its declared range.
    """
    header, rows = decode_rows(state)
    try:
        events = tuple(
            event_of(row, header.number, index, sealer) for index, row in enumerate(rows)
        )
    except msgspec.ValidationError as error:
        raise RecordError(f"batch {header.number} does not fit the vocabulary: {error}") from error
    return Batch(header, events)


def event_of(row: Row, number: int, index: int, sealer: Sealer) -> Event:
    """One row as an event. Raises msgspec.ValidationError for a field out of range."""
    declared = VOCABULARY[row[0]]
    fields = row[2:]
    if declared.personal:
        fields = _opened(declared, fields, number, index, sealer)
    event = msgspec.convert(fields, declared.type)
    assert isinstance(event, Event)
    return event


def clear_fields(row: Row) -> dict[str, Any]:
    """The fields of a row that need no key, by name: what projections may keep."""
    declared = VOCABULARY[row[0]]
    names = (field.name for field in declared.fields if not field.personal)
    return dict(zip(names, row[2:], strict=False))


def encode_snapshot(
    clear: bytes, words: dict[str, bytes], number: int, head: bytes, sealer: Sealer
) -> bytes:
    """The stored form of a school after batch `number` with the hash `head`; the words of each
    person under their key. It begins with its own hash: no later batch would reveal a damaged
    one."""
    sealed = {
        person: sealer.seal(person, number, SNAPSHOT_INDEX, plain)
        for person, plain in words.items()
    }
    body = _pack([FORMAT, head, clear, sealed])
    return chain_hash(body) + body


def decode_snapshot(state: bytes, number: int, sealer: Sealer) -> tuple[bytes, dict[str, bytes]]:
    """The clear part and the words of everybody whose key still exists. Raises RecordError."""
    _head, clear, sealed = _snapshot_parts(state, number)
    opened = {p: sealer.open(p, number, SNAPSHOT_INDEX, text) for p, text in sealed.items()}
    return clear, {person: plain for person, plain in opened.items() if plain is not None}


def head_in_snapshot(state: bytes, number: int) -> bytes:
    """The hash that batch `number` had when the snapshot was made. Raises RecordError."""
    return _snapshot_parts(state, number)[0]


def _snapshot_parts(state: bytes, number: int) -> tuple[bytes, bytes, dict[str, bytes]]:
    digest, body = state[: len(GENESIS)], state[len(GENESIS) :]
    if digest != chain_hash(body):
        raise RecordError(f"snapshot {number} is not what was stored")
    try:
        form, head, clear, sealed = msgpack.unpackb(body)
    except (ValueError, TypeError, msgpack.exceptions.UnpackException) as error:
        raise RecordError(f"snapshot {number} cannot be read") from error
    if form != FORMAT:
        raise RecordError(f"snapshot format {form} is not known to this version of hiroba")
    return head, clear, sealed


def _row(event: Event, number: int, index: int, sealer: Sealer) -> Row:
    declared = DECLARED[type(event)]
    if not declared.personal:
        return [declared.topic, declared.version, *msgspec.structs.astuple(event)]
    clear = [getattr(event, field.name) for field in declared.fields if not field.personal]
    plain = _pack([getattr(event, field.name) for field in declared.personal])
    person = getattr(event, declared.subject)
    return [declared.topic, declared.version, *clear, sealer.seal(person, number, index, plain)]


def _opened(declared: Declared, fields: Row, number: int, index: int, sealer: Sealer) -> Row:
    *clear, sealed = fields
    values = iter(clear)
    by_name = {field.name: next(values) for field in declared.fields if not field.personal}
    plain = sealer.open(by_name[declared.subject], number, index, sealed)
    personal = (
        [erased_value(f) for f in declared.personal] if plain is None else msgpack.unpackb(plain)
    )
    by_name.update(zip((field.name for field in declared.personal), personal, strict=True))
    return [by_name[field.name] for field in declared.fields]


def erased_value(field: Field) -> int | str | tuple[()]:
    """What stands where a personal field stood: the erased text, 0 for a number, nothing in a
    list."""
    if isinstance(field.type, msgspec.inspect.IntType):
        return 0
    return () if isinstance(field.type, msgspec.inspect.VarTupleType) else ERASED_TEXT


def _upcast(row: Row) -> Row:
    declared = VOCABULARY.get(row[0])
    if declared is not None and row[1] == declared.version:
        return row
    while (upcaster := UPCASTERS.get((row[0], row[1]))) is not None:
        row = upcaster(row)
    declared = VOCABULARY.get(row[0])
    if declared is None or row[1] != declared.version:
        raise RecordError(f"event {row[0]} version {row[1]} is not known to this version of hiroba")
    return row
