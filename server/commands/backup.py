"""hiroba backup: log, vault and uploads as a pair."""

import argparse
from pathlib import Path

from server.backup import back_up, damaged_in
from server.commands.operate import add_data_dir
from server.data_dir import DataDir


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("target", type=Path, help="a new folder")


def run(arguments: argparse.Namespace) -> int:
    data_dir = arguments.data_dir.absolute()
    manifest = back_up(data_dir, arguments.target.absolute())
    paths = DataDir(data_dir)
    print(f"backed up to batch {manifest.batch}:{manifest.head}")
    if damaged := damaged_in(arguments.target.absolute()):
        print(f"Already damaged in the school, and copied as they are: {', '.join(damaged)}.")
    print(
        f"Not in it, on purpose: {paths.master_key} and {paths.erasures}. Keep both in another "
        "place: without the key no name can be read again."
    )
    return 0
