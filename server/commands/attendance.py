"""hiroba attendance: a month of everybody's days as CSV, for the centre and the schools (T6.1)."""

import argparse
import csv
import re
import sys
from typing import Final

from projections.school_attendance import Present, month_of
from protocol.log import LogBroken
from protocol.record import RecordError
from server.commands.operate import add_data_dir
from server.commands.reading import open_to_read
from server.data_dir import StartRefused

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--month", required=True, help="a month, like 2026-11")


def run(arguments: argparse.Namespace) -> int:
    if not _MONTH.fullmatch(arguments.month):
        raise StartRefused("--month is a year and a month, like 2026-11.")
    with open_to_read(arguments.data_dir) as (log, _sealer):
        try:
            rows = month_of(log, arguments.month)
        except (LogBroken, RecordError) as error:
            raise StartRefused(str(error)) from error
    writer = csv.writer(sys.stdout)
    writer.writerow(Present._fields)
    writer.writerows(rows)
    return 0
