"""The timetable: what may be planned by whom, changed and cancelled (SPEC T6.8)."""

import msgspec
import pytest

from protocol.floors import EnterFloor
from protocol.hours import Calendar, CalendarSet, Opening
from protocol.lessons import (
    CancelLesson,
    ChangeLesson,
    InLessonShown,
    LessonCancelled,
    LessonChanged,
    LessonGone,
    LessonLeft,
    LessonPlanned,
    MeetingSet,
    PlanLesson,
    SignedUp,
    SignUp,
    SignUpShown,
    TimetableChanged,
)
from protocol.units import LESSONS_MAX, TICKS_PER_MINUTE
from simulation.sight import shown_by
from tests.simulation.given import (
    ADMIN,
    AKI,
    MONDAY_9_MS,
    SUPPORTER,
    TEACHER,
    Happened,
    Lived,
    an_open_school,
    given,
    id_of,
    logged_in,
)
from tests.simulation.lessons_given import LINK, MINUTE_MS, SANSUU, a_lesson, planned

pytestmark = pytest.mark.spec("T6.8")
OTHER = id_of("other")


def a_school(*more: Happened) -> Lived:
    """Open from eight to five on weekdays."""
    hours = tuple(Opening(f, d, 480, 1020) for f in ("classroom", "yard") for d in range(5))
    lived = given(
        an_open_school(), CalendarSet(Calendar(0, 100_000, hours, (), ())),
        logged_in(TEACHER, SUPPORTER, ADMIN, AKI), *more,
    )  # fmt: skip
    lived.live(1)
    return lived


def test_a_teacher_plans_a_lesson_and_everybody_learns_that_the_timetable_changed() -> None:
    lived = a_school()
    made, meeting, *_ = lived.when(PlanLesson(a_lesson(), LINK), TEACHER)
    assert isinstance(made, LessonPlanned)
    assert made == LessonPlanned(TEACHER, made.lesson, a_lesson())
    assert meeting == MeetingSet(made.lesson, LINK)
    (shown,) = shown_by(lived.school, made)
    assert shown.channels == ("school",)
    starts_ms = MONDAY_9_MS + 10 * MINUTE_MS
    told = TimetableChanged(made.lesson, "さんすう", "classroom", starts_ms, 45, "")
    assert shown.message == told


@pytest.mark.spec("T1.7")
def test_who_has_a_seat_is_told_how_the_title_is_read() -> None:
    lived = a_school()
    wish = PlanLesson(a_lesson(title="割り算", yomi="わりざん"), "")
    made, *_ = lived.when(wish, TEACHER)
    assert isinstance(made, LessonPlanned)
    (seat,) = lived.when(SignUp(made.lesson), AKI)
    (shown,) = shown_by(lived.school, seat)
    assert isinstance(shown.message, SignUpShown)
    assert (shown.message.title, shown.message.yomi) == ("割り算", "わりざん")


@pytest.mark.spec("R4")
def test_a_plan_without_a_reading_is_kept_as_plans_were_before_readings() -> None:
    assert "yomi" not in msgspec.to_builtins(a_lesson())
    assert msgspec.to_builtins(a_lesson(yomi="さん"))["yomi"] == "さん"


@pytest.mark.parametrize(
    ("changed", "link", "reason"),
    [
        ({"title": "\u200b "}, "", "text_empty"),
        ({"yomi": "算すう"}, "", "yomi_not_hiragana"),
        ({"teacher": id_of("nobody")}, "", "no_such_teacher"),
        ({"teacher": AKI}, "", "no_such_teacher"),
        ({"floor": "attic"}, "", "no_such_floor"),
        ({"zone": "attic"}, "", "no_such_zone"),
        ({}, "http://example.jp/room", "link_not_https"),
        ({}, "https://zoom.us@example.jp/", "link_not_https"),
        ({"starts_ms": MONDAY_9_MS - MINUTE_MS}, "", "lesson_in_the_past"),
        ({"starts_ms": MONDAY_9_MS + 470 * MINUTE_MS}, "", "floor_closed_then"),
        ({"starts_ms": MONDAY_9_MS + 12 * 60 * MINUTE_MS}, "", "floor_closed_then"),
        ({"starts_ms": MONDAY_9_MS + 50 * MINUTE_MS}, "", "room_taken"),
        ({"floor": "yard"}, "", "teacher_busy"),
    ],
)
def test_a_lesson_that_cannot_be_held_is_not_planned(
    changed: dict[str, object], link: str, reason: str
) -> None:
    lived = a_school(planned(a_lesson()))
    wish = PlanLesson(a_lesson(**{"teacher": ADMIN, **changed}), link)
    if reason == "teacher_busy":
        wish = PlanLesson(a_lesson(**changed), link)
    assert lived.refusal(wish, ADMIN).reason == reason


