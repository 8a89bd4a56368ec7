"""Whiteboards on the wire: many draw at once, all see the same, nobody else a byte (T4.4)."""

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from protocol.chatting import Say
from protocol.hiding import HidePerson
from protocol.sessions import Done, Refusal
from protocol.tracing import PointedOn, PointOn, TracePen
from protocol.undoing import UndoDrawing
from protocol.units import DRAWN_PER_SECOND, TRACED_PER_SECOND, Tick
from protocol.vocabulary import Message
from protocol.whiteboard import (
    CloseWhiteboard,
    Draw,
    Ink,
    PageTurned,
    Pen,
    TurnPage,
    WhiteboardClosed,
    WriteOn,
)
from protocol.wire import decode_frame
from tests.server.people import Rehearsal, people_of
from tests.server.rows.drawing import BOARD_OBJECT, at_the_board, marks_for
from tests.server.running import run_hiroba
from tests.server.stored import batches_of

pytestmark = pytest.mark.spec("T4.4")

FLOOR = "classroom"


async def test_a_page_is_turned_for_everybody_and_pointers_pass_without_a_trace(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:6]) as (*looking, outside):
        aki = looking[0]
        await outside.arrive("yard")
        board = await at_the_board(*looking)
        before = [(len(person.heard), len(person.received)) for person in looking]
        assert await aki.ask(TurnPage(board, 7)) == ""
        for person, (since, _) in zip(looking, before, strict=True):
            assert (await person.until(PageTurned, since)).page == 7
            await person.send(PointOn(board, 7, 100 + since % 50, 200))
        await asyncio.gather(*(person.settled() for person in (*looking, outside)))
        # All five in the tick in which it is answered: what is left of the second is the network's.
        answered = ticks_of(Done, aki.received[before[0][1] :])[0]
        for person, (since, bytes_since) in zip(looking, before, strict=True):
            assert ticks_of(PageTurned, person.received[bytes_since:]) == [answered]
            seen = [message.account for message in person.all_of(PointedOn, since)]
            assert sorted(seen) == sorted(one.account for one in looking)
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


def ticks_of(kind: type[Message], received: list[bytes]) -> list[Tick]:
    """In which ticks somebody was told something of a kind."""
    frames = [decode_frame(data) for data in received]
    return [tick for _, tick, messages in frames for one in messages if isinstance(one, kind)]


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


async def test_a_hand_that_draws_too_fast_is_told_for_each_stroke_and_the_others_stand(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:1]) as (aki,):
        board = await at_the_board(aki)
        since = len(aki.heard)
        wishes = [
            Draw(board, 8, f"fast-{n:03}", Pen.PEN, Ink.RED, 1, (0, 0, 9, 9))
            for n in range(3 * DRAWN_PER_SECOND)
        ]
        numbers = [await aki.send(wish) for wish in wishes]
        answers = [await aki.answer_to(number, since) for number in numbers]
        assert set(answers) == {"", "too_fast"}
        assert await aki.ask(Say("まだ いえる")) == ""
        stand = [mark["stroke"] for mark in await marks_for(aki, board, 8)]
        wanted = zip(wishes, answers, strict=True)
        assert stand == [wish.stroke for wish, answer in wanted if answer == ""]


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
    file = tmp_path / "boards" / f"{FLOOR}-{BOARD_OBJECT}-page-10.svg"
    assert f"page 10: 1 marks, {file}" in told.stdout
    assert "のこる文字" in file.read_text(encoding="utf-8")
