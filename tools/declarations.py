"""The declarations of `protocol/` as words: fields with type and range, value types, structures."""

import ast
import re
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec
from msgspec import inspect

from protocol.vocabulary import VOCABULARY, Declared
from tools.rule_book import ROOT, notes_in

SPEC_ROWS: Final = re.compile(r" \((?:[A-Z]\d+[\w.–]*(?:, )?)+\)")
PATTERNS: Final = {
    r"^[A-Za-z0-9_-]{22}\Z": "22 letters of base64url (128 random bits)",
    r"^[a-z][a-z0-9-]{0,39}\Z": "1 to 40 of `a-z 0-9 -`, a letter first",
    r"^[a-z][a-z0-9_]{1,40}\Z": "2 to 41 of `a-z 0-9 _`, a letter first",
    r"^[a-z][a-z_]{1,30}\Z": "2 to 31 of `a-z _`, a letter first",
}


class Described(NamedTuple):
    """A field for a reader: its type as the source names it, and what it may hold."""

    name: str
    named: str
    holds: str


def fields_of(struct: type[msgspec.Struct]) -> list[Described]:
    """The fields of a message or structure, in wire order."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    named = _annotations(struct)
    tag = described.tag
    kind = [] if tag is None else [Described(described.tag_field or "", "", f"`{tag}`")]
    return kind + [
        Described(f.name, named.get(f.name, ""), holds(f.type) + _when_absent(f))
        for f in described.fields
    ]


def holds(described: inspect.Type) -> str:
    """What a value may be, in words."""
    match described:
        case inspect.Metadata():
            personal = (described.extra or {}).get("personal")
            return holds(described.type) + (", personal" if personal else "")
        case inspect.IntType():
            return _range_of(described)
        case inspect.StrType():
            return _text_of(described)
        case inspect.BoolType():
            return "true or false"
        case inspect.EnumType():
            return "one of " + ", ".join(f"`{member.value}`" for member in described.cls)
        case inspect.StructType():
            return f"[{described.cls.__name__}](#{described.cls.__name__.lower()})"
        case inspect.VarTupleType():
            return f"list of {_count(described)}: {holds(described.item_type)}"
        case inspect.UnionType():
            return " or ".join(holds(each) for each in described.types)
        case inspect.NoneType():
            return "nil"
    raise TypeError(f"say in words what a {type(described).__name__} is")


def structures() -> list[type[msgspec.Struct]]:
    """Every structure that some message holds, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    for declared in VOCABULARY.values():
        for field in declared.fields:
            for struct in _structs_in(field.type):
                found[struct.__name__] = struct
    return [found[name] for name in sorted(found)]


def _when_absent(field: inspect.Field) -> str:
    return "" if field.required else f"; left out when it is `{field.default!r}`"


def value_types() -> list[Described]:
    """The named types of `protocol/units.py` that are used: name, range, note."""
    notes = notes_in("protocol/units.py")
    units = sys.modules["protocol.units"]
    used = {word for struct in _all_structs() for word in _words_of(struct)}
    return [
        Described(name, holds(inspect.type_info(getattr(units, name))), notes.get(name, ""))
        for name in sorted(used)
        if hasattr(units, name)
    ]


def sentence(text: str | None) -> str:
    """A docstring on one line, without its references to the specification's rows."""
    return SPEC_ROWS.sub("", " ".join((text or "").split()))


def is_list(struct: type[msgspec.Struct]) -> bool:
    """Whether a structure travels as a list of its fields and not as a map with their names."""
    return bool(struct.__struct_config__.array_like)


def by_topic(declared: list[Declared]) -> list[Declared]:
    return sorted(declared, key=lambda one: one.topic)


def _all_structs() -> list[type[msgspec.Struct]]:
    return [declared.type for declared in VOCABULARY.values()] + structures()


def _words_of(struct: type[msgspec.Struct]) -> Iterator[str]:
    for named in _annotations(struct).values():
        for node in ast.walk(ast.parse(named, mode="eval")):
            if isinstance(node, ast.Name):
                yield node.id


def _annotations(struct: type) -> dict[str, str]:
    """Field name to its annotation as written; the range inside `Annotated` is left to `holds`."""
    path = ROOT / (struct.__module__.replace(".", "/") + ".py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name == struct.__name__:
            return {
                line.target.id: _without_range(line.annotation)
                for line in node.body
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
            }
    return {}


def _without_range(annotation: ast.expr) -> str:
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Annotated":
        inner = annotation.slice
        return ast.unparse(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
    return ast.unparse(annotation)


def _structs_in(described: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    if isinstance(described, inspect.Metadata):
        yield from _structs_in(described.type)
    elif isinstance(described, inspect.StructType):
        yield described.cls
        for field in described.fields:
            yield from _structs_in(field.type)
    elif isinstance(described, inspect.VarTupleType):
        yield from _structs_in(described.item_type)
    elif isinstance(described, inspect.UnionType):
        for each in described.types:
            yield from _structs_in(each)


def _range_of(number: inspect.IntType) -> str:
    low = number.ge if number.gt is None else number.gt + 1
    high = number.le if number.lt is None else number.lt - 1
    if low is None and high is None:
        return "integer"
    return f"integer {low:,} to {high:,}" if low is not None and high is not None else "integer ≥ 0"


def _text_of(text: inspect.StrType) -> str:
    if text.pattern is not None:
        return f"text: {PATTERNS.get(text.pattern, f'`{text.pattern}`')}"
    if text.max_length is None:
        return "text"
    return f"text of {text.min_length or 0} to {text.max_length} characters"


def _count(listed: inspect.VarTupleType) -> str:
    if listed.max_length is None:
        return "any length"
    return f"{listed.min_length or 0} to {listed.max_length}"
