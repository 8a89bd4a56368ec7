"""Lesson attendance is recounted from what a script did, by code that sees no event (T6.8)."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from projections.runner import Projector
from protocol.floors import AddFloor, EnterFloor
from protocol.hours import Calendar, Opening, SetCalendar
from protocol.lessons import (
    LessonPlan,
    LessonPlanned,
    OpenMeeting,
    PlanLesson,
    ReturnFromMeeting,
    SignUp,
)
from protocol.rights import Role
from protocol.sessions import Disconnect, LogOut, Reconnect
from protocol.vocabulary import Command
from tests.conftest import TEST_SIZE
from tests.school_days import MONDAY_9_MS, SchoolDays, small_plan

pytestmark = pytest.mark.spec("T6.8")
PUPILS = {"quick": 30, "fuzz": 60, "soak": 90}[TEST_SIZE]
ROOMS = ("classroom", "yard", "library")
MINUTE_MS = 60_000
BEGINS_MS = MONDAY_9_MS + 20 * MINUTE_MS
ENDS_MS = BEGINS_MS + 45 * MINUTE_MS


@dataclass
class Expected:
    """What the recount says of one pupil."""

    present_ms: int = 0
    late_ms: int = 0
    early_ms: int = 0
    estimated_ms: int = 0
    opened: bool = False


def a_pupil(
    chance: random.Random, kind: str, number: int
) -> tuple[list[tuple[int, str]], Expected | None]:
    """What a pupil does, as (moment, what), and how that must be counted. No two act at once."""

    def minute(minutes: int) -> int:
        return BEGINS_MS + minutes * MINUTE_MS + number * 100

    come = minute(chance.choice((-5, -1, 3, 12)))
    late_ms = max(0, come - BEGINS_MS)
    since = max(come, BEGINS_MS)
    if kind == "absent":
        return [], None
    if kind == "stays":
        return [(come, "enter")], Expected(ENDS_MS - since, late_ms)
    if kind == "leaves early":
        gone = minute(chance.choice((15, 30, 44)))
        early = Expected(gone - since, late_ms, ENDS_MS - gone)
        return [(come, "enter"), (gone, chance.choice(("away", "logout")))], early
    if kind == "drops and returns":
        script = [(come, "enter"), (minute(20), "drop"), (minute(21), "return")]
        return script, Expected(ENDS_MS - since, late_ms)
    if kind == "is lost":
        lost = Expected(minute(25) - since, late_ms, ENDS_MS - minute(25))
        return [(come, "enter"), (minute(25), "drop")], lost
    if kind == "is lost at the end":
        lost = Expected(minute(44) - since, late_ms, ENDS_MS - minute(44))
        return [(come, "enter"), (minute(44), "drop")], lost
    if kind == "meets elsewhere":
        script = [(come, "enter"), (minute(14), "meet"), (minute(15), "drop")]
        away_ms = ENDS_MS - minute(14)
        return script, Expected(ENDS_MS - since, late_ms, 0, away_ms, opened=True)
    script = [(come, "enter"), (minute(14), "meet"), (minute(24), "back")]
    return script, Expected(ENDS_MS - since, late_ms, 0, 10 * MINUTE_MS, opened=True)


KINDS = (
    "absent", "stays", "leaves early", "drops and returns", "is lost", "is lost at the end",
    "meets elsewhere", "back",
)  # fmt: skip


def act(days: SchoolDays, who: str, what: str, room: str) -> None:
    wishes: dict[str, tuple[Command, str | None]] = {
        "enter": (EnterFloor(room), who),
        "away": (EnterFloor(next(other for other in ROOMS if other != room)), who),
        "logout": (LogOut(), who),
        "drop": (Disconnect(who, days.sessions[who]), None),
        "return": (Reconnect(who, days.sessions[who]), None),
        "meet": (OpenMeeting(), who),
        "back": (ReturnFromMeeting(), who),
    }
    days.do(*wishes[what])


def three_lessons(days: SchoolDays) -> list[str]:
    """At the same time, in three rooms."""
    days.do(AddFloor(small_plan("library", "yard")))
    hours = [Opening(floor, day, 0, 24 * 60) for floor in ROOMS for day in range(7)]
    days.do(SetCalendar(Calendar(0, 100_000, tuple(hours), (), ()), ""))
    lessons = []
    for number, room in enumerate(ROOMS):
        teacher = days.add(f"おしえる{number}", Role.TEACHER)
        days.log_in(teacher)
        plan = LessonPlan(
            title=f"じゅぎょう{number}", subject="算数", teacher=teacher, floor=room, zone="",
            starts_ms=BEGINS_MS, minutes=45, capacity=PUPILS, content="", code="", walk_in=False,
        )  # fmt: skip
        made = days.do(PlanLesson(plan, "https://meet.example.jp/secret-room"), teacher)[0]
        assert isinstance(made, LessonPlanned)
        lessons.append(made.lesson)
    return lessons


def test_entries_minutes_lateness_and_early_leaving_equal_the_recount(
    days: SchoolDays, tmp_path: Path
) -> None:
    chance = random.Random(68)
    lessons = three_lessons(days)
    wanted: dict[tuple[str, str], Expected | None] = {}
    script = []
    for number in range(PUPILS):
        who, choice = days.add(f"こ{number}"), chance.randrange(3)
        days.log_in(who)
        days.do(SignUp(lessons[choice]), who)
        acts, expected = a_pupil(chance, KINDS[number % len(KINDS)], number)
        wanted[who, lessons[choice]] = expected
        script += [(at_ms, who, what, ROOMS[choice]) for at_ms, what in acts]
    for at_ms, who, what, room in sorted(script):
        days.wait_until(at_ms - 50)
        act(days, who, what, room)
        assert days.now_ms == at_ms
    days.wait_until(ENDS_MS + 5 * MINUTE_MS)
    days.settle()
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    ask = projector.connection.execute
    rows = ask(
        "SELECT account, lesson, present_ms, late_ms, early_ms, estimated_ms, opened_link, source "
        "FROM lesson_attendance WHERE role = 'pupil'"
    ).fetchall()
    counted = {(row[0], row[1]): row[2:] for row in rows}
    assert set(counted) == {key for key, expected in wanted.items() if expected is not None}
    for key, (present, late, early, estimated, opened, source) in counted.items():
        told = wanted[key]
        assert told is not None
        by_hand = (told.present_ms, told.late_ms, told.early_ms, told.estimated_ms)
        assert (present, late, early, estimated) == by_hand, (key, told)
        assert (opened, source == "estimated") == (told.opened, told.opened)
    choices = ask("SELECT lesson, count(*), sum(came::INT) FROM lesson_choices GROUP BY 1")
    by_lesson = {lesson: (seats, came) for lesson, seats, came in choices.fetchall()}
    for lesson in lessons:
        chosen = [expected for (_, one), expected in wanted.items() if one == lesson]
        assert by_lesson[lesson] == (len(chosen), sum(one is not None for one in chosen))
    assert ask("SELECT DISTINCT outcome FROM lessons").fetchall() == [("held",)]
    assert "secret-room" not in everything_in(projector)
    projector.close()


def everything_in(projector: Projector) -> str:
    """All rows of all tables as text."""
    ask = projector.connection.execute
    names = [row[0] for row in ask("SELECT table_name FROM duckdb_tables()").fetchall()]
    return "".join(str(ask(f'FROM "{name}"').fetchall()) for name in names)
