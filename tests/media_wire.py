"""A browser reduced to what the media plane sees of it: checks, DTLS, packets. It decodes nothing.

Every packet says whom it comes from and from which source, so whoever receives one that is not
theirs can tell whose it was. The line is UDP, TCP, or a call in the same process.
"""

import asyncio
import re
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Self

from server.media.embedded.aiortc_parts import (
    SRTP_ERRORS,
    Certificate,
    Handshake,
    Srtp,
    binding_request,
)
from server.media.embedded.endpoint import Endpoint
from server.media.embedded.sdp import ABS_SEND_TIME, LAYOUT, SENT

Signal = Callable[[str, str], Awaitable[str]]
Sender = Callable[[bytes], None]
HEADER: Final = struct.Struct("!BBHLL")
AUDIO, VIDEO = 111, 96
WITHIN_S: Final = 60
CHECKED_EVERY_S: Final = 2.5
"""As browsers do; who is not heard of for half a minute is lost, also on a machine so busy that a
test takes that long."""
FIRST_SSRC: Final = 1_000


def offer_of(certificate: Certificate) -> str:
    """The offer of a page of ours, without what nobody reads."""
    algorithm, value = certificate.fingerprint
    rows = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    for number, (kind, direction) in enumerate(LAYOUT):
        codec, payload_type = ("opus/48000/2", AUDIO) if kind == "audio" else ("VP8/90000", VIDEO)
        rows += [
            f"m={kind} 9 UDP/TLS/RTP/SAVPF {payload_type}", "c=IN IP4 0.0.0.0", f"a=mid:{number}",
            f"a={direction}", "a=setup:actpass", f"a=fingerprint:{algorithm} {value}",
            f"a=rtpmap:{payload_type} {codec}", f"a=extmap:3 {ABS_SEND_TIME}",
        ]  # fmt: skip
        if number < len(SENT):
            rows.append(f"a=ssrc:{FIRST_SSRC + number} cname:test")
    return "\r\n".join(rows) + "\r\n"