def test_lessons_one_after_the_other_and_side_by_side_are_planned() -> None:
    lived = a_school(planned(a_lesson()))
    after = a_lesson(starts_ms=MONDAY_9_MS + 55 * MINUTE_MS)
    assert isinstance(lived.when(PlanLesson(after, ""), TEACHER)[0], LessonPlanned)
    beside = a_lesson(floor="yard", teacher=ADMIN)
    assert isinstance(lived.when(PlanLesson(beside, ""), ADMIN)[0], LessonPlanned)


def test_a_teacher_plans_changes_and_cancels_their_own_lessons_only() -> None:
    lived = a_school(planned(a_lesson(teacher=ADMIN)))
    for wish in (
        PlanLesson(a_lesson(floor="yard", teacher=ADMIN), ""),
        ChangeLesson(SANSUU, a_lesson(), "", ""),
        CancelLesson(SANSUU),
    ):
        assert lived.refusal(wish, TEACHER).reason == "not_your_lesson"
    for who in (AKI, SUPPORTER):
        lived.when_all((CancelLesson(SANSUU), who))
    assert lived.refusals() == ["not_allowed", "not_allowed"]


def test_a_changed_lesson_keeps_its_seats() -> None:
    lived = a_school(planned(a_lesson()), SignedUp(AKI, SANSUU))
    later = a_lesson(starts_ms=MONDAY_9_MS + 60 * MINUTE_MS, title="さんすう２")
    assert lived.when(ChangeLesson(SANSUU, later, LINK, ""), TEACHER) == [
        LessonChanged(TEACHER, SANSUU, later)
    ]
    assert lived.school.lessons[SANSUU].signed == {AKI}


def test_a_lesson_under_way_keeps_its_room_and_start_but_not_its_meeting() -> None:
    lived = a_school(planned(a_lesson()), SignedUp(AKI, SANSUU))
    lived.when(EnterFloor("classroom"), AKI)
    lived.wait(11 * TICKS_PER_MINUTE)
    for wish in (a_lesson(floor="yard"), a_lesson(starts_ms=MONDAY_9_MS + 90 * MINUTE_MS)):
        assert lived.refusal(ChangeLesson(SANSUU, wish, LINK, ""), TEACHER).reason == (
            "lesson_is_running"
        )
    short = a_lesson(minutes=5)
    lived.wait(5 * TICKS_PER_MINUTE)
    assert lived.refusal(ChangeLesson(SANSUU, short, LINK, ""), TEACHER).reason == (
        "lesson_in_the_past"
    )
    other = "https://meet.google.com/abc-defg-hij"
    _, meeting, *_ = lived.when(ChangeLesson(SANSUU, a_lesson(minutes=60), other, ""), TEACHER)
    (shown,) = shown_by(lived.school, meeting)
    ends_ms = MONDAY_9_MS + 70 * MINUTE_MS
    assert shown.channels == (f"account:{AKI}",)
    assert shown.message == InLessonShown(SANSUU, "さんすう", ends_ms, other, "")


def test_a_lesson_that_has_not_begun_is_not_moved_into_the_past() -> None:
    lived = a_school(planned(a_lesson()))
    wish = ChangeLesson(SANSUU, a_lesson(starts_ms=MONDAY_9_MS - MINUTE_MS), "", "")
    assert lived.refusal(wish, TEACHER).reason == "lesson_in_the_past"


def test_a_cancelled_lesson_is_left_by_those_in_it_and_gone_for_everybody() -> None:
    lived = a_school(planned(a_lesson()), SignedUp(AKI, SANSUU))
    lived.when(EnterFloor("classroom"), AKI)
    lived.wait(11 * TICKS_PER_MINUTE)
    gone = LessonCancelled(TEACHER, SANSUU)
    assert lived.when(CancelLesson(SANSUU), TEACHER)[:2] == [LessonLeft(AKI, SANSUU), gone]
    (shown,) = shown_by(lived.school, gone)
    assert (shown.channels, shown.message) == (("school",), LessonGone(SANSUU, True))


def test_the_timetable_has_an_end() -> None:
    many = [planned(a_lesson(), id_of(f"lesson{n}"))[0] for n in range(LESSONS_MAX)]
    lived = a_school(many)
    assert lived.refusal(PlanLesson(a_lesson(), ""), TEACHER).reason == "too_many_lessons"
