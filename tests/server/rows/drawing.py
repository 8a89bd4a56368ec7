"""People who draw as fast as a hand may, and a board as somebody's messages made it.

A hand draws twenty times a second and has a second's worth on its way at most: whoever is kept
waiting by a busy machine does not hurry afterwards, as no child would. Who did not keep up is shown
everything anew and asks for the pages, as a page does.
"""

import asyncio
import random
import time
from collections import Counter
from contextlib import suppress
from typing import Any, Final

import msgspec

from protocol.sessions import Done, Refusal
from protocol.tracing import PointedOn, PointOn, TracePen
from protocol.undoing import (
    RedoDrawing,
    RubbingRedone,
    RubbingUndone,
    StrokeRedone,
    StrokeUndone,
    UndoDrawing,
)
from protocol.units import DRAWN_PER_SECOND
from protocol.vocabulary import Command, Message
from protocol.whiteboard import (
    Draw,
    Drawn,
    Ink,
    OpenWhiteboard,
    Pen,
    RubbedOut,
    RubOut,
    WhiteboardShown,
    WriteOn,
    WrittenOn,
)
from tests.server.people import LineClosed, Person
from tests.server.running import Server

BOARD_OBJECT: Final = "whiteboard-stand-1"
FIRST_PAGE: Final = 10
"""Where nobody else has drawn."""
ON_A_PAGE: Final = 400
"""Steps of each on a page: ten people stay below what a page takes."""
WIDE: Final = 60

Mark = dict[str, Any]


class Sheet:
    """Pages as somebody's messages made them; each mark stands where it was drawn."""

    def __init__(self, heard: list[Message]) -> None:
        self._pages: dict[int, dict[str, Mark]] = {}
        self._rubbed: dict[str, str] = {}
        self._unrubbed: dict[str, str] = {}
        self._undone: set[str] = set()
        for message in heard:
            self._take(message)

    def marks(self, page: int) -> list[Mark]:
        """What is to be seen, in order, as the server's answer says it."""
        marks = self._pages.get(page, {})
        off = self._undone | self._rubbed.keys()
        return [plain(mark) for name, mark in marks.items() if name not in off]

    def _take(self, message: Message) -> None:
        match message:
            case Drawn() | WrittenOn():
                mark = msgspec.to_builtins(message)
                fields = msgspec.structs.fields(message)
                named = {field.name: value for field, value in zip(fields, mark, strict=True)}
                page = self._pages.setdefault(message.page, {})
                page[message.stroke] = {
                    key: value for key, value in named.items() if key not in {"board", "page"}
                }
            case RubbedOut():
                self._rubbed |= dict.fromkeys(message.strokes, message.rubbing)
            case StrokeUndone():
                self._undone.add(message.stroke)
            case StrokeRedone():
                self._undone.discard(message.stroke)
            case RubbingUndone():
                back = {name for name, by in self._rubbed.items() if by == message.rubbing}
                self._rubbed = {n: by for n, by in self._rubbed.items() if n not in back}
                self._unrubbed |= dict.fromkeys(back, message.rubbing)
            case RubbingRedone():
                again = {name for name, by in self._unrubbed.items() if by == message.rubbing}
                self._rubbed |= dict.fromkeys(again, message.rubbing)
            case _:
                pass