class WireClient:
    """One person's line. `heard` counts (whose, source, slot) of every packet that arrived,
    `repeated` those that had arrived before (or are not for these keys)."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.certificate = Certificate()
        self.heard: Counter[tuple[str, str, int]] = Counter()
        self.reports: list[bytes] = []
        self.repeated = 0
        self.keys: Srtp | None = None
        self.answer = ""
        self.send_datagram: Sender = lambda _data: None
        self.handshake = Handshake(self.certificate, self._send_plain, "client")
        self.numbers = dict.fromkeys(SENT, 0)
        self._slots: dict[int, int] = {}
        self._checked, self._news = asyncio.Event(), asyncio.Event()
        self._close: Callable[[], None] = lambda: None
        self._is_cut = False

    async def offer(self, signal: Signal) -> Self:
        """Ask for an answer, and read from it where everything is."""
        self.answer = await signal(self.account, offer_of(self.certificate))
        ssrcs = re.findall(r"a=ssrc:(\d+) ", self.answer)
        self._slots = {int(ssrc): slot for slot, ssrc in enumerate(ssrcs)}
        return self

    async def join(self, way: str) -> Self:
        """Come in by "udp" or "tcp", and shake hands."""
        found = re.search(rf"a=candidate:\S+ 1 {way} \d+ (\S+) (\d+) typ", self.answer)
        assert found, f"no way in by {way}"
        address = found[1], int(found[2])
        if way == "udp":
            await self._by_udp(address)
        else:
            await self._by_tcp(address)
        await self.shake_hands()
        self._go_on_checking()
        return self

    async def inside(self, endpoint: Endpoint, place: int) -> Self:
        """Come in without a network, from port `place` of an address for documents."""
        self.send_datagram = lambda data: endpoint.take(data, ("192.0.2.1", place), self.take)
        return await self.shake_hands()

    async def shake_hands(self) -> Self:
        """Check that we are heard, then agree on keys."""
        async with asyncio.timeout(WITHIN_S):
            while not self._checked.is_set():
                self.check()
                await asyncio.wait([asyncio.ensure_future(self._checked.wait())], timeout=0.2)
            self.keys = await self.handshake.keys(self._their("fingerprint:sha-256", "sha-256"))
        assert self.keys is not None, "no keys"
        return self

    def check(self) -> bytes:
        """Send a connectivity check with the password that we were given; what was sent."""
        user, password = self._their("ice-ufrag")[1], self._their("ice-pwd")[1]
        request = binding_request(f"{user}:test", password)
        self.send_datagram(request)
        return request

    def send(self, source: str, payload: bytes = b"") -> None:
        """One packet of microphone, camera or screen."""
        self.send_datagram(self.protected(source, payload))

    def protected(self, source: str, payload: bytes = b"") -> bytes:
        """The same packet, not yet sent."""
        assert self.keys is not None
        self.numbers[source] += 1
        number = self.numbers[source] & 0xFFFF
        payload_type = AUDIO if source == "microphone" else VIDEO
        ssrc = FIRST_SSRC + SENT.index(source)
        header = HEADER.pack(0x80, payload_type, number, number * 3_000, ssrc)
        return self.keys.protect(header + f"{self.account} {source} ".encode() + payload)

    def take(self, data: bytes) -> None:
        """Whatever arrives."""
        if data[0] < 4:
            self._checked.set()
        elif data[0] < 64:
            self.handshake.take(data)
        elif self.keys is not None and 192 <= data[1] <= 223:
            self.reports.append(self.keys.unprotect_rtcp(data))
        elif self.keys is not None:
            try:
                packet = self.keys.unprotect(data)
            except SRTP_ERRORS:
                self.repeated += 1
                return
            self.take_packet(packet)

    def take_packet(self, packet: bytes) -> None:
        """A packet of somebody; what it says is counted."""
        first, _, _, _, ssrc = HEADER.unpack_from(packet)
        start = 12 + (8 if first & 0x10 else 0)
        account, source, _ = packet[start:].split(b" ", 2)
        self.heard[account.decode(), source.decode(), self._slots[ssrc]] += 1
        self._news.set()

    async def hears(self, whom: str, source: str, slot: int, total: int = 1) -> None:
        """Until so many packets of somebody have arrived, since the beginning."""
        async with asyncio.timeout(WITHIN_S):
            while self.heard[whom, source, slot] < total:
                self._news.clear()
                await self._news.wait()

    async def close(self) -> None:
        """Say goodbye, as a page that is closed."""
        await self.handshake.stop()
        self.cut()

    def cut(self) -> None:
        """Be gone without a word."""
        self._is_cut = True
        self._close()

    def _go_on_checking(self) -> None:
        if not self._is_cut:
            with suppress(OSError):  # The worker may be gone.
                self.check()
            asyncio.get_running_loop().call_later(CHECKED_EVERY_S, self._go_on_checking)

    def _their(self, name: str, kind: str = "") -> tuple[str, str]:
        found = re.search(rf"a={name}[: ](\S+)", self.answer)
        assert found, name
        return kind, found[1]

    def _send_plain(self, data: bytes) -> None:
        self.send_datagram(data)

    async def _by_udp(self, address: tuple[str, int]) -> None:
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        line.connect(address)
        line.setblocking(False)
        loop = asyncio.get_running_loop()

        def readable() -> None:
            for _ in range(64):
                try:
                    self.take(line.recv(2_048))
                except OSError:
                    return

        def close() -> None:
            loop.remove_reader(line.fileno())
            line.close()

        def send(data: bytes) -> None:
            line.send(data)

        loop.add_reader(line.fileno(), readable)
        self.send_datagram, self._close = send, close

    async def _by_tcp(self, address: tuple[str, int]) -> None:
        reader, writer = await asyncio.open_connection(*address)

        async def hear() -> None:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    length = int.from_bytes(await reader.readexactly(2), "big")
                    self.take(await reader.readexactly(length))

        hearing = asyncio.ensure_future(hear())

        def close() -> None:
            hearing.cancel()
            writer.close()

        def send(data: bytes) -> None:
            writer.write(len(data).to_bytes(2, "big") + data)

        self.send_datagram, self._close = send, close
