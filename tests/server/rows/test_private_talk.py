"""A counselling talk on the wire: its board, its words after a reload, its broken lines (T3.4)."""

import pytest

from protocol.chatting import SaidInCall, SayInCall
from protocol.counselling import (
    CoverShown,
    LeaveCounselling,
    LineShown,
)
from protocol.floors import DeskShown
from protocol.reporting import Place, Report
from protocol.sessions import Cause, Left
from protocol.units import LEAVE_AFTER_DROP_TICKS, TICK_MS
from protocol.whiteboard import (
    Draw,
    Drawn,
    Ink,
    OpenWhiteboard,
    Pen,
    WhiteboardOpened,
    WhiteboardShown,
    WriteOn,
    WrittenOn,
)
from tests.server.people import Person, Rehearsal
from tests.server.stored import batches_of
from tests.server.talking import a_talk, shown_anew

pytestmark = pytest.mark.spec("T3.4")

POINTS = (100, 100, 20, 30, -5, 8)


async def open_board(person: Person) -> str:
    since = len(person.heard)
    assert await person.ask(OpenWhiteboard("")) == ""
    return (await person.until(WhiteboardShown, since)).board


@pytest.mark.spec("T4.4")
async def test_two_in_a_talk_share_a_board_and_nobody_else_receives_a_byte_of_it(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "ばんの せんせい") as (pupil, staff, third):
        since = len(third.heard)
        board = await open_board(pupil)
        assert await open_board(staff) == board
        await pupil.find(lambda m: isinstance(m, WhiteboardOpened) and m.account == staff.account)
        stroke = Draw(board, 0, "line-001", Pen.PEN, Ink.RED, 2, POINTS)
        assert await pupil.ask(stroke) == ""
        assert (await staff.until(Drawn)).points == POINTS
        assert await staff.ask(WriteOn(board, 0, "text-001", Ink.BLUE, 1, 5, 5, "ひみつのえ")) == ""
        assert (await pupil.until(WrittenOn)).text == "ひみつのえ"
        page = f"/api/whiteboards/{board}"
        pages = [await person.get(page) for person in (pupil, staff)]
        assert [mark["stroke"] for mark in pages[0]["marks"]] == ["line-001", "text-001"]
        assert pages[0] == pages[1]
        assert await third.get(page) == 404
        assert await third.ask(stroke) == "not_at_the_whiteboard"
        assert {type(m).__name__ for m in third.heard[since:]} <= {"AvatarGone", "Refusal"}
        for marker in (board, "line-001", "ひみつのえ"):
            assert not third.was_sent(marker)
        for file in drill.data_dir.rglob("*"):
            assert not file.is_file() or "ひみつのえ".encode() not in file.read_bytes(), file
        assert await pupil.ask(LeaveCounselling()) == ""
        for person in (pupil, staff):
            await person.until(DeskShown)
            assert await person.get(page) == 404


async def test_after_a_reload_both_read_what_was_said_and_after_the_talk_nobody_does(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "ことばの せんせい") as (pupil, staff, third):
        for word, person in (("ひとつ", pupil), ("ふたつ", staff)):
            assert await person.ask(SayInCall(word)) == ""
        since = len(pupil.heard)
        await pupil.drop()
        await pupil.connect(resume=False)
        assert (await shown_anew(pupil, since)).said == 2
        assert await staff.ask(SayInCall("みっつ")) == ""
        assert (await pupil.until(SaidInCall, since)).text == "みっつ"
        for person in (pupil, staff):
            rows = await person.get("/api/talk")
            assert [(row["n"], row["text"]) for row in rows] == [
                (1, "ひとつ"), (2, "ふたつ"), (3, "みっつ")
            ]  # fmt: skip
            assert rows[0]["account"] == pupil.account
        assert await third.get("/api/talk") == 404
        assert await staff.ask(LeaveCounselling()) == ""
        for person in (pupil, staff):
            await person.until(DeskShown)
            assert await person.get("/api/talk") == 404


async def test_a_line_that_breaks_in_a_talk_is_told_and_comes_back_to_the_same_talk(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "きれるの せんせい") as (pupil, staff, third):
        call = pupil.all_of(CoverShown)[-1].call
        since, heard = len(pupil.heard), len(third.heard)
        await staff.drop()
        line = await pupil.until(LineShown, since)
        assert (line.call, line.account, line.away) == (call, staff.account, True)
        assert await pupil.ask(SayInCall("まってるね")) == ""
        await staff.connect()
        assert (await staff.until(SaidInCall)).text == "まってるね"
        back = await pupil.find(lambda m: isinstance(m, LineShown) and not m.away, since)
        assert back == LineShown(call, staff.account, away=False)
        assert await staff.ask(SayInCall("ただいま")) == ""
        await pupil.find(lambda m: isinstance(m, SaidInCall) and m.text == "ただいま", since)
        await third.settled()
        assert {type(m).__name__ for m in third.heard[heard:]} <= {"AvatarGone", "Refusal"}


async def test_when_one_closes_the_tab_and_stays_away_the_other_one_comes_back_alone(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "ひとりの せんせい") as (pupil, staff, third):
        since, heard = len(staff.heard), len(third.heard)
        batches = len(batches_of(drill.data_dir))
        await pupil.drop()
        await staff.until(LineShown, since)
        await drill.jump(LEAVE_AFTER_DROP_TICKS * TICK_MS)
        await staff.until(DeskShown, since)
        await staff.enter("plaza")
        events = [e for batch in batches_of(drill.data_dir)[batches:] for e in batch.events]
        [left] = [e for e in events if isinstance(e, Left) and e.account == pupil.account]
        assert left.cause is Cause.DROPPED
        await third.settled()
        told = [type(m).__name__ for m in third.heard[heard:]]
        # The counsellor comes to the floor as from a login; of the pupil there is no more to tell.
        assert told.count("AvatarShown") == 1
        assert not {"AvatarGone", "Left", "Dropped"} & {*told}


async def test_nobody_in_a_talk_changes_anything_or_looks_into_a_report_by_another_way(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    """Whoever has logged out, as others believe, sends no file and is in no record of looks."""
    async with a_talk(drill, some, "よみの ひと", role="admin") as (_pupil, staff, third):
        assert await third.ask(Report(staff.account, Place.PERSON, 0, ())) == ""
        ask = staff.browser
        changing = ["/api/uploads?title=え", "/api/chimes", "/api/calendar", "/api/card"]
        for path in [*changing, "/api/talks/read"]:
            status, answer = await ask.post(path, {})
            assert (status, answer["reason"]) == (409, "under_cover"), path
        for path in ("/api/reports/lines", "/api/reports/drawing"):
            assert await ask.get(path + "?report=AAAAAAAAAAAAAAAAAAAAAA") == (
                409, {"reason": "under_cover", "at_ms": 0},
            )  # fmt: skip
        assert (await ask.get("/api/talk"))[0] == 200
        assert (await ask.post("/api/logout", {}))[0] == 204
