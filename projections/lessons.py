"""Lessons: what was held, and who was in it from when to when (T6.8). Never where it met.

A row is one time in a room. Presence between opening the meeting elsewhere and coming back is
counted and marked as estimated (推定); after a lost line that nobody came back from, presence that
was seen ended at the drop.
"""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any, Final

import duckdb

from projections.attendance import Attendance
from projections.moments import MINUTE_MS, Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row, clear_fields


@dataclass
class Planned:
    """A lesson. `outcome` is None while it is to come or held, then held, lapsed or cancelled."""

    lesson: str
    title: str
    subject: str
    teacher: str
    floor: str
    zone: str
    code: str
    starts_ms: int
    ends_ms: int
    capacity: int
    utc_offset_min: int
    began_ms: int | None = None
    outcome: str | None = None


@dataclass
class InRoom:
    """Somebody in a lesson, from entering to leaving its room."""

    lesson: str
    account: str
    entered_ms: int
    late_ms: int
    entered_batch: int
    entered_index: int
    opened_link: bool = False
    away_since_ms: int | None = None
    estimated_ms: int = 0
    until_ms: int | None = None
    left_batch: int | None = None
    left_index: int | None = None


def _columns(of: type[Planned] | type[InRoom]) -> tuple[tuple[str, str], ...]:
    kinds = {"str": "VARCHAR", "str | None": "VARCHAR", "bool": "BOOLEAN"}
    named = ((f.name, getattr(f.type, "__name__", str(f.type))) for f in fields(of))
    return tuple((name, kinds.get(kind, "BIGINT")) for name, kind in named)


LESSONS: Final = Table("lessons_over", _columns(Planned))
LESSONS_OPEN: Final = Table("lessons_open", _columns(Planned))
IN_ROOM: Final = Table("lesson_stays_ended", _columns(InRoom))
IN_ROOM_OPEN: Final = Table("lesson_stays_open", _columns(InRoom))


class Lessons:
    """Keeps lessons that are not over and who is in them."""

    tables: Final = (LESSONS, IN_ROOM)
    open_tables: Final = (LESSONS_OPEN, IN_ROOM_OPEN)

    def __init__(self, attendance: Attendance) -> None:
        """`attendance` is asked when a line was lost, and hears of each event after this."""
        self.handlers: Mapping[str, Handler] = {
            "LessonPlanned": self._planned,
            "LessonChanged": self._planned,
            "LessonBegan": self._began,
            "LessonEnded": self._ended,
            "LessonCancelled": self._cancelled,
            "LessonEntered": self._entered,
            "LessonLeft": self._left,
            "ExternalMeetingOpened": self._opened,
            "ExternalMeetingReturned": self._returned,
            "Left": self._stay_ended,
        }
        self._attendance = attendance
        self._lessons: dict[str, Planned] = {}
        self._inside: dict[str, InRoom] = {}
        self._lessons_over: list[Values] = []
        self._stays_ended: list[Values] = []

    def recall(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take up again what was not over after the last committed batch."""
        lessons = connection.execute("SELECT * FROM lessons_open").fetchall()
        inside = connection.execute("SELECT * FROM lesson_stays_open").fetchall()
        self._lessons = {one.lesson: one for one in (Planned(*row) for row in lessons)}
        self._inside = {one.account: one for one in (InRoom(*row) for row in inside)}
        self._lessons_over, self._stays_ended = [], []

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield LESSONS, self._lessons_over
        yield IN_ROOM, self._stays_ended
        self._lessons_over, self._stays_ended = [], []

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield LESSONS_OPEN, [astuple(one) for _, one in sorted(self._lessons.items())]
        yield IN_ROOM_OPEN, [astuple(one) for _, one in sorted(self._inside.items())]

    def _planned(self, moment: Moment, _index: int, row: Row) -> None:
        told = clear_fields(row)
        lesson, plan = told["lesson"], told["plan"]
        known = self._lessons.get(lesson)
        self._lessons[lesson] = Planned(
            lesson, plan["title"], plan["subject"], plan["teacher"], plan["floor"], plan["zone"],
            plan["code"], plan["starts_ms"], plan["starts_ms"] + plan["minutes"] * MINUTE_MS,
            plan["capacity"], moment.utc_offset_min, None if known is None else known.began_ms,
        )  # fmt: skip

    def _began(self, moment: Moment, _index: int, row: Row) -> None:
        self._lessons[clear_fields(row)["lesson"]].began_ms = moment.wall_ms

    def _ended(self, _moment: Moment, _index: int, row: Row) -> None:
        lesson = clear_fields(row)["lesson"]
        held = self._lessons[lesson].began_ms is not None
        self._over(lesson, "held" if held else "lapsed")

    def _cancelled(self, _moment: Moment, _index: int, row: Row) -> None:
        self._over(clear_fields(row)["lesson"], "cancelled")

    def _over(self, lesson: str, outcome: str) -> None:
        over = self._lessons.pop(lesson)
        over.outcome = outcome
        self._lessons_over.append(astuple(over))

    def _entered(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        self._inside[told["account"]] = InRoom(
            told["lesson"], told["account"], moment.wall_ms, told["late_ms"], moment.batch, index
        )

    def _opened(self, moment: Moment, _index: int, row: Row) -> None:
        stay = self._of(row)
        stay.opened_link, stay.away_since_ms = True, moment.wall_ms

    def _returned(self, moment: Moment, _index: int, row: Row) -> None:
        _seen_again(self._of(row), moment.wall_ms)

    def _stay_ended(self, _moment: Moment, _index: int, row: Row) -> None:
        """Whose stay ends was seen until then, or until the drop before; see `_left`."""
        told = clear_fields(row)
        stay = self._inside.get(told["account"])
        if stay is not None and stay.away_since_ms is None:
            stay.until_ms = told["present_until_ms"]

    def _left(self, moment: Moment, index: int, row: Row) -> None:
        stay = self._of(row)
        del self._inside[stay.account]
        if stay.until_ms is None and stay.away_since_ms is None:
            dropped_ms = self._attendance.dropped_ms(stay.account)
            stay.until_ms = moment.wall_ms if dropped_ms is None else dropped_ms
        elif stay.until_ms is None:
            stay.until_ms = moment.wall_ms
        _seen_again(stay, stay.until_ms)
        stay.left_batch, stay.left_index = moment.batch, index
        self._stays_ended.append(astuple(stay))

    def _of(self, row: Any) -> InRoom:
        return self._inside[clear_fields(row)["account"]]


def _seen_again(stay: InRoom, at_ms: int) -> None:
    if stay.away_since_ms is not None:
        stay.estimated_ms += at_ms - stay.away_since_ms
        stay.away_since_ms = None
