"""Lessons over real sockets and HTTP: no byte of where they meet reaches others (SPEC T3.1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.lessons import InLessonShown, LessonPlan, PlanLesson, SignUp, SignUpShown
from tests.server.people import MONDAY_10_MS, Rehearsal, people_of, rehearsing

MINUTE_MS = 60_000
SECRET = "room-9c1e"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Rehearsal]:
    with rehearsing(tmp_path / "school") as server:
        yield server


@pytest.mark.spec("T3.1")
@pytest.mark.spec("T6.8")
async def test_where_a_lesson_meets_reaches_only_those_who_are_in_it(school: Rehearsal) -> None:
    cards = await school.new_cards("まなぶこ", "そとのこ")
    cards += await school.new_cards("おしえるひと", role="teacher")
    async with people_of(school, cards) as (pupil, outsider, teacher):
        for person in (pupil, outsider, teacher):
            await person.arrive("classroom")
        plan = LessonPlan(
            title="りか", subject="理科", teacher=teacher.account, floor="classroom", zone="",
            starts_ms=MONDAY_10_MS + 10 * MINUTE_MS, minutes=45, capacity=5, content="", code="",
            walk_in=False,
        )  # fmt: skip
        assert await teacher.ask(PlanLesson(plan, f"https://example.jp/{SECRET}")) == ""
        (row,) = await pupil.get("/api/lessons")
        assert (row["title"], row["left"], row["mine"]) == ("りか", 5, False)
        assert await pupil.ask(SignUp(row["lesson"])) == ""
        await pupil.until(SignUpShown)
        assert not pupil.was_sent(SECRET), "the lesson has not begun"
        await school.jump(plan.starts_ms - await school.now_ms())
        assert (await pupil.until(InLessonShown)).link.endswith(SECRET)
        await teacher.until(InLessonShown)
        for question in ("/api/lessons", "/api/floors", "/api/people"):
            await outsider.get(question)
        assert await outsider.get(f"/api/lessons/plan?lesson={row['lesson']}") == 403
        assert await outsider.get(f"/api/lessons/signed-up?lesson={row['lesson']}") == 403
        known = await teacher.get(f"/api/lessons/plan?lesson={row['lesson']}")
        assert known["link"].endswith(SECRET)
        seats = await teacher.get(f"/api/lessons/signed-up?lesson={row['lesson']}")
        assert {(one["name"], one["inside"]) for one in seats} == {
            ("まなぶこ", True), ("おしえるひと", True),
        }  # fmt: skip
        await outsider.settled()
        assert not outsider.was_sent(SECRET)


async def test_a_teacher_reads_no_plan_of_somebody_else(school: Rehearsal) -> None:
    cards = await school.new_cards("あるせんせい", "べつのせんせい", role="teacher")
    async with people_of(school, cards) as (one, other):
        for person in (one, other):
            await person.arrive("classroom")
        plan = LessonPlan(
            title="りか", subject="", teacher=one.account, floor="yard", zone="",
            starts_ms=MONDAY_10_MS + 10 * MINUTE_MS, minutes=45, capacity=5, content="", code="",
            walk_in=False,
        )  # fmt: skip
        assert await one.ask(PlanLesson(plan, f"https://example.jp/{SECRET}")) == ""
        (row,) = await other.get("/api/lessons")
        assert await other.get(f"/api/lessons/plan?lesson={row['lesson']}") == 404
        assert {t["name"] for t in (await other.get("/api/lessons/rooms"))["teachers"]} >= {
            "あるせんせい", "べつのせんせい",
        }  # fmt: skip
        assert not other.was_sent(SECRET)
