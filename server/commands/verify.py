"""hiroba verify: is this log whole, and is it the one whose head was published?"""

import argparse
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from protocol.log import LogBroken, LogReader
from protocol.record import Sealer
from replay.reader import LogDamaged
from replay.verify import Head, Proof, verify
from server.blobs import lost_in
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import DataDir, StartRefused
from server.event_logs.recorders import SCHOOL
from server.event_logs.sqlite import BATCH_TOPIC, SNAPSHOT_TOPIC

_STRANGE: Final = (
    "SELECT min(originator_version) FROM {} "
    "WHERE originator_id<>? OR topic<>? OR typeof(state)<>'blob'"
)
_TABLES: Final = (("stored_events", BATCH_TOPIC), ("stored_snapshots", SNAPSHOT_TOPIC))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--head", metavar="NUMBER:HASH", help="a head that was printed earlier")


def run(arguments: argparse.Namespace) -> int:
    expected = _head(arguments.head) if arguments.head else None
    with open_to_read(arguments.data_dir) as (log, sealer):
        paths = DataDir(arguments.data_dir.absolute())
        proof = prove(paths.log, log, sealer, expected)
    print(f"whole: {proof.events} events, {proof.snapshots} snapshots")
    print(f"head {proof.head.number}:{proof.head.hash.hex()}")
    if lost := lost_in(paths.blobs, set(proof.blobs)):
        named = ", ".join(f"{name} is {why}" for name, why in lost.items())
        raise StartRefused(f"The log is whole, but not every upload of it: {named}.")
    if proof.blobs:
        print(f"uploads: {len(proof.blobs)} files, all whole")
    return 0


def prove(path: Path, log: LogReader, sealer: Sealer, expected: Head | None) -> Proof:
    """That the log in the file `path`, opened as `log`, is whole. Raises StartRefused."""
    try:
        proof = verify(log, sealer, expected)
    except (LogDamaged, LogBroken) as error:
        raise StartRefused(str(error)) from error
    _check_file(path)
    return proof


def _check_file(path: Path) -> None:
    """What the chain does not cover: labels beside the batches, and SQLite's own pages."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            strange = [
                connection.execute(_STRANGE.format(table), (SCHOOL, topic)).fetchone()[0]
                for table, topic in _TABLES
            ]
            (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise StartRefused(f"The file {path} cannot be read: {error}.") from error
    for (table, _), number in zip(_TABLES, strange, strict=True):
        if number is not None:
            what = "it" if table == "stored_events" else "its snapshot"
            raise StartRefused(f"The log is damaged at batch {number}: {what} is labelled wrongly.")
    if told != "ok":
        raise StartRefused(f"The file {path} is damaged: {told}.")


def _head(text: str) -> Head:
    try:
        number, digest = text.split(":")
        return Head(int(number), bytes.fromhex(digest))
    except ValueError:
        raise StartRefused("--head is a batch number, a colon and a hash.") from None
