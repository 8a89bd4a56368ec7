"""web_client/src/vocabulary_types.d.ts: the messages as the client's type checker knows them."""

import json
from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import inspect

import protocol.messages  # noqa: F401  (fills the vocabulary)
from protocol.vocabulary import VOCABULARY, Declared, Family
from tools import declarations

OPENING: Final = """\
/**
 * The messages, made from the declarations in `protocol/` by `make generated`; a test fails when
 * this file is older than they are.
 */
"""


def module() -> str:
    """The whole file."""
    commands = _of(Family.COMMAND)
    messages = declarations.by_topic(_of(Family.EVENT) + _of(Family.SIGNAL))
    parts = [OPENING, *map(_structure, declarations.structures())]
    parts += ["/** The fields of each command, in the order in which they are sent. */"]
    parts += ["export interface Commands {", *map(_command, commands), "}", ""]
    parts += ["export type CommandTopic = keyof Commands;", ""]
    parts += ["/** What the server tells, by name. */"]
    parts += ["export interface Messages {", *map(_message, messages), "}", ""]
    parts += ["export type Topic = keyof Messages;", "export type Message = Messages[Topic];"]
    return "\n".join(parts) + "\n"


def type_of(described: inspect.Type) -> str:
    """A TypeScript type for values of a field, as they come off the wire."""
    match described:
        case inspect.Metadata():
            return type_of(described.type)
        case inspect.IntType():
            return "number"
        case inspect.StrType():
            return "string"
        case inspect.BoolType():
            return "boolean"
        case inspect.NoneType():
            return "null"
        case inspect.EnumType():
            return " | ".join(f"'{member.value}'" for member in described.cls)
        case inspect.StructType():
            return described.cls.__name__
        case inspect.UnionType():
            return " | ".join(type_of(each) for each in described.types)
        case inspect.VarTupleType():
            item = type_of(described.item_type)
            return f"({item})[]" if "|" in item else f"{item}[]"
    raise TypeError(f"say in TypeScript what a {type(described).__name__} is")


def _of(family: Family) -> list[Declared]:
    return declarations.by_topic([d for d in VOCABULARY.values() if d.family is family])


def _structure(struct: type[msgspec.Struct]) -> str:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    fields = [
        f"{field.name}{'' if field.required else '?'}: {type_of(field.type)}"
        for field in described.fields
    ]
    if described.tag is not None:
        fields.insert(0, f"kind: '{described.tag}'")
    note = f"/** {declarations.sentence(struct.__doc__)} */"
    if declarations.is_list(struct):
        inner = "".join(f"\n  {field}," for field in fields)
        return f"{note}\nexport type {struct.__name__} = [{inner}\n];\n"
    inner = "".join(f"\n  {field};" for field in fields)
    return f"{note}\nexport interface {struct.__name__} {{{inner}\n}}\n"


def _command(declared: Declared) -> str:
    fields = ", ".join(f"{field.name}: {type_of(field.type)}" for field in declared.fields)
    return "\n".join((*_note(declared), f"  {declared.topic}: [{fields}];"))


def _message(declared: Declared) -> str:
    fields = "".join(f"\n    {field.name}: {type_of(field.type)};" for field in declared.fields)
    topic = json.dumps(declared.topic).replace('"', "'")
    return "\n".join(
        (*_note(declared), f"  {declared.topic}: {{\n    topic: {topic};{fields}\n  }};")
    )


def _note(declared: Declared) -> Iterator[str]:
    yield f"  /** {declarations.sentence(declared.type.__doc__)} */"
