"""`hiroba`: one command line for serving, operating, checking and reading a school."""

import argparse
import importlib
import re
import sys
from typing import Final

from server.control import OperationRefused
from server.data_dir import StartRefused
from server.supervisor import end_with_the_server

COMMANDS: Final = {
    "serve": "run a school (or a demo of one)",
    "accounts": "add, rename, disable, erase people; print login cards",
    "school": "floors, calendar, chimes, sessions, drill clock of a school",
    "replay": "print who stood where and what was said at a moment, and play on from it",
    "verify": "prove that the log is whole, or name the first bad batch",
    "project": "keep the DuckDB tables up to date from the log",
    "publish": "make a fresh copy of the DuckDB tables for analysts",
    "attendance": "a month of everybody's days as CSV, for the centre and the schools",
    "backup": "copy log, vault and uploads as a pair, without the key that opens them",
    "restore": "make a school of a backup and its master key",
    "bots": "scripted children that speak the real wire",
}

_ID_LIKE_AN_OPTION: Final = re.compile(r"-[A-Za-z0-9_-]{21}\Z")
"""An id is 22 letters of base64url; one in 64 begins with a hyphen."""


def _ids_last(words: list[str]) -> list[str]:
    """The words of a command with such ids behind `--`, where they are no options."""
    ids = [word for word in words if _ID_LIKE_AN_OPTION.match(word)]
    return [*(word for word in words if word not in ids), *(["--", *ids] if ids else [])]


def main() -> None:
    """Run one subcommand. Every expected failure is one sentence and a non-zero exit."""
    parser = argparse.ArgumentParser(prog="hiroba", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {
        name: subparsers.add_parser(name, help=title, description=title)
        for name, title in COMMANDS.items()
    }
    # Only the command that was asked for is loaded: DuckDB and aiohttp take their time.
    chosen = next((word for word in sys.argv[1:] if word in COMMANDS), "serve")
    module = importlib.import_module(f"server.commands.{chosen}")
    module.add_arguments(parsers[chosen])
    arguments = parser.parse_args(_ids_last(sys.argv[1:]))
    end_with_the_server()
    try:
        sys.exit(module.run(arguments))
    except (StartRefused, OperationRefused) as refused:
        print(f"hiroba: {' '.join(str(refused).split())}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
