"""Erasing people from the tables (T6.7). Their words never were here; their ids are.

The log keeps ids clear for ever, so that it can be verified. In the tables an erased person becomes
`erased-1`, `erased-2` … in the order of erasure: totals stay as they were and nobody can follow the
person from table to table of an older copy. A DELETE leaves the bytes in the file, therefore the
tables are made anew beside the old file, which is then replaced, and published copies with it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

import duckdb

from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.log import LogReader
from protocol.record import Row, decode_rows

Erased: TypeAlias = dict[str, str]
"""Account to what stands in its place."""

ERASURES: Final = Table("erasures", (("batch", "BIGINT"), ("index", "INTEGER")))
ERASED_IN: Final = Table("erased_in", (("stored", "BIGINT"),))
"""The batches of the log with an erasure. Never published: places of the log count talks, too."""
_TOPIC: Final = "AccountErased"
PAGE_BATCHES: Final = 2_000


class Erasures:
    """When somebody was erased, among all that happened. Who it was does not stand here."""

    tables: Final = (ERASURES, ERASED_IN)
    open_tables: Final[tuple[Table, ...]] = ()

    def __init__(self) -> None:
        self.handlers: dict[str, Handler] = {_TOPIC: self._erased}
        self._rows: list[Values] = []
        self._stored: list[Values] = []

    def recall(self, _connection: duckdb.DuckDBPyConnection) -> None:
        self._rows, self._stored = [], []

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield ERASURES, self._rows
        yield ERASED_IN, self._stored
        self._rows, self._stored = [], []

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ()

    def _erased(self, moment: Moment, index: int, _row: Row) -> None:
        self._rows.append((moment.batch, index))
        self._stored.append((moment.stored,))


def erased_people(log: LogReader) -> Erased:
    """Everybody the log says is erased. Reads all of it, but unpacks only what matters."""
    erased: Erased = {}
    after = 0
    while page := log.read(after, PAGE_BATCHES):
        after = page[-1].number
        for stored in page:
            if _TOPIC.encode() in stored.state:
                _add(erased, stored.state)
    return erased


def recalled_people(log: LogReader, connection: duckdb.DuckDBPyConnection) -> Erased:
    """The same from the places noted in the tables, without reading the whole log."""
    erased: Erased = {}
    places = connection.execute("SELECT DISTINCT stored FROM erased_in ORDER BY stored").fetchall()
    for (number,) in places:
        for stored in log.read(number - 1, 1):
            _add(erased, stored.state)
    return erased


def withdraw(folder: Path) -> list[Path]:
    """Remove every published copy. Whoever holds one open keeps it; say so to them."""
    withdrawn = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in withdrawn:
        path.unlink()
    return withdrawn


def _add(erased: Erased, state: bytes) -> None:
    for row in decode_rows(state)[1]:
        if row[0] == _TOPIC:
            erased.setdefault(row[2], f"erased-{len(erased) + 1}")
