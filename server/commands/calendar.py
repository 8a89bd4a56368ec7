"""hiroba school calendar: load the school's days and hours, and ask whether it is open."""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from server.calendars import read_calendar
from server.clock import utc_offset_min
from server.commands.operate import add_data_dir, do
from server.data_dir import StartRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="calendar_action", required=True)
    loading = actions.add_parser("load", help="replace the calendar by a TOML file")
    add_data_dir(loading)
    loading.add_argument("file", type=Path, help="see docs/operations.md, Calendar")
    asking = actions.add_parser("open-at", help="whether each floor is open at some moments")
    add_data_dir(asking)
    asking.add_argument("moment", nargs="+", help="local time, like '2026-11-20 14:03'")
    asking.add_argument("--zone", default="Asia/Tokyo")


def run(arguments: argparse.Namespace) -> int:
    if arguments.calendar_action == "load":
        calendar = read_calendar(arguments.file)
        do(arguments.data_dir, "set_calendar", calendar=msgspec.to_builtins(calendar))
        print(f"{len(calendar.closed_days)} closed days, {len(calendar.extra_days)} extra days")
        return 0
    zone = _zone(arguments.zone)
    moments_ms = [_moment_ms(text, zone) for text in arguments.moment]
    asked = [[moment_ms, utc_offset_min(zone, moment_ms)] for moment_ms in moments_ms]
    answers = do(arguments.data_dir, "open_at", moments=asked)
    print(json.dumps(_told(arguments.moment, answers, zone), indent=1))
    return 0


def _told(
    moments: Sequence[str], answers: list[dict[str, tuple[bool, int]]], zone: ZoneInfo
) -> list[dict[str, object]]:
    def local(until_ms: int) -> str | None:
        when = datetime.fromtimestamp(until_ms / 1000, zone)
        return when.isoformat(" ", "minutes") if until_ms else None

    return [
        {
            "at": moment,
            "floors": {
                floor: {"open": is_open, "until": local(until_ms)}
                for floor, (is_open, until_ms) in floors.items()
            },
        }
        for moment, floors in zip(moments, answers, strict=True)
    ]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise StartRefused(f"{name} is not a time zone, as Asia/Tokyo is one.") from None


def _moment_ms(text: str, zone: ZoneInfo) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise StartRefused(f"{text!r} is no moment, as '2026-11-20 14:03' is one.") from None
    return int(moment.replace(tzinfo=moment.tzinfo or zone).timestamp() * 1000)
