"""The filter of a school: lets pages and posts through, and no socket unless it is told to."""

import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
TUNNEL = b"HTTP/1.1 200 OK\r\n\r\n"


class RefusingProxy(socketserver.ThreadingTCPServer):
    """An HTTP proxy on loopback. A browser asks it for a tunnel before it opens a socket."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.lets_sockets_through = False
        self.tunnels_refused = 0
        self.is_cut = False
        self.ways: set[socket.socket] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def cut(self) -> Iterator[None]:
        """The line is dead for a while: whatever was open ends, and nothing new comes through."""
        self.is_cut = True
        for there in list(self.ways):
            with suppress(OSError):
                there.shutdown(socket.SHUT_RDWR)
        try:
            yield
        finally:
            self.is_cut = False


@contextmanager
def refusing_proxy() -> Iterator[RefusingProxy]:
    with RefusingProxy() as proxy:
        serving = threading.Thread(target=proxy.serve_forever, daemon=True)
        serving.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            serving.join()


class _Asked(socketserver.StreamRequestHandler):
    server: RefusingProxy

    def handle(self) -> None:
        head = b"".join(iter(self.rfile.readline, b"\r\n"))
        method, target, _ = head.decode("latin-1").split(" ", 2)
        if method == "CONNECT":
            host, _, port = target.partition(":")
            # A browser has wishes of its own, which lead out of this computer.
            if not self.server.lets_sockets_through or host != "127.0.0.1":
                self.server.tunnels_refused += host == "127.0.0.1"
                self.wfile.write(REFUSED)
                return
            self._join(socket.create_connection((host, int(port))), b"", TUNNEL)
            return
        url = urlsplit(target)
        path = url.path + (f"?{url.query}" if url.query else "")
        first, _, rest = head.partition(b"\r\n")
        asked = first.replace(target.encode(), path.encode(), 1) + b"\r\n" + _without_kept(rest)
        there = socket.create_connection((url.hostname or "", url.port or 80))
        self._join(there, asked + b"Connection: close\r\n\r\n", b"")

    def _join(self, there: socket.socket, first_there: bytes, first_here: bytes) -> None:
        self.server.ways.add(there)
        with there:
            if self.server.is_cut:
                return
            there.sendall(first_there)
            self.connection.sendall(first_here)
            threading.Thread(target=_pass_on, args=(there, self.connection), daemon=True).start()
            with suppress(OSError):
                while piece := self.rfile.read1(65_536):
                    there.sendall(piece)
        self.server.ways.discard(there)


def _without_kept(headers: bytes) -> bytes:
    return re.sub(rb"(?im)^(proxy-)?connection:.*\r\n", b"", headers)


def _pass_on(there: socket.socket, here: socket.socket) -> None:
    with suppress(OSError):
        while piece := there.recv(65_536):
            here.sendall(piece)
    with suppress(OSError):
        here.shutdown(socket.SHUT_RDWR)
