"""Calls: who was in which call, from when to when. Never what was said, never a picture (R1)."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Final

import duckdb

from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row, clear_fields


@dataclass
class Membership:
    """A person in a call."""

    call: str
    account: str
    floor: str
    joined_ms: int
    joined_batch: int
    joined_index: int
    utc_offset_min: int
    left_ms: int | None = None
    left_batch: int | None = None
    left_index: int | None = None


_COLUMNS: Final = (
    ("call", "VARCHAR"), ("account", "VARCHAR"), ("floor", "VARCHAR"), ("joined_ms", "BIGINT"),
    ("joined_batch", "BIGINT"), ("joined_index", "BIGINT"), ("utc_offset_min", "BIGINT"),
    ("left_ms", "BIGINT"), ("left_batch", "BIGINT"), ("left_index", "BIGINT"),
)  # fmt: skip
MEMBERSHIPS: Final = Table("call_members_ended", _COLUMNS)
MEMBERSHIPS_OPEN: Final = Table("call_members_open", _COLUMNS)
CALLS_OPEN: Final = Table("calls_open", (("call", "VARCHAR"), ("floor", "VARCHAR")))


class Calls:
    """Keeps the calls under way, so that each membership is written once, when it has ended."""

    tables: Final = (MEMBERSHIPS,)
    open_tables: Final = (MEMBERSHIPS_OPEN, CALLS_OPEN)

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {
            "CallStarted": self._started,
            "CallJoined": self._joined,
            "CallLeft": self._left,
            "CallEnded": self._ended,
        }
        self._floors: dict[str, str] = {}
        self._members: dict[tuple[str, str], Membership] = {}
        self._rows: list[Values] = []

    def recall(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take up again the calls that were under way after the last committed batch."""
        self._floors = dict(connection.execute("SELECT * FROM calls_open").fetchall())
        rows = connection.execute("SELECT * FROM call_members_open").fetchall()
        self._members = {(m.call, m.account): m for m in (Membership(*row) for row in rows)}
        self._rows = []

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        yield MEMBERSHIPS, self._rows
        self._rows = []

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        yield MEMBERSHIPS_OPEN, [astuple(member) for _, member in sorted(self._members.items())]
        yield CALLS_OPEN, list[Values](sorted(self._floors.items()))

    def _started(self, _moment: Moment, _index: int, row: Row) -> None:
        told = clear_fields(row)
        self._floors[told["call"]] = told["floor"]

    def _joined(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        call, account = told["call"], told["account"]
        self._members[call, account] = Membership(
            call, account, self._floors[call], moment.wall_ms, moment.batch, index,
            moment.utc_offset_min,
        )  # fmt: skip

    def _left(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        member = self._members.pop((told["call"], told["account"]))
        member.left_ms, member.left_batch, member.left_index = moment.wall_ms, moment.batch, index
        self._rows.append(astuple(member))

    def _ended(self, _moment: Moment, _index: int, row: Row) -> None:
        del self._floors[clear_fields(row)["call"]]
