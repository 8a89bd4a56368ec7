"""Help and reports on the wire: the supporters get them, nobody else a byte (T2.2.h, T6.19)."""

from typing import Any

import pytest

from protocol.avatars import Murmur
from protocol.chatting import Said, Say, SayTo
from protocol.helping import (
    AnswerHelp,
    Button,
    CallForHelp,
    HelpShown,
    HelpState,
    OwnHelpShown,
    PointAtButton,
    PointShown,
)
from protocol.reporting import CloseReport, Place, Report, ReportClosed, ReportRead, ReportShown
from protocol.units import REPORT_CONTEXT_LINES
from tests.server.people import Person, Rehearsal, people_of
from tests.server.stored import batches_of, facts_of

LATER_MS = 3_600_000


async def ready(drill: Rehearsal, people: list[Person], floor: str) -> None:
    for person in people:
        await person.arrive(floor)
    await drill.jump(1_000)
    for person in people:
        await person.settled()


@pytest.mark.spec("T2.2.h")
async def test_help_reaches_a_supporter_and_sends_no_byte_to_anybody_else(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (card,) = await drill.new_cards("たすけるひと", role="supporter")
    async with people_of(drill, [card, *some[:3]]) as (staff, pupil, *others):
        await ready(drill, [staff, pupil, *others], "yard")
        before = [len(other.heard) for other in others]
        assert await pupil.ask(CallForHelp()) == ""
        shown = await staff.until(HelpShown)
        assert (shown.account, shown.name, shown.floor) == (pupil.account, "ともだち0", "yard")
        assert await staff.ask(AnswerHelp(pupil.account)) == ""
        await staff.send(PointAtButton(pupil.account, Button.CHAT))
        assert (await pupil.until(PointShown)).button == "chat"
        states = [m.state for m in pupil.all_of(OwnHelpShown)]
        assert states == [HelpState.ASKED, HelpState.ANSWERED]
        assert [other.heard[at:] for other, at in zip(others, before, strict=True)] == [[], []]


@pytest.mark.spec("T6.19")
async def test_a_report_brings_ten_lines_to_a_supporter_whose_look_is_in_the_log(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    (card,) = await drill.new_cards("よむひと", role="supporter")
    async with people_of(drill, [card, *some[:3]]) as (staff, pupil, rude, other):
        await ready(drill, [staff, pupil, rude, other], "yard")
        for number in range(REPORT_CONTEXT_LINES + 2):
            assert await other.ask(Say(f"ことば{number}")) == ""
        assert await other.ask(SayTo(rude.account, "べつの てがみ")) == ""
        assert await rude.ask(Murmur("ひどい つぶやき")) == ""
        since = len(pupil.heard)
        assert await rude.ask(Say("いやな ことば")) == ""
        await pupil.until(Said, since)
        heard_at = pupil.seen
        assert await other.ask(Say("そのあと")) == ""
        await drill.jump(LATER_MS)
        assert await pupil.ask(Report(rude.account, Place.FLOOR, heard_at, ())) == ""
        shown = await staff.until(ReportShown)
        lines: list[dict[str, Any]] = await staff.get(f"/api/reports/lines?report={shown.report}")
        texts = [line["text"] for line in lines]
        assert len(texts) == REPORT_CONTEXT_LINES
        assert texts[-2:] == ["ひどい つぶやき", "いやな ことば"]
        assert [line["about"] for line in lines[-3:]] == [False, True, True]
        [(_batch, look)] = facts_of(drill.data_dir, ReportRead, after=before)
        assert look == ReportRead(staff.account, shown.report)
        assert await pupil.get(f"/api/reports/lines?report={shown.report}") == 403
        assert rude.all_of(ReportShown) == other.all_of(ReportShown) == []
        assert await staff.ask(CloseReport(shown.report)) == ""
        await staff.until(ReportClosed)
        assert await staff.get(f"/api/reports/lines?report={shown.report}") == 404


@pytest.mark.spec("T6.19")
async def test_a_reported_letter_brings_the_letters_of_the_two(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (card,) = await drill.new_cards("てがみを よむ", role="supporter")
    async with people_of(drill, [card, *some[:3]]) as (staff, pupil, rude, other):
        await ready(drill, [staff, pupil, rude, other], "yard")
        assert await other.ask(SayTo(pupil.account, "ほかの人の てがみ")) == ""
        for text in ("ひとつ", "ふたつ", "みっつ"):
            assert await rude.ask(SayTo(pupil.account, text)) == ""
        letters = await pupil.get(f"/api/conversation?with={rude.account}")
        wanted = (letters[-2]["message"],)
        assert await pupil.ask(Report(rude.account, Place.DIRECT, 0, wanted)) == ""
        shown = await staff.until(ReportShown)
        lines = await staff.get(f"/api/reports/lines?report={shown.report}")
        assert [line["text"] for line in lines] == ["ひとつ", "ふたつ"]
        assert await other.ask(Report(rude.account, Place.DIRECT, 0, wanted)) == "no_such_line"
