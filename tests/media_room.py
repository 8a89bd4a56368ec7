"""A media forwarder without a network: real keys, checks and encryption, in one process."""

import asyncio
import threading

from server.media.embedded.endpoint import Endpoint
from server.media.embedded.forwarder import Forwarder
from server.media.settings import MediaSettings
from tests.media_wire import WITHIN_S, WireClient

PAUSE = threading.Event()


class Room:
    """A forwarder, and everybody's line to it."""

    def __init__(self) -> None:
        self.endpoint = Endpoint(MediaSettings())
        self.told: list[tuple[str, str]] = []
        self.forwarder = Forwarder(self.endpoint, (), lambda *event: self.told.append(event))
        self.lines: dict[str, WireClient] = {}
        self._places = 0

    async def enter(self, account: str) -> WireClient:
        """A new line for a person, in place of an older one."""
        self._places += 1
        self.told.clear()
        line = await WireClient(account).offer(self.signal)
        self.lines[account] = await line.inside(self.endpoint, self._places)
        async with asyncio.timeout(WITHIN_S):
            while ("connected", account) not in self.told:
                await asyncio.to_thread(PAUSE.wait, 0.005)
        return line

    async def signal(self, account: str, offer: str) -> str:
        return self.forwarder.answer(account, offer)
