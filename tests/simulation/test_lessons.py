"""Lessons: seats, the room, who was there and how late (SPEC T3.1, T4.6, T6.8)."""

import pytest

from protocol.chimes import ChimeRang
from protocol.floors import Zone
from protocol.lessons import (
    InLessonShown,
    LessonBegan,
    LessonEnded,
    LessonLeft,
    SignedUp,
    SignUp,
    SignUpShown,
    Withdraw,
    Withdrew,
)
from protocol.objects import RetireFloor
from protocol.sessions import (
    LogOut,
)
from protocol.units import TICKS_PER_MINUTE, TICKS_PER_SECOND
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.given import (
    ADMIN,
    AKI,
    FAR,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    logged_in,
    plan,
    standing_at,
    walked,
)
from tests.simulation.lessons_given import (
    CORNER,
    LINK,
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


def shown_to(lived: Lived, account: str, kind: type) -> list[object]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    return [m for m in view_of(lived.school, account, now) if isinstance(m, kind)]


def test_a_lesson_begins_and_ends_at_its_tick_with_a_bell_on_its_floor_alone() -> None:
    lived = a_school()
    began_tick = lived.tick + TEN_MINUTES
    lived.wait(2 * 60 * TICKS_PER_MINUTE)
    assert lived.of_kind(LessonBegan) == [(began_tick, LessonBegan(SANSUU))]
    ended_tick = began_tick + 45 * TICKS_PER_MINUTE
    assert lived.of_kind(LessonEnded) == [(ended_tick, LessonEnded(SANSUU))]
    bells = lived.of_kind(ChimeRang)
    assert [(tick, bell.sound, bell.name) for tick, bell in bells] == [
        (began_tick, "lesson-begins", "さんすう"),
        (ended_tick, "lesson-ends", "さんすう"),
    ]
    heard = {show.channels for _, bell in bells for show in shown_by(lived.school, bell)}
    assert heard == {("floor:classroom",)}
    assert lived.school.lessons == {}


def test_whoever_has_a_seat_and_stands_in_the_room_is_in_the_lesson() -> None:
    lived = a_school()
    enter(lived, AKI, HARU, TEACHER)
    assert entered(lived) == []
    lived.wait(TEN_MINUTES)
    assert entered(lived) == [(AKI, 0), (TEACHER, 0)]


def test_coming_late_is_known_to_the_tick() -> None:
    lived = a_school()
    lived.wait(TEN_MINUTES + 7 * TICKS_PER_MINUTE)
    enter(lived, AKI)
    assert entered(lived) == [(AKI, lived.wall_ms - MONDAY_9_MS - 10 * MINUTE_MS)]


def test_going_to_another_floor_is_leaving_and_coming_back_is_entering_again() -> None:
    lived = a_school()
    lived.wait(TEN_MINUTES)
    enter(lived, AKI)
    enter(lived, AKI, floor="yard")
    assert left(lived) == [AKI]
    enter(lived, AKI)
    assert [who for who, _ in entered(lived)] == [AKI, AKI]


def test_logging_out_is_leaving_in_the_same_tick() -> None:
    lived = a_school()
    lived.wait(TEN_MINUTES)
    enter(lived, AKI)
    assert LessonLeft(AKI, SANSUU) in lived.when(LogOut(), AKI)


def test_everybody_leaves_a_lesson_that_ends_and_one_that_is_cancelled_with_its_floor() -> None:
    lived = a_school()
    enter(lived, AKI, TEACHER)
    lived.wait(60 * TICKS_PER_MINUTE)
    assert left(lived) == [AKI, TEACHER]
    closing = a_school()
    enter(closing, AKI)
    closing.wait(TEN_MINUTES + 20)
    closing.when(RetireFloor("classroom"), ADMIN)
    assert left(closing) == [AKI]
    assert closing.school.lessons == {}


def test_a_lesson_open_to_all_takes_pupils_without_a_seat_while_there_is_room() -> None:
    lived = a_school(walk_in=True, capacity=2)
    enter(lived, HARU, NATSU, AKI)
    lived.wait(TEN_MINUTES)
    assert {who for who, _ in entered(lived)} == {AKI, HARU}, "one seat waits for Aki"


def test_a_lesson_in_a_zone_is_entered_by_walking_into_it() -> None:
    corner = Zone("corner", "すみ", *CORNER)
    floors = (plan(zones=(corner,)), plan("yard", "classroom"))
    lived = given(
        an_open_school(*floors), standing_at(PLACE, AKI), logged_in(TEACHER),
        planned(a_lesson(zone="corner")), SignedUp(AKI, SANSUU),
    )  # fmt: skip
    lived.wait(TEN_MINUTES + 20)
    assert entered(lived) == []
    lived.then(walked(AKI, lived.tick, PLACE, FAR))
    lived.wait(20 * TICKS_PER_SECOND)
    assert [who for who, _ in entered(lived)] == [AKI]
    lived.then(walked(AKI, lived.tick, FAR, PLACE))
    lived.wait(20 * TICKS_PER_SECOND)
    assert left(lived) == [AKI]


def test_a_seat_is_taken_and_given_back() -> None:
    lived = a_school()
    assert lived.when(SignUp(SANSUU), HARU) == [SignedUp(HARU, SANSUU)]
    assert lived.refusal(SignUp(SANSUU), HARU).reason == "already_signed_up"
    assert lived.when(Withdraw(SANSUU), HARU) == [Withdrew(HARU, SANSUU)]
    assert lived.refusal(Withdraw(SANSUU), HARU).reason == "not_signed_up"


def test_no_more_pupils_sign_up_than_there_are_seats() -> None:
    lived = a_school(capacity=2)
    lived.when(SignUp(SANSUU), HARU)
    assert lived.refusal(SignUp(SANSUU), NATSU).reason == "lesson_full"


def test_nobody_has_seats_in_two_lessons_at_once() -> None:
    other = id_of("rika")
    lived = a_school(planned(a_lesson(floor="yard", teacher=ADMIN), lesson=other))
    assert lived.refusal(SignUp(other), AKI).reason == "another_lesson_then"
    assert lived.when(SignUp(other), HARU) == [SignedUp(HARU, other)]


def test_giving_back_the_seat_during_the_lesson_is_leaving_it() -> None:
    lived = a_school()
    enter(lived, AKI)
    lived.wait(TEN_MINUTES + 20)
    assert LessonLeft(AKI, SANSUU) in lived.when(Withdraw(SANSUU), AKI)


def test_a_lesson_that_is_over_takes_nobody() -> None:
    lived = a_school()
    lived.jump(wall_ms=60 * MINUTE_MS)
    assert lived.refusal(SignUp(SANSUU), HARU).reason == "no_such_lesson"


def test_staff_take_no_seats() -> None:
    lived = a_school(capacity=1)
    enter(lived, AKI, TEACHER, SUPPORTER)
    lived.wait(TEN_MINUTES)
    assert {who for who, _ in entered(lived)} == {AKI, TEACHER, SUPPORTER}
    lived.when_all((SignUp(SANSUU), SUPPORTER))
    assert lived.refusals() == ["not_allowed"]


@pytest.mark.spec("T3.1")
def test_only_those_who_are_in_the_lesson_are_told_where_it_meets() -> None:
    lived = a_school()
    enter(lived, AKI, HARU, TEACHER)
    lived.wait(TEN_MINUTES)
    told = {
        channel
        for _, event in lived.happened
        for show in shown_by(lived.school, event)
        if LINK in repr(show.message)
        for channel in show.channels
    }
    assert told == {f"account:{AKI}", f"account:{TEACHER}"}
    assert shown_to(lived, AKI, InLessonShown)
    for outsider in (HARU, NATSU, SUPPORTER):
        assert shown_to(lived, outsider, InLessonShown) == []
    assert len(shown_to(lived, AKI, SignUpShown)) == 1
