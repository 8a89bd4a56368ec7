"""Opening a school's log and keys to read them, beside a running server or without one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from protocol.log import LogBroken, LogReader
from server.data_dir import DataDir, StartRefused
from server.event_logs.sqlite import open_for_reading
from server.sealing import Sealer


@contextmanager
def open_to_read(data_dir: Path) -> Iterator[tuple[LogReader, Sealer]]:
    """The log and a sealer. Raises StartRefused."""
    paths = DataDir(data_dir.absolute())
    if not paths.log.exists():
        raise StartRefused(f"There is no school in {data_dir}.")
    paths.check()
    try:
        log = open_for_reading(paths.log)
    except LogBroken as error:
        raise StartRefused(f"The event log {paths.log} cannot be read: {error}.") from error
    with paths.open_vault() as vault:
        try:
            yield log, Sealer(vault)
        finally:
            log.close()
