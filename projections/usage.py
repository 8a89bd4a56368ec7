"""Use of the school: how often each kind of event happened, by local day and floor.

Counts only. Visits and how many people were here at once follow from attendance (`sql/usage.sql`).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import duckdb

from projections.attendance import Attendance
from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row
from protocol.vocabulary import VOCABULARY, Family

_EPOCH: Final = date(1970, 1, 1)

USAGE: Final = Table(
    "usage",
    (("day", "DATE"), ("floor", "VARCHAR"), ("kind", "VARCHAR"), ("events", "BIGINT")),
    adds_up=True,
)
"""`floor` is empty for what has no place."""


class Usage:
    """Counters between two commits."""

    tables: Final = (USAGE,)
    open_tables: Final[tuple[Table, ...]] = ()

    def __init__(self, attendance: Attendance) -> None:
        self._attendance = attendance
        self._counts: defaultdict[tuple[int, str, str], int] = defaultdict(int)
        self.handlers: dict[str, Handler] = {}
        for topic, declared in VOCABULARY.items():
            if declared.family is not Family.EVENT or not declared.analytics:
                continue
            clear = [field.name for field in declared.fields if not field.personal]
            self.handlers[topic] = self._counter(topic, clear)

    def recall(self, _connection: duckdb.DuckDBPyConnection) -> None:
        self._counts.clear()

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield (
            USAGE,
            [
                (str(_EPOCH + timedelta(days=day)), floor, kind, events)
                for (day, floor, kind), events in sorted(self._counts.items())
            ],
        )
        self._counts.clear()

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ()

    def _counter(self, topic: str, clear: list[str]) -> Handler:
        """How one kind is counted: at its floor, at its avatar's floor, or at no place."""
        counts, floor_of = self._counts, self._attendance.floor_of
        at_floor = 2 + clear.index("floor") if "floor" in clear else 0
        at_avatar = 2 + clear.index("avatar") if "avatar" in clear else 0

        def count(moment: Moment, _index: int, row: Row) -> None:
            floor = row[at_floor] if at_floor else floor_of(row[at_avatar]) if at_avatar else ""
            counts[moment.local_day, floor, topic] += 1

        return count
