"""A line on which everything takes long, and which may stand still or break for a while."""

import queue
import random
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from tests.browser.refusing_proxy import refusing_proxy

PIECE_BYTES = 65_536
JITTER = 0.2


class SlowLine(socketserver.ThreadingTCPServer):
    """Passes bytes on to a proxy, each way `delay_s` later, give or take a fifth."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: str) -> None:
        super().__init__(("127.0.0.1", 0), _Joined)
        to = urlsplit(address)
        self.to = (to.hostname or "", to.port or 80)
        self.delay_s = 0.0
        self.ended = threading.Event()
        self.moves = threading.Event()
        self.moves.set()
        self.open: set[socket.socket] = set()

    @property
    def way(self) -> dict[str, Any]:
        """How a browser goes to a school by this line."""
        return {"server": f"http://127.0.0.1:{self.server_address[1]}", "bypass": "<-loopback>"}

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nothing arrives meanwhile; afterwards all of it does."""
        self.moves.clear()
        try:
            yield
        finally:
            self.moves.set()

    def cut(self) -> None:
        """Every connection breaks, and what was under way is lost."""
        for end in list(self.open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_line() -> Iterator[SlowLine]:
    """A line to every school of this machine, quick until it is told to be slow."""
    with refusing_proxy() as proxy, SlowLine(proxy.address) as line:
        proxy.lets_sockets_through = True
        serving = threading.Thread(target=line.serve_forever, daemon=True)
        serving.start()
        try:
            yield line
        finally:
            line.ended.set()
            line.moves.set()
            line.shutdown()
            serving.join()


class _Joined(socketserver.BaseRequestHandler):
    server: SlowLine

    def handle(self) -> None:
        here: socket.socket = self.request
        line = self.server
        with socket.create_connection(line.to) as there:
            line.open |= {here, there}
            back = threading.Thread(target=_pass_on, args=(line, there, here), daemon=True)
            back.start()
            _pass_on(line, here, there)
            back.join()
            line.open -= {here, there}


def _pass_on(line: SlowLine, source: socket.socket, target: socket.socket) -> None:
    on_its_way: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
    arriving = threading.Thread(target=_arrive, args=(line, on_its_way, target), daemon=True)
    arriving.start()
    piece = b"first"
    while piece:
        piece = b""
        with suppress(OSError):
            piece = source.recv(PIECE_BYTES)
        wait_s = line.delay_s * random.uniform(1 - JITTER, 1 + JITTER)
        on_its_way.put((time.monotonic() + wait_s, piece))
    arriving.join()


def _arrive(
    line: SlowLine, on_its_way: queue.SimpleQueue[tuple[float, bytes]], target: socket.socket
) -> None:
    while True:
        due_s, piece = on_its_way.get()
        line.ended.wait(max(0.0, due_s - time.monotonic()))
        line.moves.wait()
        with suppress(OSError):
            if not piece:
                return target.shutdown(socket.SHUT_WR)
            target.sendall(piece)
