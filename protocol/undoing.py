"""Undoing on a whiteboard: taking back what one did last oneself, and doing it again (T4.4)."""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, PageNumber, StrokeId, WhiteboardId
from protocol.vocabulary import Command, Event, command, event


@command(may=Capability.DRAW, durable=True, under_cover=True)
class UndoDrawing(Command):
    """Take back the last thing one did oneself on a page."""

    board: WhiteboardId
    page: PageNumber


@command(may=Capability.DRAW, durable=True, under_cover=True)
class RedoDrawing(Command):
    """Do again what one took back last on a page, unless one did something else since."""

    board: WhiteboardId
    page: PageNumber


@event(audience=Audience.WHITEBOARD)
class StrokeUndone(Event):
    """`account` took a stroke of theirs back."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId


@event(audience=Audience.WHITEBOARD)
class RubbingUndone(Event):
    """What `account` had rubbed out is there again, where it was."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId


@event(audience=Audience.WHITEBOARD)
class StrokeRedone(Event):
    """A stroke that `account` took back is there again, where it was."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId


@event(audience=Audience.WHITEBOARD)
class RubbingRedone(Event):
    """What `account` had rubbed out, and then not, is off the page once more."""

    account: AccountId
    board: WhiteboardId
    page: PageNumber
    rubbing: StrokeId
