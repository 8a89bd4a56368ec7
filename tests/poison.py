"""Frames that no client of ours would send, each with the answers it may get.

Every frame starts as a legal command and is then spoilt in one way, so that nothing but the one
mistake can be the reason for refusing it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgpack
import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from protocol.units import COMMAND_MAX_BYTES
from protocol.vocabulary import Declared
from protocol.wire import MAX_ARRAY, MAX_MAP, MAX_TEXT_BYTES
from tests.strategies import COMMANDS, Pools, bounds, messages_of

NOT_MSGPACK: Final = frozenset({"not_msgpack"})
NOT_A_COMMAND: Final = frozenset({"not_a_command"})
BAD_FIELDS: Final = frozenset({"bad_fields"})
REASONS: Final = NOT_MSGPACK | NOT_A_COMMAND | BAD_FIELDS | {"oversized", "unknown_command"}

Draw = st.DrawFn
Frame = list[Any]


class Raw(bytes):
    """Bytes that stand in a frame as they are."""


class Poisoned(NamedTuple):
    """A frame, what is wrong with it, and the reasons that name it. None: it may even be legal."""

    kind: str
    data: bytes
    reasons: frozenset[str] | None


def packed(value: Any) -> bytes:
    """msgpack as a hostile client writes it: lone surrogates, and `Raw` bytes anywhere."""
    if isinstance(value, Raw):
        return bytes(value)
    packer = msgpack.Packer()
    if isinstance(value, list | tuple):
        return bytes(packer.pack_array_header(len(value))) + b"".join(map(packed, value))
    if isinstance(value, dict):
        items = (packed(part) for item in value.items() for part in item)
        return bytes(packer.pack_map_header(len(value))) + b"".join(items)
    data: bytes = msgpack.packb(value, unicode_errors="surrogatepass")
    return data


def frame_of(number: int, command_id: int, seen: int, wish: object) -> Frame:
    """The command `wish`, number `number` of the vocabulary, as a list that can be spoilt."""
    return [number, command_id, seen, *msgspec.json.decode(msgspec.json.encode(wish))]


@st.composite
def frames(draw: Draw, pools: Pools) -> tuple[Declared, Frame]:
    """A legal frame of any command."""
    at = draw(st.integers(0, len(COMMANDS) - 1))
    wish = draw(messages_of(COMMANDS[at], pools))
    return COMMANDS[at], frame_of(at + 1, draw(st.integers(0, 2**31 - 1)), 0, wish)


@st.composite
def poisoned(draw: Draw, pools: Pools) -> Poisoned:
    """A frame with one mistake of any kind that this module knows."""
    declared, frame = draw(frames(pools))
    kind = draw(st.sampled_from(sorted(MISTAKES)))
    data, reasons = MISTAKES[kind](draw, frame, declared)
    # What is too long is refused before anything else is looked at, or when its kind is known.
    if len(data) > COMMAND_MAX_BYTES and reasons is not None:
        reasons |= {"oversized"}
    return Poisoned(kind, data, reasons)


Spoilt = tuple[bytes, frozenset[str] | None]
Mistake = Callable[[Draw, Frame, Declared], Spoilt]
MISTAKES: Final[dict[str, Mistake]] = {}


def mistake(function: Mistake) -> Mistake:
    MISTAKES[function.__name__] = function
    return function


@mistake
def not_a_whole_number(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    wrong = st.sampled_from([float("nan"), float("inf"), float("-inf"), -0.0, 1.0, 1e300])
    return _in_a_field(draw, frame, draw(wrong), BAD_FIELDS)


@mistake
def a_huge_number(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    wrong = st.sampled_from([2**53, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), -(2**31)])
    return _in_a_field(draw, frame, draw(wrong), BAD_FIELDS)


@mistake
def a_lone_surrogate(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    wrong = st.sampled_from(["\ud800", "a\udfff", "\udc00\ud800"])
    return _in_a_field(draw, frame, draw(wrong), NOT_MSGPACK)


@mistake
def bytes_that_are_no_text(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    wrong = st.sampled_from([b"\xa1\xff", b"\xa2\xc0\x80", b"\xa3\xed\xa0\x80", b"\xa1\x80"])
    return _in_a_field(draw, frame, Raw(draw(wrong)), NOT_MSGPACK)


@mistake
def binary_or_extension(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    wrong = [b"binary", msgpack.ExtType(5, b"x"), msgpack.Timestamp(1, 1)]
    return _in_a_field(draw, frame, draw(st.sampled_from(wrong)), NOT_MSGPACK)


@mistake
def deep_nesting(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    depth = draw(st.sampled_from([2, 30, 300, 1_000, 3_000]))
    opening = draw(st.sampled_from([b"\x91", b"\x81\xa1a"]))
    return _in_a_field(draw, frame, Raw(opening * depth + b"\xc0"), BAD_FIELDS | NOT_MSGPACK)


@mistake
def another_type(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    path = draw(st.sampled_from(_places(frame)))
    there = _at(frame, path)
    values: list[Any] = ["text", 7, None, True, [], {}, [[]], b""]
    wrong = [value for value in values if type(value) is not type(there)]
    return packed(_changed(frame, path, draw(st.sampled_from(wrong)))), BAD_FIELDS


@mistake
def just_out_of_range(draw: Draw, frame: Frame, declared: Declared) -> Spoilt:
    beyond = [(at, v) for at, f in enumerate(declared.fields, 3) for v in _beyond(f.type)]
    if not beyond:
        return packed([*frame, 0]), BAD_FIELDS
    at, value = draw(st.sampled_from(beyond))
    return packed(_changed(frame, (at,), value)), BAD_FIELDS


@mistake
def a_field_too_many_or_few(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    if len(frame) > 3 and draw(st.booleans()):
        return packed(frame[:-1]), BAD_FIELDS
    return packed([*frame, draw(st.sampled_from([None, 0, "", frame[-1]]))]), BAD_FIELDS


@mistake
def a_key_that_nobody_declared(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    maps = [path for path in _all_places(frame) if isinstance(_at(frame, path), dict)]
    if not maps:
        return _in_a_field(draw, frame, {"x": 1}, BAD_FIELDS)
    path = draw(st.sampled_from(maps))
    there = _at(frame, path)
    reasons = BAD_FIELDS if len(there) < MAX_MAP else NOT_MSGPACK
    return packed(_changed(frame, path, {**there, "is_admin": True})), reasons


@mistake
def a_key_twice(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    path = draw(st.sampled_from(_all_places(frame)))
    there = _at(frame, path)
    items = list(there.items()) if isinstance(there, dict) and there else [("a", 1)]
    twice = [packed(part) for item in [*items, items[0]] for part in item]
    header = msgpack.Packer().pack_map_header(len(items) + 1)
    return packed(_changed(frame, path, Raw(header + b"".join(twice)))), NOT_MSGPACK


@mistake
def too_many_of_something(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    many = [
        [None] * (MAX_ARRAY + 1), {str(n): 0 for n in range(MAX_MAP + 1)},
        "a" * (MAX_TEXT_BYTES + 1), Raw(b"\xdd\xff\xff\xff\xff"), Raw(b"\xdb\xff\xff\xff\xff"),
        Raw(b"\xdf\xff\xff\xff\xff"),
    ]  # fmt: skip
    return _in_a_field(draw, frame, draw(st.sampled_from(many)), NOT_MSGPACK)


@mistake
def no_such_command(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    number = draw(st.sampled_from([0, len(COMMANDS) + 1, -1, 2**63, 2**64 - 1, -(2**63)]))
    # With a single field 0 would be what a page says it has seen, and how it wants to be shown.
    return packed([number, *frame[1:3], 0, 0, *frame[3:]]), frozenset({"unknown_command"})


@mistake
def an_opening_that_is_none(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    at = draw(st.integers(0, 2))
    wrong: list[Any] = [None, "1", True, 1.5, float("nan"), [], {}, *([-1, 2**62] if at else [])]
    value = draw(st.sampled_from(wrong))
    return packed(_changed(frame, (at,), value)), NOT_A_COMMAND


@mistake
def no_frame_at_all(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    short = frame[: draw(st.integers(0, 2))]
    wrong = [short, {}, {"command": 1}, None, 1, "WalkTo", True, 0.5]
    return packed(draw(st.sampled_from(wrong))), NOT_A_COMMAND


@mistake
def cut_off(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    whole = packed(frame)
    return whole[: draw(st.integers(0, len(whole) - 1))], NOT_MSGPACK


@mistake
def more_behind_the_end(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    whole = packed(frame)
    return whole + draw(st.one_of(st.just(whole), st.binary(min_size=1, max_size=9))), NOT_MSGPACK


@mistake
def oversized(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    whole = packed(frame)
    return whole.ljust(COMMAND_MAX_BYTES + draw(st.integers(1, 999)), b"\xc0"), NOT_MSGPACK


@mistake
def flipped_bits(draw: Draw, frame: Frame, _declared: Declared) -> Spoilt:
    data = bytearray(packed(frame))
    for bit in draw(st.lists(st.integers(0, 8 * len(data) - 1), min_size=1, max_size=3)):
        data[bit // 8] ^= 1 << bit % 8
    return bytes(data), None


@mistake
def noise(draw: Draw, _frame: Frame, _declared: Declared) -> Spoilt:
    return draw(st.binary(max_size=60)), None


def _in_a_field(draw: Draw, frame: Frame, value: Any, reasons: frozenset[str]) -> Spoilt:
    path = draw(st.sampled_from(_places(frame)))
    return packed(_changed(frame, path, value)), reasons


def _places(frame: Frame) -> list[tuple[Any, ...]]:
    """Where the innermost values of a frame's fields stand; behind the end if it has none."""
    leaves = [p for p in _all_places(frame) if not isinstance(_at(frame, p), dict | list)]
    return leaves or [(len(frame),)]


