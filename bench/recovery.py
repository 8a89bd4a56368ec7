"""How long a school that was killed takes until it answers again.

`python -m bench.recovery [EVENTS]`. A child process writes the log of `bench.days` through the
product's own encoder, with a snapshot every 30 seconds, and kills itself just before the next
snapshot would have been due, so that what SQLite had not tidied up lies there as after a crash.
Then `hiroba serve` is started on it again and again, and each time killed once it answers
`/healthz`. Printed are medians of the time from starting the process to that answer: with all
snapshots, with the newest ten damaged, with none at all, and for an empty school, which is the
yardstick: what is above it is the recovery. Before that the school is backed up, restored elsewhere
and proved, as a drill would.
"""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final, NamedTuple

from bench.days import SNAPSHOT_EVERY_BATCHES, fill
from protocol.units import TICKS_PER_SECOND
from server.data_dir import DataDir
from server.sealing import Sealer

EVENTS: Final = 1_000_000
EVENTS_PER_SECOND: Final = 110
STARTS: Final = 5
DAMAGED: Final = 10
DRILL_MAX_S: Final = 30 * 60


def write_and_die(folder: Path, batches: int) -> None:
    """The data of a school whose server was killed."""
    child = os.fork()
    if child == 0:
        try:
            paths = DataDir(folder)
            folder.mkdir(mode=0o700)
            fill(paths.open_log(), Sealer(paths.open_vault()), batches)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


class Start(NamedTuple):
    """From starting the process to its first answer: by the clock, and of its own CPU."""

    wall_s: float
    cpu_s: float

    def __str__(self) -> str:
        return f"{self.wall_s:.2f} s ({self.cpu_s:.2f} s of CPU)"


def start(folder: Path) -> Start:
    """Start a server and kill it once it answers."""
    begun = perf_counter()
    process = subprocess.Popen(  # noqa: S603  (our own program)
        (sys.executable, "-m", "server", "serve", "--data-dir", str(folder), "--port", "0"),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    wall_s = 0.0
    try:
        for line in process.stdout:
            if found := re.match(r"listening on (http://\S+)", line):
                with urllib.request.urlopen(f"{found[1]}/healthz") as answer:  # noqa: S310
                    assert answer.status == HTTPStatus.OK
                wall_s = perf_counter() - begun
                break
    finally:
        process.kill()
        _, _, used = os.wait4(process.pid, 0)
        process.stdout.close()
    assert wall_s, "the server did not start"
    return Start(wall_s, used.ru_utime + used.ru_stime)


def typical(starts: Sequence[Start]) -> Start:
    return Start(*map(median, zip(*starts, strict=True)))


def drill(whole: Path) -> None:
    """Back a school up, lose it, restore it and prove the result; prints how long each took."""
    backup, again = whole.with_name("backup"), whole.with_name("again")
    key = str(DataDir(whole).master_key)
    took_s = 0.0
    for words in (
        ("backup", "--data-dir", str(whole), str(backup)),
        ("restore", "--data-dir", str(again), "--master-key", key, str(backup)),
        ("verify", "--data-dir", str(again)),
    ):
        begun = perf_counter()
        subprocess.run(  # noqa: S603  (our own program)
            (sys.executable, "-m", "server", *words), check=True, stdout=subprocess.DEVNULL
        )
        took_s += perf_counter() - begun
        print(f"hiroba {words[0]}: {perf_counter() - begun:.1f} s")
    print(f"restore drill: {took_s:.0f} s (must reach {DRILL_MAX_S})")


def damage_snapshots(folder: Path) -> None:
    """Change a byte in each of the newest."""
    with closing(sqlite3.connect(DataDir(folder).log)) as connection, connection:
        connection.execute(
            "UPDATE stored_snapshots SET state = substr(state, 1, 500) || x'ff' || substr(state, "
            "502) WHERE originator_version IN (SELECT originator_version FROM stored_snapshots "
            "ORDER BY originator_version DESC LIMIT ?)",
            (DAMAGED,),
        )


def remove_snapshots(folder: Path) -> None:
    with closing(sqlite3.connect(DataDir(folder).log)) as connection, connection:
        connection.execute("DELETE FROM stored_snapshots")


def start_of_a_copy(whole: Path, spoil: Callable[[Path], None]) -> Start:
    """Spoil a copy of a school and start it."""
    copy = whole.with_name("copy")
    shutil.copytree(whole, copy)
    try:
        spoil(copy)
        return start(copy)
    finally:
        shutil.rmtree(copy)


def nothing_else(_folder: Path) -> None:
    """The log as the killed process left it."""


def main() -> None:
    """Print all figures."""
    wanted = int(sys.argv[1]) if sys.argv[1:] else EVENTS
    batches = wanted * TICKS_PER_SECOND // EVENTS_PER_SECOND
    batches += SNAPSHOT_EVERY_BATCHES - 1 - batches % SNAPSHOT_EVERY_BATCHES
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        whole = Path(name) / "whole"
        begun = perf_counter()
        write_and_die(whole, batches)
        size_mb = sum(path.stat().st_size for path in whole.iterdir()) / 1e6
        print(f"{batches} batches, some {wanted} events, {size_mb:.0f} MB, "
              f"written in {perf_counter() - begun:.0f} s; {STARTS} starts each")  # fmt: skip
        drill(whole)
        empty = [start(Path(name) / f"empty-{turn}") for turn in range(STARTS)]
        print(f"an empty school answers after {typical(empty)}")
        for title, spoil in (
            ("killed, with its snapshots", nothing_else),
            (f"killed, the newest {DAMAGED} snapshots damaged", damage_snapshots),
            ("killed, without any snapshot", remove_snapshots),
        ):
            starts = [start_of_a_copy(whole, spoil) for _ in range(STARTS)]
            worst_s = max(started.wall_s for started in starts)
            print(f"{title}: answers after {typical(starts)}, at worst {worst_s:.2f} s "
                  "(must reach 3 s with snapshots)")  # fmt: skip


if __name__ == "__main__":
    main()
