"""hiroba project: the process beside the server that keeps the DuckDB tables up to date."""

import argparse
import signal
import threading
from typing import Final

from projections.runner import ProjectionError, Projector, rebuild
from projections.snapshots import publish
from protocol.log import LogBroken
from protocol.record import RecordError
from server.commands.operate import add_data_dir
from server.data_dir import DataDir, StartRefused
from server.event_logs.sqlite import open_for_reading

POLL_S: Final = 2.0
PUBLISH_EVERY_POLLS: Final = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--once", action="store_true", help="catch up, publish and end")
    parser.add_argument("--rebuild", action="store_true", help="make the tables from nothing")


def run(arguments: argparse.Namespace) -> int:
    paths = DataDir(arguments.data_dir.absolute())
    if not paths.log.exists():
        raise StartRefused(f"There is no school in {paths.path}.")
    published = paths.published / "analytics.duckdb"
    log = open_for_reading(paths.log)
    try:
        if arguments.rebuild:
            print(f"{rebuild(paths.analytics, log)} batches projected anew")
        projector = Projector(paths.analytics)
        try:
            projector.catch_up(log)
            publish(projector.connection, published)
            if arguments.once or arguments.rebuild:
                print(f"analysts open {published}")
                return 0
            _follow(projector, log, published)
        finally:
            projector.close()
    except (ProjectionError, RecordError, LogBroken) as error:
        raise StartRefused(str(error)) from error
    finally:
        log.close()
    return 0


def _follow(projector: Projector, log, published) -> None:  # type: ignore[no-untyped-def]
    """Poll until told to stop."""
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    polls = changed = 0
    while not stopping.wait(POLL_S):
        polls += 1
        changed += projector.catch_up(log)
        if changed and polls % PUBLISH_EVERY_POLLS == 0:
            publish(projector.connection, published)
            changed = 0
