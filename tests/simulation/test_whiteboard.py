"""Whiteboards: who may look and draw, what stays, and what can be taken back (T4.4)."""

import pytest
from msgspec.structs import replace

from protocol.calling import CallLeft, LeaveCall
from protocol.floors import FloorLeft, Placed
from protocol.hiding import HidePerson
from protocol.objects import DropObject, EditFloor
from protocol.sessions import LogOut
from protocol.tracing import PenTraced, PointedOn, PointOn, TracePen
from protocol.undoing import UndoDrawing
from protocol.units import (
    WHITEBOARDS_MAX,
)
from protocol.uploads import RemoveUpload
from protocol.vocabulary import Command
from protocol.whiteboard import (
    ClearPage,
    CloseWhiteboard,
    Drawn,
    HangMaterial,
    Ink,
    OpenWhiteboard,
    Pen,
    RubOut,
    TurnPage,
    WhiteboardClosed,
    WhiteboardGone,
    WhiteboardMade,
    WhiteboardOpened,
)
from simulation import sight
from simulation.onlookers import onlookers
from simulation.parts import Whiteboard
from simulation.snapshot import state_hash
from simulation.uploads import may_see
from tests.simulation.boards_given import (
    A_FILE,
    BOARD,
    UPLOAD,
    WITH_A_BOARD,
    a_class,
    at_the_board,
    seen,
    stroke,
    written,
)
from tests.simulation.calls_given import in_a_call, kinds
from tests.simulation.given import (
    ADMIN,
    AKI,
    FUYU,
    HARU,
    NATSU,
    TEACHER,
    handle_of,
    plan,
)

pytestmark = pytest.mark.spec("T4.4")


def test_the_first_to_open_a_whiteboard_makes_it_and_others_come_to_the_same_one() -> None:
    lived = a_class()
    made, opened = lived.when(OpenWhiteboard(BOARD), by=AKI)
    assert isinstance(made, WhiteboardMade)
    assert opened == WhiteboardOpened(made.board, AKI)
    assert lived.when(OpenWhiteboard(BOARD), by=HARU) == [WhiteboardOpened(made.board, HARU)]
    assert lived.when(OpenWhiteboard(BOARD), by=HARU) == []
    assert onlookers(lived.school, made.board) == {AKI, HARU}


@pytest.mark.parametrize("thing", ["desk-1", "shelf-9"])
def test_only_a_whiteboard_of_ones_own_floor_opens(thing: str) -> None:
    lived = a_class()
    assert lived.refusal(OpenWhiteboard(thing), by=AKI).reason == "no_such_whiteboard"
    assert lived.refusal(OpenWhiteboard(BOARD), by=FUYU).reason == "no_such_whiteboard"
    assert lived.refusal(OpenWhiteboard(""), by=AKI).reason == "not_in_a_call"


def test_a_stroke_is_one_event_for_those_who_look_and_for_nobody_else() -> None:
    lived, board = at_the_board(AKI, HARU)
    (drawn,) = lived.when(stroke(board), by=AKI)
    assert drawn == Drawn(AKI, board, 0, "line-001", Pen.PEN, Ink.BLUE, 2, (10, 10, 5, -5, 3, 0))
    (shown,) = sight.shown_by(lived.school, drawn)
    assert shown.channels == (f"account:{AKI}", f"account:{HARU}")


def test_pens_on_their_way_and_pointers_are_relayed_and_leave_nothing_behind() -> None:
    lived, board = at_the_board(AKI, HARU)
    before = state_hash(lived.school)
    trace = TracePen(board, 0, "line-001", Pen.PEN, Ink.RED, 1, (5, 5, 1, 1))
    assert lived.when(trace, by=AKI) == []
    assert lived.when(PointOn(board, 0, 70, 80), by=HARU) == []
    assert lived.relays == [
        PenTraced(AKI, board, 0, "line-001", Pen.PEN, Ink.RED, 1, (5, 5, 1, 1)),
        PointedOn(HARU, board, 0, 70, 80),
    ]
    assert state_hash(lived.school) == before
    channels = sight.relayed_to(lived.school, lived.relays[0])
    assert channels == (f"account:{AKI}", f"account:{HARU}")


@pytest.mark.parametrize("who", [FUYU, TEACHER])
def test_who_has_not_opened_a_board_changes_nothing_on_it(who: str) -> None:
    lived, board = at_the_board(AKI)
    wishes: list[Command] = [
        stroke(board), written(board, "やあ"), RubOut(board, 0, "rubbing1", ("line-001",)),
        ClearPage(board, 0, "rubbing1", False), UndoDrawing(board, 0), TurnPage(board, 1),
        PointOn(board, 0, 1, 1), TracePen(board, 0, "line-001", Pen.PEN, Ink.RED, 1, (5, 5)),
    ]  # fmt: skip
    for wish in wishes:
        assert lived.refusal(wish, by=who).reason == "not_at_the_whiteboard"


