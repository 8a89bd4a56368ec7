"""Tables as projections declare them, and the one way by which rows get into them.

DuckDB takes rows one statement at a time at a few thousand a second and through an appender at half
a million; an appender takes part in the open transaction once its block has been left.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

Values = Sequence[Any]
"""One row: numbers, texts, lists of numbers as Python gives them, None for nothing."""


@dataclass(frozen=True)
class Table:
    """One DuckDB table: its name and (column, type), in order.

    With `adds_up` the rows are counters: the last column grows where the others are equal.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    adds_up: bool = False

    @property
    def create(self) -> str:
        columns = [f'"{name}" {kind}' for name, kind in self.columns]
        if self.adds_up:
            keys = ", ".join(f'"{name}"' for name, _ in self.columns[:-1])
            columns.append(f"PRIMARY KEY ({keys})")
        return f'CREATE TABLE "{self.name}" ({", ".join(columns)})'


def load_rows(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Values]) -> None:
    """Append `rows` to `table`, as part of the open transaction."""
    if not table.adds_up:
        with connection.appender(table.name) as appender:
            appender.append_rows(rows)
        return
    counter = table.columns[-1][0]
    values = ", ".join([f"({', '.join(['?'] * len(table.columns))})"] * len(rows))
    connection.execute(
        f'INSERT INTO "{table.name}" VALUES {values} ON CONFLICT DO UPDATE '  # noqa: S608
        f'SET "{counter}" = "{table.name}"."{counter}" + excluded."{counter}"',
        [value for row in rows for value in row],
    )


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Rows gather by the ten thousand and none is part of a cycle: following them all, again and
    again, took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
