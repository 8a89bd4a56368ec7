"""What calls cost: the media worker under synthetic calls, beside two yardsticks of the same run.

`python -m bench.calls` starts the real worker process. A generator in this process holds real keys
and sockets and sends at the rates of the media note. Yardsticks: a bare loop of encrypting and
sending on the worker's core, and aiortc's own relay, which decodes and encodes for each receiver.
The worker's CPU is the sum over its threads of what the scheduler counted, exact to nanoseconds.
"""

import argparse
import asyncio
import os
import socket
import time
from statistics import median, quantiles
from typing import Final, NamedTuple

from bench.load.callers import Caller, Window, gathered
from bench.load.films import forwarded_ms, relay_ms
from bench.load.processes import cores_apart, cpu_s, pin
from server.media.embedded.aiortc_parts import Certificate, Handshake
from server.media.embedded.plane import EmbeddedPlane
from server.media.settings import MediaSettings

HANDSHAKES_S: Final = 1.0
BARE_PACKETS: Final = 20_000


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
    generator_cores: float
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


async def measure(setting: Setting, seconds: float, turns: int) -> list[Cost]:
    """Windows of one setting, each with a yardstick beside it."""
    here = MediaSettings(listen="127.0.0.1").resolved("127.0.0.1", demo=True)
    plane = EmbeddedPlane(here)
    callers = await gathered(plane, setting.people, setting.size)
    assert plane.pid is not None
    worker, _ = cores_apart()
    pin(plane.pid, worker)
    await Window(callers, setting.video_per_s, setting.voice_per_s).run(HANDSHAKES_S)
    costs = [await one_window(plane.pid, callers, setting, seconds) for _ in range(turns)]
    for caller in callers:
        caller.cut()
    await plane.close()
    return costs


async def one_window(pid: int, callers: list[Caller], setting: Setting, seconds: float) -> Cost:
    bare = await bare_us()
    for caller in callers:
        caller.ages_ms.clear()
    before = sum(caller.arrived for caller in callers)
    window = Window(callers, setting.video_per_s, setting.voice_per_s)
    worker_s, own_s, began_s = cpu_s(pid), time.process_time(), time.perf_counter()
    await window.run(seconds)
    passed_s = time.perf_counter() - began_s
    arrived = sum(caller.arrived for caller in callers) - before
    return Cost(
        window.sent / passed_s, arrived / passed_s, arrived / (window.sent * (setting.size - 1)),
        (cpu_s(pid) - worker_s) / passed_s, [age for c in callers for age in c.ages_ms],
        (time.process_time() - own_s) / passed_s, bare,
    )  # fmt: skip


def row(setting: Setting, costs: list[Cost]) -> str:
    """Medians over the turns; ages over all of them."""
    ages = quantiles([age for cost in costs for age in cost.ages_ms], n=100)

    def middle(name: str) -> float:
        return float(median(getattr(cost, name) for cost in costs))

    ratio = median(cost.packet_us / cost.bare_us for cost in costs)
    return (
        f"| {setting.people} × {setting.size} | {setting.forwarded} "
        f"| {middle('sent_per_s'):,.0f} / {middle('out_per_s'):,.0f} | {middle('delivered'):.1%} "
        f"| {middle('cores'):.3f} | {middle('packet_us'):.1f} | {ratio:.2f} "
        f"| {ages[49]:.2f} / {ages[98]:.1f} | {middle('generator_cores'):.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--turns", type=int, default=3)
    arguments = parser.parse_args()
    _, generator = cores_apart()
    pin(os.getpid(), generator)
    print("| people × call | forwarded | packets/s in / out | delivered | cores "
          "| µs a packet out | ÷ bare | age ms p50 / p99 | generator cores |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|")
    for setting in SETTINGS:
        print(row(setting, asyncio.run(measure(setting, arguments.seconds, arguments.turns))))
    ours, relayed = [], []
    for _ in range(arguments.turns):
        ours.append(asyncio.run(forwarded_ms(arguments.seconds)))
        relayed.append(asyncio.run(relay_ms(arguments.seconds)))
    ratio = median(r / o for r, o in zip(relayed, ours, strict=True))
    print(f"a forwarded picture 640 × 360: {median(ours):.2f} ms of CPU a second, "
          f"aiortc's relay {median(relayed):.1f}: {ratio:.0f} times")  # fmt: skip


if __name__ == "__main__":
    main()
