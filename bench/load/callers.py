"""People in calls for a bench: real keys and sockets, packets with their time of sending inside.

A packet costs the receiving side a system call; some are decrypted and their age noted.
"""

import asyncio
import socket
import struct
import time
from typing import Final

from server.media.embedded.plane import EmbeddedPlane
from server.media.plane import Calls, Sends
from simulation.chatting import id_from
from tests.media_wire import AUDIO, FIRST_SSRC, HEADER, VIDEO, WireClient

TIMED_ONE_IN: Final = 8
DECRYPTED_ONE_IN: Final = 4
READ_AT_ONCE: Final = 64
SO_TIMESTAMPNS: Final = 35
"""Linux' number for "tell when each packet came"; Python's `socket` does not have it."""
SEEN_EVERY_S: Final = 5.0
_TIME: Final = struct.Struct("!q")
_KERNEL_TIME: Final = struct.Struct("@ll")
VIDEO_BYTES: Final = 1_000
VOICE_BYTES: Final = 80


class Caller(WireClient):
    """One person: sends by the clock, counts what comes. `ages_ms` are from sending to the
    receiver's socket, as the kernel notes it, `read_ms` to the line of Python that reads it: what
    lies between is this generator's own delay."""

    def __init__(self, number: int) -> None:
        super().__init__(id_from(number + 1))
        self.arrived = 0
        self.ages_ms: list[float] = []
        self.read_ms: list[float] = []
        self._is_timed = number % TIMED_ONE_IN == 0

    def note(self, data: bytes, arrived_ns: int) -> None:
        """How old a packet was when it reached the socket, and is now that it is read."""
        assert self.keys is not None
        now_ns = time.time_ns()
        packet = self.keys.unprotect(data)
        (sent_ns,) = _TIME.unpack_from(packet, 12 + (8 if packet[0] & 0x10 else 0))
        self.ages_ms.append((arrived_ns - sent_ns) / 1e6)
        self.read_ms.append((now_ns - sent_ns) / 1e6)

    def hear(self, line: socket.socket) -> None:
        """All that waits, within limits. Only some callers ask for times: they cost."""
        for _ in range(READ_AT_ONCE):
            try:
                if self._is_timed:
                    data, told, _, _ = line.recvmsg(2_048, 64)
                else:
                    data, told = line.recv(2_048), []
            except OSError:
                return
            if data[0] < 128 or 192 <= data[1] <= 223:
                self.take(data)
                continue
            self.arrived += 1
            if told and self.keys is not None and self.arrived % DECRYPTED_ONE_IN == 0:
                seconds, nanoseconds = _KERNEL_TIME.unpack_from(told[0][2])
                self.note(data, seconds * 10**9 + nanoseconds)

    async def _by_udp(self, address: tuple[str, int]) -> None:
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        line.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, self._is_timed)
        line.connect(address)
        line.setblocking(False)
        loop = asyncio.get_running_loop()
        loop.add_reader(line.fileno(), self.hear, line)

        def close() -> None:
            loop.remove_reader(line.fileno())
            line.close()

        def send(data: bytes) -> None:
            line.send(data)

        self.send_datagram, self._close = send, close

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
        payload = _TIME.pack(time.time_ns()).ljust(size, b"x")
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
        checked_s = float("-inf")
        while (now_s := time.perf_counter()) - began_s < seconds:
            for kind, rate in self._rates.items():
                for _ in range(int((now_s - began_s) * rate) - done[kind]):
                    self._callers[done[kind] % len(self._callers)].speak(kind)
                    done[kind] += 1
            if now_s - checked_s > SEEN_EVERY_S:
                checked_s = now_s
                for caller in self._callers:
                    caller.check()
            # Never asleep: on loopback the sender would pay for waking the receiver.
            await asyncio.sleep(0)
        self.sent = sum(done.values())
        # What a full socket still holds belongs to this window, not to the next one.
        before = -1
        while (now := sum(caller.arrived for caller in self._callers)) != before:
            before = now
            await asyncio.sleep(0.2)
