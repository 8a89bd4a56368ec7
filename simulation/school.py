"""The state of a school: data without behaviour. Only `@applies` functions change it.

Everything here can be dumped, hashed and loaded (`snapshot.py`). What is personal stands apart in
`words`, so that hashes leave it out and an erased person's words are simply gone (DESIGN decision
9). Times are moments that came in events, never running timers.

A field that comes after a release has a default, and its applier leaves it so where nothing of it
happened: defaults are left out of hashes, so old logs still give theirs and old snapshots load.
"""

from typing import Final, NamedTuple

import msgspec

from protocol.avatars import Look, Status
from protocol.chimes import ChimeRule
from protocol.comfort import Comfort
from protocol.floors import FloorPlan
from protocol.hours import Calendar
from protocol.knocking import TalkMode
from protocol.lessons import LessonPlan
from protocol.rights import Capability, Role, may
from protocol.sessions import Device
from protocol.surveys import SurveyId
from protocol.units import (
    AccountId,
    AvatarHandle,
    BookingId,
    CallId,
    FloorId,
    GroupId,
    LessonId,
    MessageId,
    SessionId,
    TalkId,
    Tick,
    UploadId,
    UtcOffsetMin,
    WallMs,
    WhiteboardId,
)
from simulation.booked import Booking, Naming, Reading
from simulation.care import Case, Counsellee, HeldReport, Help, Knock, Overlap, Silence, Talk
from simulation.corners import FloorMap
from simulation.motion import Walk
from simulation.parts import Edit, Post, Sending, Staying, Survey, Upload, Whiteboard

MURMUR_SIGN: Final = "murmur"
MEETING_SIGN: Final = "meeting"
"""Away in the meeting of a lesson, since when."""


class Now(NamedTuple):
    """The moment of a tick, an input like any other. `last_tick` is that of the step before.

    `fresh` is 128 random bits for what begins without a command.
    """

    tick: Tick
    wall_ms: WallMs
    utc_offset_min: UtcOffsetMin
    last_tick: Tick
    fresh: int

    @property
    def local_ms(self) -> int:
        """Wall clock of the school's own zone, milliseconds since 1970-01-01 local."""
        return self.wall_ms + self.utc_offset_min * 60_000

    def crossed(self, period_ticks: int) -> bool:
        """Whether a multiple of `period_ticks` lies after the last tick: holds over skipped
        ticks."""
        return self.tick // period_ticks != self.last_tick // period_ticks


class Position(msgspec.Struct, frozen=True, omit_defaults=True):
    """The batch being applied, or applied last: its number in the log and its moment."""

    batch: int
    tick: Tick
    wall_ms: WallMs
    utc_offset_min: UtcOffsetMin


class Words(msgspec.Struct, omit_defaults=True):
    """What is personal of one account. Appliers store it, deciders may read it, nobody branches
    on it."""

    name: str
    real_name: str
    murmur: str
    groups: dict[GroupId, str] = {}
    """The names that the person gave to groups."""


class Account(msgspec.Struct, omit_defaults=True):
    """A person. Look, status, 見ているだけ and how they may be talked to stay with the account."""

    account: AccountId
    role: Role
    home_school: str
    disabled: bool
    look: Look
    look_chosen: bool
    status: Status
    watching: bool
    talk_mode: TalkMode = TalkMode.OPEN
    status_before: Status = Status.NONE
    given: tuple[Capability, ...] = ()


class Session(msgspec.Struct, omit_defaults=True):
    """A stay: from login to leaving. `dropped_tick` is None while connected."""

    account: AccountId
    session: SessionId
    device: Device
    joined_tick: Tick
    active_tick: Tick
    dropped_tick: Tick | None
    dropped_ms: WallMs
    restarted: bool
    avatar: AvatarHandle | None
    call: CallId | None


class Avatar(msgspec.Struct, omit_defaults=True):
    """A person standing or walking on a floor.

    `signs` is what the avatar shows until it leaves the floor, by kind, each with a tick whose
    meaning its slice gives (a murmur: until when). A slice needs no field of its own for one more.
    """

    handle: AvatarHandle
    account: AccountId
    floor: FloorId
    walk: Walk
    signs: dict[str, Tick]


class Floor(msgspec.Struct, omit_defaults=True):
    """A floor. `until_ms` is when it closes (open) or opens (closed), 0 when nobody knows."""

    plan: FloorPlan
    open: bool
    until_ms: WallMs
    known: bool
    warned_min: int
    here: set[AvatarHandle]
    map: FloorMap | None

    @property
    def ground(self) -> FloorMap:
        assert self.map is not None, "a floor's map is made when its plan is applied or loaded"
        return self.map


class Call(msgspec.Struct, omit_defaults=True):
    """A call. A member out of reach leaves at the tick beside their name, a member in reach has
    None. `media` is empty until somebody sends something, then it has everybody. The call of a
    counselling talk has no floor."""

    call: CallId
    floor: FloorId | None
    members: dict[AccountId, Tick | None]
    media: dict[AccountId, Sending] = {}
    locked_by: AccountId | None = None


