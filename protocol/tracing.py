"""Tracing: what passes over a whiteboard and does not stay, pens on their way and pointers (T4.4).

It is relayed to those who look at that moment, and is never in the log. A stroke stays once it is
whole (`protocol/whiteboard.py`).
"""

from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    PIECE_MAX_NUMBERS,
    AccountId,
    PageNumber,
    SpotStep,
    SpotX,
    SpotY,
    StrokeId,
    WhiteboardId,
)
from protocol.vocabulary import Command, Pace, Signal, command, signal
from protocol.whiteboard import Ink, Pen, PenWidth

Piece = Annotated[tuple[SpotStep, ...], Meta(min_length=2, max_length=PIECE_MAX_NUMBERS)]
"""The next points of a stroke, written like `Points`."""


@command(may=Capability.DRAW, pace=Pace.TRACING, under_cover=True)
class TracePen(Command):
    """My pen is drawing this; the whole stroke follows when it is lifted."""

    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    pen: Pen
    ink: Ink
    width: PenWidth
    points: Piece


@command(may=Capability.DRAW, pace=Pace.TRACING, under_cover=True)
class PointOn(Command):
    """I point here."""

    board: WhiteboardId
    page: PageNumber
    x: SpotX
    y: SpotY


@signal(audience=Audience.WHITEBOARD, hideable=True)
class PenTraced(Signal):
    """Somebody's pen is drawing this."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    pen: Pen
    ink: Ink
    width: PenWidth
    points: Piece


@signal(audience=Audience.WHITEBOARD, hideable=True)
class PointedOn(Signal):
    """Somebody points here."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    x: SpotX
    y: SpotY
