"""Two of the staff change the same thing: the second is told, and undoes nothing unseen."""

from collections.abc import Callable
from typing import Any

import pytest

from protocol.boards import EditPost, PostContent, PostWritten
from protocol.chimes import ChimeRule, SetChimes
from protocol.hours import Calendar, CalendarSet, Opening, SetCalendar
from protocol.lessons import ChangeLesson
from protocol.units import Version
from protocol.vocabulary import Command
from simulation.versions import version_of
from tests.simulation.given import (
    ADMIN,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    logged_in,
)
from tests.simulation.lessons_given import SANSUU, a_lesson, planned

POST = id_of("post")


def a_post(text: str) -> PostContent:
    return PostContent("えんそく", text, 0, 0, 0, False)


def bell(name: str) -> tuple[ChimeRule, ...]:
    return (ChimeRule("bell", name, 600, (0,), (), "bell", 60),)


def post(text: str, over: Version) -> Command:
    return EditPost(POST, a_post(text), "", over)


def lesson(text: str, over: Version) -> Command:
    return ChangeLesson(SANSUU, a_lesson(title=text), "", over)


def chimes(text: str, over: Version) -> Command:
    return SetChimes(bell(text), over)


def calendar(text: str, over: Version) -> Command:
    return SetCalendar(Calendar(len(text), 100_000, (), (), ()), over)


def of_post(lived: Lived) -> Any:
    kept = lived.school.posts[POST]
    return kept.content, kept.yomi


def of_lesson(lived: Lived) -> Any:
    kept = lived.school.lessons[SANSUU]
    return kept.plan, kept.link


CASES = [
    (post, of_post),
    (lesson, of_lesson),
    (chimes, lambda lived: lived.school.chimes),
    (calendar, lambda lived: lived.school.calendar),
]


@pytest.mark.parametrize(("wish", "kept"), CASES)
def test_what_another_changed_meanwhile_is_not_undone_unseen(
    wish: Callable[[str, Version], Command], kept: Callable[[Lived], Any]
) -> None:
    hours = tuple(Opening("classroom", day, 480, 1020) for day in range(5))
    lived = given(
        an_open_school(), CalendarSet(Calendar(0, 100_000, hours, (), ())),
        logged_in(TEACHER, ADMIN), planned(a_lesson()),
        PostWritten(SUPPORTER, POST, a_post("はじめ")),
    )  # fmt: skip
    seen = version_of(kept(lived))
    assert lived.when(wish("さきに", seen), ADMIN)
    assert lived.refusal(wish("あとからも", seen), ADMIN).reason == "changed_by_another"
    assert lived.when(wish("さきに", seen), ADMIN), "what is so already is asked for again"
    assert lived.when(wish("あとからも", version_of(kept(lived))), ADMIN)
    assert lived.when(wish("どうであっても", ""), ADMIN)
