"""Reporting: what reaches the supporters, and what never does (SPEC T6.19)."""

import pytest

from protocol.chatting import Say, SayTo
from protocol.reporting import (
    CloseReport,
    DrawingReported,
    LineMark,
    NoteReportRead,
    Place,
    Report,
    ReportClosed,
    ReportDrawing,
    Reported,
    ReportRead,
    ReportShown,
    TakeOffReported,
)
from protocol.undoing import UndoDrawing
from protocol.units import REPORT_CONTEXT_LINES, REPORTS_OPEN_MAX, RUBBED_AT_ONCE_MAX
from protocol.whiteboard import (
    ClearPage,
    RubbedOut,
)
from simulation.sight import shown_by
from tests.simulation.boards_given import at_the_board, seen, stroke
from tests.simulation.given import (
    ADMIN,
    AKI,
    FAR,
    HARU,
    PLACE,
    SUPPORTER,
    Lived,
    an_open_school,
    given,
    logged_in,
    standing_at,
)


def here() -> Lived:
    return given(
        an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU),
        logged_in(SUPPORTER, ADMIN),
    )  # fmt: skip


def reported(lived: Lived, wish: Report) -> Reported:
    [event] = lived.when(wish, AKI)
    assert isinstance(event, Reported)
    return event


@pytest.mark.spec("T6.19")
def test_a_report_is_shown_to_those_who_look_after_pupils_and_to_nobody_else() -> None:
    lived = here()
    lived.when(Say("いやなこと"), HARU)
    event = reported(lived, Report(HARU, Place.FLOOR, lived.tick, ()))
    assert event.floors == ("classroom",)
    shown = ReportShown(
        event.report, AKI, "aki", HARU, "haru", Place.FLOOR, "classroomの間", lived.wall_ms
    )
    watchers = tuple(sorted((f"account:{ADMIN}", f"account:{SUPPORTER}")))
    assert list(shown_by(lived.school, event)) == [(watchers, shown)]


def test_nobody_looks_after_a_report_about_themselves() -> None:
    lived = here()
    event = reported(lived, Report(SUPPORTER, Place.PERSON, 0, ()))
    [show] = shown_by(lived.school, event)
    assert show.channels == (f"account:{ADMIN}",)
    assert lived.refusal(CloseReport(event.report), SUPPORTER).reason == "no_such_report"
    looks = NoteReportRead(SUPPORTER, event.report)
    assert lived.refusal(looks).reason == "no_such_report"


@pytest.mark.spec("T6.19")
def test_a_reported_letter_brings_at_most_ten_lines_of_the_two_and_ends_with_itself() -> None:
    lived = here()
    for number in range(REPORT_CONTEXT_LINES + 5):
        lived.when(SayTo(AKI, f"{number}"), HARU)
    marks = next(iter(lived.school.conversations.values()))
    wish = Report(HARU, Place.DIRECT, 0, (marks[-3].message,))
    event = reported(lived, wish)
    wanted = [LineMark(mark.batch, mark.index) for mark in marks[-12:-2]]
    assert list(event.lines) == wanted
    foreign = Report(SUPPORTER, Place.DIRECT, 0, (marks[-3].message,))
    assert lived.refusal(foreign, AKI).reason == "no_such_line"


def test_a_look_is_an_event_and_a_closed_report_is_gone() -> None:
    lived = here()
    report = reported(lived, Report(HARU, Place.PERSON, 0, ())).report
    assert lived.when(NoteReportRead(SUPPORTER, report)) == [ReportRead(SUPPORTER, report)]
    assert lived.when(CloseReport(report), SUPPORTER) == [ReportClosed(SUPPORTER, report)]
    assert lived.school.reports == {}
    assert lived.refusal(NoteReportRead(SUPPORTER, report)).reason == "no_such_report"


def test_nobody_reports_themselves_a_stranger_or_without_end() -> None:
    lived = here()
    for about in (AKI, "x" * 22):
        assert lived.refusal(Report(about, Place.PERSON, 0, ()), AKI).reason == "no_such_person"
    for _ in range(REPORTS_OPEN_MAX):
        reported(lived, Report(HARU, Place.PERSON, 0, ()))
    again = Report(HARU, Place.PERSON, 0, ())
    assert lived.refusal(again, AKI).reason == "too_many_reports"


def drawing_reported(lived: Lived, board: str) -> DrawingReported:
    [event] = lived.when(ReportDrawing(board, 0, "line-001"), AKI)
    assert isinstance(event, DrawingReported)
    return event


@pytest.mark.spec("T6.19")
def test_a_reported_drawing_names_its_place_in_the_log_to_supporters_alone() -> None:
    lived, board = at_the_board(AKI, HARU)
    lived.when(stroke(board), by=HARU)
    mark = lived.school.whiteboards[board].pages[0].strokes["line-001"]
    event = drawing_reported(lived, board)
    assert event.about == HARU
    assert event.line == LineMark(mark.batch, mark.index)
    [show] = shown_by(lived.school, event)
    assert HARU not in "".join(show.channels)
    assert AKI not in "".join(show.channels)
    assert isinstance(show.message, ReportShown)
    assert show.message.place is Place.DRAWING


def test_nobody_reports_a_drawing_of_their_own_or_one_that_is_not_to_be_seen() -> None:
    lived, board = at_the_board(AKI, HARU)
    wish = ReportDrawing(board, 0, "line-001")
    assert lived.refusal(wish, AKI).reason == "no_such_line"
    lived.when(stroke(board), by=HARU)
    assert lived.refusal(wish, HARU).reason == "no_such_line"
    assert lived.refusal(wish, SUPPORTER).reason == "not_at_the_whiteboard"
    drawn = Report(HARU, Place.DRAWING, 0, ())
    assert lived.refusal(drawn, AKI).reason == "no_such_line"
    lived.when(ClearPage(board, 0, "rubbing1", False), by=HARU)
    assert lived.refusal(wish, AKI).reason == "no_such_line"


def test_a_supporter_takes_a_reported_stroke_away_or_all_of_its_persons_from_any_place() -> None:
    lived, board = at_the_board(AKI, HARU)
    for number in range(1, RUBBED_AT_ONCE_MAX + 3):
        lived.when(stroke(board, f"line-{number:03}"), by=HARU)
    lived.when(stroke(board, "of-aki-1"), by=AKI)
    report = drawing_reported(lived, board).report
    [one] = lived.when(TakeOffReported(report, False), SUPPORTER)
    assert isinstance(one, RubbedOut)
    assert one.strokes == ("line-001",)
    again = TakeOffReported(report, False)
    assert lived.refusal(again, SUPPORTER).reason == "nothing_to_rub_out"
    assert lived.refusal(UndoDrawing(board, 1), HARU).reason == "nothing_to_undo"
    many = lived.when(TakeOffReported(report, True), SUPPORTER)
    assert len({event.rubbing for event in many if isinstance(event, RubbedOut)}) == len(many) == 2
    assert seen(lived, board) == ["of-aki-1"]
    assert report in lived.school.reports, "it is open until somebody says that it is done"


def test_of_a_report_about_words_nothing_is_taken_off() -> None:
    lived = here()
    report = reported(lived, Report(HARU, Place.PERSON, 0, ())).report
    wish = TakeOffReported(report, True)
    assert lived.refusal(wish, SUPPORTER).reason == "nothing_to_rub_out"
