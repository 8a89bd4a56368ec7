"""What calls cost: the media worker under synthetic calls, beside two yardsticks of the same run.

`python -m bench.calls` starts the real worker process. A generator in this process holds real keys
and sockets and sends at the rates of the media note. Yardsticks: a bare loop of encrypting and
sending on the worker's core, and aiortc's own relay, which decodes and encodes for each receiver.
CPU is the sum over the threads of a process of what the scheduler counted, exact to nanoseconds; it
also counts how long they waited for a core that others had. "Age" is from sending to the receiver's
socket, as the kernel noted it; "read" ends where this generator got round to reading.
"""

import argparse
import asyncio
import os
import socket
import time
from statistics import median, quantiles
from typing import Final, NamedTuple

import uvloop

from bench.load.callers import Caller, Window, gathered
from bench.load.films import forwarded_ms, relay_ms
from bench.load.processes import cores_apart, cpu_s, pin, stolen_s, waited_s
from server.media.embedded.aiortc_parts import Certificate, Handshake
from server.media.embedded.plane import EmbeddedPlane
from server.media.settings import MediaSettings

HANDSHAKES_S: Final = 1.0
BARE_PACKETS: Final = 20_000
QUIET_ONE_IN: Final = 3
"""Of three windows one counts: that in which worker and generator waited least for a core, because
other processes had it or the host of a virtual machine did."""


class Setting(NamedTuple):
    """People, the size of their calls, and packets a second of each person."""

    people: int
    size: int
    video_per_s: float
    voice_per_s: float

    @property
    def forwarded(self) -> int:
        """How often a person is shown to another."""
        return self.people * (self.size - 1)


SETTINGS: Final = (
    Setting(8, 4, 50, 50),
    Setting(8, 8, 50, 50),
    Setting(64, 4, 50, 50),
    Setting(104, 8, 37, 1000 / 60),
    Setting(200, 4, 50, 50),
)


class Cost(NamedTuple):
    """One window of one setting."""

    sent_per_s: float
    out_per_s: float
    delivered: float
    cores: float
    ages_ms: list[float]
    read_ms: list[float]
    waited: float
    generator_cores: float
    generator_waited: float
    stolen: float
    bare_us: float

    @property
    def packet_us(self) -> float:
        return self.cores / self.out_per_s * 1e6


async def bare_us() -> float:
    """Microseconds of CPU to encrypt a packet and send it to a socket that nobody reads."""
    ours, theirs = Certificate(), Certificate()
    back: list[Handshake] = []

    def answer(data: bytes) -> None:
        back[0].take(data)

    server = Handshake(ours, answer)
    client = Handshake(theirs, server.take, "client")
    back.append(client)
    keys, _ = await asyncio.gather(server.keys(theirs.fingerprint), client.keys(ours.fingerprint))
    assert keys is not None
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sink,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line,
    ):
        sink.bind(("127.0.0.1", 0))
        address = sink.getsockname()
        body = b"x" * 540
        began_s = time.process_time()
        for number in range(BARE_PACKETS):
            header = (0x8060 << 80 | (number & 0xFFFF) << 64 | number << 32 | 1).to_bytes(12, "big")
            line.sendto(keys.protect(header + body), address)
        took_s = time.process_time() - began_s
    await server.stop()
    await client.stop()
    return took_s / BARE_PACKETS * 1e6


async def measure(
    setting: Setting, seconds: float, turns: int, *, core: int | None, first: bool
) -> list[Cost]:
    """Windows of one setting, each with a yardstick beside it."""
    here = MediaSettings(listen="127.0.0.1").resolved("127.0.0.1", demo=True)
    plane = EmbeddedPlane(here)
    callers = await gathered(plane, setting.people, setting.size)
    assert plane.pid is not None
    pin(plane.pid, core)
    await Window(callers, setting.video_per_s, setting.voice_per_s).run(HANDSHAKES_S)
    costs = [
        await one_window(plane.pid, callers, setting, seconds, first=first) for _ in range(turns)
    ]
    for caller in callers:
        caller.cut()
    await plane.close()
    return costs


