"""The vocabulary: every command, event and signal is declared once, here nothing else is typed
twice.

A declaration is a frozen `msgspec.Struct` with its ranges in the annotations, and a decorator that
says what it needs (`may`), where it is legal (`phase`) and who sees it (`audience`). Validation,
the wire form, the log row, the fuzz strategy, the DuckDB table, the docs row and the browser's
types are read from it.

Refused at import, because a mistake here would be for ever in an append-only log: a name used
twice, an optional field, a dict or `Any`, more fields than a one-byte array header holds, personal
text in an event that does not say whose it is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique
from functools import cached_property
from typing import Any, Final, TypeVar

import msgspec
from msgspec import inspect

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import COMMANDS_PER_SECOND, DRAWN_PER_SECOND, TRACED_PER_SECOND

FIELDS_MAX: Final = 14
PROTOCOL_VERSION: Final = 1


class Command(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A wish of one person. It may be refused."""


# No cycle can run through an event, so the collector need not follow it: years are folded of them.
class Event(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """A fact, in the past tense. It is in the log for ever and its meaning never changes."""


class Signal(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Shown or relayed, never logged: views of the state, answers, pointers."""


Message = Command | Event | Signal

_C = TypeVar("_C", bound=Command)
_E = TypeVar("_E", bound=Event)
_S = TypeVar("_S", bound=Signal)


@unique
class Phase(Enum):
    """Where a connection stands. A command out of its phase is refused by name."""

    DESK = "desk"
    FLOOR = "floor"
    ANY = "any"


@unique
class Pace(Enum):
    """How often somebody may send a command: kinds of another pace are counted apart."""

    COMMON = "common"
    DRAWING = "drawing"
    TRACING = "tracing"


PER_SECOND: Final = {
    Pace.COMMON: COMMANDS_PER_SECOND,
    Pace.DRAWING: DRAWN_PER_SECOND,
    Pace.TRACING: TRACED_PER_SECOND,
}
"""Twice as many in a burst."""


@unique
class Family(Enum):
    COMMAND = "command"
    EVENT = "event"
    SIGNAL = "signal"


@dataclass(frozen=True)
class Field:
    """One field as the declaration gives it. `type` is msgspec's own description, ranges
    included."""

    name: str
    type: inspect.Type
    personal: bool
    place: bool


@dataclass(frozen=True)
class Declared:
    """What the rest of hiroba knows about one message."""

    topic: str
    family: Family
    type: type[Message]
    fields: tuple[Field, ...]
    may: Capability | None = None
    phase: Phase = Phase.ANY
    durable: bool = False
    pace: Pace = Pace.COMMON
    under_cover: bool = False
    large: bool = False
    audience: Audience = Audience.NOBODY
    version: int = 1
    subject: str = "account"
    analytics: bool = True
    hideable: bool = False
    motion: bool = False

    @cached_property
    def personal(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.personal)


Upcaster = Callable[[list[Any]], list[Any]]
"""Makes a stored row of one version into a row of the next: topic, version, fields."""

UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {}
"""(topic, version) to the function that makes the next version's row of it. Applied until
current."""
VOCABULARY: dict[str, Declared] = {}
DECLARED: dict[type, Declared] = {}


def command(
    *,
    may: Capability,
    phase: Phase = Phase.ANY,
    durable: bool = False,
    pace: Pace = Pace.COMMON,
    under_cover: bool = False,
    large: bool = False,
) -> Callable[[type[_C]], type[_C]]:
    """Declare a command. `durable`: its sender gets `Done`, after the commit (security note,
    section 7). `under_cover`: it does nothing that anybody outside of a counselling talk could
    notice, so it may be sent from inside; every other command is refused there. `large`: whoever
    may send it may send more bytes at once than others."""

    def declare(cls: type[_C]) -> type[_C]:
        _register(
            Declared(
                cls.__name__, Family.COMMAND, cls, _fields(cls),
                may=may, phase=phase, durable=durable, pace=pace, under_cover=under_cover,
                large=large,
            )
        )  # fmt: skip
        return cls

    return declare


def event(
    *,
    audience: Audience,
    version: int = 1,
    subject: str = "account",
    analytics: bool = True,
    hideable: bool = False,
    motion: bool = False,
) -> Callable[[type[_E]], type[_E]]:
    """Declare an event. `subject` names the field with the person under whose key personal text
    is sealed. `hideable`: it comes from the person in `account`, and does not reach whoever has
    hidden them (T2.1.i). `motion`: it says where the avatar in `avatar` goes, and a newer one
    makes it needless; connections that save bytes are shown fewer of them (T1.5)."""

    def declare(cls: type[_E]) -> type[_E]:
        declared = Declared(
            cls.__name__, Family.EVENT, cls, _fields(cls),
            audience=audience, version=version, subject=subject, analytics=analytics,
            hideable=hideable, motion=motion,
        )  # fmt: skip
        if declared.personal and subject not in cls.__struct_fields__:
            raise TypeError(f"{cls.__name__}: personal text without the field {subject!r}")
        if motion and (hideable or "avatar" not in cls.__struct_fields__):
            raise TypeError(f"{cls.__name__}: motion of no avatar, or of one that may be hidden")
        _register(declared)
        return cls

    return declare


def upcasts(cls: type[Event], version: int) -> Callable[[Upcaster], Upcaster]:
    """This function makes a row of `version` into one of the next version. What is sealed stays
    as it is."""

    def register(function: Upcaster) -> Upcaster:
        assert (cls.__name__, version) not in UPCASTERS
        UPCASTERS[cls.__name__, version] = function
        return function

    return register


def signal(*, audience: Audience, hideable: bool = False) -> Callable[[type[_S]], type[_S]]:
    """Declare a signal: made by `sight` or relayed, never stored."""

    def declare(cls: type[_S]) -> type[_S]:
        _register(
            Declared(
                cls.__name__, Family.SIGNAL, cls, _fields(cls),
                audience=audience, hideable=hideable,
            )
        )  # fmt: skip
        return cls

    return declare


def numbered(family: Family) -> list[Declared]:
    """The messages of a family in wire order: a message's number is its place in this list, from 1.

    Numbers are told to each client in `Welcome` and never stored, so adding a message renumbers
    freely.
    """
    return sorted((d for d in VOCABULARY.values() if d.family is family), key=lambda d: d.topic)


def fingerprint() -> str:
    """A short hash of every topic, version and field: two sides with the same one understand
    each other."""
    lines = [
        f"{d.family.value} {d.topic} {d.version} "
        + " ".join(f"{f.name}:{f.type}" for f in d.fields)
        for d in sorted(VOCABULARY.values(), key=lambda d: d.topic)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _register(declared: Declared) -> None:
    if declared.topic in VOCABULARY:
        raise TypeError(f"two messages are called {declared.topic}")
    if len(declared.fields) > FIELDS_MAX:
        raise TypeError(f"{declared.topic}: more than {FIELDS_MAX} fields")
    VOCABULARY[declared.topic] = declared
    DECLARED[declared.type] = declared


def _fields(cls: type[Message]) -> tuple[Field, ...]:
    described = inspect.type_info(cls)
    assert isinstance(described, inspect.StructType)
    fields = []
    for field in described.fields:
        if not field.required:
            raise TypeError(f"{cls.__name__}.{field.name}: a field is required or does not exist")
        inner, marks = _unwrap(field.type)
        if isinstance(inner, inspect.AnyType | inspect.DictType):
            raise TypeError(f"{cls.__name__}.{field.name}: say what it holds")
        fields.append(Field(field.name, inner, "personal" in marks, "place" in marks))
    return tuple(fields)


def _unwrap(described: inspect.Type) -> tuple[inspect.Type, dict[str, Any]]:
    if isinstance(described, inspect.Metadata):
        return described.type, described.extra or {}
    return described, {}
