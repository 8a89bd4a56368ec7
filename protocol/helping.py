"""Helping: 助けて reaches the supporters and nobody else; they answer and may point (T2.2.h)."""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, FloorId, Subtile, WallMs
from protocol.vocabulary import Command, Event, Phase, Signal, command, event, signal

OneFloor = Annotated[tuple[FloorId, ...], Meta(max_length=1)]
"""A floor, or none at the desk."""


@unique
class HelpState(Enum):
    """How far a call for help has come, as its own pupil reads it."""

    ASKED = "asked"
    NOBODY_HERE = "nobody_here"
    ANSWERED = "answered"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"


@unique
class Button(Enum):
    """What a supporter may point at on somebody's screen, besides places on the floor."""

    MENU = "menu"
    CHAT = "chat"
    PEOPLE = "people"
    FLOORS = "floors"
    STATUS = "status"
    LOOK = "look"
    SETTINGS = "settings"
    HELP = "help"
    ALONE = "alone"
    LEAVE = "leave"
    WHERE = "where"
    ZOOM = "zoom"
    WHOLE = "whole"


@command(may=Capability.ATTEND, durable=True)
class CallForHelp(Command):
    """Call a supporter to me."""


@command(may=Capability.ATTEND, durable=True)
class TakeHelpBack(Command):
    """I need no help any more."""


@command(may=Capability.MODERATE, durable=True)
class AnswerHelp(Command):
    """Tell somebody who called that I am coming."""

    account: AccountId


@command(may=Capability.MODERATE, durable=True)
class CloseHelp(Command):
    """Somebody has been helped."""

    account: AccountId


@command(may=Capability.MODERATE, phase=Phase.FLOOR)
class PointAt(Command):
    """Show somebody who called a place on the floor. Nothing moves by it."""

    account: AccountId
    x: Subtile
    y: Subtile


@command(may=Capability.MODERATE)
class PointAtButton(Command):
    """Show somebody who called a button of their own screen. Nothing is pressed by it."""

    account: AccountId
    button: Button


@event(audience=Audience.SUPPORTERS)
class HelpAsked(Event):
    """Somebody calls for help from a place on a floor; no floor is the desk."""

    account: AccountId
    floors: OneFloor
    x: Subtile
    y: Subtile


@event(audience=Audience.SUPPORTERS)
class HelpTakenBack(Event):
    """Somebody needs no help any more."""

    account: AccountId


@event(audience=Audience.SUPPORTERS)
class HelpAnswered(Event):
    """The supporter `by` is coming."""

    account: AccountId
    by: AccountId


@event(audience=Audience.SUPPORTERS)
class HelpClosed(Event):
    """The supporter `by` says that somebody has been helped."""

    account: AccountId
    by: AccountId


@event(audience=Audience.SELF)
class PointedAt(Event):
    """The supporter `by` points at a place on the floor of `account`."""

    account: AccountId
    by: AccountId
    x: Subtile
    y: Subtile


@event(audience=Audience.SELF)
class PointedAtButton(Event):
    """The supporter `by` points at a button of `account`."""

    account: AccountId
    by: AccountId
    button: Button


@signal(audience=Audience.SUPPORTERS)
class HelpShown(Signal):
    """Somebody calls for help: who, where (names, empty at the desk), since when, who answered."""

    account: AccountId
    name: str
    floor: str
    floor_name: str
    zone: str
    x: Subtile
    y: Subtile
    asked_ms: WallMs
    by: str


@signal(audience=Audience.SUPPORTERS)
class HelpGone(Signal):
    """Somebody's call for help is over."""

    account: AccountId


@signal(audience=Audience.SELF)
class OwnHelpShown(Signal):
    """How far one's own call for help has come, and the name of who answered it."""

    state: HelpState
    by: str


@signal(audience=Audience.SELF)
class PointShown(Signal):
    """A supporter points at a place of your floor, or at a button: one of them is empty."""

    by: str
    place: Annotated[tuple[Subtile, ...], Meta(max_length=2)]
    button: str
