"""A DuckDB table for every event, made from the vocabulary: a new event needs no line here.

Columns are the clear fields; what is personal has no column. Kinds declared with
`analytics=False` have no
table. Nested values are JSON text.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import duckdb
import orjson
from msgspec import inspect

from protocol.vocabulary import VOCABULARY, Declared, Family, Field

if TYPE_CHECKING:
    from projections.runner import Happening

Rows = list[tuple[Any, ...]]


def tables() -> list[Declared]:
    """The events that have a table."""
    return [
        declared
        for _, declared in sorted(VOCABULARY.items())
        if declared.family is Family.EVENT and declared.analytics
    ]


def create(connection: duckdb.DuckDBPyConnection) -> None:
    for declared in tables():
        columns = ", ".join(f'"{field.name}" {column_type(field)}' for field in clear(declared))
        connection.execute(
            f'CREATE TABLE IF NOT EXISTS "{table_name(declared)}" '
            "(batch BIGINT, index INTEGER, tick BIGINT, happened TIMESTAMP"
            f"{', ' if columns else ''}{columns})"
        )


def project(connection: duckdb.DuckDBPyConnection, happenings: Iterable["Happening"]) -> None:
    wanted = {declared.topic: declared for declared in tables()}
    by_topic: dict[str, Rows] = defaultdict(list)
    for header, index, row in happenings:
        declared = wanted.get(row[0])
        if declared is None:
            continue
        values = row[2 : 2 + len(clear(declared))]
        by_topic[row[0]].append(
            (header.number, index, header.tick, header.wall_ms * 1000, *map(_plain, values))
        )
    for topic, rows in sorted(by_topic.items()):
        _append(connection, wanted[topic], rows)


def table_name(declared: Declared) -> str:
    """`FloorEntered` is `event_floor_entered`."""
    letters = (f"_{c.lower()}" if c.isupper() else c for c in declared.topic)
    return "event" + "".join(letters)


def clear(declared: Declared) -> tuple[Field, ...]:
    return tuple(field for field in declared.fields if not field.personal)


def column_type(field: Field) -> str:
    if isinstance(field.type, inspect.IntType):
        return "BIGINT"
    if isinstance(field.type, inspect.BoolType):
        return "BOOLEAN"
    if isinstance(field.type, inspect.StrType | inspect.EnumType):
        return "VARCHAR"
    return "JSON"


def _plain(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else value


def _append(connection: duckdb.DuckDBPyConnection, declared: Declared, rows: Rows) -> None:
    places = ", ".join(["?", "?", "?", "make_timestamp(?)"] + ["?"] * (len(rows[0]) - 4))
    statement = f'INSERT INTO "{table_name(declared)}" VALUES ({places})'  # noqa: S608
    connection.executemany(statement, rows)
