"""From the log to DuckDB: exactly once, in a process of its own, rebuildable at any time.

Belief: the tables are a function of the log. The rows of some batches and the position after them
are written in one transaction, and the position is checked in the statement that moves it, so a
crash leaves both or neither, and rebuilding from nothing gives the same tables. Nothing here opens
a seal: what is personal never reaches these tables.

Refused: a log that does not continue the one the tables were made from, and tables that another
version of hiroba made. Both are repaired by `rebuild`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final, Protocol

import duckdb

from projections.analytics import Analytics
from projections.attendance import Attendance
from projections.calls import Calls
from projections.chat_audit import ChatAudit
from projections.covering import Cover
from projections.erasure import Erased, Erasures, erased_people, recalled_people
from projections.lessons import Lessons
from projections.moments import Handler, moment_of
from projections.places import Places
from projections.tables import Table, Values, load_rows, nothing_collected
from projections.usage import Usage
from protocol.log import LogReader, StoredBatch
from protocol.record import GENESIS, RecordError, chain_hash, decode_rows

PAGE_BATCHES: Final = 2_000
FLUSH_BYTES: Final = 1024 * 1024
VIEWS: Final = ("attendance", "usage", "talk", "lessons")
_TRACKING: Final = (
    "CREATE TABLE tracking (layout VARCHAR, erased BIGINT, batch BIGINT, head VARCHAR)"
)


class ProjectionError(Exception):
    """The tables cannot be brought up to date. One sentence; rebuilding repairs it."""


class TablesOutdated(ProjectionError):
    """The tables were made by another version of hiroba: they must be made anew."""


class Projection(Protocol):
    """A part of the tables. It keeps what is open in memory and in `open_tables`."""

    @property
    def tables(self) -> Sequence[Table]: ...

    @property
    def open_tables(self) -> Sequence[Table]: ...

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """By topic, what is called for each event, in the order of the log."""

    def recall(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Forget what was not committed, and take up what is open."""

    def drain(self) -> Iterator[tuple[Table, list[Values]]]:
        """New rows, valid until the next step of the iteration."""

    def still_open(self) -> Iterator[tuple[Table, list[Values]]]:
        """All rows of `open_tables` as they are now."""


