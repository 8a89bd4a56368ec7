"""A counselling talk on the wire: its board, its words after a reload, its broken lines (T3.4)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from protocol.chatting import SaidInCall, SayInCall
from protocol.counselling import (
    AnswerOffer,
    CoverShown,
    LeaveCounselling,
    LineShown,
    OfferCounselling,
    OwnCounsellingShown,
)
from protocol.floors import DeskShown
from protocol.private_talk import TalksRead
from protocol.sessions import Cause, Left, Welcome
from protocol.units import LEAVE_AFTER_DROP_TICKS, TICK_MS, TIME_MAX_MS
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
from tests.server.people import Person, Rehearsal, people_of
from tests.server.running import Browser, run_hiroba
from tests.server.stored import batches_of

pytestmark = pytest.mark.spec("T3.4")

POINTS = (100, 100, 20, 30, -5, 8)


@asynccontextmanager
async def a_talk(
    drill: Rehearsal, cards: list[dict[str, str]], name: str
) -> AsyncIterator[tuple[Person, Person, Person]]:
    """A pupil and a counsellor in a talk, and a third person on the floor that they left."""
    [staff_card] = await drill.new_cards(name, role="supporter")
    await drill.do("name_counsellor", account=staff_card["account"])
    async with people_of(drill, [cards[0], staff_card, cards[1]]) as (pupil, staff, third):
        for person in (third, staff, pupil):
            await person.arrive()
        assert await staff.ask(OfferCounselling(pupil.account)) == ""
        await pupil.find(lambda m: isinstance(m, OwnCounsellingShown) and m.name != "")
        since = {person: len(person.heard) for person in (pupil, staff)}
        assert await pupil.ask(AnswerOffer(yes=True)) == ""
        for person, heard in since.items():
            await shown_anew(person, heard)
        yield pupil, staff, third


async def shown_anew(person: Person, since: int) -> CoverShown:
    """What somebody is shown under cover after a `Welcome`."""
    welcome = await person.until(Welcome, since)
    return await person.until(CoverShown, person.heard.index(welcome, since))


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


@pytest.mark.spec("R6")
async def test_an_admin_reads_words_of_talks_with_a_reason_alone_and_the_look_is_in_the_log(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    [admin_card] = await drill.new_cards("よみかえす かんり", role="admin")
    from_ms = await drill.now_ms()
    async with a_talk(drill, some, "よまれる せんせい") as (pupil, staff, third):
        for word, person in (("だいじな ことば", pupil), ("うん、きくよ", staff)):
            assert await person.ask(SayInCall(word)) == ""
        assert await staff.ask(LeaveCounselling()) == ""
        await pupil.until(DeskShown)
        span = {"account": pupil.account, "from_ms": from_ms, "until_ms": TIME_MAX_MS}
        look = {**span, "reason": "ほごしゃからの そうだん"}
        for person in (pupil, staff, third):
            assert (await person.browser.post("/api/talks/read", look))[0] == 403
        async with Browser(drill.address) as admin:
            assert (await admin.log_in(admin_card))[0] == 200
            for wrong in (span, {**span, "reason": ""}):
                assert (await admin.post("/api/talks/read", wrong))[0] == 400
            blank = await admin.post("/api/talks/read", {**span, "reason": "  "})
            assert (blank[0], blank[1]["reason"]) == (409, "text_empty")
            assert looks_in(drill) == []
            status, rows = await admin.post("/api/talks/read", look)
            assert status == 200
            assert [(row["n"], row["account"], row["text"]) for row in rows] == [
                (1, pupil.account, "だいじな ことば"), (2, staff.account, "うん、きくよ")
            ]  # fmt: skip
            later = {**look, "from_ms": await drill.now_ms() + 1}
            assert await admin.post("/api/talks/read", later) == (200, [])
        [first, _second] = looks_in(drill)
        assert (first.account, first.by) == (pupil.account, admin_card["account"])
        assert first.reason == look["reason"]
    days = run_hiroba("attendance", "--data-dir", str(drill.data_dir), "--month", "2026-11")
    assert days.returncode == 0, days.stderr
    assert days.stdout.startswith("account,day,from_local,until_local,present_ms,cause,estimated")
    assert pupil.account in days.stdout
    told = replayed_from(drill, from_ms)
    assert "Left" in told
    for secret in ("だいじな", "きくよ", "Cover", "Counselling", "Talk", "ほごしゃ"):
        assert secret not in told, secret


def looks_in(drill: Rehearsal) -> list[TalksRead]:
    events = (event for batch in batches_of(drill.data_dir) for event in batch.events)
    return [event for event in events if isinstance(event, TalksRead)]


def replayed_from(drill: Rehearsal, from_ms: int) -> str:
    """What `hiroba replay` tells of the ten minutes after a moment."""
    moment = datetime.fromtimestamp(from_ms / 1000, ZoneInfo("Asia/Tokyo"))
    at = moment.strftime("%Y-%m-%d %H:%M:%S")
    told = run_hiroba(
        "replay", "--data-dir", str(drill.data_dir), "--at", at, "--play", "600"
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return told.stdout
