"""Attendance as the centre and a child's school are told it: a talk is ordinary time (A3, T6.1).

The tables of analysts say what everybody may know, so a talk parts a stay there. Here the same
stays are made of the log as it is: whoever was under cover never left, and nothing says that there
was a talk.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Final, NamedTuple

import duckdb

from projections.attendance import STAYS, STAYS_OPEN, Attendance
from projections.moments import Handler, Moment, moment_of
from projections.tables import Table, Values, load_rows
from protocol.log import LogReader
from protocol.record import Row, clear_fields, decode_rows

PAGE_BATCHES: Final = 2_000
_DAYS: Final = """
    SELECT account, day, from_local, until_local, present_ms, cause, estimated
    FROM attendance_days WHERE strftime(day, '%Y-%m') = ? ORDER BY ALL
"""


class Present(NamedTuple):
    """A part of a stay in one day, by the school's clock; `estimated` as in `attendance`."""

    account: str
    day: str
    from_local: str
    until_local: str
    present_ms: int
    cause: str
    estimated: bool


def month_of(log: LogReader, month: str) -> list[Present]:
    """Everybody's days of a month (`2026-11`), in order of account and time; ended stays alone."""
    attendance = _Stays()
    for moment, index, row in _rows(log):
        if (happened := attendance.handlers.get(row[0])) is not None:
            happened(moment, index, row)
    with duckdb.connect(":memory:") as connection:
        for table, rows in attendance.ended_and_open():
            connection.execute(table.create)
            if rows:
                load_rows(connection, table, rows)
        views = files("projections").joinpath("sql", "attendance.sql")
        connection.execute(views.read_text(encoding="utf-8"))
        found = connection.execute(_DAYS, [month]).fetchall()
    return [
        Present(account, str(day), str(begun), str(ended), present_ms, cause, estimated)
        for account, day, begun, ended, present_ms, cause, estimated in found
    ]


class _Stays:
    """The stays of `Attendance`, with those who were moved to another device inside of a talk."""

    def __init__(self) -> None:
        self._attendance = Attendance()
        known = self._attendance.handlers
        kinds = ("LoggedIn", "Dropped", "EpochStarted", "Left")
        self.handlers: Mapping[str, Handler] = {
            **{kind: known[kind] for kind in kinds},
            "Resumed": self._is_back,
            "MovedUnderCover": self._is_back,
        }

    def ended_and_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ((table, rows) for table, rows in self._attendance.drain() if table is STAYS)
        for table, rows in self._attendance.still_open():
            if table is STAYS_OPEN:
                yield table, rows

    def _is_back(self, moment: Moment, index: int, row: Row) -> None:
        if self._attendance.dropped_ms(clear_fields(row)["account"]) is not None:
            self._attendance.handlers["Resumed"](moment, index, row)


def _rows(log: LogReader) -> Iterator[tuple[Moment, int, Row]]:
    after = 0
    while page := log.read(after, PAGE_BATCHES):
        after = page[-1].number
        for stored in page:
            header, rows = decode_rows(stored.state)
            moment = moment_of(header)
            yield from ((moment, index, row) for index, row in enumerate(rows))
