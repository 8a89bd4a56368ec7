"""hiroba publish: a fresh copy of the tables for analysts, now."""

import argparse

from server.commands.operate import add_data_dir
from server.commands.project import do_once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)


def run(arguments: argparse.Namespace) -> int:
    return do_once(arguments.data_dir, anew=False)
