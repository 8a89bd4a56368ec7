"""Chat audit: who wrote when on which channel, and where in the log. The text stays sealed
there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from protocol.record import clear_fields

if TYPE_CHECKING:
    from projections.runner import Happening

CHANNELS = {"Said": "floor", "SaidTo": "person", "SaidInCall": "call", "Murmured": "murmur"}
"""Which field of each kind says where it was said."""
_PLACE = {"Said": "floor", "SaidTo": "to", "SaidInCall": "call", "Murmured": "avatar"}


def create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS chat_audit (batch BIGINT, index INTEGER, sent_ms BIGINT, "
        "account VARCHAR, channel VARCHAR, place VARCHAR, PRIMARY KEY (batch, index))"
    )


def project(connection: duckdb.DuckDBPyConnection, happenings: Iterable["Happening"]) -> None:
    rows = []
    for header, index, row in happenings:
        channel = CHANNELS.get(row[0])
        if channel is not None:
            fields = clear_fields(row)
            place = str(fields[_PLACE[row[0]]])
            rows.append((header.number, index, header.wall_ms, fields["account"], channel, place))
    if rows:
        connection.executemany("INSERT INTO chat_audit VALUES (?, ?, ?, ?, ?, ?)", rows)
