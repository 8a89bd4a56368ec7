"""The event log on one SQLite file, through the recorders of the `eventsourcing` library.

Belief: one file is one stream, one row is one batch, and the row's key is the batch number, which
is the stream's version. The key is the fence: of two writers one gets an `IntegrityError`, and the
contiguity check closes the gap through which a stale writer could slip. As the key is the number,
no copy or restore can renumber it. WAL with `synchronous=FULL` is the setting of SQLite that lost
nothing in simulated power cuts; it holds per connection, so it is set on each and read back.

Refused: writing without FULL, a file of a newer layout, a number that is not the next one.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final

from eventsourcing.persistence import StoredEvent

from protocol.log import LogBroken, LogFull, LogState, StoredBatch, StoredSnapshot
from server.event_logs.group_commit import RETRY_AFTER_S, GroupCommit
from server.event_logs.recorders import (
    SCHOOL,
    BatchRecorder,
    Datastore,
    SnapshotRecorder,
    as_log_errors,
)

BATCH_TOPIC: Final = "batch"
SNAPSHOT_TOPIC: Final = "snapshot"
LAYOUT_VERSION: Final = 1
"""Kept in `PRAGMA user_version`; a file with a higher one was written by a newer hiroba."""
APPLICATION_ID: Final = 0x6869726F
CHECKPOINT_BYTES: Final = 4 * 1024 * 1024
_SYNCHRONOUS_FULL: Final = 2
_PAGES_PER_COMMIT_BYTES: Final = 4 * 4096


class SqliteLogReader:
    """Pages of a log for any process; polling is safe, the writer is never held up."""

    def __init__(self, path: Path) -> None:
        self._datastore = Datastore(path, read_only=True)
        self._batches = BatchRecorder(self._datastore)
        self._snapshots = SnapshotRecorder(self._datastore)

    def read(self, after: int, limit: int) -> Sequence[StoredBatch]:
        with as_log_errors():
            rows = self._batches.select_events(SCHOOL, gt=after, limit=limit)
        return [StoredBatch(row.originator_version, row.state) for row in rows]

    def last(self) -> StoredBatch | None:
        with as_log_errors():
            rows = self._batches.select_events(SCHOOL, desc=True, limit=1)
        return StoredBatch(rows[0].originator_version, rows[0].state) if rows else None

    def latest_snapshot(self, at_or_before: int | None = None) -> StoredSnapshot | None:
        with as_log_errors():
            rows = self._snapshots.select_events(SCHOOL, lte=at_or_before, desc=True, limit=1)
        return StoredSnapshot(rows[0].originator_version, rows[0].state) if rows else None

    def close(self) -> None:
        self._datastore.close()


class _SqliteStore:
    """The writing side, used by the writer thread alone."""

    def __init__(self, path: Path) -> None:
        self._datastore = Datastore(path, read_only=False)
        self._batches = BatchRecorder(self._datastore)
        self._snapshots = SnapshotRecorder(self._datastore)
        self._unmoved_bytes = 0
        try:
            with as_log_errors():
                # A file that is laid out is not written to: a start may still be refused.
                if self._layout() < LAYOUT_VERSION:
                    self._lay_out()
                self._vouch_for_the_disk()
                _sync_folder(path.parent)
        except (LogBroken, LogFull):
            self._datastore.close()
            raise

    def commit(self, batches: Sequence[StoredBatch]) -> None:
        with as_log_errors():
            self._batches.insert_events(
                [StoredEvent(SCHOOL, b.number, BATCH_TOPIC, b.state) for b in batches]
            )
        self._unmoved_bytes += _PAGES_PER_COMMIT_BYTES + sum(len(b.state) for b in batches)

    def keep(self, snapshot: StoredSnapshot) -> None:
        with as_log_errors():
            self._snapshots.insert_events(
                [StoredEvent(SCHOOL, snapshot.number, SNAPSHOT_TOPIC, snapshot.state)]
            )
        self._unmoved_bytes += _PAGES_PER_COMMIT_BYTES + len(snapshot.state)

    def tidy(self) -> None:
        if self._unmoved_bytes < CHECKPOINT_BYTES:
            return
        try:
            with as_log_errors():
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
