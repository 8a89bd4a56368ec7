"""hiroba replay: a past moment as text, and its whiteboards as pictures."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from protocol.log import LogBroken
from replay.drawings import DrawnPage, pages_of, svg_of
from replay.reader import LogDamaged
from replay.timeline import Timeline
from replay.transcript import play
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import StartRefused

PLAY_MAX_S: Final = 24 * 60 * 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument(
        "--at", required=True, metavar="MOMENT", help="date and time, like '2026-11-20 14:03:20'"
    )
    parser.add_argument(
        "--play", type=int, default=0, metavar="SECONDS",
        help="tell also what happened in so many seconds after it",
    )  # fmt: skip
    parser.add_argument(
        "--whiteboards", type=Path, metavar="FOLDER",
        help="write what stood on the whiteboards into this folder, a picture for each page",
    )  # fmt: skip
    parser.add_argument("--floor", help="leave out what belongs to other floors")
    parser.add_argument(
        "--zone", default="Asia/Tokyo",
        help="where --at was read off a clock (%(default)s); times are told as the school's own",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    from_ms = _moment_ms(arguments.at, arguments.zone)
    if not 0 <= arguments.play <= PLAY_MAX_S:
        raise StartRefused(f"--play is a number of seconds up to {PLAY_MAX_S}.")
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
            if arguments.whiteboards is not None:
                school = timeline.seek(from_ms).school
                for line in _whiteboards(pages_of(school, log, sealer), arguments.whiteboards):
                    print(line)
        except (LogDamaged, LogBroken) as error:
            raise StartRefused(str(error)) from error
    return 0


def _whiteboards(pages: Iterator[DrawnPage], folder: Path) -> Iterator[str]:
    """Writes each page, and tells what it wrote. Raises StartRefused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for page in pages:
            file = folder / f"{page.name}-page-{page.number}.svg"
            file.write_text(svg_of(page.marks), encoding="utf-8")
            yield f"whiteboard {page.name}, page {page.number}: {len(page.marks)} marks, {file}"
    except OSError as error:
        raise StartRefused(f"The folder {folder} cannot be written: {error.strerror}.") from error


def _moment_ms(text: str, zone: str) -> int:
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise StartRefused(f"There is no time zone {zone!r}.") from None
    try:
        moment = datetime.fromisoformat(text)
        return int(moment.replace(tzinfo=moment.tzinfo or local).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise StartRefused("--at is a date and a time, like '2026-11-20 14:03:20'.") from None