class MessageMark(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a message of a talk stands in the log. The text is read from there, with its key."""

    message: MessageId
    batch: int
    index: int


class Group(msgspec.Struct, omit_defaults=True):
    """People who write to each other; each may read what was said since they came, a place in the
    log. The name is among the words of `named_by`."""

    group: GroupId
    owner: AccountId
    named_by: AccountId
    members: dict[AccountId, tuple[int, int]]


class Notice(msgspec.Struct, omit_defaults=True):
    """What was told to everybody, or to everybody on `floors`; kept a while after it `ended`."""

    notice: MessageId
    account: AccountId
    text: str
    floors: tuple[FloorId, ...]
    sent_ms: WallMs
    until_ms: WallMs
    seen: set[AccountId]
    closed: set[AccountId]
    ended: bool


class Lesson(msgspec.Struct, omit_defaults=True):
    """A lesson. `inside` has when somebody opened the meeting, None for who is seen in the room."""

    plan: LessonPlan
    link: str
    signed: set[AccountId]
    inside: dict[AccountId, Tick | None]
    running: bool


class School(msgspec.Struct, omit_defaults=True):
    """Everything that decides anything. Pairs are keyed by `pair_key`, knocks and silences by
    `way_key`, conversations by pair or group, `garden` by month.

    Who is under cover has their stay in `covered` and not in `sessions`: whatever looks for people
    finds them gone, and need not know why (ADR 0016).
    """

    position: Position
    applied_in_batch: int
    accounts: dict[AccountId, Account]
    words: dict[AccountId, Words]
    sessions: dict[AccountId, Session]
    avatars: dict[AvatarHandle, Avatar]
    floors: dict[FloorId, Floor]
    overlaps: dict[str, Overlap]
    calls: dict[CallId, Call]
    unread: dict[AccountId, dict[TalkId, int]]
    conversations: dict[str, list[MessageMark]]
    calendar: Calendar | None
    chimes: tuple[ChimeRule, ...]
    rung: dict[str, int]
    edits: dict[FloorId, list[Edit]]
    notices: dict[MessageId, Notice] = {}
    staying: dict[AccountId, Staying] = {}
    garden: dict[str, int] = {}
    posts: dict[MessageId, Post] = {}
    board_read: dict[AccountId, Tick] = {}
    lessons: dict[LessonId, Lesson] = {}
    groups: dict[GroupId, Group] = {}
    uploads: dict[UploadId, Upload] = {}
    surveys: dict[SurveyId, Survey] = {}
    knocks: dict[str, Knock] = {}
    cooling: dict[str, Tick] = {}
    hidden: dict[AccountId, set[AccountId]] = {}
    silences: dict[str, list[Silence]] = {}
    helps: dict[AccountId, Help] = {}
    reports: dict[MessageId, Case] = {}
    comfort: dict[AccountId, Comfort] = {}
    whiteboards: dict[WhiteboardId, Whiteboard] = {}
    covered: dict[AccountId, Session] = {}
    talks: dict[CallId, Talk] = {}
    counsellees: dict[AccountId, Counsellee] = {}
    held_reports: dict[MessageId, HeldReport] = {}
    bookings: dict[BookingId, Booking] = {}
    namings: list[Naming] = []
    readings: list[Reading] = []


def bare_school() -> School:
    """A school before its first event."""
    return School(
        position=Position(0, 0, 0, 0), applied_in_batch=0, accounts={}, words={}, sessions={},
        avatars={}, floors={}, overlaps={}, calls={}, unread={}, conversations={}, calendar=None,
        chimes=(), rung={}, edits={},
    )  # fmt: skip


def pair_key(one: AccountId, other: AccountId) -> str:
    """One key for two people, whoever is named first."""
    return f"{one} {other}" if one < other else f"{other} {one}"


def way_key(one: AccountId, other: AccountId) -> str:
    """A key for what goes from one person to another."""
    return f"{one} {other}"


def name_of(school: School, account: AccountId) -> str:
    """The nickname of a person, "" once they are erased: a report may still speak of them."""
    return school.words[account].name if account in school.words else ""


def holds(account: Account, capability: Capability) -> bool:
    """Whether a person may do something, by their role or because it was given to them."""
    return may(account.role, capability, account.given)


def session_of(school: School, account: AccountId) -> Session | None:
    """The stay of a person, also under cover: for what concerns nobody but themselves."""
    return school.sessions.get(account) or school.covered.get(account)


def avatar_of(school: School, account: AccountId) -> Avatar | None:
    """The avatar of a person, None at the desk or when not here."""
    session = school.sessions.get(account)
    if session is None or session.avatar is None:
        return None
    return school.avatars[session.avatar]
