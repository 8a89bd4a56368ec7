"""Counselling talks read back by an admin with a reason, and by nobody else (SPEC T3.4, R6)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from protocol.chatting import SayInCall
from protocol.counselling import LeaveCounselling
from protocol.floors import DeskShown
from protocol.private_talk import TalksRead
from protocol.sessions import AccessRefused
from protocol.units import TIME_MAX_MS
from protocol.whiteboard import (
    ClearPage,
    Draw,
    Ink,
    OpenWhiteboard,
    Pen,
    WhiteboardShown,
    WriteOn,
)
from tests.server.people import Person, Rehearsal
from tests.server.running import Browser, run_hiroba
from tests.server.stored import batches_of
from tests.server.talking import a_talk

pytestmark = [pytest.mark.spec("T3.4"), pytest.mark.spec("R6")]

READ, READINGS, PUPILS = "/api/talks/read", "/api/talks/readings", "/api/talks/pupils"
POINTS = (100, 100, 20, 30)


async def write_and_draw(pupil: Person, staff: Person) -> None:
    """Words of both, a page that is wiped and drawn on again, and the end of the talk."""
    for word, person in (("だいじな ことば", pupil), ("うん、きくよ", staff)):
        assert await person.ask(SayInCall(word)) == ""
    assert await pupil.ask(OpenWhiteboard("")) == ""
    board = (await pupil.until(WhiteboardShown)).board
    for wish in (
        Draw(board, 1, "line-001", Pen.PEN, Ink.RED, 2, POINTS),
        ClearPage(board, 1, "rubs-001", everything=False),
        WriteOn(board, 1, "text-001", Ink.BLUE, 1, 5, 5, "ひみつのえ"),
    ):
        assert await pupil.ask(wish) == ""
    assert await staff.ask(LeaveCounselling()) == ""
    await pupil.until(DeskShown)


async def test_an_admin_reads_words_and_drawings_with_a_reason_and_the_look_is_stored_first(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    [admin_card] = await drill.new_cards("よみかえす かんり", role="admin")
    from_ms = await drill.now_ms()
    async with a_talk(drill, some, "よまれる せんせい") as (pupil, staff, _third):
        await write_and_draw(pupil, staff)
        span = {"account": pupil.account, "from_ms": from_ms, "until_ms": TIME_MAX_MS}
        look = {**span, "reason": "ほごしゃからの そうだん"}
        before = len(looks_in(drill))
        async with Browser(drill.address) as admin:
            assert (await admin.log_in(admin_card))[0] == 200
            for wrong in (span, {**span, "reason": ""}):
                assert (await admin.post(READ, wrong))[0] == 400
            blank = await admin.post(READ, {**span, "reason": "  "})
            assert (blank[0], blank[1]["reason"]) == (409, "text_empty")
            assert len(looks_in(drill)) == before
            status, found = await admin.post(READ, look)
            assert (status, found["more"]) == (200, False)
            [talk] = found["talks"]
            assert_told(talk, pupil, staff)
            later = {**look, "from_ms": await drill.now_ms() + 1}
            assert await admin.post(READ, later) == (200, {"talks": [], "more": False})
            other = {**look, "account": some[2]["account"], "reason": "ほかの子"}
            assert (await admin.post(READ, other))[1]["talks"] == []
            first, _later, *_ = looks_in(drill)[before:]
            assert (first.account, first.by) == (pupil.account, admin_card["account"])
            newest, *_ = (await admin.get(READINGS))[1]
            assert (newest["name"], newest["by"]) == (some[2]["name"], "よみかえす かんり")
            assert newest["reason"] == "ほかの子"
    assert_hidden_from_reports(drill, pupil, from_ms)


def assert_told(talk: dict[str, Any], pupil: Person, staff: Person) -> None:
    assert talk["with"] == staff.card["name"]
    assert talk["began_ms"] <= talk["said"][0]["sent_ms"] <= talk["ended_ms"]
    assert [(row["account"], row["text"]) for row in talk["said"]] == [
        (pupil.account, "だいじな ことば"), (staff.account, "うん、きくよ")
    ]  # fmt: skip
    sheets = [(one["page"], [mark["stroke"] for mark in one["marks"]]) for one in talk["sheets"]]
    assert sheets == [(2, ["line-001"]), (2, ["text-001"])]
    assert talk["sheets"][1]["marks"][0]["text"] == "ひみつのえ"
    assert talk["sheets"][0]["names"] == {pupil.account: pupil.card["name"]}


def assert_hidden_from_reports(drill: Rehearsal, pupil: Person, from_ms: int) -> None:
    days = run_hiroba("attendance", "--data-dir", str(drill.data_dir), "--month", "2026-11")
    assert days.returncode == 0, days.stderr
    assert days.stdout.startswith("account,day,from_local,until_local,present_ms,cause,estimated")
    assert pupil.account in days.stdout
    told = replayed_from(drill, from_ms)
    assert "Left" in told
    for secret in ("だいじな", "きくよ", "ひみつ", "Cover", "Counselling", "Talk", "ほごしゃ"):
        assert secret not in told, secret


async def test_a_forged_look_is_refused_and_noted_and_learns_nothing_of_a_talk(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "のぞかれる せんせい") as (pupil, staff, third):
        [teacher_card] = await drill.new_cards("のぞく せんせい", role="teacher")
        await write_and_draw(pupil, staff)
        before, looks = len(batches_of(drill.data_dir)), len(looks_in(drill))
        people = [Person(drill, teacher_card), pupil, staff, third]
        await people[0].arrive()
        for person in people:
            told = {await forged_by(person, account) for account in (pupil, third, "A" * 22)}
            assert told == {(403, '{"reason": "not_allowed", "at_ms": 0}')}
            assert await person.get(READINGS) == await person.get(f"{PUPILS}?name=と") == 403
        await staff.settled()
        events = [e for batch in batches_of(drill.data_dir)[before:] for e in batch.events]
        noted = [(e.account, e.command) for e in events if isinstance(e, AccessRefused)]
        for person in people:
            for route in (f"POST {READ}", f"GET {READINGS}", f"GET {PUPILS}"):
                assert (person.account, route) in noted
        assert len(looks_in(drill)) == looks
        assert {type(m).__name__ for m in third.heard if third.was_sent(READ)} == set()
        await people[0].go()


async def forged_by(person: Person, about: Person | str) -> tuple[int, str]:
    """Status and every letter of the answer."""
    account = about if isinstance(about, str) else about.account
    look = {"account": account, "from_ms": 0, "until_ms": TIME_MAX_MS, "reason": "みたい"}
    status, body = await person.browser.post(READ, look)
    return status, str(body).replace("'", '"')


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