async def one_window(
    pid: int, callers: list[Caller], setting: Setting, seconds: float, *, first: bool
) -> Cost:
    bare = await bare_us()
    for caller in callers:
        caller.ages_ms.clear()
        caller.read_ms.clear()
    before = sum(caller.arrived for caller in callers)
    window = Window(callers, setting.video_per_s, setting.voice_per_s)
    own = os.getpid()
    for one in (pid, own) if first else ():
        os.sched_setscheduler(one, os.SCHED_RR, os.sched_param(1))
    before_s = counted_s(pid, own)
    await window.run(seconds)
    after_s = counted_s(pid, own)
    for one in (pid, own) if first else ():
        os.sched_setscheduler(one, os.SCHED_OTHER, os.sched_param(0))
    shares = [(now - was) / seconds for was, now in zip(before_s, after_s, strict=True)]
    arrived = sum(caller.arrived for caller in callers) - before
    return Cost(
        window.sent / seconds, arrived / seconds, arrived / (window.sent * (setting.size - 1)),
        shares[0], [age for c in callers for age in c.ages_ms],
        [age for c in callers for age in c.read_ms], *shares[1:], bare,
    )  # fmt: skip


def counted_s(worker: int, generator: int) -> list[float]:
    """CPU and waiting of the worker, then of the generator; what the host took of both cores."""
    of_both = [read(pid) for pid in (worker, generator) for read in (cpu_s, waited_s)]
    return [*of_both, stolen_s()]


def waited(cost: Cost) -> float:
    """How long both cores were not there for worker and generator, as a share of the window."""
    return cost.waited + cost.generator_waited + cost.stolen


def row(setting: Setting, all_costs: list[Cost]) -> str:
    """Medians over the windows in which others took the cores least; ages over all of those."""
    by_waiting = sorted(all_costs, key=waited)
    costs = by_waiting[: max(1, len(by_waiting) // QUIET_ONE_IN)]
    ages, read = (
        quantiles([age for cost in costs for age in getattr(cost, name)], n=100)
        for name in ("ages_ms", "read_ms")
    )

    def middle(name: str) -> float:
        return float(median(getattr(cost, name) for cost in costs))

    ratio = median(cost.packet_us / cost.bare_us for cost in costs)
    return (
        f"| {setting.people} × {setting.size} | {setting.forwarded} "
        f"| {middle('sent_per_s'):,.0f} / {middle('out_per_s'):,.0f} | {middle('delivered'):.1%} "
        f"| {middle('cores'):.3f} | {middle('packet_us'):.1f} | {ratio:.2f} "
        f"| {ages[49]:.2f} / {ages[98]:.1f} | {read[49]:.2f} / {read[98]:.1f} "
        f"| {middle('waited'):.0%} | {middle('generator_cores'):.2f}, "
        f"{middle('generator_waited'):.0%} | {middle('stolen'):.1%} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--people", type=int, default=0, help="only settings of so many people")
    parser.add_argument(
        "--first", action="store_true", help="on a busy machine: before all others, as root"
    )
    arguments = parser.parse_args()
    # Asked before either is pinned: whoever has one core sees no second one.
    core, generator = cores_apart()
    pin(os.getpid(), generator)
    print("| people × call | forwarded | packets/s in / out | delivered | cores "
          "| µs a packet out | ÷ bare | age ms p50 / p99 | read ms p50 / p99 "
          "| worker waited | generator: cores, waited "
          "| host took |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for setting in SETTINGS:
        if arguments.people in (0, setting.people):
            measured = measure(
                setting, arguments.seconds, arguments.turns, core=core, first=arguments.first
            )
            print(row(setting, uvloop.run(measured)), flush=True)
    if arguments.people:
        return
    ours, relayed = [], []
    for _ in range(arguments.turns // QUIET_ONE_IN):
        ours.append(asyncio.run(forwarded_ms(arguments.seconds)))
        relayed.append(asyncio.run(relay_ms(arguments.seconds)))
    ratio = median(r / o for r, o in zip(relayed, ours, strict=True))
    print(f"a forwarded picture 640 × 360: {median(ours):.2f} ms of CPU a second, "
          f"aiortc's relay {median(relayed):.1f}: {ratio:.0f} times")  # fmt: skip


if __name__ == "__main__":
    main()
