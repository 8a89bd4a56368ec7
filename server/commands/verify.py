"""hiroba verify: is this log whole, and is it the one whose head was published?"""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path

from protocol.log import LogBroken
from replay.reader import LogDamaged
from replay.verify import Head, verify
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import DataDir, StartRefused
from server.event_logs.recorders import SCHOOL
from server.event_logs.sqlite import BATCH_TOPIC

_STRANGE = "SELECT min(originator_version) FROM stored_events WHERE originator_id<>? OR topic<>?"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--head", metavar="NUMBER:HASH", help="a head that was printed earlier")


def run(arguments: argparse.Namespace) -> int:
    expected = _head(arguments.head) if arguments.head else None
    with open_to_read(arguments.data_dir) as (log, sealer):
        try:
            proof = verify(log, sealer, expected)
        except (LogDamaged, LogBroken) as error:
            raise StartRefused(str(error)) from error
    _check_file(DataDir(arguments.data_dir.absolute()).log)
    print(f"whole: {proof.events} events, {proof.snapshots} snapshots")
    print(f"head {proof.head.number}:{proof.head.hash.hex()}")
    return 0


def _check_file(path: Path) -> None:
    """What the chain does not cover: labels beside the batches, and SQLite's own pages."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            (strange,) = connection.execute(_STRANGE, (SCHOOL, BATCH_TOPIC)).fetchone()
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise StartRefused(f"The file {path} cannot be read: {error}.") from error
    if strange is not None:
        raise StartRefused(f"The log is damaged at batch {strange}: it is labelled as another.")
    if told != "ok":
        raise StartRefused(f"The file {path} is damaged: {told}.")


def _head(text: str) -> Head:
    try:
        number, digest = text.split(":")
        return Head(int(number), bytes.fromhex(digest))
    except ValueError:
        raise StartRefused("--head is a batch number, a colon and a hash.") from None
