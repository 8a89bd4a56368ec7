"""Who looks at a whiteboard: those who have opened it and still are where it is (T4.4)."""

from typing import Final

from protocol.units import AccountId, UploadId, WhiteboardId
from simulation.parts import Whiteboard
from simulation.school import School, avatar_of, session_of

KIND: Final = "whiteboard_stand"


def may_look(school: School, account: AccountId, board: Whiteboard) -> bool:
    """Whether somebody is in the call of a board, or on the floor where it stands."""
    return _is_there(school, account, board) and (bool(board.call) or stands(school, board))


def stands(school: School, board: Whiteboard) -> bool:
    """Whether the call or the object of a board still exists."""
    if board.call:
        return board.call in school.calls
    floor = school.floors.get(board.floor)
    if floor is None:
        return False
    # A loop, as every board is asked in every tick: no name is used twice on a floor.
    for thing in floor.plan.objects:
        if thing.object == board.object:
            return thing.kind == KIND
    return False


def onlookers(school: School, whiteboard: WhiteboardId) -> set[AccountId]:
    """Those who see what happens on a board now."""
    board = school.whiteboards.get(whiteboard)
    # Asked for each stroke and each pointer: a floor's objects are gone through once, not for each.
    if board is None or not (board.call or stands(school, board)):
        return set()
    return {account for account in board.looking if _is_there(school, account, board)}


def looks_at(school: School, account: AccountId, upload: UploadId) -> bool:
    """Whether an upload is the material of a board that somebody has open."""
    return any(
        board.upload == upload and account in board.looking and may_look(school, account, board)
        for board in school.whiteboards.values()
    )


def _is_there(school: School, account: AccountId, board: Whiteboard) -> bool:
    if board.call:
        session = session_of(school, account)
        return session is not None and session.call == board.call
    avatar = avatar_of(school, account)
    return avatar is not None and avatar.floor == board.floor