def plain(mark: Mark) -> Mark:
    """A mark with the same kind of lists, from wherever it came."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in mark.items()}


class Hand(Person):
    """Somebody who draws, and points at where they will draw next."""

    def __init__(self, server: Server, card: dict[str, str], number: int) -> None:
        super().__init__(server, card)
        self.number = number
        self.answers: Counter[str] = Counter()
        """To what they drew and took back, by their reason ("" for a yes)."""
        self.pointed_s: dict[int, float] = {}
        """When the pointer was sent that stands so far to the right."""
        self.saw_s: list[tuple[str, int, float]] = []
        """Whose pointer came, how far to the right it stands, and when."""
        self._on_their_way: set[int] = set()
        self._answered = asyncio.Event()
        self._hearing: asyncio.Future[None] | None = None
        self._next_s = 0.0

    async def draw(self, board: str, steps: int) -> None:
        """Strokes, a text now and then, something rubbed out, some of it taken back and not."""
        self._hearing = asyncio.ensure_future(self._hear())
        self._next_s = asyncio.get_running_loop().time()
        chance = random.Random(self.number)
        for step in range(steps):
            await self._turn()
            await self._step(board, step, chance)
        while self._on_their_way:
            await self._room()

    async def go(self) -> None:
        if self._hearing is not None:
            self._hearing.cancel()
            with suppress(asyncio.CancelledError, LineClosed):
                await self._hearing
        await super().go()

    async def _step(self, board: str, step: int, chance: random.Random) -> None:
        page, name = FIRST_PAGE + step // ON_A_PAGE, f"{self.number:02}-{step:05}"
        moves = [chance.randrange(-8, 9) for _ in range(2 * chance.randrange(1, WIDE))]
        points = (1_600, 900, *moves)
        kind = step % 10
        if kind == 7:
            await self._ask(UndoDrawing(board, page))
            if step % 20 == 7:
                await self._ask(RedoDrawing(board, page))
        if kind == 4:
            text = f"もじ{self.number}-{step}"
            await self._ask(WriteOn(board, page, name, Ink.BLUE, 1, 5, 5, text))
        elif kind == 6:
            before = f"{self.number:02}-{step - 1:05}"
            await self._ask(RubOut(board, page, name, (before,)))
        else:
            ink = chance.choice(list(Ink))
            await self._ask(Draw(board, page, name, Pen.PEN, ink, 2, points))
        if kind == 8:
            await self._ask(UndoDrawing(board, page))
            if step % 20 == 8:
                await self._ask(RedoDrawing(board, page))
        if step % 2:
            await self.send(TracePen(board, page, name, Pen.PEN, Ink.RED, 2, points[:20]))
        else:
            self.pointed_s[step] = time.monotonic()
            await self.send(PointOn(board, page, step, self.number))

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        while len(self._on_their_way) >= DRAWN_PER_SECOND:
            await self._room()
        self._next_s = max(self._next_s + 1 / DRAWN_PER_SECOND, loop.time())
        turn = loop.create_future()
        loop.call_at(self._next_s, turn.set_result, None)
        await turn

    async def _room(self) -> None:
        """Wait for answers. Raises LineClosed."""
        assert self._hearing is not None
        self._answered.clear()
        answered = asyncio.ensure_future(self._answered.wait())
        either: set[asyncio.Future[Any]] = {answered, self._hearing}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        answered.cancel()
        if self._hearing.done():
            self._hearing.result()

    async def _ask(self, wish: Command) -> None:
        self._on_their_way.add(await self.send(wish))

    async def _hear(self) -> None:
        at = len(self.heard)
        while True:
            for message in self.heard[at:]:
                if isinstance(message, Done | Refusal):
                    if message.command_id not in self._on_their_way:
                        continue
                    reason = message.reason if isinstance(message, Refusal) else ""
                    self.answers[reason] += 1
                    self._on_their_way.discard(message.command_id)
                elif isinstance(message, PointedOn):
                    self.saw_s.append((message.account, message.x, time.monotonic()))
            at = len(self.heard)
            self._answered.set()
            await self.next_change()

    async def screen(self, board: str, pages: range) -> list[list[Mark]]:
        """What their screen shows of some pages."""
        if not self.kept_up:
            return [await marks_for(self, board, page) for page in pages]
        sheet = Sheet(self.heard)
        return [sheet.marks(page) for page in pages]

    @property
    def kept_up(self) -> bool:
        """Whether they were never shown everything anew since they opened the board."""
        return len(self.all_of(WhiteboardShown)) == 1


async def marks_for(person: Person, board: str, page: int) -> list[Mark]:
    """A page as the server answers somebody."""
    answer = await person.get(f"/api/whiteboards/{board}?page={page}")
    return [plain(mark) for mark in answer["marks"]]


async def open_board(person: Person) -> str:
    """The person looks at the board of the classroom; its name."""
    since = len(person.heard)
    assert await person.ask(OpenWhiteboard(BOARD_OBJECT)) == ""
    return (await person.until(WhiteboardShown, since)).board


async def at_the_board(*people: Person, floor: str = "classroom") -> str:
    """They come to the classroom and look at its board; its name."""
    for person in people:
        await person.arrive(floor)
    boards = {await open_board(person) for person in people}
    return boards.pop()
