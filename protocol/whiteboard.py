"""Whiteboards: everybody who looks at one may draw on it at once (T4.4).

What is drawn is an event of its own, one for a whole stroke, sealed under its writer; the order of
the log is the order on the board. A board belongs to a call, or to an object on a floor; who has it
open is its audience.
"""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    RUBBED_AT_ONCE_MAX,
    AccountId,
    FloorId,
    PageNumber,
    Points,
    SpotX,
    SpotY,
    StrokeId,
    WhiteboardId,
    Writing,
)
from protocol.vocabulary import Command, Event, Pace, Signal, command, event, signal

ObjectOrCall = Annotated[str, Meta(pattern=r"^([a-z][a-z0-9-]{0,39})?\Z")]
"""An object of one's floor, "" for one's call."""
CallOrNone = Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{22})?\Z")]
Material = Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{22})?\Z")]
"""An upload behind what is drawn, "" for none."""
PenWidth = Annotated[int, Meta(ge=1, le=3)]
Strokes = Annotated[tuple[StrokeId, ...], Meta(min_length=1, max_length=RUBBED_AT_ONCE_MAX)]


@unique
class Pen(Enum):
    """What a stroke is drawn with. Shapes have two points: corners or ends."""

    PEN = "pen"
    MARKER = "marker"
    LINE = "line"
    ARROW = "arrow"
    BOX = "box"
    OVAL = "oval"


@unique
class Ink(Enum):
    BLACK = "black"
    RED = "red"
    BLUE = "blue"
    GREEN = "green"
    ORANGE = "orange"
    PURPLE = "purple"


@command(may=Capability.DRAW, durable=True, under_cover=True)
class OpenWhiteboard(Command):
    """Look at the whiteboard of an object on one's floor, or of one's call."""

    object: ObjectOrCall


@command(may=Capability.DRAW, under_cover=True)
class CloseWhiteboard(Command):
    """Look at no whiteboard any more."""


@command(may=Capability.DRAW, durable=True, pace=Pace.DRAWING, under_cover=True)
class Draw(Command):
    """Leave a whole stroke or shape on a page."""

    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    pen: Pen
    ink: Ink
    width: PenWidth
    points: Points


@command(may=Capability.DRAW, durable=True, pace=Pace.DRAWING, under_cover=True)
class WriteOn(Command):
    """Leave a line of text on a page."""

    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    ink: Ink
    width: PenWidth
    x: SpotX
    y: SpotY
    text: Writing


@command(may=Capability.DRAW, durable=True, pace=Pace.DRAWING, under_cover=True)
class RubOut(Command):
    """Take strokes off a page: one's own, for staff anybody's."""

    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId
    strokes: Strokes


@command(may=Capability.DRAW, durable=True, under_cover=True)
class ClearPage(Command):
    """Take off all that one drew on a page; for staff everything of everybody."""

    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId
    everything: bool


@command(may=Capability.DRAW, durable=True, under_cover=True)
class TurnPage(Command):
    """Show a page to everybody who looks; staff alone, while they show a material."""

    board: WhiteboardId
    page: PageNumber


@command(may=Capability.UPLOAD, durable=True)
class HangMaterial(Command):
    """Put a picture or a PDF behind the pages, or take it away."""

    board: WhiteboardId
    upload: Material


@event(audience=Audience.CALL)
class WhiteboardMade(Event):
    """There is a whiteboard for a call, or for an object on a floor."""

    board: WhiteboardId
    account: AccountId
    call: CallOrNone
    floor: FloorId
    object: ObjectOrCall


@event(audience=Audience.NOBODY)
class WhiteboardGone(Event):
    """Its call has ended or its object is no more. Nobody looks at it."""

    board: WhiteboardId


@event(audience=Audience.WHITEBOARD)
class WhiteboardOpened(Event):
    """Somebody looks at a whiteboard now; they are shown a `WhiteboardShown`."""

    board: WhiteboardId
    account: AccountId


@event(audience=Audience.WHITEBOARD)
class WhiteboardClosed(Event):
    """Somebody does not look at it any more, or may not. They are told too."""

    board: WhiteboardId
    account: AccountId


@event(audience=Audience.WHITEBOARD, hideable=True)
class Drawn(Event):
    """A stroke or shape is on a page."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    pen: Pen
    ink: Ink
    width: PenWidth
    points: Points


@event(audience=Audience.WHITEBOARD, hideable=True)
class WrittenOn(Event):
    """A line of text is on a page."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    ink: Ink
    width: PenWidth
    x: SpotX
    y: SpotY
    text: Writing


@event(audience=Audience.WHITEBOARD)
class RubbedOut(Event):
    """Strokes are off a page, until the rubbing is undone."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId
    strokes: Strokes


@event(audience=Audience.WHITEBOARD)
class PageCleared(Event):
    """All that `account` had drawn is off a page, or everything."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId
    everything: bool


@event(audience=Audience.WHITEBOARD)
class PageTurned(Event):
    """Everybody who looks at the board looks at this page."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber


@event(audience=Audience.WHITEBOARD)
class MaterialHung(Event):
    """This is behind the pages of a board now."""

    account: AccountId
    board: WhiteboardId
    upload: Material


@event(audience=Audience.WHITEBOARD)
class DrawingsForgotten(Event):
    """All that an erased person drew is off a board for good."""

    board: WhiteboardId
    account: AccountId


@signal(audience=Audience.SELF)
class WhiteboardShown(Signal):
    """You look at this whiteboard; what is on its pages comes by query."""

    board: WhiteboardId
    call: CallOrNone
    object: ObjectOrCall
    page: PageNumber
    upload: Material
    here: tuple[AccountId, ...]
