"""Sessions: coming, dropping, coming back, leaving. Attendance is made from these events alone.

A session is one login on one device. Its connection may drop and resume inside it; the seat is kept
meanwhile. The shell notices silence and closed sockets; the simulation decides what they mean.
"""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.avatars import Look
from protocol.rights import Capability
from protocol.units import AccountId, CommandId, FloorId, SessionId, Tick, UtcOffsetMin, WallMs
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@unique
class Device(Enum):
    """The kind of device, told by the browser at login: enough for a fault report, too little
    to track."""

    CHROMEBOOK = "chromebook"
    IPAD = "ipad"
    WINDOWS = "windows"
    OTHER = "other"


@unique
class Cause(Enum):
    """Why a stay ended (T1.6, DESIGN section 5)."""

    LOGOUT = "logout"
    CLOSING = "closing"
    IDLE = "idle"
    DROPPED = "dropped"
    REMOVED = "removed"
    MOVED_DEVICE = "moved_device"
    RESTART = "restart"


Reason = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,40}\Z")]
"""A refusal in one word; the string tables hold what the person reads."""


@command(may=Capability.SYSTEM, durable=True)
class OpenSession(Command):
    """The shell has checked a login: let this person in, or say why not."""

    account: AccountId
    session: SessionId
    device: Device


@command(may=Capability.SYSTEM)
class Disconnect(Command):
    """The shell lost the connection of this session: silence, a closed socket or a leave beacon."""

    account: AccountId
    session: SessionId


@command(may=Capability.SYSTEM)
class Reconnect(Command):
    """The shell has a connection of this session (the first one, or one again)."""

    account: AccountId
    session: SessionId


@command(may=Capability.SYSTEM, durable=True)
class BeginEpoch(Command):
    """A server took over the log. Always its first command: it fences the writer before it."""


@command(may=Capability.ATTEND, durable=True, under_cover=True)
class LogOut(Command):
    """Leave the school now."""


@command(may=Capability.MODERATE, durable=True)
class EndSession(Command):
    """Staff end somebody's session for today."""

    account: AccountId


@event(audience=Audience.NOBODY)
class LoggedIn(Event):
    """A stay began, at the desk: no avatar yet."""

    account: AccountId
    session: SessionId
    device: Device


@event(audience=Audience.NOBODY)
class Dropped(Event):
    """The connection was lost; the seat is kept. Attendance pauses here."""

    account: AccountId
    session: SessionId


@event(audience=Audience.NOBODY)
class Resumed(Event):
    """The connection is back inside the grace time; the pause does not count as absence."""

    account: AccountId
    session: SessionId


@event(audience=Audience.SELF)
class Left(Event):
    """A stay ended. After a drop, `present_until_ms` is the moment of the drop (wall clock)."""

    account: AccountId
    session: SessionId
    cause: Cause
    present_until_ms: WallMs


@event(audience=Audience.NOBODY)
class ActivitySeen(Event):
    """The person did something; noted at most once a minute, for the idle logout."""

    account: AccountId


@event(audience=Audience.NOBODY)
class EpochStarted(Event):
    """A server began to write. Whoever was connected to the one before counts as dropped at
    `until_ms`."""

    until_ms: WallMs


@command(may=Capability.SYSTEM)
class NoteForged(Command):
    """The shell refused a request that the role of `account` may not make: method and path."""

    account: AccountId
    asked: Annotated[str, Meta(min_length=1, max_length=60)]


@event(audience=Audience.NOBODY)
class AccessRefused(Event):
    """Somebody sent a command that their role may not send, or asked for what it may not ask for.
    Nothing else happened."""

    account: AccountId
    command: Annotated[str, Meta(max_length=60)]


@signal(audience=Audience.SELF)
class Welcome(Signal):
    """The first message of a connection: who you are, what time it is, and the vocabulary."""

    version: int
    tick: Tick
    wall_ms: WallMs
    utc_offset_min: UtcOffsetMin
    account: AccountId
    role: str
    name: str
    floor: FloorId | None
    watching: bool
    status: str
    look: Look
    look_chosen: bool
    commands: tuple[str, ...]
    messages: tuple[str, ...]


@signal(audience=Audience.SELF)
class Refusal(Signal):
    """The answer to one command of one sender; `at_ms` is a moment the reason speaks of, or 0."""

    command_id: CommandId
    reason: Reason
    at_ms: WallMs


@signal(audience=Audience.SELF)
class Done(Signal):
    """A durable command is in the log. Carries its sender's own id and nothing else."""

    command_id: CommandId


@signal(audience=Audience.SCHOOL)
class ReadOnly(Signal):
    """The server cannot store anything for the moment, so nothing can happen; or it can again."""

    on: bool
