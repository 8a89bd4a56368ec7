"""Scripted people of the guides' pictures: they stand where they are told and say what they are
told, so that the pictures look the same each time they are made."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Final, Self, TypeVar

from protocol.avatars import ChooseLook, Look, SetWatching
from protocol.floors import EnterFloor, FloorShown
from protocol.knocking import SetTalkMode, TalkMode
from protocol.moving import WalkTo
from protocol.notices import NoticeShown, SeeNotice
from protocol.surveys import SurveyShown
from protocol.units import SUBTILES_PER_TILE
from protocol.vocabulary import Command
from server.demo import CHILDREN
from tests.server.running import Browser, Server, Socket

LOOKS: Final = (
    Look(1, 1, 1, 0, 2, 1, 0), Look(4, 2, 0, 1, 4, 0, 2), Look(2, 0, 2, 2, 6, 3, 0),
    Look(5, 3, 3, 0, 1, 0, 1), Look(0, 4, 1, 1, 3, 2, 0), Look(6, 1, 4, 2, 5, 0, 3),
    Look(3, 2, 2, 0, 7, 4, 0), Look(7, 0, 5, 1, 0, 5, 4),
)  # fmt: skip
PLACES: Final = (
    (37, 13), (43, 15), (47, 13), (52, 16), (57, 13), (61, 15), (41, 18), (55, 19),
)  # fmt: skip
"""Tiles before the wall of the plaza, in view of one who stands at `OWN_PLACE`."""

NAMES: Final = CHILDREN[: len(PLACES)]

_T = TypeVar("_T")


class Company:
    """Children who are here while the pictures are taken; used from another thread."""

    def __init__(self, school: Server) -> None:
        self._cards = school.cards("pupil")[1 : len(PLACES) + 1]
        self._address = school.address
        self._loop = asyncio.new_event_loop()
        self.dressed: set[str] = set()
        """The roles whose first card has been here before."""
        self._sockets: list[tuple[Browser, Socket]] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        for number in range(len(PLACES)):
            self._wait(self._come(number))
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._go())
        self._loop.call_soon_threadsafe(self._loop.stop)

    def send(self, number: int, command: Command) -> None:
        """Let one of them do something."""
        self._wait(self._sockets[number][1].send(command))

    def account(self, number: int) -> str:
        """Who that is."""
        return self._cards[number]["account"]

    def opened_survey(self) -> str:
        """The survey that has just opened, as the first child has heard."""
        return self._wait(self._sockets[0][1].until(SurveyShown)).survey

    def see_notice(self) -> None:
        """Each child's page has shown the notice that was just sent."""
        for number, (_, socket) in enumerate(self._sockets):
            notice = self._wait(socket.until(NoticeShown)).notice
            self.send(number, SeeNotice(notice))

    def _wait(self, deed: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(timeout=30)

    async def _come(self, number: int) -> None:
        browser = await Browser(self._address).__aenter__()
        await browser.log_in(self._cards[number])
        socket = await browser.connect()
        self._sockets.append((browser, socket))
        await socket.send(ChooseLook(LOOKS[number]))
        await socket.send(EnterFloor("plaza"))
        await socket.until(FloorShown)
        # A talk that begins in the middle of a picture would be nobody's wish.
        await socket.send(SetTalkMode(TalkMode.CLOSED))
        await socket.send(SetWatching(False))
        x, y = PLACES[number]
        await socket.send(WalkTo(x * SUBTILES_PER_TILE, y * SUBTILES_PER_TILE))

    async def _go(self) -> None:
        for browser, socket in self._sockets:
            await socket.close()
            await browser.__aexit__()
