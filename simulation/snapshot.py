"""Dump, load and hash a school. The clear part decides everything; the words are sealed apart.

The clear part is canonical: the same state gives the same bytes in every process (sorted keys, no
floats), so its SHA-256 is the state hash that live runs, replays and other machines compare (R4).
"""

import hashlib
from typing import Any, Final, NamedTuple

import msgspec

from protocol.units import ERASED_TEXT, AccountId
from simulation.corners import FloorMap, map_of
from simulation.school import Avatar, School, Words

FORMAT: Final = 1
_PAIR: Final = b"\x92"
_LONG_MAP: Final = b"\xde\x00"
_SHORT_MAP: Final = 0x80
_SHORT_MAP_MAX: Final = 15


class Dump(NamedTuple):
    """A school as bytes: `clear` without any personal text, `words` by person."""

    clear: bytes
    words: dict[AccountId, bytes]


class SnapshotError(ValueError):
    """A snapshot that this version cannot load; recovery falls back to an older one or to the
    log."""


def _derived(value: Any) -> None:
    assert isinstance(value, FloorMap), f"a {type(value).__name__} cannot be part of the state"


_encoder: Final = msgspec.msgpack.Encoder(order="deterministic", enc_hook=_derived)


def dump(school: School) -> Dump:
    words = {account: _encoder.encode(said) for account, said in sorted(school.words.items())}
    return Dump(bytes([FORMAT]) + _clear(school), words)


def load(clear: bytes, words: dict[AccountId, bytes]) -> School:
    """The school of a dump; people whose words are missing read （削除済み）.

    Raises:
        SnapshotError: another format, or bytes that do not fit the state.
    """
    if clear[:1] != bytes([FORMAT]):
        raise SnapshotError("snapshot of another version")
    try:
        school, avatars = msgspec.msgpack.decode(clear[1:], type=tuple[School, tuple[Avatar, ...]])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise SnapshotError(f"snapshot does not fit the state: {error}") from error
    school.avatars = {avatar.handle: avatar for avatar in avatars}
    for floor in school.floors.values():
        floor.map = map_of(floor.plan)
    for account in school.accounts:
        kept = words.get(account)
        school.words[account] = (
            Words(ERASED_TEXT, "", "") if kept is None else msgspec.msgpack.decode(kept, type=Words)
        )
    return school


def state_hash(school: School) -> str:
    """SHA-256 of the clear part, in hexadecimal."""
    return hashlib.sha256(_clear(school)).hexdigest()


def _clear(school: School) -> bytes:
    """The state without words. Avatars go as a sorted list: only text keys have one order
    everywhere."""
    words, school.words = school.words, {}
    avatars, school.avatars = school.avatars, {}
    try:
        standing = [avatars[handle] for handle in sorted(avatars)]
        return _PAIR + _smallest(_encoder.encode(school)) + _encoder.encode(standing)
    finally:
        school.words, school.avatars = words, avatars


def _smallest(struct: bytes) -> bytes:
    """A map with the shortest header that msgpack has for it.

    msgspec chooses the header by the fields a struct has, also those it leaves out: without this, a
    new part of the state would change the hash of every school in which nothing of it happened.
    """
    if struct[:2] == _LONG_MAP and struct[2] <= _SHORT_MAP_MAX:
        return bytes([_SHORT_MAP | struct[2]]) + struct[3:]
    return struct
