"""Attendance: one row a stay, from login to leaving, and one row a visit to a floor (T6.1).

Minutes are what the log says and nothing else. A drop that was resumed is not absence; after a drop
that nobody came back from, presence ended at the drop, although the stay ended later. A restart of
the server pauses every stay at its last sign of life and is counted apart: nobody dropped. The
system never decides whether a stay counts as 出席. Days and months are views
(`sql/attendance.sql`): a stay is one row, also over midnight.
"""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Final

import duckdb

from projections.moments import Handler, Moment
from projections.tables import Table, Values
from protocol.record import Row, clear_fields


@dataclass
class Stay:
    """A login and what became of it. Milliseconds since 1970, UTC; positions are batch, index."""

    session: str
    account: str
    device: str
    login_ms: int
    login_batch: int
    login_index: int
    utc_offset_min: int
    drops: int = 0
    restarts: int = 0
    paused_ms: int = 0
    dropped_ms: int | None = None
    present_until_ms: int | None = None
    left_ms: int | None = None
    left_batch: int | None = None
    left_index: int | None = None
    cause: str | None = None


@dataclass
class Visit:
    """A person on a floor, from entering to leaving it. `walks` counts where they set out."""

    avatar: int
    account: str
    session: str
    floor: str
    entered_ms: int
    entered_batch: int
    entered_index: int
    utc_offset_min: int
    walks: int = 0
    present_until_ms: int | None = None
    left_ms: int | None = None
    left_batch: int | None = None
    left_index: int | None = None


def _columns(of: type[Stay] | type[Visit]) -> tuple[tuple[str, str], ...]:
    text = {"session", "account", "device", "cause", "floor"}
    return tuple((f.name, "VARCHAR" if f.name in text else "BIGINT") for f in fields(of))


STAYS: Final = Table("stays", _columns(Stay))
STAYS_OPEN: Final = Table("stays_open", _columns(Stay))
VISITS: Final = Table("floor_visits_ended", _columns(Visit))
VISITS_OPEN: Final = Table("floor_visits_open", _columns(Visit))


class Attendance:
    """Keeps who is here, so that each stay is written once, when it has ended."""

    tables: Final = (STAYS, VISITS)
    open_tables: Final = (STAYS_OPEN, VISITS_OPEN)

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {
            "LoggedIn": self._logged_in,
            "Dropped": self._dropped,
            "Resumed": self._resumed,
            "EpochStarted": self._epoch_started,
            "Left": self._left,
            "FloorEntered": self._floor_entered,
            "FloorLeft": self._floor_left,
            "Walked": self._walked,
        }
        self._stays: dict[str, Stay] = {}
        self._visits: dict[int, Visit] = {}
        self._stays_ended: list[Values] = []
        self._visits_ended: list[Values] = []

    def recall(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take up again who was here after the last committed batch."""
        stays = connection.execute("SELECT * FROM stays_open").fetchall()
        visits = connection.execute("SELECT * FROM floor_visits_open").fetchall()
        self._stays = {stay.account: stay for stay in (Stay(*row) for row in stays)}
        self._visits = {visit.avatar: visit for visit in (Visit(*row) for row in visits)}
        self._stays_ended, self._visits_ended = [], []

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        """The rows that became final since the last call."""
        yield STAYS, self._stays_ended
        yield VISITS, self._visits_ended
        self._stays_ended, self._visits_ended = [], []

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        """The rows of stays and visits under way."""
        yield STAYS_OPEN, [astuple(stay) for _, stay in sorted(self._stays.items())]
        yield VISITS_OPEN, [astuple(visit) for _, visit in sorted(self._visits.items())]

    def floor_of(self, avatar: int) -> str:
        """The floor an avatar stands on; empty if it stands on none."""
        visit = self._visits.get(avatar)
        return "" if visit is None else visit.floor

    def dropped_ms(self, account: str) -> int | None:
        """Since when the line of somebody who is here is lost; None if it is not."""
        stay = self._stays.get(account)
        return None if stay is None else stay.dropped_ms

    def _logged_in(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        self._stays[told["account"]] = Stay(
            told["session"], told["account"], told["device"], moment.wall_ms, moment.batch, index,
            moment.utc_offset_min,
        )  # fmt: skip

    def _dropped(self, moment: Moment, _index: int, row: Row) -> None:
        stay = self._stays[clear_fields(row)["account"]]
        stay.drops += 1
        stay.dropped_ms = moment.wall_ms

    def _resumed(self, moment: Moment, _index: int, row: Row) -> None:
        stay = self._stays[clear_fields(row)["account"]]
        assert stay.dropped_ms is not None, "only what was dropped resumes"
        stay.paused_ms += moment.wall_ms - stay.dropped_ms
        stay.dropped_ms = None

    def _epoch_started(self, _moment: Moment, _index: int, row: Row) -> None:
        for stay in self._stays.values():
            if stay.dropped_ms is None:
                stay.restarts += 1
                stay.dropped_ms = clear_fields(row)["until_ms"]

    def _left(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        stay = self._stays.pop(told["account"])
        stay.present_until_ms, stay.cause = told["present_until_ms"], told["cause"]
        stay.left_ms, stay.left_batch, stay.left_index = moment.wall_ms, moment.batch, index
        self._stays_ended.append(astuple(stay))

    def _floor_entered(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        session = self._stays[told["account"]].session
        self._visits[told["avatar"]] = Visit(
            told["avatar"], told["account"], session, told["floor"], moment.wall_ms,
            moment.batch, index, moment.utc_offset_min,
        )  # fmt: skip

    def _floor_left(self, moment: Moment, index: int, row: Row) -> None:
        told = clear_fields(row)
        visit = self._visits.pop(told["avatar"])
        dropped_ms = self._stays[told["account"]].dropped_ms
        visit.present_until_ms = moment.wall_ms if dropped_ms is None else dropped_ms
        visit.left_ms, visit.left_batch, visit.left_index = moment.wall_ms, moment.batch, index
        self._visits_ended.append(astuple(visit))

    def _walked(self, _moment: Moment, _index: int, row: Row) -> None:
        self._visits[row[2]].walks += 1
