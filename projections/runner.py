"""From the log to DuckDB: exactly once, in a process of its own, rebuildable at any time.

The rows of some batches and the position after them are written in one transaction, and the
position is
checked in the same statement that moves it. A crash leaves both or neither. Nothing here opens
a seal: what
is personal never reaches these tables.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

from projections import analytics, attendance, chat_audit, usage
from protocol.log import LogReader, StoredBatch
from protocol.record import Header, Row, decode_rows

PAGE_BATCHES: Final = 2_000
PROJECTIONS: Final = (attendance, usage, chat_audit, analytics)


class ProjectionError(Exception):
    """The tables cannot be brought up to date. One sentence; rebuilding repairs it."""


class Happening(NamedTuple):
    """One event as projections see it: when, where in the log, and its clear row."""

    header: Header
    index: int
    row: Row


class Projector:
    """The only writer of one DuckDB file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.connection = duckdb.connect(str(path))
        self.connection.execute("CREATE TABLE IF NOT EXISTS tracking (batch BIGINT NOT NULL)")
        if self.connection.execute("SELECT count(*) FROM tracking").fetchone() == (0,):
            self.connection.execute("INSERT INTO tracking VALUES (0)")
        for projection in PROJECTIONS:
            projection.create(self.connection)

    @property
    def position(self) -> int:
        """The last batch whose rows are here."""
        found = self.connection.execute("SELECT batch FROM tracking").fetchone()
        assert found is not None
        position: int = found[0]
        return position

    def catch_up(self, log: LogReader) -> int:
        """Project everything new; returns how many batches that were."""
        done = 0
        while page := log.read(self.position, PAGE_BATCHES):
            self._project(page)
            done += len(page)
        return done

    def close(self) -> None:
        self.connection.close()

    def _project(self, page: Sequence[StoredBatch]) -> None:
        position = self.position
        happenings = []
        for stored in page:
            header, rows = decode_rows(stored.state)
            happenings += [Happening(header, index, row) for index, row in enumerate(rows)]
        self.connection.begin()
        try:
            for projection in PROJECTIONS:
                projection.project(self.connection, happenings)
            moved = self.connection.execute(
                "UPDATE tracking SET batch=? WHERE batch=? RETURNING batch",
                [page[-1].number, position],
            ).fetchone()
            if moved is None:
                raise ProjectionError("Another process moved the tracking position.")
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise


def rebuild(path: Path, log: LogReader) -> int:
    """Make the tables from nothing, beside the old ones, then take their place."""
    fresh = path.with_suffix(".rebuilding")
    fresh.unlink(missing_ok=True)
    projector = Projector(fresh)
    done = projector.catch_up(log)
    projector.connection.execute("CHECKPOINT")
    projector.close()
    fresh.replace(path)
    return done