def test_a_material_is_seen_by_those_who_look_and_cannot_be_removed_meanwhile() -> None:
    lived, board = at_the_board(AKI, TEACHER)
    assert not may_see(lived.school, AKI, UPLOAD)
    refused = lived.refusal(HangMaterial(board, "z" * 22), by=TEACHER)
    assert refused.reason == "no_such_upload"
    lived.when(HangMaterial(board, UPLOAD), by=TEACHER)
    assert lived.when(HangMaterial(board, UPLOAD), by=TEACHER) == []
    assert may_see(lived.school, AKI, UPLOAD)
    assert not may_see(lived.school, HARU, UPLOAD)
    refused = lived.refusal(RemoveUpload(UPLOAD), by=TEACHER)
    assert refused.reason == "upload_hangs_somewhere"
    lived.when(CloseWhiteboard(), by=AKI)
    assert not may_see(lived.school, AKI, UPLOAD)
    lived.when(HangMaterial(board, ""), by=TEACHER)
    assert kinds(lived.when(RemoveUpload(UPLOAD), by=TEACHER)) == ["UploadRemoved"]


def test_whoever_leaves_the_floor_looks_no_more_and_the_drawing_stays() -> None:
    lived, board = at_the_board(AKI, HARU)
    lived.when(stroke(board), by=AKI)
    assert WhiteboardClosed(board, AKI) in lived.when(LogOut(), by=AKI)
    (drawn,) = lived.when(stroke(board, "of-haru1"), by=HARU)
    assert [shown.channels for shown in sight.shown_by(lived.school, drawn)] == [
        (f"account:{HARU}",)
    ]
    assert seen(lived, board) == ["line-001", "of-haru1"]


def test_who_has_left_the_floor_or_the_call_sees_nothing_more_even_within_that_tick() -> None:
    lived, board = at_the_board(AKI, HARU)
    lived.then(FloorLeft(AKI, handle_of(AKI), "classroom"))
    assert AKI in lived.school.whiteboards[board].looking
    assert onlookers(lived.school, board) == {HARU}
    lived = in_a_call(HARU, NATSU)
    made, _ = lived.when(OpenWhiteboard(""), by=AKI)
    assert isinstance(made, WhiteboardMade)
    lived.when(OpenWhiteboard(""), by=HARU)
    lived.then(CallLeft(made.call, HARU))
    assert onlookers(lived.school, made.board) == {AKI}


def test_a_call_has_a_board_of_its_own_that_ends_with_it() -> None:
    lived = in_a_call(HARU)
    made, _ = lived.when(OpenWhiteboard(""), by=AKI)
    assert isinstance(made, WhiteboardMade)
    told = [shown.channels for shown in sight.shown_by(lived.school, made)]
    assert told == [(f"account:{AKI}", f"account:{HARU}")], "the call hears that there is one"
    lived.when(OpenWhiteboard(""), by=HARU)
    lived.when(stroke(made.board), by=HARU)
    events = lived.when(LeaveCall(), by=HARU)
    closed = [WhiteboardClosed(made.board, who) for who in (AKI, HARU)]
    assert events[-3:] == [*closed, WhiteboardGone(made.board)]
    assert lived.school.whiteboards == {}


def test_one_looks_at_one_board_at_a_time() -> None:
    lived = in_a_call(HARU)
    lived.then(A_FILE)
    (made, _) = lived.when(OpenWhiteboard(""), by=AKI)
    assert isinstance(made, WhiteboardMade)
    lived.school.floors["classroom"].plan = WITH_A_BOARD
    events = lived.when(OpenWhiteboard(BOARD), by=AKI)
    assert events[0] == WhiteboardClosed(made.board, AKI)
    assert kinds(events[1:]) == ["WhiteboardMade", "WhiteboardOpened"]


def test_a_board_taken_away_by_mistake_has_its_drawing_when_it_is_back() -> None:
    lived, board = at_the_board(AKI)
    lived.when(stroke(board), by=AKI)
    away = lived.when(EditFloor("classroom", (DropObject(BOARD),)), by=ADMIN)
    assert WhiteboardClosed(board, AKI) in away
    assert lived.refusal(OpenWhiteboard(BOARD), by=AKI).reason == "no_such_whiteboard"
    lived.school.floors["classroom"].plan = WITH_A_BOARD
    assert lived.when(OpenWhiteboard(BOARD), by=AKI) == [WhiteboardOpened(board, AKI)]
    assert seen(lived, board) == ["line-001"]


def test_when_there_is_no_room_a_board_without_an_object_makes_some() -> None:
    lived = a_class()
    for n in range(WHITEBOARDS_MAX):
        name = f"{n:022}"
        lived.school.whiteboards[name] = Whiteboard(name, "", "classroom", BOARD + f"-{n}")
    gone, made, _ = lived.when(OpenWhiteboard(BOARD), by=AKI)
    assert gone == WhiteboardGone(f"{0:022}")
    assert isinstance(made, WhiteboardMade)
    objects = tuple(
        Placed(board.object, "whiteboard_stand", 1, 1, 1, 1, "")
        for board in lived.school.whiteboards.values()
    )
    lived.school.floors["classroom"].plan = replace(
        plan(), objects=(*objects, Placed("wall-2", "whiteboard_stand", 1, 1, 1, 1, ""))
    )
    assert lived.refusal(OpenWhiteboard("wall-2"), by=AKI).reason == "too_many_whiteboards"


def test_who_is_hidden_draws_for_others_and_not_for_the_one_who_hid_them() -> None:
    lived, board = at_the_board(AKI, HARU)
    lived.when(HidePerson(HARU), by=AKI)
    for wish in (stroke(board), written(board, "みて")):
        (event,) = lived.when(wish, by=HARU)
        kept = sight.withheld(lived.school, event)
        assert kept is not None
        assert kept.hiders == {AKI}
        assert kept.instead is None
    lived.when(PointOn(board, 0, 1, 1), by=HARU)
    assert sight.withheld(lived.school, lived.relays[-1]) is not None
