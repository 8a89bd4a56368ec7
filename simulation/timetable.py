"""The timetable of lessons: what may be planned, and what of it is shown to whom (T3.1, T6.8)."""

from collections.abc import Iterator

from msgspec.structs import replace

from protocol.audience import Audience
from protocol.lessons import (
    CancelLesson,
    ChangeLesson,
    ExternalMeetingOpened,
    InLessonShown,
    LessonCancelled,
    LessonChanged,
    LessonEnded,
    LessonEntered,
    LessonGone,
    LessonPlan,
    LessonPlanned,
    MeetingSet,
    PlanLesson,
    SignedUp,
    SignUpShown,
    TimetableChanged,
)
from protocol.rights import STAFF, Role
from protocol.units import LESSONS_MAX, AccountId, LessonId
from protocol.vocabulary import Event, Message
from simulation.chatting import id_from
from simulation.hours import state_at
from simulation.lessons import found, leave_all, overlap
from simulation.plans import check_reading, is_safe_link
from simulation.rules import Refused, decides, shows, view
from simulation.school import Lesson, Now, School, Session
from simulation.texts import cleaned
from simulation.versions import require_unchanged


@decides(PlanLesson)
def plan_lesson(
    school: School, actor: Session, wish: PlanLesson, now: Now, fresh: int
) -> Iterator[Event]:
    if len(school.lessons) >= LESSONS_MAX:
        raise Refused("too_many_lessons")
    plan = _checked(school, actor, wish.plan, wish.link, now)
    if plan.starts_ms < now.wall_ms:
        raise Refused("lesson_in_the_past")
    _require_free(school, plan, "")
    lesson = id_from(fresh)
    yield LessonPlanned(actor.account, lesson, plan)
    if wish.link:
        yield MeetingSet(lesson, wish.link)


@decides(ChangeLesson)
def change_lesson(school: School, actor: Session, wish: ChangeLesson, now: Now) -> Iterator[Event]:
    lesson = _own(school, actor, wish.lesson)
    plan = _checked(school, actor, wish.plan, wish.link, now)
    before = lesson.plan
    if plan.ends_ms <= now.wall_ms:
        raise Refused("lesson_in_the_past")
    if lesson.running:
        if (plan.floor, plan.zone, plan.starts_ms) != (before.floor, before.zone, before.starts_ms):
            raise Refused("lesson_is_running")
    elif plan.starts_ms < now.wall_ms:
        raise Refused("lesson_in_the_past")
    _require_free(school, plan, wish.lesson)
    require_unchanged((before, lesson.link), wish.over, (plan, wish.link))
    yield LessonChanged(actor.account, wish.lesson, plan)
    if wish.link != lesson.link:
        yield MeetingSet(wish.lesson, wish.link)


@decides(CancelLesson)
def cancel_lesson(school: School, actor: Session, wish: CancelLesson, _now: Now) -> Iterator[Event]:
    lesson = _own(school, actor, wish.lesson)
    yield from leave_all(wish.lesson, lesson)
    yield LessonCancelled(actor.account, wish.lesson)


def may_plan(school: School, account: AccountId, plan: LessonPlan) -> bool:
    """Admins plan every lesson, teachers their own."""
    return plan.teacher == account or school.accounts[account].role is Role.ADMIN


def _own(school: School, actor: Session, lesson_id: LessonId) -> Lesson:
    lesson = found(school, lesson_id)
    if not may_plan(school, actor.account, lesson.plan):
        raise Refused("not_your_lesson")
    return lesson


def _checked(school: School, actor: Session, plan: LessonPlan, link: str, now: Now) -> LessonPlan:
    """The plan with its texts made safe to show. Raises Refused for one that cannot be held."""
    title = cleaned(plan.title, len(plan.title))
    if not title:
        raise Refused("text_empty")
    check_reading(plan.yomi)
    if not may_plan(school, actor.account, plan):
        raise Refused("not_your_lesson")
    teacher = school.accounts.get(plan.teacher)
    if teacher is None or teacher.disabled or teacher.role not in STAFF:
        raise Refused("no_such_teacher")
    if plan.floor not in school.floors:
        raise Refused("no_such_floor")
    zones = {zone.zone for zone in school.floors[plan.floor].plan.zones}
    if plan.zone and plan.zone not in zones:
        raise Refused("no_such_zone")
    if link and not is_safe_link(link):
        raise Refused("link_not_https")
    is_open, until_ms = state_at(school.calendar, plan.floor, now._replace(wall_ms=plan.starts_ms))
    if not is_open or 0 < until_ms < plan.ends_ms:
        raise Refused("floor_closed_then")
    subject = cleaned(plan.subject, len(plan.subject))
    return replace(plan, title=title, subject=subject, content=_lines(plan.content))


def _lines(text: str) -> str:
    """A text of several lines, each made safe to show."""
    return "\n".join(cleaned(line, len(text)) for line in text.splitlines()).strip()


def _require_free(school: School, plan: LessonPlan, itself: LessonId) -> None:
    """Nobody teaches twice at once, and no room holds two lessons."""
    for name, other in school.lessons.items():
        if name == itself or not overlap(other.plan, plan):
            continue
        if other.plan.teacher == plan.teacher:
            raise Refused("teacher_busy", other.plan.starts_ms)
        zones = {other.plan.zone, plan.zone}
        if other.plan.floor == plan.floor and ("" in zones or len(zones) == 1):
            raise Refused("room_taken", other.plan.starts_ms)


@shows(LessonPlanned)
def show_planned(school: School, event: LessonPlanned) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, _in_timetable(event.lesson, event.plan)


@shows(LessonChanged)
def show_changed(school: School, event: LessonChanged) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, _in_timetable(event.lesson, event.plan)
    yield Audience.LESSON, _in_lesson(school, event.lesson)


@shows(MeetingSet)
def show_meeting(school: School, event: MeetingSet) -> Iterator[tuple[Audience, Message]]:
    yield Audience.LESSON, _in_lesson(school, event.lesson)


@shows(LessonCancelled)
def show_cancelled(_school: School, event: LessonCancelled) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, LessonGone(event.lesson, cancelled=True)


@shows(LessonEnded)
def show_ended(_school: School, event: LessonEnded) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, LessonGone(event.lesson, cancelled=False)


@shows(SignedUp)
def show_signed_up(school: School, event: SignedUp) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, _seat(school, event.lesson)


@shows(LessonEntered)
def show_entered(school: School, event: LessonEntered) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, _in_lesson(school, event.lesson)


@view
def view_lessons(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for lesson_id in sorted(school.lessons):
        lesson = school.lessons[lesson_id]
        if account in lesson.signed:
            yield _seat(school, lesson_id)
        if account in lesson.inside:
            yield _in_lesson(school, lesson_id)
            if lesson.inside[account] is not None:
                yield ExternalMeetingOpened(account, lesson_id)


def _in_timetable(lesson: LessonId, plan: LessonPlan) -> TimetableChanged:
    return TimetableChanged(lesson, plan.title, plan.floor, plan.starts_ms, plan.minutes, plan.yomi)


def _seat(school: School, lesson: LessonId) -> SignUpShown:
    plan = school.lessons[lesson].plan
    return SignUpShown(lesson, plan.title, plan.floor, plan.starts_ms, plan.minutes, plan.yomi)


def _in_lesson(school: School, lesson_id: LessonId) -> InLessonShown:
    lesson = school.lessons[lesson_id]
    plan = lesson.plan
    return InLessonShown(lesson_id, plan.title, plan.ends_ms, lesson.link, plan.yomi)
