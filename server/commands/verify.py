"""hiroba verify: is this log whole, and is it the one whose head was published?"""

import argparse

from protocol.log import LogBroken
from replay.reader import LogDamaged
from replay.verify import Head, verify
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import StartRefused


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
    print(f"whole: {proof.events} events, {proof.snapshots} snapshots")
    print(f"head {proof.head.number}:{proof.head.hash.hex()}")
    return 0


def _head(text: str) -> Head:
    try:
        number, digest = text.split(":")
        return Head(int(number), bytes.fromhex(digest))
    except ValueError:
        raise StartRefused("--head is a batch number, a colon and a hash.") from None
