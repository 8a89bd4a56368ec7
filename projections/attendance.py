"""Attendance: one row a stay, from login to leaving, drops merged (T6.1).

Minutes are what the log says and nothing else: from login to the end of presence, which after a
drop that
nobody came back from is the drop itself. A drop that was resumed is not absence. The system
never decides
whether a stay counts as 出席.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from protocol.record import clear_fields

if TYPE_CHECKING:
    from projections.runner import Happening


def create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        CREATE TABLE IF NOT EXISTS attendance (
            session VARCHAR PRIMARY KEY, account VARCHAR NOT NULL, device VARCHAR NOT NULL,
            login_ms BIGINT NOT NULL, login_batch BIGINT NOT NULL, utc_offset_min INTEGER NOT NULL,
            present_until_ms BIGINT, left_ms BIGINT, left_batch BIGINT, cause VARCHAR,
            drops INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE IF NOT EXISTS floor_stays (
            avatar BIGINT NOT NULL, account VARCHAR NOT NULL, floor VARCHAR NOT NULL,
            entered_ms BIGINT NOT NULL, entered_batch BIGINT NOT NULL, left_ms BIGINT
        );
        CREATE OR REPLACE VIEW attendance_minutes AS
            SELECT session, account, device,
                make_timestamp((login_ms + utc_offset_min * 60000) * 1000) AS login_local,
                make_timestamp((present_until_ms + utc_offset_min * 60000) * 1000) AS end_local,
                cause, drops, (present_until_ms - login_ms) / 60000.0 AS minutes
            FROM attendance;
        """
    )


def project(connection: duckdb.DuckDBPyConnection, happenings: Iterable["Happening"]) -> None:
    for header, _index, row in happenings:
        topic = row[0]
        if topic not in _WANTED:
            continue
        fields = clear_fields(row)
        if topic == "LoggedIn":
            connection.execute(
                "INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, 0)",
                [fields["session"], fields["account"], fields["device"], header.wall_ms,
                 header.number, header.utc_offset_min],
            )  # fmt: skip
        elif topic == "Left":
            connection.execute(
                "UPDATE attendance SET present_until_ms=?, left_ms=?, left_batch=?, cause=? "
                "WHERE session=?",
                [fields["present_until_ms"], header.wall_ms, header.number, fields["cause"],
                 fields["session"]],
            )  # fmt: skip
        elif topic == "Dropped":
            connection.execute(
                "UPDATE attendance SET drops=drops+1 WHERE session=?", [fields["session"]]
            )
        elif topic == "FloorEntered":
            connection.execute(
                "INSERT INTO floor_stays VALUES (?, ?, ?, ?, ?, NULL)",
                [fields["avatar"], fields["account"], fields["floor"], header.wall_ms,
                 header.number],
            )  # fmt: skip
        else:
            connection.execute(
                "UPDATE floor_stays SET left_ms=? WHERE avatar=? AND account=? AND left_ms IS NULL",
                [header.wall_ms, fields["avatar"], fields["account"]],
            )


_WANTED = frozenset({"LoggedIn", "Left", "Dropped", "FloorEntered", "FloorLeft"})
