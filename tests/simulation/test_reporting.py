"""Reporting: what reaches the supporters, and what never does (SPEC T6.19)."""

import pytest

from protocol.chatting import Say, SayTo
from protocol.reporting import (
    CloseReport,
    LineMark,
    NoteReportRead,
    Place,
    Report,
    ReportClosed,
    Reported,
    ReportRead,
    ReportShown,
)
from protocol.units import REPORT_CONTEXT_LINES, REPORTS_OPEN_MAX
from simulation.sight import shown_by
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
