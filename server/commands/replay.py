"""hiroba replay: a past moment as text."""

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from protocol.log import LogBroken
from replay.reader import LogDamaged
from replay.timeline import Timeline
from replay.transcript import play
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import StartRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--at", required=True, help="local time, like '2026-11-20 14:03:20'")
    parser.add_argument("--play", type=int, default=0, metavar="SECONDS")
    parser.add_argument("--floor", help="leave out what belongs to other floors")
    parser.add_argument("--zone", default="Asia/Tokyo")


def run(arguments: argparse.Namespace) -> int:
    from_ms = _moment_ms(arguments.at, arguments.zone)
    with open_to_read(arguments.data_dir) as (log, sealer):
        timeline = Timeline(log, sealer)
        try:
            if timeline.batch_at(from_ms) == 0:
                raise StartRefused(f"Nothing had happened by {arguments.at}.")
            floors = timeline.seek(from_ms).school.floors
            if arguments.floor is not None and arguments.floor not in floors:
                raise StartRefused(f"There was no floor {arguments.floor!r} by {arguments.at}.")
            for line in play(timeline, from_ms, arguments.play, arguments.floor):
                print(line)
        except (LogDamaged, LogBroken) as error:
            raise StartRefused(str(error)) from error
    return 0


def _moment_ms(text: str, zone: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
        return int(moment.replace(tzinfo=moment.tzinfo or ZoneInfo(zone)).timestamp() * 1000)
    except ZoneInfoNotFoundError:
        raise StartRefused(f"There is no time zone {zone!r}.") from None
    except ValueError:
        raise StartRefused("--at is a date and a time, like '2026-11-20 14:03:20'.") from None
