"""Many clients in one process that costs little: raw sockets, frames kept and read afterwards.

While the load runs nothing is decoded but the tick of what arrives. Each chunk is kept with the
moment of its arrival; frames, latencies and the state that each client ends with are worked out
when the measuring is over.
"""

import contextlib
import select
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, NamedTuple

from protocol.vocabulary import PROTOCOL_VERSION
from protocol.wire import FrameKind, encode_seen
from server.school_app import SECURE_COOKIE

READ_BYTES: Final = 1 << 18
KEY: Final = bytes.fromhex("37fa213d")
SEEN_EVERY_S: Final = 1.0
ACCEPTED: Final = b"HTTP/1.1 101 "


@dataclass(slots=True)
class Line:
    """One client: its socket, and all it was sent with the moment (monotonic seconds)."""

    socket: socket.socket
    floor: int
    says_seen: bool
    heard: list[tuple[float, bytes]] = field(default_factory=list)
    sent_at: list[float] = field(default_factory=list)
    said_at: list[float] = field(default_factory=list)
    rest: bytes = b""
    seen_tick: int = 0
    spoke_at: float = 0.0

    def send(self, payload: bytes) -> None:
        """One masked binary frame."""
        self.spoke_at = monotonic()
        self.socket.sendall(masked(payload))

    def hear(self) -> None:
        """Keep what has arrived; as a page does, say now and then how far one has seen."""
        chunk, moment = self.socket.recv(READ_BYTES), monotonic()
        if not chunk:
            raise ConnectionError("a client was disconnected: the load was not carried")
        self.heard.append((moment, chunk))
        self.rest += chunk
        while (frame := frame_at(self.rest, 0)) is not None:
            if frame.payload[1] == FrameKind.CLOSING:
                self.seen_tick = tick_of(frame.payload)
            self.rest = self.rest[frame.end :]
        if self.says_seen and moment - self.spoke_at > SEEN_EVERY_S:
            self.send(encode_seen(self.seen_tick))


def masked(payload: bytes) -> bytes:
    """`payload` as a client's WebSocket frame; the same key each time (RFC 6455 asks for a random
    one, to guard proxies that are not there)."""
    size = len(payload)
    repeated = (KEY * (size // 4 + 1))[:size]
    body = int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")
    return bytes((0x82, 0x80 | size)) + KEY + body.to_bytes(size, "big")


def tick_of(payload: bytes) -> int:
    """The tick of a frame, `[kind, tick, …]` in msgpack."""
    number = payload[2]
    size = {0xCC: 1, 0xCD: 2, 0xCE: 4}.get(number, 0)
    return int.from_bytes(payload[3 : 3 + size], "big") if size else number


def pupil_line(port: int, token: str, floor: int) -> Line:
    """The socket of a pupil with a session, upgraded as a browser does it."""
    line = Line(socket.create_connection(("127.0.0.1", port)), floor, says_seen=True)
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    origin = f"http://127.0.0.1:{port}"
    line.socket.sendall(
        f"GET /plaza?v={PROTOCOL_VERSION}&seen=0 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Origin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Cookie: {SECURE_COOKIE}={token}\r\n\r\n".encode()
    )
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.socket.recv(READ_BYTES)
    if not answer.startswith(ACCEPTED):
        raise ConnectionError(answer.split(b"\r\n", 1)[0].decode())
    rest = answer.split(b"\r\n\r\n", 1)[1]
    if rest:
        line.heard.append((monotonic(), rest))
    return line


def bare_line(port: int, floor: int) -> Line:
    """A client of the yardstick."""
    line = Line(socket.create_connection(("127.0.0.1", port)), floor, says_seen=False)
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.socket.sendall(bytes((floor,)))
    return line


class Ears:
    """Waits for all lines at once, those that are not under load too."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._by_number: dict[int, Line] = {}

    def add(self, line: Line) -> Line:
        self._by_number[line.socket.fileno()] = line
        self._poll.register(line.socket, select.EPOLLIN)
        return line

    def hear_until(self, moment: float) -> None:
        """Keep all that arrives until a monotonic moment."""
        while (left := moment - monotonic()) > 0:
            for number, _ in self._poll.poll(left):
                self._by_number[number].hear()

    def close(self) -> None:
        self._poll.close()
        for line in self._by_number.values():
            with contextlib.suppress(OSError):
                line.socket.close()


def frames_of(line: Line, first: int = 0) -> Iterator[tuple[float, bytes]]:
    """The payloads of all whole WebSocket frames a line has heard, each with its arrival."""
    kept = b""
    for moment, chunk in line.heard[first:]:
        kept += chunk
        at = 0
        while (frame := frame_at(kept, at)) is not None:
            yield moment, frame.payload
            at = frame.end
        kept = kept[at:]


class Frame(NamedTuple):
    """One WebSocket frame, and where in the bytes the next begins."""

    payload: bytes
    end: int


def frame_at(data: bytes, at: int) -> Frame | None:
    """The frame at a place; None if it is not whole."""
    if len(data) < at + 2:
        return None
    size, head = data[at + 1], 2
    if size >= 126:
        head = 4 if size == 126 else 10
        if len(data) < at + head:
            return None
        size = int.from_bytes(data[at + 2 : at + head], "big")
    end = at + head + size
    return None if len(data) < end else Frame(data[at + head : end], end)
