"""What two people have in a counselling talk besides words: a whiteboard (T3.4, T4.4).

It is the whiteboard of a call in all that it can do. Only what says something of it stands apart in
the log: nothing here has a table, and what is drawn is sealed under the key of the pupil's
counselling, like the words.
"""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    AccountId,
    CallId,
    LookReason,
    PageNumber,
    Points,
    SealId,
    SpotX,
    SpotY,
    StrokeId,
    WhiteboardId,
    Writing,
)
from protocol.vocabulary import Command, Event, command, event
from protocol.whiteboard import Ink, Pen, PenWidth


@command(may=Capability.SYSTEM)
class NoteTalksRead(Command):
    """The shell shows an admin (`by`) what was said in the talks of a pupil."""

    account: AccountId
    by: AccountId
    reason: LookReason


@event(audience=Audience.NOBODY, analytics=False)
class TalksRead(Event):
    """An admin (`by`) read what was said in the talks of `account`, for this reason."""

    account: AccountId
    by: AccountId
    reason: LookReason


@event(audience=Audience.CALL, analytics=False)
class PrivateBoardMade(Event):
    """There is a whiteboard in a talk. It goes with the talk."""

    board: WhiteboardId
    account: AccountId
    call: CallId


@event(audience=Audience.WHITEBOARD, subject="seal", analytics=False)
class DrawnInPrivate(Event):
    """A stroke or shape is on a page of it. Its two people are shown `Drawn`."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    pen: Pen
    ink: Ink
    width: PenWidth
    seal: SealId
    points: Points


@event(audience=Audience.WHITEBOARD, subject="seal", analytics=False)
class WrittenInPrivate(Event):
    """A line of text is on a page of it. Its two people are shown `WrittenOn`."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId
    ink: Ink
    width: PenWidth
    x: SpotX
    y: SpotY
    seal: SealId
    text: Writing
