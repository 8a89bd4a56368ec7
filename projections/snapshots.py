"""Published copies: what analysts open while the server runs. The live file is never theirs.

Each copy takes the place of the one before in one step, so a reader who has it open keeps a whole
one. The Parquet files hold the same rows, for tools that read no DuckDB file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

FILE_NAME: Final = "analytics.duckdb"
_ALIAS: Final = "published_copy"
_PRIVATE: Final = frozenset({"tracking", "erased_in", "last_place", "last_moments"})
"""What belongs to the projector alone: places in the log, whose gaps would tell of talks (T3.4)."""
_STORAGE: Final = "v1.4.0"
"""The layout of the copy, so that analysts need not have the newest DuckDB."""


def publish(connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """Copy every table and view into `folder`; the path of the new DuckDB file."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    fresh = folder / f"{FILE_NAME}.publishing"
    fresh.unlink(missing_ok=True)
    source = connection.execute("SELECT current_database()").fetchone()
    assert source is not None
    connection.execute(f"ATTACH {quoted(fresh)} AS {_ALIAS} (STORAGE_VERSION '{_STORAGE}')")
    try:
        connection.execute(f'COPY FROM DATABASE "{source[0]}" TO {_ALIAS} (SCHEMA)')
        for name in _tables(connection, source[0]):
            if name in _PRIVATE:
                connection.execute(f'DROP TABLE {_ALIAS}."{name}"')
            else:
                copied = f'INSERT INTO {_ALIAS}."{name}" SELECT * FROM "{name}"'  # noqa: S608
                connection.execute(copied)
    finally:
        connection.execute(f"DETACH {_ALIAS}")
    fresh.replace(target)
    for name in names(connection):
        parquet = folder / "parquet" / f"{name}.parquet"
        export(connection, name, parquet, "FORMAT parquet")
    return target


def export_csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every table and view as CSV, rows in one order: the same tables give the same bytes."""
    for name in names(connection):
        export(connection, name, folder / f"{name}.csv", "FORMAT csv, HEADER")


def export(connection: duckdb.DuckDBPyConnection, name: str, to: Path, form: str) -> None:
    """One table or view as a file, replaced in one step."""
    to.parent.mkdir(parents=True, exist_ok=True)
    fresh = to.with_name(f"{to.name}.publishing")
    query = f'SELECT * FROM "{name}" ORDER BY ALL'  # noqa: S608
    connection.execute(f"COPY ({query}) TO {quoted(fresh)} ({form})")
    fresh.replace(to)


def names(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The tables and views that say something about the school."""
    found = connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database() ORDER BY 1"
    ).fetchall()
    for (name,) in found:
        if name not in _PRIVATE:
            yield name


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? ORDER BY 1", [database]
    ).fetchall()
    return [name for (name,) in found]


def quoted(path: Path) -> str:
    """A path as a text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"
