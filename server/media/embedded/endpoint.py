"""One UDP and one TCP port for all: ICE-lite, so browsers come to us and we only answer.

A datagram counts for nothing until its address has sent a check signed with the password that one
person alone was given, and was the first to send it. Addresses of people are kept while their line
lasts, and never written down.
"""

import asyncio
import socket
import struct
import time
from collections.abc import Callable
from typing import Final

from server.media.embedded.aiortc_parts import binding_answer, is_signed, read_binding
from server.media.embedded.peer import Peer
from server.media.settings import OFF, MediaSettings

Address = tuple[object, ...]
DATAGRAM_MAX_BYTES: Final = 2_048
FRAME_MAX_BYTES: Final = 1_600
READ_AT_ONCE: Final = 64
TURN_S: Final = 0.003
"""Where packets come faster than this, they are read together at such turns: to wake up for each
would cost more than to forward it."""
HEARD_WITHIN_S: Final = TURN_S
"""No packet is taken on what the school said longer ago than this: a worker that stood still must
not forward first and hear of leavers then. To look at each packet would cost a system call."""
SOCKET_BUFFER_BYTES: Final = 4 << 20
UNSENT_MAX_BYTES: Final = 300_000
"""A TCP line that cannot keep up loses packets; a queue would turn them into delay."""
ADDRESSES_MAX: Final = 8
CHECKS_REMEMBERED: Final = 2_048
"""Of one line: more than an hour of a browser's checks, which never use a number twice."""
TCP_LINES_MAX: Final = 2_000
FIRST_CHECK_S: Final = 10.0


