"""What people of a simulated day do at whiteboards, and the laws of those."""

from random import Random

from msgspec.structs import replace

from protocol.floors import FloorPlan, Placed
from protocol.objects import DropObject, EditFloor, PutObject
from protocol.reporting import ReportDrawing
from protocol.tracing import PenTraced, PointedOn, PointOn, TracePen
from protocol.undoing import RedoDrawing, UndoDrawing
from protocol.vocabulary import Command, Message
from protocol.whiteboard import (
    ClearPage,
    CloseWhiteboard,
    Draw,
    Drawn,
    HangMaterial,
    Ink,
    OpenWhiteboard,
    Pen,
    RubOut,
    TurnPage,
    WriteOn,
    WrittenOn,
)
from simulation.onlookers import KIND
from simulation.school import School, avatar_of
from tests.simulated_uploads import UPLOADS

WALL = "wall-1"


def with_a_whiteboard(plan: FloorPlan) -> FloorPlan:
    """The floor with a whiteboard where another thing blocks the way already."""
    one = next(thing for thing in plan.objects if thing.kind == "desk" or thing.w > 1)
    board = Placed(WALL, KIND, one.x, one.y, one.w, one.h, "")
    return replace(plan, objects=(*plan.objects, board))


def at_a_whiteboard(school: School, chance: Random, who: str) -> list[Command]:
    """Opening boards, drawing what one may and what one may not, on a board one may not see."""
    place = chance.choice((WALL, WALL, ""))
    opening: list[Command] = [OpenWhiteboard(place), OpenWhiteboard(place), CloseWhiteboard()]
    if not school.whiteboards or chance.random() < 0.1:
        return opening
    own = [name for name, board in school.whiteboards.items() if who in board.looking]
    if not own and chance.random() < 0.8:
        return opening
    board = chance.choice(sorted(own) or sorted(school.whiteboards))
    page = chance.randrange(2)
    names = tuple(f"stroke-{chance.randrange(30)}"[-8:] for _ in range(2))
    points = (5, 5, 3, 4, -2, 9)
    return [
        *(Draw(board, page, names[0], Pen.PEN, Ink.RED, 1, points),) * 2,
        ReportDrawing(board, page, names[0]), RedoDrawing(board, page),
        WriteOn(board, page, names[1], Ink.BLUE, 1, 9, 9, "ここに かく"),
        RubOut(board, page, names[0], names), UndoDrawing(board, page),
        TurnPage(board, page),
        ClearPage(board, page, names[1], chance.random() < 0.5), CloseWhiteboard(),
        HangMaterial(board, chance.choice((*UPLOADS, ""))), PointOn(board, page, 3, 4),
        TracePen(board, page, names[0], Pen.PEN, Ink.RED, 1, points),
        EditFloor("plaza", (DropObject(WALL),)),
        EditFloor("plaza", (PutObject(Placed(WALL, KIND, 2, 30, 1, 1, "")),)),
    ]  # fmt: skip


def check_whiteboards(school: School) -> None:
    """Marks are counted, and lead to the log."""
    for board in school.whiteboards.values():
        assert board.strokes == sum(len(page.strokes) for page in board.pages)
        for page in board.pages:
            rubbings = {one.rubbing for one in page.rubbings}
            for mark in page.strokes.values():
                assert mark.batch <= school.position.batch
                assert mark.rubbed in {"", *rubbings}, "rubbed out by nothing that is known"
                assert board.authors[mark.author], "a stroke of nobody"


def check_onlookers(school: School, message: Message, channels: tuple[str, ...]) -> None:
    """What is drawn reaches those who look, and they are where the board is."""
    if not isinstance(message, Drawn | WrittenOn | PenTraced | PointedOn):
        return
    board = school.whiteboards[message.board]
    for account in (channel.removeprefix("account:") for channel in channels):
        assert account in board.looking
        if board.call:
            assert account in school.calls[board.call].members
        else:
            avatar = avatar_of(school, account)
            assert avatar is not None
            assert avatar.floor == board.floor
