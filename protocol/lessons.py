"""Lessons: a timetable from which pupils choose, and who was really there (T3.1, T4.6, T6.8).

A lesson is held in a room: a floor or one zone of it. Being in the room while it is held is being
in the lesson. Its meeting elsewhere (Zoom, Meet and others) is told to nobody but those who are in
it; only `MeetingSet`, which has no table for analysts, carries the address in the log.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    FLOOR_CAPACITY,
    LESSON_MINUTES_MAX,
    LESSON_MINUTES_MIN,
    AccountId,
    FloorId,
    Label,
    LessonId,
    Reading,
    Version,
    WallMs,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal

Subject = Annotated[str, Meta(max_length=20)]
RoomZone = Annotated[str, Meta(pattern=r"^(|[a-z][a-z0-9-]{0,39})\Z")]
"""A zone of the floor, or empty for the whole of it."""
LessonMinutes = Annotated[int, Meta(ge=LESSON_MINUTES_MIN, le=LESSON_MINUTES_MAX)]
Seats = Annotated[int, Meta(ge=1, le=FLOOR_CAPACITY)]
LessonText = Annotated[str, Meta(max_length=400)]
"""What staff write for everybody who reads the timetable: not personal."""
CurriculumCode = Annotated[str, Meta(pattern=r"^[0-9A-Za-z ,-]{0,60}\Z")]
"""学習指導要領コード, one or several, as text (U8)."""
MeetingLink = Annotated[str, Meta(max_length=300)]
"""An https address, or empty."""
LateMs = Annotated[int, Meta(ge=0, le=LESSON_MINUTES_MAX * 60_000)]


class LessonPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the timetable says of a lesson. `walk_in` lets pupils in who did not sign up."""

    title: Label
    subject: Subject
    teacher: AccountId
    floor: FloorId
    zone: RoomZone
    starts_ms: WallMs
    minutes: LessonMinutes
    capacity: Seats
    content: LessonText
    code: CurriculumCode
    walk_in: bool
    yomi: Reading = ""
    """How the title is read."""

    @property
    def ends_ms(self) -> WallMs:
        return self.starts_ms + self.minutes * 60_000


@command(may=Capability.TEACH, durable=True)
class PlanLesson(Command):
    """Put a lesson into the timetable. Teachers plan their own lessons only."""

    plan: LessonPlan
    link: MeetingLink


@command(may=Capability.TEACH, durable=True)
class ChangeLesson(Command):
    """Replace what is planned, if it is still as it was. A lesson that is being held stays in its
    room and at its start."""

    lesson: LessonId
    plan: LessonPlan
    link: MeetingLink
    over: Version


@command(may=Capability.TEACH, durable=True)
class CancelLesson(Command):
    """Take a lesson out of the timetable."""

    lesson: LessonId


@command(may=Capability.LEARN, durable=True)
class SignUp(Command):
    """Take a seat in a lesson."""

    lesson: LessonId


@command(may=Capability.LEARN, durable=True)
class Withdraw(Command):
    """Give the seat back."""

    lesson: LessonId


@command(may=Capability.ATTEND, durable=True)
class OpenMeeting(Command):
    """I open the meeting of the lesson I am in."""


@command(may=Capability.ATTEND)
class ReturnFromMeeting(Command):
    """I look at the school again."""


@event(audience=Audience.NOBODY)
class LessonPlanned(Event):
    """A lesson stands in the timetable. Everybody is shown a `TimetableChanged`."""

    account: AccountId
    lesson: LessonId
    plan: LessonPlan


@event(audience=Audience.NOBODY)
class LessonChanged(Event):
    """A lesson is planned otherwise."""

    account: AccountId
    lesson: LessonId
    plan: LessonPlan


@event(audience=Audience.NOBODY, analytics=False)
class MeetingSet(Event):
    """Where a lesson meets, or nowhere. Those who are in it are shown an `InLessonShown`."""

    lesson: LessonId
    link: MeetingLink


@event(audience=Audience.NOBODY)
class LessonCancelled(Event):
    """A lesson will not be held, or not to its end."""

    account: AccountId
    lesson: LessonId


@event(audience=Audience.SELF)
class SignedUp(Event):
    """A pupil has a seat in a lesson. The pupil is shown a `SignUpShown`."""

    account: AccountId
    lesson: LessonId


@event(audience=Audience.SELF)
class Withdrew(Event):
    """A pupil has given the seat back."""

    account: AccountId
    lesson: LessonId


@event(audience=Audience.NOBODY)
class LessonBegan(Event):
    """A lesson is being held."""

    lesson: LessonId


@event(audience=Audience.NOBODY)
class LessonEnded(Event):
    """A lesson is over; without a `LessonBegan` before it, nobody was there to hold it."""

    lesson: LessonId


@event(audience=Audience.SELF)
class LessonEntered(Event):
    """Somebody is in a lesson, `late_ms` after it began. They are shown an `InLessonShown`."""

    account: AccountId
    lesson: LessonId
    late_ms: LateMs


@event(audience=Audience.SELF)
class LessonLeft(Event):
    """Somebody is not in a lesson any more. Whose line was lost was there until then."""

    account: AccountId
    lesson: LessonId


@event(audience=Audience.SELF)
class ExternalMeetingOpened(Event):
    """Somebody opened the meeting of their lesson: presence from here on is 推定."""

    account: AccountId
    lesson: LessonId


@event(audience=Audience.SELF)
class ExternalMeetingReturned(Event):
    """Somebody looks at the school again: presence is seen from here on."""

    account: AccountId
    lesson: LessonId


@signal(audience=Audience.SCHOOL)
class TimetableChanged(Signal):
    """A lesson is new or planned otherwise."""

    lesson: LessonId
    title: str
    floor: FloorId
    starts_ms: WallMs
    minutes: int
    yomi: str


@signal(audience=Audience.SCHOOL)
class LessonGone(Signal):
    """A lesson is over or cancelled."""

    lesson: LessonId
    cancelled: bool


@signal(audience=Audience.SELF)
class SignUpShown(Signal):
    """You have a seat in this lesson."""

    lesson: LessonId
    title: str
    floor: FloorId
    starts_ms: WallMs
    minutes: int
    yomi: str


@signal(audience=Audience.LESSON)
class InLessonShown(Signal):
    """You are in this lesson. `link` is where it meets, or empty."""

    lesson: LessonId
    title: str
    ends_ms: WallMs
    link: str
    yomi: str
