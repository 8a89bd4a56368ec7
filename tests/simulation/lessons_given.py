"""A lesson as tests plan it: さんすう in the classroom, ten minutes from now."""

from typing import Final

import msgspec

from protocol.floors import EnterFloor
from protocol.lessons import (
    LessonEntered,
    LessonLeft,
    LessonPlan,
    LessonPlanned,
    MeetingSet,
    SignedUp,
)
from protocol.units import TICKS_PER_MINUTE, LessonId
from protocol.vocabulary import Event
from simulation.school import School
from tests.simulation.given import (
    ADMIN,
    AKI,
    FUYU,
    HARU,
    MONDAY_9_MS,
    NATSU,
    SUPPORTER,
    TEACHER,
    Happened,
    Lived,
    an_open_school,
    given,
    id_of,
    logged_in,
)

MINUTE_MS: Final = 60_000
TEN_MINUTES: Final = 10 * TICKS_PER_MINUTE
SANSUU: Final = id_of("sansuu")
LINK: Final = "https://example.zoom.us/j/12345?pwd=secret"
CORNER: Final = (16, 4, 6, 6)
"""x, y, width and height of a zone around the place FAR."""


def a_lesson(**changed: object) -> LessonPlan:
    """45 minutes from ten past nine, eight seats, nobody without one."""
    plan = LessonPlan(
        title="さんすう", subject="算数", teacher=TEACHER, floor="classroom", zone="",
        starts_ms=MONDAY_9_MS + 10 * MINUTE_MS, minutes=45, capacity=8, content="かけざん",
        code="8220263100000000", walk_in=False,
    )  # fmt: skip
    return msgspec.structs.replace(plan, **changed)


def planned(plan: LessonPlan, lesson: LessonId = SANSUU, link: str = LINK) -> list[Event]:
    return [LessonPlanned(plan.teacher, lesson, plan), MeetingSet(lesson, link)]


def a_school(*more: Happened, **of_lesson: object) -> Lived:
    """Ten minutes before a lesson in the classroom; Aki has a seat, Haru has none."""
    return given(
        an_open_school(), logged_in(TEACHER, SUPPORTER, ADMIN, AKI, HARU, NATSU, FUYU),
        planned(a_lesson(**of_lesson)), SignedUp(AKI, SANSUU), *more,
    )  # fmt: skip


def enter(lived: Lived, *people: str, floor: str = "classroom") -> None:
    for person in people:
        lived.when(EnterFloor(floor), person)


def entered(lived: Lived) -> list[tuple[str, int]]:
    return [(e.account, e.late_ms) for _, e in lived.of_kind(LessonEntered)]


def left(lived: Lived) -> list[str]:
    return [e.account for _, e in lived.of_kind(LessonLeft)]


def check_lessons(school: School) -> None:
    """The laws of lessons, in every state."""
    inside = [account for lesson in school.lessons.values() for account in lesson.inside]
    assert len(inside) == len(set(inside)), "in two lessons at once"
    for lesson in school.lessons.values():
        assert lesson.running or not lesson.inside
        for account in lesson.inside:
            handle = school.sessions[account].avatar
            assert handle in school.floors[lesson.plan.floor].here, "in a lesson from elsewhere"
