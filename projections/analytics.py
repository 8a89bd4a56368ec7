"""A DuckDB table for every event, made from the vocabulary: a new event needs no line here.

Columns are the clear fields with the types of the declaration; what is personal has no column, nor
has a place in the log, and kinds declared with `analytics=False` have no table. `batch` and `index`
give the order of all rows (`places.py`).
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import duckdb
from msgspec import inspect
from orjson import dumps as _dumps

from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row
from protocol.vocabulary import VOCABULARY, Declared, Family, Field

_PLACE: Final = (
    ("batch", "BIGINT"), ("index", "INTEGER"), ("tick", "BIGINT"), ("wall_ms", "BIGINT"),
)  # fmt: skip
_SIMPLE: Final[tuple[tuple[type | tuple[type, ...], str], ...]] = (
    (inspect.IntType, "BIGINT"),
    (inspect.BoolType, "BOOLEAN"),
    ((inspect.StrType, inspect.EnumType), "VARCHAR"),
)


class Analytics:
    """Rows as they come; nothing stays open."""

    open_tables: Final[tuple[Table, ...]] = ()

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.handlers: dict[str, Handler] = {}
        self._rows: dict[str, list[Values]] = {}
        for declared in declared_events():
            table = table_of(declared)
            self.tables.append(table)
            self._rows[table.name] = []
            self.handlers[declared.topic] = _noting(declared, self._rows[table.name].append)

    def recall(self, _connection: duckdb.DuckDBPyConnection) -> None:
        for rows in self._rows.values():
            rows.clear()

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        for table in self.tables:
            rows = self._rows[table.name]
            yield table, rows
            rows.clear()

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ()


def declared_events() -> list[Declared]:
    """The events that have a table, by name."""
    return [
        declared
        for _, declared in sorted(VOCABULARY.items())
        if declared.family is Family.EVENT and declared.analytics
    ]


def table_of(declared: Declared) -> Table:
    """`FloorEntered` is `event_floor_entered`."""
    letters = (f"_{c.lower()}" if c.isupper() else c for c in declared.topic)
    columns = ((field.name, column_type(field)) for field in _clear(declared))
    return Table("event" + "".join(letters), (*_PLACE, *columns))


def column_type(field: Field) -> str:
    """Numbers, truth and text as they are, everything else as JSON text.

    Not the column type JSON: appending to it takes half as long again.
    """
    for kinds, column in _SIMPLE:
        if isinstance(field.type, kinds):
            return column
    return "VARCHAR"


def _is_nested(field: Field) -> bool:
    return not any(isinstance(field.type, kinds) for kinds, _ in _SIMPLE)


def _clear(declared: Declared) -> tuple[Field, ...]:
    """The fields that have a column. Places in the log have none; in a row they come last."""
    clear = [field for field in declared.fields if not field.personal]
    shown = tuple(field for field in clear if not field.place)
    assert tuple(clear[: len(shown)]) == shown, f"{declared.topic}: places in the log come last"
    return shown


def _noting(declared: Declared, note: Callable[[Values], None]) -> Handler:
    """How one kind becomes a row; made once, since this runs for every event of every year."""
    fields = _clear(declared)
    end = 2 + len(fields)
    nested = [place for place, field in enumerate(fields, 4) if _is_nested(field)]

    def happened(moment: Moment, index: int, row: Row) -> None:
        note((moment.batch, index, moment.tick, moment.wall_ms, *row[2:end]))

    def happened_with_nested(moment: Moment, index: int, row: Row) -> None:
        values: list[Any] = [moment.batch, index, moment.tick, moment.wall_ms, *row[2:end]]
        for place in nested:
            values[place] = _dumps(values[place]).decode()
        note(values)

    return happened_with_nested if nested else happened
