"""Pages of whiteboards: what fits, what goes off, and who turns them (T4.4)."""

import pytest

from protocol.accounts import EraseAccount
from protocol.undoing import UndoDrawing
from protocol.units import (
    RUBBINGS_KEPT,
    STROKES_OF_A_PAGE_MAX,
    WHITEBOARD_HEIGHT,
    WHITEBOARD_WIDTH,
)
from protocol.whiteboard import (
    ClearPage,
    CloseWhiteboard,
    DrawingsForgotten,
    HangMaterial,
    MaterialHung,
    PageCleared,
    PageTurned,
    RubbedOut,
    RubOut,
    TurnPage,
    WrittenOn,
)
from simulation.pages import page_of
from simulation.parts import Page, Stroke, Whiteboard
from simulation.snapshot import dump, load, state_hash
from tests.simulation.boards_given import (
    UPLOAD,
    at_the_board,
    seen,
    stroke,
    written,
)
from tests.simulation.calls_given import kinds
from tests.simulation.given import (
    AKI,
    HARU,
    SUPPORTER,
    TEACHER,
)

pytestmark = pytest.mark.spec("T4.4")


def test_a_stroke_stands_once_and_within_the_board() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    assert lived.refusal(stroke(board), by=AKI).reason == "stroke_exists"
    for points in (
        (WHITEBOARD_WIDTH, 0, 1, 0), (0, WHITEBOARD_HEIGHT, 0, 1), (0, 0, -1, 0), (5, 5, 5), (5,),
    ):  # fmt: skip
        refused = lived.refusal(stroke(board, "line-002", 0, *points), by=AKI)
        assert refused.reason == "off_the_whiteboard"
    corner = stroke(board, "line-002", 0, WHITEBOARD_WIDTH, WHITEBOARD_HEIGHT)
    assert kinds(lived.when(corner, by=AKI)) == ["Drawn"]


def test_a_text_is_cleaned_and_not_empty() -> None:
    lived, board = at_the_board(AKI)
    (event,) = lived.when(written(board, "  あき\u202e  です "), by=AKI)
    assert isinstance(event, WrittenOn)
    assert event.text == "あき です"
    refused = lived.refusal(written(board, "\u200b", "text-002"), by=AKI)
    assert refused.reason == "text_empty"


def test_a_full_page_says_so_and_the_next_one_has_room() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    page = lived.school.whiteboards[board].pages[0]
    page.strokes.update(
        {f"{n:08}": Stroke(0, 1, n) for n in range(STROKES_OF_A_PAGE_MAX - len(page.strokes))}
    )
    assert lived.refusal(stroke(board, "one-more"), by=AKI).reason == "page_full"
    assert kinds(lived.when(stroke(board, "one-more", 1), by=AKI)) == ["Drawn"]


def test_a_full_page_that_was_cleared_takes_something_again_and_never_holds_too_much() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board, "of-aki-1"), by=AKI)
    found = lived.school.whiteboards[board]
    page = found.pages[0]
    page.strokes.update({f"{n:08}": Stroke(0, 1, n) for n in range(STROKES_OF_A_PAGE_MAX - 1)})
    found.strokes = STROKES_OF_A_PAGE_MAX
    lived.when(RubOut(board, 0, "rubbing0", ("of-aki-1",)), by=AKI)
    lived.when(stroke(board, "in-place"), by=AKI)
    assert lived.refusal(stroke(board, "one-more"), by=AKI).reason == "page_full"
    lived.when(ClearPage(board, 0, "rubbing1", False), by=AKI)
    lived.when(stroke(board, "one-more"), by=AKI)
    assert seen(lived, board) == ["one-more"]
    assert len(page.strokes) == found.strokes == 1
    # What gave way comes back no more; what was drawn since is taken back as ever.
    lived.when(UndoDrawing(board, 0), by=AKI)
    assert lived.refusal(UndoDrawing(board, 0), by=AKI).reason == "nothing_to_undo"


def test_where_all_boards_are_full_a_page_is_still_cleared_and_drawn_on() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    lived.school.whiteboards["x" * 22] = Whiteboard("x" * 22, "", "yard", "wall", strokes=99_999)
    assert lived.refusal(stroke(board, "one-more"), by=AKI).reason == "whiteboards_full"
    lived.when(ClearPage(board, 0, "rubbing1", False), by=AKI)
    lived.when(stroke(board, "one-more"), by=AKI)
    assert seen(lived, board) == ["one-more"]


def test_all_boards_together_have_an_end_too() -> None:
    lived, board = at_the_board(AKI)
    lived.school.whiteboards["x" * 22] = Whiteboard("x" * 22, "", "yard", "wall", strokes=100_000)
    assert lived.refusal(stroke(board), by=AKI).reason == "whiteboards_full"


