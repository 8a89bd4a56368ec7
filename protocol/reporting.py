"""Reporting: a word or a person is brought before the supporters, unseen by all others (T6.19).

A report holds no text: it names places in the log, and whoever may read them reads them there,
with the keys of those who wrote. That look is an event. Of a drawing it names the page: what stood
there at that moment is read back from the log, whatever was rubbed out since.
"""

from enum import Enum, unique
from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.helping import OneFloor
from protocol.rights import Capability
from protocol.units import (
    PLACE,
    REPORT_CONTEXT_LINES,
    AccountId,
    BatchNumber,
    CallId,
    EventIndex,
    FloorId,
    MessageId,
    PageNumber,
    StrokeId,
    Tick,
    WallMs,
    WhiteboardId,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@unique
class Place(Enum):
    """Where it was said; `PERSON` is about somebody and no word of theirs, `DRAWING` about
    something on a whiteboard, which is reported by its own command."""

    PERSON = "person"
    FLOOR = "floor"
    DIRECT = "direct"
    CALL = "call"
    DRAWING = "drawing"


class LineMark(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Where a letter stands in the log: its batch and its place in it."""

    batch: BatchNumber
    index: EventIndex


Lines = Annotated[tuple[LineMark, ...], Meta(max_length=REPORT_CONTEXT_LINES, extra=PLACE)]


@command(may=Capability.ATTEND, durable=True, under_cover=True)
class Report(Command):
    """Bring somebody before the supporters: a letter, or what they said when I heard it."""

    about: AccountId
    place: Place
    heard_tick: Tick
    letters: Annotated[tuple[MessageId, ...], Meta(max_length=1)]


@command(may=Capability.DRAW, durable=True)
class ReportDrawing(Command):
    """Bring what somebody else drew or wrote on the whiteboard before the supporters. Under cover
    one reports the other person (`Report`): what is drawn there is nobody else's to see."""

    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId


@command(may=Capability.MODERATE, durable=True)
class TakeOffReported(Command):
    """Take a reported stroke off its page, or everything that its person drew there."""

    report: MessageId
    everything: bool


@command(may=Capability.MODERATE, durable=True)
class CloseReport(Command):
    """A report has been looked after."""

    report: MessageId


@command(may=Capability.SYSTEM)
class NoteReportRead(Command):
    """The shell shows the lines of a report to a supporter."""

    account: AccountId
    report: MessageId


@event(audience=Audience.SUPPORTERS)
class Reported(Event):
    """`account` reported `about`. `lines` are letters, the last is what it is about; what was
    said on a floor or in a call stands in the log before, at the latest at `heard_tick`."""

    account: AccountId
    report: MessageId
    about: AccountId
    place: Place
    floors: OneFloor
    calls: Annotated[tuple[CallId, ...], Meta(max_length=1)]
    heard_tick: Tick
    lines: Lines


@event(audience=Audience.SUPPORTERS)
class DrawingReported(Event):
    """`account` reported what `about` drew; `line` is where that stands in the log."""

    account: AccountId
    report: MessageId
    about: AccountId
    floor: FloorId
    calls: Annotated[tuple[CallId, ...], Meta(max_length=1)]
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    line: LineMark


@event(audience=Audience.NOBODY)
class ReportRead(Event):
    """A supporter read the lines of a report."""

    account: AccountId
    report: MessageId


@event(audience=Audience.SUPPORTERS)
class ReportClosed(Event):
    """A supporter has looked after a report."""

    account: AccountId
    report: MessageId


@signal(audience=Audience.SUPPORTERS)
class ReportShown(Signal):
    """A report to look after: who, about whom, where. What was said comes by query."""

    report: MessageId
    account: AccountId
    name: str
    about: AccountId
    about_name: str
    place: Place
    floor_name: str
    reported_ms: WallMs