class Projector:
    """The only writer of one DuckDB file."""

    def __init__(self, path: Path, erased: Erased | None = None) -> None:
        """Open or create the tables at `path`; `erased` people are written under pseudonyms.

        Raises:
            TablesOutdated: the tables there are of another version, or not ours.
            duckdb.IOException: another process holds the file.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._erased: Erased | None = erased
        self._cover: Cover | None = None
        self._position, self._head = 0, GENESIS
        self._places = Places()
        self._projections = (*_projections(), self._places)
        self._handlers = _by_topic(self._projections)
        is_new = not path.exists()
        self.connection = duckdb.connect(str(path))
        try:
            if is_new:
                self._lay_out()
            self._recall()
        except duckdb.CatalogException as error:
            self.connection.close()
            raise TablesOutdated(f"{path} does not hold our tables") from error
        except TablesOutdated:
            self.connection.close()
            raise

    @property
    def position(self) -> int:
        """The last batch whose rows are here."""
        return self._position

    @property
    def told(self) -> int:
        """How many batches have rows here: a talk alone makes none."""
        return self._places.batches

    def must_rebuild(self) -> bool:
        """Whether somebody was erased whose id still stands in rows written before."""
        found = self.connection.execute(
            "SELECT erased < (SELECT count(*) FROM erasures) FROM tracking"
        ).fetchone()
        return found == (True,)

    def catch_up(self, log: LogReader) -> int:
        """Project everything new; returns how many batches that were.

        Raises:
            ProjectionError: the log does not continue where these tables end.
            RecordError: a batch that this version cannot read.
        """
        if self._erased is None:
            self._erased = recalled_people(log, self.connection)
        cover = self._cover = self._cover or Cover.recalled(log, self._position)
        done = 0
        for page in _pages(log, self._position):
            self._project(page, cover)
            done += len(page)
        return done

    def close(self) -> None:
        self.connection.close()

    def _project(self, page: Sequence[StoredBatch], cover: Cover) -> None:
        """All of `page` or, when anything goes wrong, nothing of it."""
        position, head = self._position, self._head
        self.connection.begin()
        try:
            with nothing_collected():
                for stored in page:
                    head = self._read(stored, position, head, cover)
                    position = stored.number
                self._write()
            moved = self.connection.execute(
                "UPDATE tracking SET batch=?, head=? WHERE batch=? AND head=? RETURNING batch",
                [position, head.hex(), self._position, self._head.hex()],
            ).fetchone()
            if moved is None:
                raise ProjectionError("Another process moved the tracking position.")
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            self._cover = None
            self._recall()
            raise
        self._position, self._head = position, head

    def _read(self, stored: StoredBatch, position: int, head: bytes, cover: Cover) -> bytes:
        header, rows = decode_rows(stored.state)
        if stored.number != position + 1 or header.previous != head:
            raise ProjectionError(
                f"Batch {stored.number} does not follow what was projected: rebuild the tables."
            )
        handlers, moment = self._handlers, moment_of(header)
        try:
            for here, index, row in self._places.of(moment, cover.known(moment, rows)):
                for happened in handlers[row[0]]:
                    happened(here, index, row)
        except (KeyError, IndexError, TypeError) as error:
            raise RecordError(f"batch {stored.number} cannot be projected: {error!r}") from error
        return chain_hash(stored.state)

    def _write(self) -> None:
        for projection in self._projections:
            for table, rows in projection.drain():
                if rows:
                    self._load(table, rows)
            for table, rows in projection.still_open():
                self.connection.execute(f'DELETE FROM "{table.name}"')  # noqa: S608
                if rows:
                    self._load(table, rows)

    def _load(self, table: Table, rows: list[Values]) -> None:
        if erased := self._erased:
            rows = [[erased.get(v, v) if isinstance(v, str) else v for v in r] for r in rows]
        load_rows(self.connection, table, rows)

    def _lay_out(self) -> None:
        self.connection.begin()
        for statement in _statements(self._projections):
            self.connection.execute(statement)
        self.connection.execute(
            "INSERT INTO tracking VALUES (?, ?, 0, ?)",
            [_layout(self._projections), len(self._erased or {}), GENESIS.hex()],
        )
        self.connection.commit()

    def _recall(self) -> None:
        found = self.connection.execute("SELECT layout, batch, head FROM tracking").fetchone()
        if found is None or found[0] != _layout(self._projections):
            raise TablesOutdated("these tables were made by another version of hiroba")
        self._position, self._head = found[1], bytes.fromhex(found[2])
        for projection in self._projections:
            projection.recall(self.connection)


def rebuild(path: Path, log: LogReader) -> int:
    """Make the tables from nothing beside `path`, then take its place; how many batches that were.

    Whoever has the old file open must let go of it first. Raises what `catch_up` raises.
    """
    fresh = path.with_suffix(".rebuilding")
    for left_over in (fresh, _wal(fresh)):
        left_over.unlink(missing_ok=True)
    projector = Projector(fresh, erased_people(log))
    try:
        projector.catch_up(log)
        projector.connection.execute("CHECKPOINT")
    finally:
        projector.close()
    # A write-ahead file that outlived its database would be replayed into the new one.
    _wal(path).unlink(missing_ok=True)
    fresh.replace(path)
    return projector.position


def _wal(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def _projections() -> tuple[Projection, ...]:
    attendance = Attendance()
    # Usage and audit ask attendance where an avatar stands, so attendance comes last: a person
    # who leaves is still on the floor for the others.
    return (
        Lessons(attendance),
        Usage(attendance),
        ChatAudit(attendance),
        attendance,
        Calls(),
        Analytics(),
        Erasures(),
    )


def _by_topic(projections: Sequence[Projection]) -> dict[str, tuple[Handler, ...]]:
    by_topic: dict[str, list[Handler]] = {}
    for projection in projections:
        for topic, handler in projection.handlers.items():
            by_topic.setdefault(topic, []).append(handler)
    return _Handlers({topic: tuple(handlers) for topic, handlers in by_topic.items()})


class _Handlers(dict[str, tuple[Handler, ...]]):
    """Kinds that no projection wants have no handlers."""

    def __missing__(self, topic: str) -> tuple[Handler, ...]:
        self[topic] = ()
        return ()


def _statements(projections: Sequence[Projection]) -> list[str]:
    tables = [t for p in projections for t in (*p.tables, *p.open_tables)]
    folder = files("projections").joinpath("sql")
    views = [folder.joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in VIEWS]
    return [_TRACKING, *(table.create for table in tables), *views]


def _layout(projections: Sequence[Projection]) -> str:
    """A hash of every table and view: other tables must be made anew, not guessed at."""
    return hashlib.sha256("\n".join(_statements(projections)).encode()).hexdigest()


def _pages(log: LogReader, after: int) -> Iterator[list[StoredBatch]]:
    """Batches in groups that make one transaction each."""
    gathered: list[StoredBatch] = []
    weight = 0
    while page := log.read(after, PAGE_BATCHES):
        after = page[-1].number
        gathered += page
        weight += sum(len(stored.state) for stored in page)
        if weight >= FLUSH_BYTES:
            yield gathered
            gathered, weight = [], 0
    if gathered:
        yield gathered
