"""Lessons: the timetable, who has a seat, who is in the room while it is held (T3.1, T6.8).

Presence is seen, not claimed: whoever stands in the room of a lesson that is being held, and has a
seat or may walk in, is in it. Who opened the meeting elsewhere stays in it, unseen (推定), until
they look at the school again or the lesson is over; meanwhile a lost line ends nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from protocol.chimes import ChimeRang
from protocol.floors import Zone
from protocol.lessons import (
    ExternalMeetingOpened,
    ExternalMeetingReturned,
    LessonBegan,
    LessonCancelled,
    LessonChanged,
    LessonEnded,
    LessonEntered,
    LessonLeft,
    LessonPlan,
    LessonPlanned,
    MeetingSet,
    OpenMeeting,
    ReturnFromMeeting,
    SignedUp,
    SignUp,
    Withdraw,
    Withdrew,
)
from protocol.rights import STAFF
from protocol.units import (
    CONTACT_EVERY_TICKS,
    LESSON_BELL_VOLUME,
    TICK_MS,
    AccountId,
    LessonId,
    Tick,
    WallMs,
)
from protocol.vocabulary import Event
from simulation import calling
from simulation.hours import MINUTE_MS
from simulation.motion import position_at
from simulation.plans import lies_in
from simulation.rules import (
    Refused,
    applies,
    decides,
    due,
    every_tick,
    keeps_stay,
)
from simulation.school import MEETING_SIGN, Avatar, Lesson, Now, School, Session, avatar_of

BEGINS: Final = "lesson-begins"
ENDS: Final = "lesson-ends"


@decides(SignUp)
def sign_up(school: School, actor: Session, wish: SignUp, _now: Now) -> Iterator[Event]:
    lesson = found(school, wish.lesson)
    if actor.account in lesson.signed:
        raise Refused("already_signed_up")
    if seats_left(school, lesson) <= 0 and actor.account not in lesson.inside:
        raise Refused("lesson_full")
    for other in school.lessons.values():
        if actor.account in other.signed and overlap(other.plan, lesson.plan):
            raise Refused("another_lesson_then")
    yield SignedUp(actor.account, wish.lesson)


@decides(Withdraw)
def withdraw(school: School, actor: Session, wish: Withdraw, _now: Now) -> Iterator[Event]:
    if actor.account not in found(school, wish.lesson).signed:
        raise Refused("not_signed_up")
    yield Withdrew(actor.account, wish.lesson)


@decides(OpenMeeting)
def open_meeting(school: School, actor: Session, _wish: OpenMeeting, _now: Now) -> Iterator[Event]:
    lesson_id, avatar = lesson_of(school, actor.account), avatar_of(school, actor.account)
    if lesson_id is None or avatar is None or not school.lessons[lesson_id].link:
        raise Refused("no_meeting_here")
    # The talk here ends first, so that camera and microphone are free for the meeting (T4.6).
    yield from calling.hang_up(school, actor.account)
    if school.lessons[lesson_id].inside[actor.account] is None:
        yield ExternalMeetingOpened(actor.account, lesson_id)


@decides(ReturnFromMeeting)
def return_from_meeting(
    school: School, actor: Session, _wish: ReturnFromMeeting, _now: Now
) -> Iterator[Event]:
    lesson_id = lesson_of(school, actor.account)
    if lesson_id is not None and school.lessons[lesson_id].inside[actor.account] is not None:
        yield ExternalMeetingReturned(actor.account, lesson_id)


@every_tick
def hold_lessons(school: School, now: Now) -> Iterator[Event]:
    for lesson_id in sorted(
        name
        for name, lesson in school.lessons.items()
        if lesson.plan.starts_ms <= now.wall_ms or lesson.plan.floor not in school.floors
    ):
        yield from _hold(school, lesson_id, school.lessons[lesson_id], now)


def _hold(school: School, lesson_id: LessonId, lesson: Lesson, now: Now) -> Iterator[Event]:
    plan = lesson.plan
    if plan.floor not in school.floors or plan.ends_ms <= now.wall_ms:
        yield from leave_all(lesson_id, lesson)
        if lesson.running and plan.floor in school.floors:
            yield from _bell(ENDS, plan, plan.ends_ms, now)
        yield LessonEnded(lesson_id)
        return
    if not lesson.running:
        yield LessonBegan(lesson_id)
        yield from _bell(BEGINS, plan, plan.starts_ms, now)
    # Where people stand in a zone is looked at as often as who stands beside whom.
    if not plan.zone or now.crossed(CONTACT_EVERY_TICKS):
        yield from list(_coming_and_going(school, lesson_id, lesson, now))
    else:
        for account in sorted(lesson.inside):
            avatar = avatar_of(school, account)
            if avatar is None or avatar.floor != plan.floor:
                yield LessonLeft(account, lesson_id)


def _bell(sound: str, plan: LessonPlan, at_ms: WallMs, now: Now) -> Iterator[Event]:
    """A bell that a pause of the server delayed by more than a minute stays silent."""
    if now.wall_ms < at_ms + MINUTE_MS:
        stamp = now.local_ms // MINUTE_MS
        yield ChimeRang(sound, plan.title, sound, LESSON_BELL_VOLUME, (plan.floor,), stamp)


def _coming_and_going(
    school: School, lesson_id: LessonId, lesson: Lesson, now: Now
) -> Iterator[Event]:
    floor = school.floors[lesson.plan.floor]
    avatars = (school.avatars[handle] for handle in floor.here)
    here = {a.account for a in avatars if _in_room(lesson.plan, floor.plan.zones, a, now)}
    for account in sorted(lesson.inside):
        if account not in here or not _belongs(school, lesson, account):
            yield LessonLeft(account, lesson_id)
    late_ms = max(0, now.wall_ms - lesson.plan.starts_ms)
    left = seats_left(school, lesson)
    for account in sorted(here):
        away = school.sessions[account].dropped_tick is not None
        if away or account in lesson.inside or not _belongs(school, lesson, account):
            continue
        if lesson_of(school, account) is not None:
            continue
        takes_seat = account not in lesson.signed and not _is_staff(school, account)
        if takes_seat and left <= 0:
            continue
        left -= takes_seat
        yield LessonEntered(account, lesson_id, late_ms)


def _in_room(plan: LessonPlan, zones: Iterable[Zone], avatar: Avatar, now: Now) -> bool:
    """A zone that is no more leaves the lesson the whole floor."""
    zone = next((zone for zone in zones if zone.zone == plan.zone), None)
    return zone is None or lies_in(zone, position_at(avatar.walk, now.tick))


def _belongs(school: School, lesson: Lesson, account: AccountId) -> bool:
    return lesson.plan.walk_in or account in lesson.signed or _is_staff(school, account)


def _is_staff(school: School, account: AccountId) -> bool:
    return school.accounts[account].role in STAFF


def found(school: School, lesson: LessonId) -> Lesson:
    """Raises Refused for a lesson that is over or never was."""
    if lesson not in school.lessons:
        raise Refused("no_such_lesson")
    return school.lessons[lesson]


def lesson_of(school: School, account: AccountId) -> LessonId | None:
    """The lesson in which somebody is now."""
    for lesson_id, lesson in school.lessons.items():
        if account in lesson.inside:
            return lesson_id
    return None


def seats_left(school: School, lesson: Lesson) -> int:
    """Seats that are neither promised nor taken. People who were erased need none."""
    taken = {a for a in lesson.signed.union(lesson.inside) if a in school.accounts}
    return lesson.plan.capacity - sum(not _is_staff(school, account) for account in taken)


def overlap(one: LessonPlan, other: LessonPlan) -> bool:
    return one.starts_ms < other.ends_ms and other.starts_ms < one.ends_ms


def leave_all(lesson_id: LessonId, lesson: Lesson) -> Iterator[Event]:
    for account in sorted(lesson.inside):
        yield LessonLeft(account, lesson_id)


@keeps_stay
def during_a_lesson(school: School, session: Session) -> bool:
    """Nobody is idle in a lesson they belong to; in its meeting a lost line ends nothing."""
    account = session.account
    for lesson in school.lessons.values():
        if account in lesson.inside:
            return session.dropped_tick is None or lesson.inside[account] is not None
        if lesson.running and account in lesson.signed:
            return session.dropped_tick is None
    return False


@due
def next_lessons(school: School, now: Now) -> Iterator[Tick]:
    for lesson_id, lesson in school.lessons.items():
        plan = lesson.plan
        moment_ms = plan.ends_ms if lesson.running else plan.starts_ms
        yield now.tick + max(1, -(-(moment_ms - now.wall_ms) // TICK_MS))
        moves = lesson.running and plan.zone and plan.floor in school.floors
        if moves and any(_coming_and_going(school, lesson_id, lesson, now)):
            yield (now.tick // CONTACT_EVERY_TICKS + 1) * CONTACT_EVERY_TICKS


@applies(LessonPlanned)
def lesson_planned(school: School, event: LessonPlanned) -> None:
    school.lessons[event.lesson] = Lesson(event.plan, "", set(), {}, running=False)


@applies(LessonChanged)
def lesson_changed(school: School, event: LessonChanged) -> None:
    school.lessons[event.lesson].plan = event.plan


@applies(MeetingSet)
def meeting_set(school: School, event: MeetingSet) -> None:
    school.lessons[event.lesson].link = event.link


@applies(LessonCancelled)
@applies(LessonEnded)
def lesson_gone(school: School, event: LessonCancelled | LessonEnded) -> None:
    del school.lessons[event.lesson]


@applies(SignedUp)
def signed_up(school: School, event: SignedUp) -> None:
    school.lessons[event.lesson].signed.add(event.account)


@applies(Withdrew)
def withdrew(school: School, event: Withdrew) -> None:
    school.lessons[event.lesson].signed.discard(event.account)


@applies(LessonBegan)
def lesson_began(school: School, event: LessonBegan) -> None:
    school.lessons[event.lesson].running = True


@applies(LessonEntered)
def lesson_entered(school: School, event: LessonEntered) -> None:
    school.lessons[event.lesson].inside[event.account] = None


@applies(LessonLeft)
def lesson_left(school: School, event: LessonLeft) -> None:
    del school.lessons[event.lesson].inside[event.account]
    _no_more_away(school, event.account)
    session = school.sessions.get(event.account)
    if session is not None and session.dropped_tick is None:
        # Listening is not being idle: the half hour begins when the lesson ends.
        session.active_tick = school.position.tick


@applies(ExternalMeetingOpened)
def meeting_opened(school: School, event: ExternalMeetingOpened) -> None:
    school.lessons[event.lesson].inside[event.account] = school.position.tick
    avatar = avatar_of(school, event.account)
    assert avatar is not None, "only who stands in the room opens its meeting"
    avatar.signs[MEETING_SIGN] = school.position.tick


@applies(ExternalMeetingReturned)
def meeting_returned(school: School, event: ExternalMeetingReturned) -> None:
    school.lessons[event.lesson].inside[event.account] = None
    _no_more_away(school, event.account)


def _no_more_away(school: School, account: AccountId) -> None:
    avatar = avatar_of(school, account)
    if avatar is not None:
        avatar.signs.pop(MEETING_SIGN, None)
