"""Whiteboards on the wire: many draw at once, all see the same, nobody else a byte (T4.4)."""

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from protocol.chatting import Say
from protocol.hiding import HidePerson
from protocol.sessions import Refusal
from protocol.tracing import PointedOn, PointOn, TracePen
from protocol.undoing import UndoDrawing
from protocol.units import TRACED_PER_SECOND
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
from tests.server.people import Rehearsal, people_of
from tests.server.rows.drawing import BOARD_OBJECT, at_the_board
from tests.server.running import run_hiroba
from tests.server.stored import batches_of

pytestmark = pytest.mark.spec("T4.4")

FLOOR = "classroom"


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
    file = tmp_path / "boards" / f"{FLOOR}-{BOARD_OBJECT}-page-10.svg"
    assert f"page 10: 1 marks, {file}" in told.stdout
    assert "のこる文字" in file.read_text(encoding="utf-8")
