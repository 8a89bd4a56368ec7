"""A drawing is reported, seen as it was, taken away: on the wire and in the log (T6.19, T4.4)."""

import pytest

from protocol.reporting import (
    CloseReport,
    DrawingReported,
    ReportDrawing,
    ReportRead,
    ReportShown,
    TakeOffReported,
)
from protocol.undoing import RedoDrawing, UndoDrawing
from protocol.whiteboard import (
    CloseWhiteboard,
    Draw,
    Ink,
    Pen,
    RubbedOut,
    WriteOn,
)
from tests.server.people import Rehearsal, people_of
from tests.server.rows.drawing import at_the_board
from tests.server.stored import facts_of

PAGE = 12


@pytest.mark.spec("T6.19")
async def test_a_reported_drawing_reaches_a_supporter_as_the_page_was_and_goes_at_their_word(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (card,) = await drill.new_cards("絵を みるひと", role="supporter")
    async with people_of(drill, [card, *some[:3]]) as (staff, pupil, rude, other):
        await staff.arrive("yard")
        board = await at_the_board(pupil, rude, other)
        wave = Draw(board, PAGE, "tell-001", Pen.PEN, Ink.RED, 2, (5, 5, 9, 9))
        assert await rude.ask(wave) == ""
        wish = WriteOn(board, PAGE, "tell-002", Ink.RED, 1, 5, 5, "ひどい もじ")
        assert await rude.ask(wish) == ""
        assert await other.ask(WriteOn(board, PAGE, "tell-003", Ink.BLUE, 1, 9, 9, "やあ")) == ""
        # What others have reported may be open, too.
        before = len(staff.heard)
        assert await pupil.ask(ReportDrawing(board, PAGE, "tell-002")) == ""
        shown = await staff.until(ReportShown, before)
        assert (shown.about_name, shown.name) == (rude.card["name"], pupil.card["name"])
        # Its writer takes it off before anybody has looked.
        assert await rude.ask(UndoDrawing(board, PAGE)) == ""
        address = f"/api/reports/drawing?report={shown.report}"
        page = await staff.get(address)
        assert [mark["stroke"] for mark in page["marks"]] == ["tell-001", "tell-002", "tell-003"]
        assert page["marks"][1]["text"] == "ひどい もじ"
        assert (page["stroke"], page["about"]) == ("tell-002", rude.account)
        assert page["names"] == {one.account: one.card["name"] for one in (rude, other)}
        assert [await one.get(address) for one in (pupil, rude)] == [403, 403]
        assert await staff.ask(TakeOffReported(shown.report, False)) == ""
        assert await rude.ask(RedoDrawing(board, PAGE)) == "nothing_to_redo"
        assert await staff.ask(TakeOffReported(shown.report, False)) == "nothing_to_rub_out"
        since = [len(person.heard) for person in (rude, other)]
        assert await staff.ask(TakeOffReported(shown.report, True)) == ""
        off = await other.until(RubbedOut, since[1])
        assert (off.account, off.strokes) == (staff.account, ("tell-001",))
        assert rude.all_of(ReportShown) == other.all_of(ReportShown) == []
        assert await other.ask(UndoDrawing(board, PAGE)) == ""
        assert await staff.ask(CloseReport(shown.report)) == ""
        assert await staff.get(address) == 404
        for person in (pupil, rude, other):
            await person.send(CloseWhiteboard())
        [(_, told)] = facts_of(drill.data_dir, DrawingReported)
        assert (told.account, told.about) == (pupil.account, rude.account)
        reads = facts_of(drill.data_dir, ReportRead)
        assert (staff.account, shown.report) in [(one.account, one.report) for _, one in reads]
