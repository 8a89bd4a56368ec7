"""Whiteboards on the wire: many draw at once, all see the same, nobody else a byte (T4.4)."""

import asyncio
import random
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
import pytest

from protocol.chatting import Say
from protocol.hiding import HidePerson
from protocol.sessions import Refusal
from protocol.tracing import PenTraced, PointedOn, PointOn, TracePen
from protocol.undoing import RubbingUndone, StrokeUndone, UndoDrawing
from protocol.units import TRACED_PER_SECOND
from protocol.vocabulary import Message
from protocol.whiteboard import (
    CloseWhiteboard,
    Draw,
    Drawn,
    Ink,
    OpenWhiteboard,
    PageTurned,
    Pen,
    RubbedOut,
    RubOut,
    TurnPage,
    WhiteboardClosed,
    WhiteboardShown,
    WriteOn,
    WrittenOn,
)
from replay.reader import recover
from server.commands.reading import open_to_read
from server.drawings import Asked, page_for
from simulation.pages import on_the_page
from tests.conftest import TEST_SIZE
from tests.server.people import Person, Rehearsal, people_of
from tests.server.running import run_hiroba
from tests.server.stored import batches_of

pytestmark = pytest.mark.spec("T4.4")

FLOOR, OBJECT = "classroom", "whiteboard-stand-1"
STROKES: Final = {"quick": 25, "fuzz": 200, "soak": 2_400}[TEST_SIZE]
"""Of each person, one after the other: twenty a second, as each is stored in a tick of its own."""
ON_A_PAGE: Final = 400


class Sheet:
    """Pages as somebody's messages made them."""

    def __init__(self, heard: list[Message]) -> None:
        self.pages: dict[int, dict[str, dict[str, Any]]] = {}
        self._rubbed: dict[str, tuple[int, str]] = {}
        for message in heard:
            self._take(message)

    def marks(self, page: int) -> list[dict[str, Any]]:
        """What is to be seen, in order, as the server's answer says it."""
        marks = self.pages.get(page, {})
        return [mark for name, mark in marks.items() if name not in self._rubbed]

    def _take(self, message: Message) -> None:
        match message:
            case Drawn() | WrittenOn():
                mark = msgspec.to_builtins(message)
                fields = msgspec.structs.fields(message)
                named = {field.name: value for field, value in zip(fields, mark, strict=True)}
                page = self.pages.setdefault(message.page, {})
                page[message.stroke] = {
                    key: value for key, value in named.items() if key not in {"board", "page"}
                }
            case RubbedOut():
                for stroke in message.strokes:
                    self._rubbed[stroke] = (message.page, message.rubbing)
            case StrokeUndone():
                del self.pages[message.page][message.stroke]
            case RubbingUndone():
                for stroke, (_, rubbing) in list(self._rubbed.items()):
                    if rubbing == message.rubbing:
                        del self._rubbed[stroke]
            case _:
                pass


async def open_board(person: Person) -> str:
    """The person looks at the board of the classroom; its name."""
    since = len(person.heard)
    assert await person.ask(OpenWhiteboard(OBJECT)) == ""
    return (await person.until(WhiteboardShown, since)).board


async def at_the_board(*people: Person) -> str:
    """They come to the classroom and look at its board; its name."""
    for person in people:
        await person.arrive(FLOOR)
    boards = {await open_board(person) for person in people}
    return boards.pop()


async def draw_much(person: Person, board: str, number: int) -> None:
    """Strokes, a text now and then, something rubbed out, something taken back."""
    chance = random.Random(number)
    for n in range(STROKES):
        page, name = n // ON_A_PAGE, f"{number:02}-{n:05}"
        steps = [chance.randrange(-8, 9) for _ in range(2 * chance.randrange(1, 60))]
        points = (1_600, 900, *steps)
        wish = Draw(board, page, name, Pen.PEN, chance.choice(list(Ink)), 2, points)
        await person.send(TracePen(board, page, name, Pen.PEN, Ink.RED, 2, points[:20]))
        assert await person.ask(wish) == ""
        if n % 10 == 4:
            text = WriteOn(board, page, f"T{name[1:]}", Ink.BLUE, 1, 5, 5, f"もじ{number}-{n}")
            assert await person.ask(text) == ""
        if n % 10 == 6:
            assert await person.ask(RubOut(board, page, f"R{name[1:]}", (name,))) == ""
        if n % 10 in {7, 8}:
            assert await person.ask(UndoDrawing(board, page)) == ""


