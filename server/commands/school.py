"""hiroba school: floors, times, sessions, the head of the log, and the drill clock."""

import argparse
import json
from pathlib import Path

from server.commands import calendar
from server.commands.operate import add_data_dir, do
from server.data_dir import StartRefused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    for action, title in (
        ("add-floor", "add a floor from a plan file"),
        ("set-calendar", "replace the opening hours by a calendar file"),
        ("set-chimes", "replace the chimes by a file"),
    ):
        one = actions.add_parser(action, help=title)
        add_data_dir(one)
        one.add_argument("file", type=Path, help="JSON")
    for action, title in (
        ("head", "print the last batch number and the head hash"),
        ("state-hash", "print one hash of the whole state"),
        ("snapshot", "keep the school as it is now in the log"),
    ):
        add_data_dir(actions.add_parser(action, help=title))
    calendar.add_arguments(actions.add_parser("calendar", help="days, hours, holidays"))
    ending = actions.add_parser("end-session", help="end somebody's stay for today")
    add_data_dir(ending)
    ending.add_argument("account")
    recording = actions.add_parser("record", help="keep somebody's frames, with --wire-recorder")
    add_data_dir(recording)
    recording.add_argument("account", nargs="?", help="everybody if left out")
    recording.add_argument("--off", action="store_true")
    clock = actions.add_parser("clock", help="drive the clock of a server with --drill-clock")
    add_data_dir(clock)
    clock.add_argument("--set", type=int, metavar="MS", help="make it this moment (Unix ms)")
    clock.add_argument("--jump", type=int, metavar="MS", help="let so much time pass at once")


def run(arguments: argparse.Namespace) -> int:
    folder, action = arguments.data_dir, arguments.action
    if action == "calendar":
        return calendar.run(arguments)
    if action in {"add-floor", "set-calendar", "set-chimes"}:
        try:
            value = json.loads(arguments.file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StartRefused(f"{arguments.file} cannot be read: {error}.") from error
        field = {"add-floor": "plan", "set-calendar": "calendar", "set-chimes": "rules"}[action]
        answer = do(folder, action, **{field: value})
    elif action == "end-session":
        answer = do(folder, action, account=arguments.account)
    elif action == "record":
        answer = do(folder, action, account=arguments.account, on=not arguments.off)
    elif action == "clock" and arguments.set is not None:
        answer = do(folder, "set-clock", wall_ms=arguments.set)
    elif action == "clock":
        answer = do(folder, "jump-clock", passed_ms=arguments.jump)
    else:
        answer = do(folder, action)
    if answer is not None:
        print(json.dumps(answer))
    return 0
