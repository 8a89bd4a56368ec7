"""The event log on one SQLite file, through the recorders of the `eventsourcing` library.

Belief: one row per batch, stream = school, version = batch number. The unique index then is a
fence: of two writers one gets an `IntegrityError`, and the contiguity check closes the gap through
which a stale writer could slip. WAL with `synchronous=FULL` is the setting of SQLite that lost
nothing in simulated power cuts; it holds per connection, so it is set on each and read back.

Refused: writing without FULL, a file of a newer layout, a number that is not the next one.

Ugly, and why: the library builds its own connection pool and never sets the pragma, so the pool is
replaced after construction; the notification id must be called `rowid`, since the library reads it
by that name; checkpoints are run here, because SQLite's automatic ones swallow their errors.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import IntegrityError, PersistenceError, StoredEvent
from eventsourcing.sqlite import (
    SQLiteAggregateRecorder,
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from protocol.log import LogBroken, LogFull, LogState, StoredBatch, StoredSnapshot
from server.event_logs.group_commit import RETRY_AFTER_S, GroupCommit

SCHOOL: Final = "school"
BATCH_TOPIC: Final = "batch"
SNAPSHOT_TOPIC: Final = "snapshot"
LAYOUT_VERSION: Final = 1
"""Kept in `PRAGMA user_version`; a file with a higher one was written by a newer hiroba."""
APPLICATION_ID: Final = 0x6869726F
CHECKPOINT_BYTES: Final = 4 * 1024 * 1024
_CREATE_STORED_EVENTS: Final = """
CREATE TABLE IF NOT EXISTS stored_events (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT,
    originator_id TEXT NOT NULL,
    originator_version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (originator_id, originator_version)
)"""
_SYNCHRONOUS_FULL: Final = 2
_PAGES_PER_COMMIT_BYTES: Final = 4 * 4096
# Growing the shared-memory index on a full disk is reported as an I/O error of its own.
_NO_SPACE: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}


class _FullSyncPool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection._sqlite_conn.execute("PRAGMA synchronous=FULL")
        connection._sqlite_conn.execute("PRAGMA wal_autocheckpoint=0")
        return connection


class _Datastore(SQLiteDatastore):
    """A datastore whose failed commits leave no transaction open behind them."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "")
        super().__init__(uri, originator_id_type="text")
        self.pool.close()
        pool_class = SQLiteConnectionPool if read_only else _FullSyncPool
        self.pool = pool_class(db_name=uri)

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