class Endpoint:
    """Our sockets, and who is behind which address. `hear_school` does what the school has said up
    to now, and is false while there is more to come."""

    def __init__(self, settings: MediaSettings) -> None:
        self._settings = settings
        self._by_user: dict[str, Peer] = {}
        self._by_address: dict[Address, Peer] = {}
        self._udp: socket.socket | None = None
        self._tcp: asyncio.Server | None = None
        self._tcp_lines = 0
        self._woken_s = 0.0
        self._heard_s = 0.0
        self.strangers = 0
        self.hear_school: Callable[[], bool] = lambda: True

    async def open(self) -> tuple[int | None, int | None]:
        """Take the ports; their numbers, UDP first. Raises OSError."""
        listen, udp_port, tcp_port = (
            self._settings.listen, self._settings.udp_port, self._settings.tcp_port,
        )  # fmt: skip
        if udp_port != OFF:
            family = socket.AF_INET6 if ":" in listen else socket.AF_INET
            self._udp = socket.socket(family, socket.SOCK_DGRAM)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                self._udp.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER_BYTES)
            self._udp.bind((listen, udp_port))
            self._udp.setblocking(False)
            asyncio.get_running_loop().add_reader(self._udp.fileno(), self._readable)
        if tcp_port != OFF:
            self._tcp = await asyncio.start_server(self._serve, listen, tcp_port)
        return (
            self._udp.getsockname()[1] if self._udp else None,
            self._tcp.sockets[0].getsockname()[1] if self._tcp else None,
        )

    def know(self, peer: Peer) -> None:
        """From now on this person may come in."""
        self._by_user[peer.user] = peer

    def forget(self, peer: Peer) -> None:
        """Nothing from or to their addresses any more."""
        self._by_user.pop(peer.user, None)
        for address in peer.addresses:
            if self._by_address.get(address) is peer:
                del self._by_address[address]

    def close(self) -> None:
        if self._udp is not None:
            asyncio.get_running_loop().remove_reader(self._udp.fileno())
            self._udp.close()
            self._udp = None
        if self._tcp is not None:
            self._tcp.close()

    def _readable(self) -> None:
        assert self._udp is not None
        now_s = time.monotonic()
        self._read()
        if now_s - self._woken_s < TURN_S:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._udp.fileno())
            loop.call_later(TURN_S, self._turn)
        self._woken_s = now_s

    def _turn(self) -> None:
        """Read what has come meanwhile; once nothing has, wait for the next packet."""
        if self._udp is None:
            return
        loop = asyncio.get_running_loop()
        count = self._read()
        if count == 0:
            loop.add_reader(self._udp.fileno(), self._readable)
        else:
            loop.call_later(TURN_S if count < READ_AT_ONCE else 0, self._turn)

    def _read(self) -> int:
        """Take what waits, up to a limit; how many there were."""
        assert self._udp is not None
        for count in range(READ_AT_ONCE):
            try:
                data, address = self._udp.recvfrom(DATAGRAM_MAX_BYTES)
            except BlockingIOError:
                return count
            except OSError:
                continue
            self.take(data, address, None)
        return READ_AT_ONCE

    def take(self, data: bytes, address: Address, send: Callable[[bytes], None] | None) -> None:
        """RFC 7983: the first byte tells the protocol. What comes while the school is in the middle
        of a message is lost."""
        now_s = time.monotonic()
        if now_s - self._heard_s > HEARD_WITHIN_S:
            if not self.hear_school():
                return
            self._heard_s = now_s
        peer = self._by_address.get(address)
        first = data[0] if data else 255
        if peer is not None and 128 <= first < 192:
            peer.take_srtp(data)
        elif first < 4:
            self._check(data, address, send or self._udp_sender(address))
        elif peer is not None and 20 <= first < 64:
            peer.take_dtls(data)
        else:
            self.strangers += 1

    def _udp_sender(self, address: Address) -> Callable[[bytes], None]:
        assert self._udp is not None
        sendto = self._udp.sendto

        def send(data: bytes) -> None:
            # A context manager would cost as much as the encryption of the packet.
            try:  # noqa: SIM105
                sendto(data, address)
            except OSError:
                pass

        return send

    def _check(self, data: bytes, address: Address, send: Callable[[bytes], None]) -> None:
        binding = read_binding(data)
        peer = None if binding is None else self._by_user.get(binding.user)
        if binding is None or peer is None or not is_signed(binding, peer.password):
            self.strangers += 1
            return
        if peer.checks.setdefault(binding.message.transaction_id, address) != address:
            # Somebody sends again what they overheard, to have the packets sent to themselves.
            self.strangers += 1
            return
        if len(peer.checks) > CHECKS_REMEMBERED:
            del peer.checks[next(iter(peer.checks))]
        is_new = address not in peer.addresses
        if is_new and len(peer.addresses) >= ADDRESSES_MAX:
            return
        host, port = (address[1], address[2]) if address[0] == "tcp" else address[:2]
        send(binding_answer(binding, (str(host), int(str(port))), peer.password))
        peer.seen_s = time.monotonic()
        peer.addresses.add(address)
        self._by_address[address] = peer
        if binding.chosen or peer.path is None:
            peer.path = send
            peer.way = "tcp" if address[0] == "tcp" else "udp"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """RFC 4571: two bytes of length before each packet."""
        address: Address = ("tcp", *writer.get_extra_info("peername")[:2])

        def send(data: bytes) -> None:
            if writer.transport.get_write_buffer_size() < UNSENT_MAX_BYTES:
                writer.write(struct.pack("!H", len(data)) + data)

        self._tcp_lines += 1
        try:
            if self._tcp_lines <= TCP_LINES_MAX:
                await self._hear(reader, address, send)
        except (asyncio.IncompleteReadError, OSError, TimeoutError):
            pass
        finally:
            self._tcp_lines -= 1
            peer = self._by_address.pop(address, None)
            if peer is not None:
                peer.addresses.discard(address)
                if peer.path is send:
                    peer.path = None
            writer.close()

    async def _hear(
        self, reader: asyncio.StreamReader, address: Address, send: Callable[[bytes], None]
    ) -> None:
        while True:
            waits_s = None if address in self._by_address else FIRST_CHECK_S
            async with asyncio.timeout(waits_s):
                length = int.from_bytes(await reader.readexactly(2), "big")
                if length > FRAME_MAX_BYTES:
                    return
                data = await reader.readexactly(length)
            self.take(data, address, send)