def replayed(drill: Rehearsal, board: str, pages: int) -> list[list[dict[str, Any]]]:
    """The pages as the log alone gives them."""
    with open_to_read(drill.data_dir) as (log, sealer):
        school, _, _ = recover(log, sealer)
        found = school.whiteboards[board]
        asked = [
            [Asked((m.batch, m.index), found.authors[m.author]) for _, m in on_the_page(found, n)]
            for n in range(pages)
        ]
        return [page_for(log, sealer, page, {}) for page in asked]


def plain(marks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks with the same kind of lists, from wherever they came."""
    return [
        {key: list(v) if isinstance(v, tuple) else v for key, v in mark.items()} for mark in marks
    ]


async def test_ten_who_draw_at_once_come_to_the_same_board_and_so_does_the_log(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    async with people_of(drill, children[40:52]) as (late, beside, *drawing):
        for person in (late, beside):
            await person.arrive(FLOOR)
        board = await at_the_board(*drawing)
        heard = [len(person.received) for person in (late, beside)]
        await asyncio.gather(*(draw_much(p, board, n) for n, p in enumerate(drawing)))
        await asyncio.gather(*(person.settled() for person in (late, beside, *drawing)))
        assert await open_board(late) == board
        pages = -(-STROKES // ON_A_PAGE)
        answers = [await late.get(f"/api/whiteboards/{board}?page={n}") for n in range(pages)]
        wanted = [plain(answer["marks"]) for answer in answers]
        assert len(wanted[0]) > STROKES
        assert answers[0]["names"][drawing[3].account] == drawing[3].card["name"]
        for person in drawing:
            sheet = Sheet(person.heard)
            assert [plain(sheet.marks(page)) for page in range(pages)] == wanted
        assert [plain(page) for page in replayed(drill, board, pages)] == wanted
        # Who stood beside it without looking was sent nothing of it.
        sent = b"".join(beside.received[heard[1] :])
        assert b"".join(late.received[: heard[0]]).count(b"00-00001") == 0
        assert [n for n in range(STROKES) if f"-{n:05}".encode() in sent] == []
        assert beside.all_of(PenTraced) == []


async def test_a_page_is_turned_for_everybody_and_pointers_pass_without_a_trace(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:4]) as (aki, haru, natsu, outside):
        await outside.arrive("yard")
        board = await at_the_board(aki, haru, natsu)
        before = [len(person.heard) for person in (aki, haru, natsu)]
        assert await aki.ask(TurnPage(board, 7)) == ""
        for person, since in zip((aki, haru, natsu), before, strict=True):
            assert (await person.until(PageTurned, since)).page == 7
            await person.send(PointOn(board, 7, 100 + since % 50, 200))
        await asyncio.gather(*(person.settled() for person in (aki, haru, natsu, outside)))
        pointing = {aki.account, haru.account, natsu.account}
        for person, since in zip((aki, haru, natsu), before, strict=True):
            assert {m.account for m in person.all_of(PointedOn, since)} == pointing
        assert [*outside.all_of(PointedOn), *outside.all_of(PageTurned)] == []
        assert await outside.get(f"/api/whiteboards/{board}?page=7") == 404
        assert await aki.get(f"/api/whiteboards/{board}?page=20") == 404
        assert (await aki.get(f"/api/whiteboards/{board}?page=7"))["marks"] == []
        assert await aki.ask(TurnPage(board, 0)) == ""
        batches = batches_of(drill.data_dir)
        topics = {type(event).__name__ for batch in batches for event in batch.events}
        assert "PageTurned" in topics
        assert topics.isdisjoint({"PointedOn", "PenTraced", "PointOn", "TracePen"})


async def test_who_has_closed_the_board_or_gone_away_gets_nothing_more(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:3]) as (aki, closing, leaving):
        board = await at_the_board(aki, closing, leaving)
        await closing.send(CloseWhiteboard())
        await closing.until(WhiteboardClosed)
        await leaving.enter("yard")
        before = [len(person.received) for person in (closing, leaving)]
        wish = WriteOn(board, 1, "secret-1", Ink.RED, 1, 5, 5, "ここだけの文字")
        assert await aki.ask(wish) == ""
        await aki.send(PointOn(board, 1, 5, 5))
        for person, since in zip((closing, leaving), before, strict=True):
            await person.settled()
            assert await person.get(f"/api/whiteboards/{board}?page=1") == 404
            sent = b"".join(person.received[since:])
            assert board.encode() not in sent
            assert "ここだけの文字".encode() not in sent


async def test_somebody_hidden_draws_for_others_and_is_in_no_answer_of_the_one_who_hid_them(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:3]) as (aki, haru, natsu):
        board = await at_the_board(aki, haru, natsu)
        assert await aki.ask(HidePerson(haru.account)) == ""
        since = len(aki.received)
        wish = WriteOn(board, 2, "hidden-1", Ink.RED, 1, 5, 5, "かくれた文字")
        assert await haru.ask(wish) == ""
        await haru.send(TracePen(board, 2, "hidden-2", Pen.PEN, Ink.RED, 1, (5, 5)))
        await asyncio.gather(*(person.settled() for person in (aki, haru, natsu)))
        texts = [mark["text"] for mark in (await natsu.get(page_two(board)))["marks"]]
        assert texts == ["かくれた文字"]
        assert (await aki.get(page_two(board)))["marks"] == []
        sent = b"".join(aki.received[since:])
        assert b"hidden-1" not in sent
        assert b"hidden-2" not in sent


async def test_what_an_erased_person_wrote_is_in_no_answer_any_more(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (card,) = await drill.new_cards("すぐきえる")
    async with people_of(drill, [card, some[5]]) as (erased, aki):
        board = await at_the_board(erased, aki)
        wish = WriteOn(board, 3, "erased-1", Ink.RED, 1, 5, 5, "きえる文字")
        assert await erased.ask(wish) == ""
        page = f"/api/whiteboards/{board}?page=3"
        assert [m["text"] for m in (await aki.get(page))["marks"]] == ["きえる文字"]
        await drill.do("erase_account", account=erased.account)
        await aki.settled()
        assert (await aki.get(page))["marks"] == []


def page_two(board: str) -> str:
    return f"/api/whiteboards/{board}?page=2"


async def test_a_hand_that_points_too_fast_is_told_so_and_may_still_draw_and_speak(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:1]) as (aki,):
        board = await at_the_board(aki)
        since = len(aki.heard)
        for n in range(3 * TRACED_PER_SECOND):
            await aki.send(PointOn(board, 4, n, n))
        wish = Draw(board, 4, "whole-01", Pen.LINE, Ink.RED, 1, (0, 0, 9, 9))
        assert await aki.ask(wish) == ""
        assert await aki.ask(Say("まだ いえる")) == ""
        refused = aki.all_of(Refusal, since)
        assert {one.reason for one in refused} == {"too_fast"}
        # Twice a second's worth at once, and what grew back while it came in.
        assert len(refused) <= TRACED_PER_SECOND


@pytest.mark.spec("R1")
async def test_replay_writes_what_stood_on_a_board_at_a_moment(
    drill: Rehearsal, some: list[dict[str, str]], tmp_path: Path
) -> None:
    async with people_of(drill, some[:1]) as (aki,):
        board = await at_the_board(aki)
        wish = WriteOn(board, 9, "replayed", Ink.RED, 1, 5, 5, "のこる文字")
        assert await aki.ask(wish) == ""
        then = await drill.jump(2_000)
        assert await aki.ask(UndoDrawing(board, 9)) == ""
    moment = datetime.fromtimestamp(then / 1000, ZoneInfo("Asia/Tokyo"))
    told = run_hiroba(
        "replay", "--data-dir", str(drill.data_dir), "--at", f"{moment:%Y-%m-%d %H:%M:%S.%f}",
        "--floor", FLOOR, "--whiteboards", str(tmp_path / "boards"),
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    file = tmp_path / "boards" / f"{FLOOR}-{OBJECT}-page-10.svg"
    assert f"page 10: 1 marks, {file}" in told.stdout
    assert "のこる文字" in file.read_text(encoding="utf-8")