class _BatchRecorder(SQLiteApplicationRecorder):
    """Contiguous versions, and notification ids that are never given twice."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore)
        self.insert_events_statement = (
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES (?,?,?,?)"
        )

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


class _SnapshotRecorder(SQLiteAggregateRecorder):
    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="stored_snapshots")
        self.insert_events_statement = "INSERT OR REPLACE INTO stored_snapshots VALUES (?,?,?,?)"


@contextmanager
def _as_log_errors() -> Iterator[None]:
    try:
        yield
    except (PersistenceError, sqlite3.Error) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        code = getattr(cause, "sqlite_errorcode", None)
        if code in _NO_SPACE:
            raise LogFull("no space left on the disk of the event log") from error
        if isinstance(error, IntegrityError):
            raise LogBroken(f"another writer owns this school: {error}") from error
        name = getattr(cause, "sqlite_errorname", type(error).__name__)
        raise LogBroken(f"the event log failed ({name}): {error}") from error


class SqliteLogReader:
    """Pages of a log for any process; polling is safe, the writer is never held up."""

    def __init__(self, path: Path) -> None:
        self._datastore = _Datastore(path, read_only=True)
        self._batches = _BatchRecorder(self._datastore)
        self._snapshots = _SnapshotRecorder(self._datastore)

    def read(self, after: int, limit: int) -> Sequence[StoredBatch]:
        with _as_log_errors():
            rows = self._batches.select_events(SCHOOL, gt=after, limit=limit)
        return [StoredBatch(row.originator_version, row.state) for row in rows]

    def last(self) -> StoredBatch | None:
        with _as_log_errors():
            rows = self._batches.select_events(SCHOOL, desc=True, limit=1)
        return StoredBatch(rows[0].originator_version, rows[0].state) if rows else None

    def latest_snapshot(self, at_or_before: int | None = None) -> StoredSnapshot | None:
        with _as_log_errors():
            rows = self._snapshots.select_events(SCHOOL, lte=at_or_before, desc=True, limit=1)
        return StoredSnapshot(rows[0].originator_version, rows[0].state) if rows else None

    def close(self) -> None:
        self._datastore.close()


class _SqliteStore:
    """The writing side, used by the writer thread alone."""

    def __init__(self, path: Path) -> None:
        self._datastore = _Datastore(path, read_only=False)
        self._batches = _BatchRecorder(self._datastore)
        self._snapshots = _SnapshotRecorder(self._datastore)
        self._unmoved_bytes = 0
        try:
            with _as_log_errors():
                # A file that is laid out is not written to: a start may still be refused.
                if self._layout() < LAYOUT_VERSION:
                    self._lay_out()
                self._vouch_for_the_disk()
                _sync_folder(path.parent)
        except (LogBroken, LogFull):
            self._datastore.close()
            raise

    def commit(self, batches: Sequence[StoredBatch]) -> None:
        with _as_log_errors():
            self._batches.insert_events(
                [StoredEvent(SCHOOL, b.number, BATCH_TOPIC, b.state) for b in batches]
            )
        self._unmoved_bytes += _PAGES_PER_COMMIT_BYTES + sum(len(b.state) for b in batches)

    def keep(self, snapshot: StoredSnapshot) -> None:
        with _as_log_errors():
            self._snapshots.insert_events(
                [StoredEvent(SCHOOL, snapshot.number, SNAPSHOT_TOPIC, snapshot.state)]
            )
        self._unmoved_bytes += _PAGES_PER_COMMIT_BYTES + len(snapshot.state)

    def tidy(self) -> None:
        if self._unmoved_bytes < CHECKPOINT_BYTES:
            return
        try:
            with _as_log_errors():
                self._datastore.ask("PRAGMA wal_checkpoint(PASSIVE)")
        except LogFull:
            # The rows are safe in the WAL; the next commit will meet the full disk and say so.
            return
        self._unmoved_bytes = 0

    def close(self) -> None:
        self._datastore.close()

    def _layout(self) -> int:
        (version,) = self._datastore.ask("PRAGMA user_version")
        if version > LAYOUT_VERSION:
            raise LogBroken(f"the event log has layout {version}, written by a newer hiroba")
        return int(version)

    def _lay_out(self) -> None:
        self._batches.create_table()
        self._snapshots.create_table()
        self._datastore.ask(f"PRAGMA application_id={APPLICATION_ID}")
        self._datastore.ask(f"PRAGMA user_version={LAYOUT_VERSION}")

    def _vouch_for_the_disk(self) -> None:
        """Read the settings back, and write once more what a crashed writer left in the WAL.

        A batch whose sync failed may be readable from memory and absent from the disk; moving the
        WAL into the file syncs it afresh before anybody is told of it.
        """
        if self._datastore.ask("PRAGMA synchronous") != (_SYNCHRONOUS_FULL,):
            raise LogBroken("SQLite did not accept synchronous=FULL")
        if self._datastore.ask("PRAGMA journal_mode") != ("wal",):
            raise LogBroken("SQLite did not accept journal_mode=WAL")
        _, in_wal, moved = self._datastore.ask("PRAGMA wal_checkpoint(TRUNCATE)")
        if moved < in_wal:
            raise LogBroken("another process holds an old view of the event log")


def _sync_folder(folder: Path) -> None:
    """Make new files last. SQLite does this too, and ignores it when it fails."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise LogBroken(f"the folder of the event log cannot be synced: {error}") from error


class SqliteEventLog(SqliteLogReader):
    """The `EventLog` of one school, held by one process at a time."""

    def __init__(self, path: Path, *, retry_after_s: float = RETRY_AFTER_S) -> None:
        """Open or create the log at `path`.

        Raises:
            LogBroken: damage, a newer layout, another writer at work, or a disk that fails.
            LogFull: no space for an empty log.
        """
        self._writer = GroupCommit(_SqliteStore(path), retry_after_s)
        super().__init__(path)

    @property
    def state(self) -> LogState:
        return self._writer.state

    def listen(self, listener: Callable[[LogState], None]) -> None:
        self._writer.listen(listener)

    def append(self, number: int, state: bytes) -> "Future[None]":
        return self._writer.submit(StoredBatch(number, state))

    def save_snapshot(self, snapshot: StoredSnapshot) -> "Future[None]":
        return self._writer.submit(snapshot)

    def close(self) -> None:
        super().close()
        self._writer.close()


def open_for_reading(path: Path) -> SqliteLogReader:
    """Read the log of a running or stopped school from any process, without write access."""
    return SqliteLogReader(path)
