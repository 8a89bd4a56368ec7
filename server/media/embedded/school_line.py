"""The worker's end of its line to the school, read at once whenever somebody asks for it.

A worker that stood still finds sockets full of packets and, behind them, what the school has said
meanwhile: that somebody has left. So the line is read in between, and not only in its turn.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from server.media.embedded.lines import LENGTH, MESSAGE_MAX_BYTES, Told

READ_BYTES: Final = 1 << 18


class SchoolLine:
    """Messages from the school, each told as soon as it is whole; `ended` when there are no more,
    or with what went wrong."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._came, self._unsent = bytearray(), bytearray()
        self._take: Callable[[Told], None] | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def first(self) -> Told | None:
        """The first message, waited for; None if the school is gone."""
        self._line.setblocking(True)
        while (message := next(self._whole(), None)) is None:
            came = self._line.recv(READ_BYTES)
            if not came:
                return None
            self._came += came
        return message

    def tell(self, take: Callable[[Told], None]) -> None:
        """From now on give every message to `take`."""
        self._take = take
        self._line.setblocking(False)
        asyncio.get_running_loop().add_reader(self._line.fileno(), self.look)
        self.look()

    def look(self) -> bool:
        """Do what has been said up to now. False while the school is in the middle of a message."""
        if self._take is None or self.ended.done():
            return True
        try:
            self._read()
            for message in self._whole():
                self._take(message)
        except Exception as error:  # noqa: BLE001  (whoever waits for the end is told)
            self._end(error)
        return not self._came

    def say(self, message: bytes) -> None:
        """Tell the school, later what it does not take at once."""
        self._unsent += message
        self._send()

    def close(self) -> None:
        self._end(None)
        self._line.close()

    def _read(self) -> None:
        while True:
            try:
                came = self._line.recv(READ_BYTES)
            except BlockingIOError:
                return
            except ConnectionError:
                came = b""
            if not came:
                self._end(None)
                return
            self._came += came

    def _whole(self) -> Iterator[Told]:
        while len(self._came) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._came)
            assert length <= MESSAGE_MAX_BYTES, "a message too long for the media line"
            ends = LENGTH.size + length
            if len(self._came) < ends:
                return
            message: Told = msgspec.msgpack.decode(self._came[LENGTH.size : ends])
            del self._came[:ends]
            yield message

    def _send(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            del self._unsent[: self._line.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._end(None)
            return
        if self._unsent:
            loop.add_writer(self._line.fileno(), self._send)
        else:
            loop.remove_writer(self._line.fileno())

    def _end(self, error: Exception | None) -> None:
        if self.ended.done():
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._line.fileno())
        loop.remove_writer(self._line.fileno())
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)
