"""hiroba replay: a past moment as text."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from replay.reader import LogDamaged
from replay.transcript import play
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import StartRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--at", required=True, help="local time, like '2026-11-20 14:03:20'")
    parser.add_argument("--play", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--floor")
    parser.add_argument("--zone", default="Asia/Tokyo")


def run(arguments: argparse.Namespace) -> int:
    try:
        moment = datetime.fromisoformat(arguments.at).replace(tzinfo=ZoneInfo(arguments.zone))
    except ValueError:
        raise StartRefused("--at is a date and a time, like '2026-11-20 14:03:20'.") from None
    with open_to_read(arguments.data_dir) as (log, sealer):
        try:
            from_ms = int(moment.timestamp() * 1000)
            for line in play(log, sealer, from_ms, arguments.play, arguments.floor):
                print(line)
        except LogDamaged as error:
            raise StartRefused(str(error)) from error
    return 0
