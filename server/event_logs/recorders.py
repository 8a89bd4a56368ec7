"""What the log uses of the `eventsourcing` library: its recorders, on connections of our own.

Ugly, and why: the library makes connections that remember a single statement, which cost five times
the commit itself, and never sets the pragma, so its pool is replaced after construction. Its
notification ids are not used, since a key of their own would cost a second index in every commit.
Checkpoints are run here, because SQLite's automatic ones swallow their errors.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteAggregateRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from protocol.log import LogBroken, LogFull

SCHOOL: Final = "school"
_CREATE_STORED_EVENTS: Final = """
CREATE TABLE IF NOT EXISTS stored_events (
    originator_version INTEGER PRIMARY KEY,
    originator_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL
)"""
# Growing the shared-memory index on a full disk is reported as an I/O error of its own.
_NO_SPACE: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}


class ReadingPool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name, uri=True, check_same_thread=False, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(connection, self.max_age)


class FullSyncPool(ReadingPool):
    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
            connection._sqlite_conn.execute(f"PRAGMA {pragma}")
        return connection


class Datastore(SQLiteDatastore):
    """A datastore whose failed commits leave no transaction open behind them.

    For writing it keeps one connection and serves one thread at a time.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._read_only = read_only
        self._kept: SQLiteConnection | None = None
        uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "")
        super().__init__(uri, originator_id_type="text")
        self.pool.close()
        pool_class = ReadingPool if read_only else FullSyncPool
        self.pool = pool_class(db_name=uri)

    @contextmanager
    def get_connection(self, *, commit: bool) -> Iterator[SQLiteConnection]:
        if self._read_only:
            with super().get_connection(commit=commit) as connection:
                yield connection
            return
        if self._kept is None:
            self._kept = self.pool.get_connection(is_writer=True)
        yield self._kept

    def close(self) -> None:
        if self._kept is not None:
            self.pool.put_connection(self._kept)
            self._kept = None
        super().close()

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        with self.get_connection(commit=commit) as connection:
            try:
                with connection.transaction(commit=commit) as cursor:
                    yield cursor
            except PersistenceError:
                if connection._sqlite_conn.in_transaction:
                    connection.rollback()
                raise

    def ask(self, statement: str) -> tuple[Any, ...]:
        """The one row that `statement` answers with, outside any transaction."""
        with self.get_connection(commit=False) as connection:
            row = connection._sqlite_conn.execute(statement).fetchone()
            return tuple(row) if row is not None else ()


def _select_from(table: str) -> str:
    """What `select_events` asks. One flipped bit can turn bytes into text, or into a number: what
    is stored is read as bytes whatever its label says, so that readers meet damage, not surprises.
    """
    return (
        "SELECT originator_id, originator_version, '' AS topic, "  # noqa: S608
        f"ifnull(CAST(state AS BLOB), x'') AS state FROM {table} WHERE originator_id=? "
    )


class BatchRecorder(SQLiteAggregateRecorder):
    """Contiguous versions in a table that is only ever appended to."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES (?,?,?,?)"
        )
        self.select_events_statement = _select_from(self.events_table_name)

    def construct_create_table_statements(self) -> list[str]:
        return [_CREATE_STORED_EVENTS]

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        # The insert comes first: it takes the write lock, so the check sees the final truth.
        returned = super()._insert_events(c, stored_events, **kwargs)
        first = stored_events[0].originator_version
        c.execute(
            "SELECT MAX(originator_version) FROM stored_events "
            "WHERE originator_id=? AND originator_version<?",
            (SCHOOL, first),
        )
        before = c.fetchone()[0] or 0
        numbers = [event.originator_version for event in stored_events]
        if numbers != list(range(before + 1, before + 1 + len(numbers))):
            raise IntegrityError(f"batches {numbers} do not follow batch {before}")
        return returned


class SnapshotRecorder(SQLiteAggregateRecorder):
    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="stored_snapshots")
        self.insert_events_statement = "INSERT OR REPLACE INTO stored_snapshots VALUES (?,?,?,?)"
        self.select_events_statement = _select_from(self.events_table_name)


@contextmanager
def as_log_errors() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        # SQLite quotes a damaged schema in its complaint, and Python fails to read the complaint.
        raise LogBroken("the event log is damaged: its tables cannot be read") from error
    except (PersistenceError, sqlite3.Error) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        code = getattr(cause, "sqlite_errorcode", None)
        if code in _NO_SPACE:
            raise LogFull("no space left on the disk of the event log") from error
        if isinstance(error, IntegrityError):
            raise LogBroken(f"another writer owns this school: {error}") from error
        name = getattr(cause, "sqlite_errorname", type(error).__name__)
        raise LogBroken(f"the event log failed ({name}): {error}") from error
