"""Lessons and stays: meetings elsewhere, lost lines, restarts, jumps (SPEC T4.6, T6.8)."""

import pytest

from protocol.calling import CallEnded, CallStarted
from protocol.chimes import ChimeRang
from protocol.lessons import (
    ExternalMeetingOpened,
    ExternalMeetingReturned,
    LessonBegan,
    LessonEnded,
    MeetingSet,
    OpenMeeting,
    ReturnFromMeeting,
    SignedUp,
)
from protocol.sessions import (
    BeginEpoch,
    Cause,
    Disconnect,
    Dropped,
    Left,
    Reconnect,
)
from protocol.units import IDLE_LOGOUT_TICKS, TICKS_PER_MINUTE
from simulation.snapshot import dump, load
from tests.simulation.calls_given import in_a_call
from tests.simulation.given import (
    AKI,
    HARU,
    TEACHER,
    logged_in,
    session_of,
)
from tests.simulation.lessons_given import (
    MINUTE_MS,
    SANSUU,
    TEN_MINUTES,
    a_lesson,
    a_school,
    enter,
    entered,
    left,
    planned,
)

pytestmark = pytest.mark.spec("T6.8")


@pytest.mark.spec("T4.6")
def test_opening_the_meeting_ends_the_talk_here_and_is_noted_once() -> None:
    lived = in_a_call(HARU)
    lived.then(logged_in(TEACHER), planned(a_lesson()), SignedUp(AKI, SANSUU))
    lived.wait(TEN_MINUTES)
    events = lived.when(OpenMeeting(), AKI)
    assert ExternalMeetingOpened(AKI, SANSUU) in events
    assert any(isinstance(event, CallEnded) for event in events)
    assert lived.when(OpenMeeting(), AKI) == []
    lived.live(TICKS_PER_MINUTE)
    assert lived.of_kind(CallStarted) == [], "nobody calls somebody who is away in a meeting"
    assert ExternalMeetingReturned(AKI, SANSUU) in lived.when(ReturnFromMeeting(), AKI)
    assert ExternalMeetingReturned(AKI, SANSUU) not in lived.when(ReturnFromMeeting(), AKI)
    lived.live(TICKS_PER_MINUTE)
    assert len(lived.of_kind(CallStarted)) == 1


def test_there_is_no_meeting_outside_of_a_lesson_or_without_an_address() -> None:
    lived = a_school()
    assert lived.refusal(OpenMeeting(), HARU).reason == "no_meeting_here"
    lived.then(MeetingSet(SANSUU, ""))
    enter(lived, AKI)
    lived.wait(TEN_MINUTES)
    assert lived.refusal(OpenMeeting(), AKI).reason == "no_meeting_here"


def test_nobody_is_idle_in_a_lesson_and_the_half_hour_begins_at_its_end() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES + 45 * TICKS_PER_MINUTE)
    assert AKI in lived.school.sessions
    assert HARU not in lived.school.sessions, "idle, and in no lesson"
    lived.wait(IDLE_LOGOUT_TICKS - TICKS_PER_MINUTE)
    assert AKI in lived.school.sessions
    lived.wait(2 * TICKS_PER_MINUTE)
    assert AKI not in lived.school.sessions


@pytest.mark.spec("T4.6")
def test_who_opened_the_meeting_and_lost_the_line_stays_until_the_lesson_ends() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES)
    lived.when(OpenMeeting(), AKI)
    lived.when(Disconnect(AKI, session_of(AKI)))
    dropped_ms = lived.wall_ms
    lived.wait(40 * TICKS_PER_MINUTE)
    assert left(lived) == []
    lived.wait(10 * TICKS_PER_MINUTE)
    assert left(lived) == [AKI]
    (gone,) = [e for _, e in lived.of_kind(Left) if e.account == AKI]
    assert (gone.cause, gone.present_until_ms) == (Cause.DROPPED, dropped_ms)


def test_who_lost_the_line_without_opening_the_meeting_leaves_after_the_usual_time() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES)
    lived.when(Disconnect(AKI, session_of(AKI)))
    lived.wait(3 * TICKS_PER_MINUTE)
    assert left(lived) == [AKI]


def test_a_restart_in_the_middle_of_a_lesson_rings_nothing_again() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES + 5 * TICKS_PER_MINUTE)
    lived.school = load(*dump(lived.school))
    lived.when(BeginEpoch())
    lived.when(Reconnect(AKI, session_of(AKI)))
    lived.wait(10 * TICKS_PER_MINUTE)
    assert len(lived.of_kind(ChimeRang)) == 1
    assert (entered(lived), left(lived)) == ([(AKI, 0)], [])


def test_a_lesson_over_which_the_clock_jumped_is_over_without_a_bell() -> None:
    lived = a_school()
    lived.jump(wall_ms=3 * 60 * MINUTE_MS)
    assert lived.of_kind(LessonBegan) == []
    assert lived.of_kind(ChimeRang) == []
    assert [event for _, event in lived.of_kind(LessonEnded)] == [LessonEnded(SANSUU)]


def test_a_lesson_found_under_way_after_a_pause_is_held_without_a_late_bell() -> None:
    lived = a_school()
    lived.jump(wall_ms=20 * MINUTE_MS)
    assert len(lived.of_kind(LessonBegan)) == 1
    assert lived.of_kind(ChimeRang) == []


def test_a_dropped_line_alone_ends_no_lesson() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES)
    lived.then(Dropped(AKI, session_of(AKI)))
    lived.wait(TICKS_PER_MINUTE)
    assert left(lived) == []
