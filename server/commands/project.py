"""hiroba project: the process beside the server that keeps the DuckDB tables up to date.

Another command that needs something of a projector at work leaves a request, an empty file beside
the tables; the projector answers by removing it.
"""

import argparse
import fcntl
import signal
import threading
from pathlib import Path
from typing import BinaryIO, Final

import duckdb

from projections.erasure import withdraw
from projections.runner import ProjectionError, Projector, TablesOutdated, rebuild
from projections.snapshots import publish
from protocol.log import LogBroken, LogReader
from protocol.record import RecordError
from server.commands.operate import add_data_dir
from server.data_dir import DataDir, StartRefused
from server.event_logs.sqlite import open_for_reading

POLL_S: Final = 2.0
PUBLISH_EVERY_POLLS: Final = 15
ANSWER_WITHIN_S: Final = 600.0
PUBLISH: Final = "publish.wanted"
REBUILD: Final = "rebuild.wanted"


class Tables:
    """The tables of one school, the log they come from, and the copies made of them."""

    def __init__(self, paths: DataDir, log: LogReader) -> None:
        """Take hold of the tables; those of another version are made anew.

        Raises duckdb.IOException when another process holds them.
        """
        self._path, self._published, self._log = paths.analytics, paths.published, log
        self._told = 0
        self._hold = _hold(paths.analytics.with_suffix(".lock"))
        try:
            self._projector = Projector(self._path)
        except TablesOutdated:
            rebuild(self._path, log)
            self._projector = Projector(self._path)

    def catch_up(self) -> int:
        """Project what is new; after an erasure, everything anew, and published copies with it."""
        done = self._projector.catch_up(self._log)
        if self._projector.must_rebuild():
            self.rebuild()
            withdraw(self._published)
            self.publish()
        return done

    def rebuild(self) -> int:
        """Make the tables from nothing; how many batches that were."""
        self._projector.close()
        try:
            return rebuild(self._path, self._log)
        finally:
            self._projector = Projector(self._path)

    def publish(self) -> Path:
        self._told = self._projector.told
        return publish(self._projector.connection, self._published)

    def publish_what_is_new(self) -> None:
        """Renew the copies if there is a row that they do not have. When a copy was made stands
        beside it: without a new row it would say that somebody talks whom nobody sees (T3.4)."""
        if self._projector.told != self._told:
            self.publish()

    @property
    def position(self) -> int:
        """The last batch that is in the tables."""
        return self._projector.position

    def close(self) -> None:
        self._projector.close()
        self._hold.close()


def _hold(path: Path) -> BinaryIO:
    """The lock of the tables. DuckDB's own lies on a file that making them anew replaces, so two
    who make them anew at once would take each other's away."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise duckdb.IOException("another process keeps the tables") from error
    return file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--once", action="store_true", help="catch up, publish and end")
    parser.add_argument("--rebuild", action="store_true", help="make the tables from nothing")


def run(arguments: argparse.Namespace) -> int:
    if arguments.once or arguments.rebuild:
        return do_once(arguments.data_dir, anew=arguments.rebuild)
    paths, log = _opened(arguments.data_dir)
    try:
        tables = Tables(paths, log)
        try:
            _follow(tables, paths)
        finally:
            tables.close()
    except duckdb.IOException as error:
        raise StartRefused(f"Another process keeps {paths.analytics} already.") from error
    except (ProjectionError, RecordError, LogBroken) as error:
        raise StartRefused(str(error)) from error
    finally:
        log.close()
    return 0


def do_once(data_dir: Path, *, anew: bool) -> int:
    """Bring tables and copies up to date, here or in the projector at work; print where."""
    paths, log = _opened(data_dir)
    try:
        tables = Tables(paths, log)
    except duckdb.IOException:
        _ask(paths, REBUILD if anew else PUBLISH)
    except (ProjectionError, RecordError, LogBroken) as error:
        raise StartRefused(str(error)) from error
    else:
        try:
            if anew:
                print(f"{tables.rebuild()} batches projected anew")
            tables.catch_up()
            tables.publish()
        except (ProjectionError, RecordError, LogBroken) as error:
            raise StartRefused(str(error)) from error
        finally:
            tables.close()
    finally:
        log.close()
    print(f"analysts open {paths.published / 'analytics.duckdb'}")
    return 0


def _opened(data_dir: Path) -> tuple[DataDir, LogReader]:
    paths = DataDir(data_dir.absolute())
    if not paths.log.exists():
        raise StartRefused(f"There is no school in {paths.path}.")
    try:
        return paths, open_for_reading(paths.log)
    except LogBroken as error:
        raise StartRefused(f"The event log {paths.log} cannot be read: {error}.") from error


def _follow(tables: Tables, paths: DataDir) -> None:
    """Poll until told to stop."""
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    tables.catch_up()
    tables.publish()
    _tell_position(tables, paths)
    polls = 0
    while not stopping.wait(POLL_S):
        polls += 1
        # Before the log is read: whoever asks after that wants what has happened since.
        wanted = _wanted(paths)
        tables.catch_up()
        if any(path.name == REBUILD for path in wanted):
            tables.rebuild()
        if wanted:
            tables.publish()
        elif polls % PUBLISH_EVERY_POLLS == 0:
            tables.publish_what_is_new()
        for path, asked_ns in wanted.items():
            if _asked_ns(path) == asked_ns:
                path.unlink(missing_ok=True)
        _tell_position(tables, paths)


def _wanted(paths: DataDir) -> dict[Path, int]:
    """The requests that wait, and when each was made last."""
    requests = [_request(paths, name) for name in (REBUILD, PUBLISH)]
    return {path: asked_ns for path in requests if (asked_ns := _asked_ns(path))}


def _asked_ns(request: Path) -> int:
    try:
        return request.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _tell_position(tables: Tables, paths: DataDir) -> None:
    """How far the tables are, in a file: while they are held, nobody else can read them."""
    paths.projected.write_text(f"{tables.position}\n", encoding="ascii")


def _ask(paths: DataDir, name: str) -> None:
    """Let the projector at work do it, and wait for it. Raises StartRefused."""
    request = _request(paths, name)
    request.touch()
    waiting = threading.Event()
    for _ in range(int(ANSWER_WITHIN_S / 0.1)):
        if not request.exists():
            return
        waiting.wait(0.1)
    request.unlink(missing_ok=True)
    raise StartRefused(f"The process that keeps {paths.analytics} did not answer.")


def _request(paths: DataDir, name: str) -> Path:
    return paths.analytics.with_name(name)
