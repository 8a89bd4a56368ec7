"""Places and last moments in the tables, counted so that none tells of a talk (T3.4).

`batch` and `index` of the tables number what stands in them: the first batch with a row is 1, its
first row 0. They give the order of everything and lead nowhere; the place in the log belongs to the
`tick`, of which each batch has its own. And where a server began anew, everybody was here until the
last thing that has a row: the last words of a talk would be a moment at which nothing happened.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import duckdb

from projections.moments import MINUTE_MS, Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row
from protocol.vocabulary import VOCABULARY, Family

COUNTED: Final = frozenset(
    declared.topic
    for declared in VOCABULARY.values()
    if declared.family is Family.EVENT and declared.analytics
)
LAST_PLACE: Final = Table("last_place", (("batch", "BIGINT"), ("wall_ms", "BIGINT")))
LAST_MOMENTS: Final = Table("last_moments", (("until_ms", "BIGINT"), ("told_ms", "BIGINT")))
_KEPT_MS: Final = 10 * MINUTE_MS
"""Longer than anybody is waited for who lost their line when the server did."""


class Places:
    """The last batch that has a row in the tables: its number there, and its moment."""

    tables: Final[tuple[Table, ...]] = ()
    open_tables: Final = (LAST_PLACE, LAST_MOMENTS)
    handlers: Final[Mapping[str, Handler]] = {}

    def __init__(self) -> None:
        self._batch = self._wall_ms = 0
        self._told: dict[int, int] = {}

    @property
    def batches(self) -> int:
        """How many batches have a row in the tables."""
        return self._batch

    def recall(self, connection: duckdb.DuckDBPyConnection) -> None:
        found = connection.execute("SELECT batch, wall_ms FROM last_place").fetchone()
        self._batch, self._wall_ms = found or (0, 0)
        self._told = dict(connection.execute("SELECT * FROM last_moments").fetchall())

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ()

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield LAST_PLACE, [(self._batch, self._wall_ms)]
        yield LAST_MOMENTS, [*sorted(self._told.items())]

    def of(self, moment: Moment, rows: Iterable[Row]) -> Iterator[tuple[Moment, int, Row]]:
        """The rows of a batch with the places that they have in the tables."""
        here = moment._replace(batch=self._batch + 1)
        index = 0
        for row in rows:
            yield here, index, self._until_the_last_row(moment, row)
            if row[0] in COUNTED:
                index += 1
        if index:
            self._batch, self._wall_ms = here.batch, moment.wall_ms

    def _until_the_last_row(self, moment: Moment, row: Row) -> Row:
        if row[0] == "EpochStarted":
            kept = {old: told for old, told in self._told.items() if old > row[2] - _KEPT_MS}
            self._told = kept | {row[2]: min(row[2], self._wall_ms or row[2])}
            return [*row[:2], self._told[row[2]]]
        if row[0] == "Left" and row[5] in self._told:
            return [*row[:5], self._told[row[5]]]
        return row
