"""People in calls for a bench: real keys and sockets, packets with their time of sending inside.

A packet costs the receiving side a system call; one in some is decrypted and its age noted.
"""

import asyncio
import struct
import time
from typing import Final

from server.media.embedded.plane import EmbeddedPlane
from server.media.plane import Calls, Sends
from simulation.chatting import id_from
from tests.media_wire import AUDIO, FIRST_SSRC, HEADER, VIDEO, WireClient

DECRYPTED_ONE_IN: Final = 32
SEEN_EVERY_S: Final = 5.0
_TIME: Final = struct.Struct("!q")
VIDEO_BYTES: Final = 1_000
VOICE_BYTES: Final = 80


class Caller(WireClient):
    """One person: sends by the clock, counts what comes."""

    def __init__(self, number: int) -> None:
        super().__init__(id_from(number + 1))
        self.arrived = 0
        self.ages_ms: list[float] = []

    def take(self, data: bytes) -> None:
        if 128 <= data[0] < 192 and self.keys is not None and not 192 <= data[1] <= 223:
            self.arrived += 1
            if self.arrived % DECRYPTED_ONE_IN == 0:
                packet = self.keys.unprotect(data)
                start = 12 + (8 if packet[0] & 0x10 else 0)
                (sent_ns,) = _TIME.unpack_from(packet, start)
                self.ages_ms.append((time.perf_counter_ns() - sent_ns) / 1e6)
        elif not 192 <= data[1] <= 223 or data[0] < 128:
            super().take(data)

    def speak(self, kind: str) -> None:
        """One packet of voice or camera, now."""
        assert self.keys is not None
        source, payload_type, size, ssrc = (
            ("microphone", AUDIO, VOICE_BYTES, FIRST_SSRC)
            if kind == "voice"
            else ("camera", VIDEO, VIDEO_BYTES, FIRST_SSRC + 1)
        )
        number = self.numbers[source] = self.numbers[source] + 1
        header = HEADER.pack(0x80, payload_type, number & 0xFFFF, number * 3_000, ssrc)
        payload = _TIME.pack(time.perf_counter_ns()).ljust(size, b"x")
        self.send_datagram(self.keys.protect(header + payload))


async def gathered(plane: EmbeddedPlane, people: int, size: int) -> list[Caller]:
    """People with a line each, in calls of `size`, everybody with voice and camera on."""
    callers = [Caller(number) for number in range(people)]
    for caller in callers:
        await caller.offer(plane.signal)
        await caller.join("udp")
    calls: Calls = {}
    for number, caller in enumerate(callers):
        members = calls.setdefault(id_from(10_000 + number // size), {})
        members[caller.account] = Sends(len(members), True, True, False)
    plane.sync(1, calls)
    await plane.counters()
    return callers


class Window:
    """Everybody talks for a while at given rates; what was sent and what came."""

    def __init__(self, callers: list[Caller], video_per_s: float, voice_per_s: float) -> None:
        self._callers = callers
        self._rates = {"video": video_per_s * len(callers), "voice": voice_per_s * len(callers)}
        self.sent = 0

    async def run(self, seconds: float) -> None:
        """Evenly over the time, as far as this process keeps up."""
        began_s = time.perf_counter()
        done = dict.fromkeys(self._rates, 0)
        checked_s = began_s
        while (now_s := time.perf_counter()) - began_s < seconds:
            for kind, rate in self._rates.items():
                for _ in range(int((now_s - began_s) * rate) - done[kind]):
                    self._callers[done[kind] % len(self._callers)].speak(kind)
                    done[kind] += 1
            if now_s - checked_s > SEEN_EVERY_S:
                checked_s = now_s
                for caller in self._callers:
                    caller.check()
            await asyncio.sleep(0.001)
        self.sent = sum(done.values())
        await asyncio.sleep(0.2)
