"""hiroba restore: a school from a backup and its master key."""

import argparse
from pathlib import Path

from server.backup import restore
from server.commands.operate import add_data_dir


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("source", type=Path, help="the folder that hiroba backup made")
    parser.add_argument(
        "--master-key", type=Path, required=True,
        help="the key, kept apart; the ledger of erasures is looked for beside it",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    data_dir = arguments.data_dir.absolute()
    manifest = restore(arguments.source.absolute(), data_dir, arguments.master_key.absolute())
    print(f"restored to batch {manifest.batch}:{manifest.head}")
    print(f"Prove it with: hiroba verify --data-dir {data_dir}")
    return 0
