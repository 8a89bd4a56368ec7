"""What people of a simulated day wish for beside walking and talking, by what it is about."""

import random

from protocol.beside import GoOver
from protocol.boards import DropPost, EditPost, PostContent, ReadBoard, WritePost
from protocol.chatting import MarkRead, SayTo, StampTo
from protocol.floors import Placed
from protocol.groups import AddToGroup, LeaveGroup, MakeGroup, NameGroup, RemoveFromGroup
from protocol.lessons import (
    CancelLesson,
    ChangeLesson,
    LessonPlan,
    OpenMeeting,
    PlanLesson,
    ReturnFromMeeting,
    SignUp,
    Withdraw,
)
from protocol.locking import LockCall
from protocol.media import SetMedia
from protocol.objects import (
    DropObject,
    EditFloor,
    MoveObject,
    PutObject,
    RedoEdit,
    UndoEdit,
    WriteObject,
)
from protocol.surveys import (
    Answer,
    AnswerSurvey,
    CloseSurvey,
    DropSurvey,
    MakeSurvey,
    Question,
    QuestionKind,
    ReadAnswers,
    SurveyContent,
)
from protocol.vocabulary import Command
from simulation.boards import DAY_MS
from simulation.school import School
from tests import simulated_uploads

FLOORS = ("plaza", "library")


def of_a_builder(chance: random.Random) -> list[Command]:
    """Furniture where people like to meet, taken away again, undone, done again."""
    floor, crate = chance.choice(FLOORS), f"crate-{chance.randrange(3)}"
    x, y = 50 + chance.randrange(6), 42 + chance.randrange(4)
    if chance.random() < 0.1:
        return simulated_uploads.of_a_builder(chance, floor)
    return [
        EditFloor(floor, (PutObject(Placed(crate, "crate", x, y, 2, 1, "")),)),
        EditFloor(floor, (MoveObject(crate, x, y, 1, 2, 1), WriteObject(crate, "はこ", ""))),
        EditFloor(floor, (DropObject(crate),)),
        *(UndoEdit(floor), RedoEdit(floor)) * 5,
    ]  # fmt: skip


def about_the_board(school: School, chance: random.Random, wall_ms: int) -> list[Command]:
    """Posts for today, for other days and for never, one's own and those of others."""
    today = wall_ms // DAY_MS
    day = chance.choice((0, today, today + 1))
    content = PostContent("おしらせ", "あした\nあります", day, chance.choice((0, today)), day, True)
    post = chance.choice([*school.posts, "p" * 22])
    yomi = chance.choice(("", "おしらせ", "お知らせ"))
    return [
        WritePost(content, yomi), WritePost(content, yomi), EditPost(post, content, yomi, ""),
        DropPost(post),
        ReadBoard(), ReadBoard(),
    ]  # fmt: skip


def about_lessons(
    school: School, chance: random.Random, wall_ms: int, who: str, teachers: list[str]
) -> tuple[str, Command]:
    """Lessons of a few minutes on a floor or in its first zone, soon; seats, a meeting."""
    lesson = chance.choice([*school.lessons, "A" * 22])
    wishes: list[Command] = [
        SignUp(lesson), SignUp(lesson), Withdraw(lesson), ReturnFromMeeting(), OpenMeeting(),
        OpenMeeting(), OpenMeeting(),
    ]  # fmt: skip
    if chance.random() < 0.6:
        return who, chance.choice(wishes)
    teacher = chance.choice([who, *teachers])
    floor = chance.choice(FLOORS)
    zone = chance.choice(("", school.floors[floor].plan.zones[0].zone))
    plan = LessonPlan(
        title="さんすう", subject="算数", teacher=teacher, floor=floor, zone=zone,
        starts_ms=wall_ms + chance.randrange(-1_000, 20_000), minutes=5, capacity=3,
        content="", code="", walk_in=chance.random() < 0.7,
    )  # fmt: skip
    meeting = "https://zoom.us/j/1"
    link = chance.choice(("", meeting, meeting, meeting))
    wishes = [PlanLesson(plan, link)] * 8 + [ChangeLesson(lesson, plan, link, "")] * 4
    return teacher, chance.choice([*wishes, CancelLesson(lesson)])


def of_a_caller(school: School, chance: random.Random, who: str) -> list[Command]:
    """Microphone, camera and screen on and off, a call locked and opened again; over to those of
    another call."""
    sends = [chance.random() < 0.6 for _ in range(3)]
    near = [key.split() for key in sorted(school.overlaps) if who in key.split()]
    to = [one if other == who else other for one, other in near]
    return [
        SetMedia(*sends), SetMedia(*sends), LockCall(chance.random() < 0.5),
        *(GoOver(account) for account in to),
    ]  # fmt: skip


def of_a_talker(
    school: School, chance: random.Random, who: str, accounts: list[str]
) -> list[Command]:
    """Letters, stamps, and groups that people make, change, write to and leave."""
    one, other = chance.choice(accounts), chance.choice(accounts)
    own = [g.group for g in school.groups.values() if who in g.members or chance.random() < 0.1]
    if not own or chance.random() < 0.05:
        return [MakeGroup("なかま", (one, other))]
    group = chance.choice(own)
    return [
        SayTo(group, "みんなへ"), StampTo(group, 3), StampTo(other, 1 + chance.randrange(16)),
        SayTo(group, "またね"), MarkRead(group), AddToGroup(group, other), NameGroup(group, "はん"),
        RemoveFromGroup(group, other), LeaveGroup(group),
    ]  # fmt: skip


def about_surveys(school: School, chance: random.Random, wall_ms: int) -> list[Command]:
    """Named and anonymous ones, answers that fit and that do not, also by those who may not."""
    questions = (
        Question(QuestionKind.SINGLE, "どれ", ("あ", "い"), needed=True),
        Question(QuestionKind.TEXT, "なぜ", (), needed=False),
    )
    named, ends_ms = chance.random() < 0.5, chance.choice((0, wall_ms + 60_000))
    survey = chance.choice([*school.surveys, "s" * 22])
    answers = (Answer((chance.randrange(3),), ""), Answer((), "うん"))
    return [
        MakeSurvey(SurveyContent("きいてみる", "", named, 0, ends_ms, questions)),
        *(AnswerSurvey(survey, answers),) * 5,
        chance.choice((CloseSurvey(survey), DropSurvey(survey), ReadAnswers(survey))),
    ]