def _all_places(frame: Frame) -> list[tuple[Any, ...]]:
    return list(_below(frame[3:], ())) or [(len(frame),)]


def _below(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        here = (*path, key) if path else (key + 3,)
        yield here
        if isinstance(part, dict | list):
            yield from _below(part, here)


def _at(frame: Frame, path: tuple[Any, ...]) -> Any:
    found: Any = frame
    for key in path:
        if isinstance(found, list) and key >= len(found):
            return None
        found = found[key]
    return found


def _changed(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    """`whole` with another value in one place; a place behind the end of a list is added."""
    if not path:
        return value
    key, *rest = path
    if isinstance(whole, dict):
        return {**whole, key: _changed(whole[key], tuple(rest), value)}
    if key >= len(whole):
        return [*whole, value]
    return [*whole[:key], _changed(whole[key], tuple(rest), value), *whole[key + 1 :]]


def _beyond(described: inspect.Type) -> Iterator[Any]:
    """Values of the right kind, one step outside of what is declared."""
    if isinstance(described, inspect.IntType):
        low, high = bounds(described)
        yield from () if low is None else (low - 1,)
        yield from () if high is None else (high + 1,)
    elif isinstance(described, inspect.StrType):
        if described.max_length is not None:
            yield "あ" * (described.max_length + 1)
        if described.min_length:
            yield ""
        if described.pattern is not None:
            for text in ("", "あ", "aaaaaaaaaaaaaaaaaaaaaa\n", "a" * 41):
                if not re.search(described.pattern, text):
                    yield text
    elif isinstance(described, inspect.EnumType):
        yield "no-such-member"
