"""Five floors with a hundred children each: what they cost the server, and when they see a move.

`python -m bench.crowd` starts the real server (log on, synced) and the yardstick `load/bare.c`,
which sends frames of the same sizes to as many sockets and does nothing else. Both are given the
same load in turns; medians and ratios are printed. Servers run on one core, clients on another.
After the load the server is ended, and what every client holds is compared with its log.
"""

import argparse
import contextlib
import gc
import os
import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median, quantiles
from time import monotonic, perf_counter, process_time
from typing import Final

from bench.load.crowds import Marks, Pupils, Window
from bench.load.hearing import Heard, read_all, read_bare
from bench.load.processes import Running, bare_server, busy_s, cores_apart, pin, real_server
from bench.load.school import PEOPLE_PER_FLOOR, found_school, plans_of, recovered_school
from bench.load.sockets import Ears, bare_line, pupil_line
from protocol.units import TICK_MS
from simulation.corners import map_of

SYNCS: Final = 200
CALM_WALK_EVERY_S: Final = 3.0
WARMING_S: Final = 10.0
WARMING_WALK_EVERY_S: Final = 0.4


@dataclass
class Taken:
    """The windows of a run."""

    pupils: list[Window] = field(default_factory=list)
    marks: list[Window] = field(default_factory=list)
    calm: Window | None = None


def measure(arguments: argparse.Namespace, folder: Path) -> tuple[Taken, Heard, Heard | None]:
    """Found, load in turns, end the server, read what was heard."""
    plans = plans_of(arguments.floors)
    people = found_school(folder, plans, PEOPLE_PER_FLOOR)
    numbers = {plan.floor: number for number, plan in enumerate(plans)}
    servers, clients = cores_apart()
    pin(os.getpid(), clients)
    taken = Taken()
    with contextlib.ExitStack() as running:
        server = running.enter_context(real_server(folder, servers, *arguments.under))
        bare = running.enter_context(bare_server(len(plans), servers))
        ears, grounds = Ears(), [map_of(plan) for plan in plans]
        lines = [
            ears.add(pupil_line(server.port, pupil.token, numbers[pupil.floor])) for pupil in people
        ]
        pupils = Pupils(ears, lines, server, random.Random(1), grounds)
        pupils.enter([plan.floor for plan in plans])
        marks = None if bare is None else marks_on(ears, bare, len(plans))
        gc.disable()
        take_turns(arguments, pupils, marks, taken)
        gc.enable()
        pupils.dress()
    bare_heard = None if marks is None else read_bare(marks.lines)
    return taken, read_all(pupils.lines, recovered_school(folder)), bare_heard


def marks_on(ears: Ears, bare: Running, floors: int) -> Marks:
    lines = [
        ears.add(bare_line(bare.port, number))
        for number in range(floors)
        for _ in range(PEOPLE_PER_FLOOR)
    ]
    return Marks(ears, lines, bare, random.Random(2))


def take_turns(
    arguments: argparse.Namespace, pupils: Pupils, marks: Marks | None, taken: Taken
) -> None:
    """After a while of much walking, so that the maps know what is seen from where."""
    pupils.window(WARMING_S, WARMING_WALK_EVERY_S, talking=False)
    for _ in range(arguments.windows):
        taken.pupils.append(pupils.window(arguments.seconds, arguments.every, talking=True))
        if marks is not None:
            taken.marks.append(marks.window(arguments.seconds, arguments.every, talking=True))
    taken.calm = pupils.window(2 * CALM_WALK_EVERY_S, CALM_WALK_EVERY_S, talking=False)


def latencies_ms(heard: Heard, windows: list[Window]) -> list[tuple[float, float, float]]:
    """p50, p99 and the longest wait of each window, over all pairs of sender and observer."""
    found = []
    for window in windows:
        waits = [
            wait for sent, wait in heard.walks_ms
            if window.begun <= sent < window.begun + window.seconds
        ]  # fmt: skip
        cuts = quantiles(waits, n=100)
        found.append((cuts[49], cuts[98], max(waits)))
    return found


def report(taken: Taken, heard: Heard, bare: Heard | None) -> None:
    clients = taken.calm.clients if taken.calm else 0
    cost = median(window.cpu_s / window.seconds for window in taken.pupils)
    print(f"server CPU: {1000 * cost:.1f} ms a second (all threads)")
    if bare is not None:
        bare_cost = median(window.cpu_s / window.seconds for window in taken.marks)
        pairs = zip(taken.pupils, taken.marks, strict=True)
        ratios = sorted(one.cpu_s / other.cpu_s for one, other in pairs)
        print(f"yardstick CPU: {1000 * bare_cost:.1f} ms a second")
        print(f"ratio: {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}; at most 2.5)")
    for name, what, windows in (
        ("server", heard, taken.pupils), ("yardstick", bare, taken.marks),
    ):  # fmt: skip
        if what is not None:
            waits = [median(column) for column in zip(*latencies_ms(what, windows), strict=True)]
            print(f"move to seen, {name}: p50 {waits[0]:.1f} ms, p99 {waits[1]:.1f} ms, "
                  f"longest {waits[2]:.1f} ms")  # fmt: skip
            rate = median(window.bytes / window.seconds / clients for window in windows)
            chunks = median(window.chunks / window.seconds for window in windows)
            print(f"  {rate:.0f} B/s to a client, {chunks:.0f} arrivals/s, lost {what.lost}")
    print(f"  (a tick is {TICK_MS} ms; p99 at most {TICK_MS + 10} ms)")
    print(f"clients that were shown all again {heard.shown_again}")
    print(f"refusals {heard.refusals}, avatars astray on any client {heard.astray} (none may be)")
    for kind, sizes in heard.sizes.items():
        print(f"  {kind.__name__}: {mean(sizes):.1f} bytes, {min(sizes)} to {max(sizes)}")
    if taken.calm is not None:
        bits = 8 * taken.calm.bytes / taken.calm.seconds / clients
        print(f"walking once in {CALM_WALK_EVERY_S:.0f} s: {bits / 1000:.1f} kbit/s to a client "
              "without TCP and IP (at most 15)")  # fmt: skip


def sync_ms(folder: Path) -> float:
    """What a bare write and sync takes here, p99."""
    times = []
    with open(folder / "sync", "wb", 0) as file:
        for _ in range(SYNCS):
            begun = perf_counter()
            file.write(bytes(1_000))
            os.fsync(file.fileno())
            times.append(1000 * (perf_counter() - begun))
    return quantiles(times, n=100)[98]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floors", type=int, default=5)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two walks")
    parser.add_argument("--windows", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--on", type=Path, default=Path.cwd(), help="whose disk keeps the log")
    parser.add_argument("--under", nargs="*", default=(), help="a profiler, then python")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.on) as folder:
        begun, busy = monotonic(), busy_s()
        taken, heard, bare = measure(arguments, Path(folder) / "school")
        load = (busy_s() - busy) / (monotonic() - begun)
        print(f"{arguments.floors} floors x {PEOPLE_PER_FLOOR}, a walk in {arguments.every} s; "
              f"{arguments.windows} turns of {arguments.seconds} s; log on {arguments.on}, "
              f"bare sync p99 {sync_ms(Path(folder)):.2f} ms")  # fmt: skip
        print(f"cores busy {load:.2f}, of it the clients {process_time():.1f} s in all")
        report(taken, heard, bare)


if __name__ == "__main__":
    main()
