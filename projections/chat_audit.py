"""Chat audit: who wrote when on which channel, and where in the log (2-(4)カ).

The text stays sealed there: reading it takes the log, the writer's key and a reason.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb

from projections.attendance import Attendance
from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row, clear_fields

CHAT_AUDIT: Final = Table(
    "chat_audit",
    (
        ("batch", "BIGINT"), ("index", "INTEGER"), ("sent_ms", "BIGINT"),
        ("utc_offset_min", "INTEGER"), ("account", "VARCHAR"), ("channel", "VARCHAR"),
        ("place", "VARCHAR"),
    ),
)  # fmt: skip
"""`place` is the floor, the other person, the group or the call, by channel."""

_CHANNELS: Final = {"Said": ("floor", "floor"), "SaidTo": ("person", "to"),
                    "StampedTo": ("person", "to"), "SaidInGroup": ("group", "group"),
                    "StampedInGroup": ("group", "group"),
                    "SaidInCall": ("call", "call")}  # fmt: skip


class ChatAudit:
    """Rows as they come; nothing stays open."""

    tables: Final = (CHAT_AUDIT,)
    open_tables: Final[tuple[Table, ...]] = ()

    def __init__(self, attendance: Attendance) -> None:
        self.handlers: Mapping[str, Handler] = {
            **dict.fromkeys(_CHANNELS, self._said),
            "Murmured": self._murmured,
        }
        self._attendance = attendance
        self._rows: list[Values] = []

    def recall(self, _connection: duckdb.DuckDBPyConnection) -> None:
        self._rows = []

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield CHAT_AUDIT, self._rows
        self._rows = []

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield from ()

    def _said(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        channel, field = _CHANNELS[row[0]]
        self._note(moment, index, told["account"], channel, told[field])

    def _murmured(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        # A bubble that ends as it begins is one taken away: nothing was said.
        if told["until"] > moment.tick:
            floor = self._attendance.floor_of(told["avatar"])
            self._note(moment, index, told["account"], "murmur", floor)

    def _note(self, moment: Moment, index: int, account: str, channel: str, place: str) -> None:
        self._rows.append(
            (moment.batch, index, moment.wall_ms, moment.utc_offset_min, account, channel, place)
        )
