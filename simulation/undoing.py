"""Undoing: what somebody did last on a page, and what of it they took back last (T4.4).

A stroke that was taken back is off the page for everybody, and remembered for its author alone:
whatever else they do there makes an end of that, and so does staff who rub it out. What is done
again stands where it stood.
"""

from collections.abc import Iterator

from protocol.undoing import (
    RedoDrawing,
    RubbingRedone,
    RubbingUndone,
    StrokeRedone,
    StrokeUndone,
    UndoDrawing,
)
from protocol.units import UNDONE_KEPT, AccountId, StrokeId
from protocol.vocabulary import Event
from simulation.pages import compact, drop, make_room, page_of, page_to_change
from simulation.parts import Page, Rubbing, Stroke, Undone, Whiteboard
from simulation.rules import Refused, applies, decides
from simulation.school import Now, School, Session
from simulation.whiteboard import open_board, require_new_rubbing, require_room


@decides(UndoDrawing)
def undo_drawing(school: School, actor: Session, wish: UndoDrawing, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    stroke, rubbing = last_done(board, page_of(board, wish.page), actor.account)
    if rubbing:
        yield RubbingUndone(actor.account, wish.board, wish.page, rubbing)
    elif stroke:
        yield StrokeUndone(actor.account, wish.board, wish.page, stroke)
    else:
        raise Refused("nothing_to_undo")


@decides(RedoDrawing)
def redo_drawing(school: School, actor: Session, wish: RedoDrawing, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    page = page_of(board, wish.page)
    last = last_undone(board, page, actor.account)
    if last is None:
        raise Refused("nothing_to_redo")
    if last.rubbing:
        require_new_rubbing(page, last.rubbing)
        yield RubbingRedone(actor.account, wish.board, wish.page, last.rubbing)
        return
    require_room(school, actor, wish.board, wish.page, last.stroke)
    yield StrokeRedone(actor.account, wish.board, wish.page, last.stroke)


def last_done(board: Whiteboard, page: Page, account: AccountId) -> tuple[StrokeId, StrokeId]:
    """The stroke or the rubbing that somebody did last on a page, the other one ""."""
    if account not in board.authors:
        return "", ""
    own = board.authors.index(account)
    at, stroke, rubbing = (0, 0), "", ""
    for name, mark in page.strokes.items():
        if mark.author == own and not mark.rubbed and (mark.batch, mark.index) > at:
            at, stroke = (mark.batch, mark.index), name
    for one in page.rubbings:
        if one.author == own and (one.batch, one.index) > at:
            at, stroke, rubbing = (one.batch, one.index), "", one.rubbing
    return stroke, rubbing


def last_undone(board: Whiteboard, page: Page, account: AccountId) -> Undone | None:
    """What somebody took back last on a page, if doing it again changes anything."""
    if account not in board.authors:
        return None
    own = board.authors.index(account)
    for one in reversed(page.undone):
        if one.author == own and (one.stroke or _would_rub(page, one.rubbing)):
            return one
    return None


def _would_rub(page: Page, rubbing: StrokeId) -> bool:
    return any(mark.unrubbed == rubbing and not mark.rubbed for mark in page.strokes.values())


@applies(StrokeUndone)
def stroke_undone(school: School, event: StrokeUndone) -> None:
    board = school.whiteboards[event.board]
    page = page_to_change(board, event.page)
    mark = page.strokes[event.stroke]
    drop(board, page, [event.stroke])
    _keep(page, Undone(mark.author, mark.batch, mark.index, event.stroke, "", mark.unrubbed))


@applies(RubbingUndone)
def rubbing_undone(school: School, event: RubbingUndone) -> None:
    page = page_to_change(school.whiteboards[event.board], event.page)
    for mark in page.strokes.values():
        if mark.rubbed == event.rubbing:
            mark.rubbed, mark.unrubbed = "", event.rubbing
    for one in page.rubbings:
        if one.rubbing == event.rubbing:
            _keep(page, Undone(one.author, one.batch, one.index, "", one.rubbing))
    page.rubbings = [one for one in page.rubbings if one.rubbing != event.rubbing]


@applies(StrokeRedone)
def stroke_redone(school: School, event: StrokeRedone) -> None:
    board = school.whiteboards[event.board]
    page = page_to_change(board, event.page)
    make_room(school, board, page)
    for one in page.undone:
        if one.stroke == event.stroke:
            page.strokes[one.stroke] = Stroke(one.author, one.batch, one.index, "", one.unrubbed)
            board.strokes += 1
    page.undone = [one for one in page.undone if one.stroke != event.stroke]


@applies(RubbingRedone)
def rubbing_redone(school: School, event: RubbingRedone) -> None:
    board = school.whiteboards[event.board]
    page = page_to_change(board, event.page)
    for mark in page.strokes.values():
        if mark.unrubbed == event.rubbing and not mark.rubbed:
            mark.rubbed = event.rubbing
    page.rubbings += [
        Rubbing(one.rubbing, one.author, one.batch, one.index)
        for one in page.undone
        if one.rubbing == event.rubbing
    ]
    page.undone = [one for one in page.undone if one.rubbing != event.rubbing]
    compact(board, page)


def _keep(page: Page, undone: Undone) -> None:
    page.undone = [*page.undone, undone][-UNDONE_KEPT:]
