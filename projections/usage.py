"""Use of the school: events a minute and kind. Counts only; nobody can be found in them."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from protocol.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from projections.runner import Happening

MINUTE_MS = 60_000


def create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS usage (minute_ms BIGINT, kind VARCHAR, events BIGINT, "
        "PRIMARY KEY (minute_ms, kind))"
    )


def project(connection: duckdb.DuckDBPyConnection, happenings: Iterable["Happening"]) -> None:
    counts = Counter(
        (header.wall_ms // MINUTE_MS * MINUTE_MS, row[0])
        for header, _index, row in happenings
        if VOCABULARY[row[0]].analytics
    )
    for (minute_ms, kind), events in sorted(counts.items()):
        connection.execute(
            "INSERT INTO usage VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET events = usage.events + excluded.events",
            [minute_ms, kind, events],
        )