def test_pupils_rub_out_what_is_theirs_and_staff_anything() -> None:
    lived, board = at_the_board(AKI, HARU, SUPPORTER)
    lived.when(stroke(board, "of-aki-1"), by=AKI)
    lived.when(stroke(board, "of-haru1"), by=HARU)
    both = ("of-aki-1", "of-haru1", "of-aki-1")
    assert lived.when(RubOut(board, 0, "rubbing1", both), by=HARU) == [
        RubbedOut(HARU, board, 0, "rubbing1", ("of-haru1",))
    ]
    refused = lived.refusal(RubOut(board, 0, "rubbing2", ("of-aki-1",)), by=HARU)
    assert refused.reason == "nothing_to_rub_out"
    refused = lived.refusal(RubOut(board, 0, "rubbing1", both), by=SUPPORTER)
    assert refused.reason == "stroke_exists"
    lived.when(RubOut(board, 0, "rubbing3", both), by=SUPPORTER)
    assert seen(lived, board) == []


def test_a_page_is_cleared_of_ones_own_by_pupils_and_of_everything_by_staff() -> None:
    lived, board = at_the_board(AKI, HARU, SUPPORTER)
    lived.when(stroke(board, "of-aki-1"), by=AKI)
    lived.when(stroke(board, "of-haru1"), by=HARU)
    everything = ClearPage(board, 0, "rubbing1", True)
    assert lived.refusal(everything, by=AKI).reason == "not_your_drawing"
    assert lived.when(ClearPage(board, 0, "rubbing1", False), by=AKI) == [
        PageCleared(AKI, board, 0, "rubbing1", False)
    ]
    assert seen(lived, board) == ["of-haru1"]
    refused = lived.refusal(ClearPage(board, 0, "rubbing2", False), by=AKI)
    assert refused.reason == "nothing_to_rub_out"
    lived.when(ClearPage(board, 0, "rubbing2", True), by=SUPPORTER)
    assert seen(lived, board) == []


def test_what_was_rubbed_out_long_ago_is_off_for_good() -> None:
    lived, board = at_the_board(AKI)
    for n in range(RUBBINGS_KEPT + 1):
        lived.when(stroke(board, f"{n:08}"), by=AKI)
        lived.when(RubOut(board, 0, f"rub{n:05}", (f"{n:08}",)), by=AKI)
    found = lived.school.whiteboards[board]
    assert len(found.pages[0].strokes) == found.strokes == RUBBINGS_KEPT
    assert "00000000" not in found.pages[0].strokes


def test_everybody_turns_pages_until_staff_show_a_material() -> None:
    lived, board = at_the_board(AKI, TEACHER)
    assert lived.when(TurnPage(board, 3), by=AKI) == [PageTurned(AKI, board, 3)]
    assert lived.when(TurnPage(board, 3), by=AKI) == []
    hung = lived.when(HangMaterial(board, UPLOAD), by=TEACHER)
    assert hung == [MaterialHung(TEACHER, board, UPLOAD)]
    assert lived.refusal(TurnPage(board, 1), by=AKI).reason == "staff_turn_pages"
    assert lived.when(TurnPage(board, 1), by=TEACHER) == [PageTurned(TEACHER, board, 1)]
    lived.when(CloseWhiteboard(), by=TEACHER)
    assert lived.when(TurnPage(board, 2), by=AKI) == [PageTurned(AKI, board, 2)]


def test_what_an_erased_person_drew_is_on_no_board() -> None:
    lived, board = at_the_board(AKI, HARU)
    lived.when(stroke(board, "of-aki-1"), by=AKI)
    lived.when(stroke(board, "of-haru1", 2), by=HARU)
    lived.when(written(board, "あきより"), by=AKI)
    assert DrawingsForgotten(board, AKI) in lived.when(EraseAccount(AKI))
    assert seen(lived, board) == []
    assert seen(lived, board, 2) == ["of-haru1"]
    assert lived.school.whiteboards[board].strokes == 1
    assert AKI not in str(lived.school.whiteboards)


def test_a_board_comes_back_whole_from_a_snapshot() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    lived.when(RubOut(board, 0, "rubbing1", ("line-001",)), by=AKI)
    lived.when(stroke(board, "line-002", 4), by=AKI)
    lived.when(UndoDrawing(board, 4), by=AKI)
    again = load(*dump(lived.school))
    assert again.whiteboards == lived.school.whiteboards
    assert state_hash(again) == state_hash(lived.school)
    assert page_of(again.whiteboards[board], 9) == Page()
