"""Undoing and doing again on a whiteboard: one's own, the last first (T4.4)."""

import pytest

from protocol.undoing import (
    RedoDrawing,
    RubbingRedone,
    RubbingUndone,
    StrokeRedone,
    StrokeUndone,
    UndoDrawing,
)
from protocol.units import STROKES_OF_A_PAGE_MAX
from protocol.whiteboard import ClearPage, RubOut
from simulation.parts import Stroke
from tests.simulation.boards_given import at_the_board, seen, stroke
from tests.simulation.given import AKI, HARU, SUPPORTER

pytestmark = pytest.mark.spec("T4.4")


def test_undoing_takes_back_what_one_did_oneself_the_last_first() -> None:
    lived, board = at_the_board(AKI, HARU)
    for name in ("of-aki-1", "of-aki-2"):
        lived.when(stroke(board, name), by=AKI)
    lived.when(stroke(board, "of-haru1"), by=HARU)
    lived.when(RubOut(board, 0, "rubbing1", ("of-aki-1",)), by=AKI)
    undo = UndoDrawing(board, 0)
    assert lived.when(undo, by=AKI) == [RubbingUndone(AKI, board, 0, "rubbing1")]
    assert seen(lived, board) == ["of-aki-1", "of-aki-2", "of-haru1"]
    assert lived.when(undo, by=AKI) == [StrokeUndone(AKI, board, 0, "of-aki-2")]
    assert lived.when(undo, by=AKI) == [StrokeUndone(AKI, board, 0, "of-aki-1")]
    assert lived.refusal(undo, by=AKI).reason == "nothing_to_undo"
    assert seen(lived, board) == ["of-haru1"]
    assert lived.refusal(UndoDrawing(board, 3), by=HARU).reason == "nothing_to_undo"


def test_what_was_taken_back_is_done_again_in_turn_and_stands_where_it_was() -> None:
    lived, board = at_the_board(AKI, HARU)
    for name in ("of-aki-1", "of-aki-2"):
        lived.when(stroke(board, name), by=AKI)
    lived.when(stroke(board, "of-haru1"), by=HARU)
    lived.when(RubOut(board, 0, "rubbing1", ("of-aki-1",)), by=AKI)
    for _ in range(3):
        lived.when(UndoDrawing(board, 0), by=AKI)
    lived.when(stroke(board, "of-haru2"), by=HARU)
    redo = RedoDrawing(board, 0)
    assert lived.when(redo, by=AKI) == [StrokeRedone(AKI, board, 0, "of-aki-1")]
    assert lived.when(redo, by=AKI) == [StrokeRedone(AKI, board, 0, "of-aki-2")]
    assert seen(lived, board) == ["of-aki-1", "of-aki-2", "of-haru1", "of-haru2"]
    assert lived.when(redo, by=AKI) == [RubbingRedone(AKI, board, 0, "rubbing1")]
    assert seen(lived, board) == ["of-aki-2", "of-haru1", "of-haru2"]
    assert lived.refusal(redo, by=AKI).reason == "nothing_to_redo"
    assert lived.refusal(redo, by=HARU).reason == "nothing_to_redo"
    assert lived.when(UndoDrawing(board, 0), by=AKI) == [RubbingUndone(AKI, board, 0, "rubbing1")]


def test_whoever_does_something_else_or_is_rubbed_out_by_staff_has_nothing_to_do_again() -> None:
    lived, board = at_the_board(AKI, SUPPORTER)
    undo, redo = UndoDrawing(board, 0), RedoDrawing(board, 0)
    for number, then in enumerate(
        (
            (stroke(board, "another1"), AKI),
            (RubOut(board, 0, "rubbing1", ("another1",)), AKI),
            (ClearPage(board, 0, "rubbing2", True), SUPPORTER),
        )
    ):
        lived.when(stroke(board, f"{number:08}"), by=AKI)
        lived.when(stroke(board, f"{number:07}x"), by=AKI)
        lived.when(undo, by=AKI)
        wish, by = then
        lived.when(wish, by=by)
        assert lived.refusal(redo, by=AKI).reason == "nothing_to_redo"


def test_on_a_page_that_is_full_meanwhile_nothing_is_done_again() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    lived.when(UndoDrawing(board, 0), by=AKI)
    page = lived.school.whiteboards[board].pages[0]
    page.strokes.update({f"{n:08}": Stroke(0, 1, n) for n in range(STROKES_OF_A_PAGE_MAX)})
    assert lived.refusal(RedoDrawing(board, 0), by=AKI).reason == "page_full"
