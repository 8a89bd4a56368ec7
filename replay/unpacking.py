"""Stored batches to events, at the speed of replay.

`protocol.record` defines what a batch is; this reads the common case, in which every event has the
version that is declared today, with one typed decoder for a whole batch. Whatever that decoder does
not accept goes the long way through `decode_batch`, which knows old versions and names damage.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_type_hints

import msgspec

from protocol.record import FORMAT, Batch, Header, Sealer, decode_batch, erased_value
from protocol.vocabulary import VOCABULARY, Declared, Event, Family


class _Personal(NamedTuple):
    """How the sealed part of one kind becomes fields again."""

    subject: str
    unpack: Callable[[bytes], tuple[Any, ...]]
    erased: tuple[Any, ...]
    arrange: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    """From clear fields and then personal ones to the order of the declaration."""


class _Kind(NamedTuple):
    make: Callable[..., Event]
    personal: _Personal | None


def unpack(state: bytes, sealer: Sealer) -> Batch:
    """What `decode_batch` gives, several times faster. Raises ValueError for damage."""
    try:
        form, number, tick, wall_ms, utc_offset_min, previous, rows = _batches.decode(state)
        if form == FORMAT:
            events = []
            for index, row in enumerate(rows):
                make, personal = _KINDS[type(row)]
                if personal is None:
                    events.append(make(*_fields(row)[1:]))
                else:
                    events.append(make(*_opened(row, personal, number, index, sealer)))
            return Batch(Header(number, tick, wall_ms, utc_offset_min, previous), tuple(events))
    except msgspec.MsgspecError:
        pass
    return decode_batch(state, sealer)


def _opened(
    row: msgspec.Struct, personal: _Personal, number: int, index: int, sealer: Sealer
) -> tuple[Any, ...]:
    _version, *clear, sealed = _fields(row)
    plain = sealer.open(getattr(row, personal.subject), number, index, sealed)
    words = personal.erased if plain is None else personal.unpack(plain)
    return personal.arrange((*clear, *words))


def _row_type(declared: Declared) -> type[msgspec.Struct]:
    """The stored form of one kind: topic as tag, version, clear fields, sealed part."""
    types = get_type_hints(declared.type, include_extras=True)
    fields: list[tuple[str, Any]] = [("version_", Literal[declared.version])]
    fields += [(field.name, types[field.name]) for field in declared.fields if not field.personal]
    if declared.personal:
        fields.append(("sealed_", bytes))
    return msgspec.defstruct(
        f"Stored{declared.topic}", fields, array_like=True, tag=declared.topic, tag_field="topic_",
        forbid_unknown_fields=True, frozen=True, gc=False,
    )  # fmt: skip


def _kind(declared: Declared) -> _Kind:
    make: Callable[..., Any] = declared.type
    if not declared.personal:
        return _Kind(make, None)
    types = get_type_hints(declared.type, include_extras=True)
    words = tuple(types[field.name] for field in declared.personal)
    clear = [field.name for field in declared.fields if not field.personal]
    stored = [*clear, *(field.name for field in declared.personal)]
    order = [stored.index(field.name) for field in declared.fields]
    decoder = msgspec.msgpack.Decoder(tuple[words])  # type: ignore[valid-type]
    erased = tuple(map(erased_value, declared.personal))
    return _Kind(make, _Personal(declared.subject, decoder.decode, erased, itemgetter(*order)))


_fields: Final = msgspec.structs.astuple
_EVENTS: Final = [d for _, d in sorted(VOCABULARY.items()) if d.family is Family.EVENT]
_ROW_TYPES: Final = {declared.topic: _row_type(declared) for declared in _EVENTS}
_KINDS: Final = {_ROW_TYPES[declared.topic]: _kind(declared) for declared in _EVENTS}
_ANY_ROW: Any = Union[tuple(_ROW_TYPES.values())]  # noqa: UP007
_Whole = Annotated[int, msgspec.Meta(ge=-(2**52), le=2**52)]
_batches: Final = msgspec.msgpack.Decoder(
    tuple[_Whole, _Whole, _Whole, _Whole, _Whole, bytes, tuple[_ANY_ROW, ...]]
)
