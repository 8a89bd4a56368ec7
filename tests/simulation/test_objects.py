"""Floors under change: objects, undo, two admins at once, people in the way (T3.5, T3.7, T3.9)."""

import pytest
from msgspec.structs import replace

from protocol.audience import Audience
from protocol.floors import FloorAdded, FloorEntered, Placed, Zone
from protocol.hours import HoursShown
from protocol.moving import Walked, WalkTo
from protocol.objects import (
    Change,
    CopyFloor,
    DropObject,
    EditFloor,
    EditRedone,
    EditUndone,
    FloorEdited,
    FloorRetired,
    MoveObject,
    NewFloor,
    PlanChanged,
    PutObject,
    PutZone,
    RedoEdit,
    RetireFloor,
    SetFace,
    SetRules,
    SetSize,
    UndoEdit,
    WriteObject,
)
from protocol.rights import Role
from protocol.sessions import AccessRefused
from simulation.corners import map_of
from simulation.motion import position_at
from simulation.plans import changed
from simulation.rules import PREPARES
from simulation.school import Position
from simulation.step import apply
from tests.simulation.room import AKI, HARU, PUPIL, TABLE, Room


def test_what_an_admin_puts_moves_writes_and_takes_away_is_the_floor_for_everybody_on_it() -> None:
    room = Room()
    sign = Placed("sign", "sign", 5, 6, 2, 1, "ようこそ")
    room.edit(AKI, PutObject(sign))
    assert room.objects["sign"] == sign
    assert room.shown == [(("floor:room",), PlanChanged("room", (PutObject(sign),)))]
    room.edit(AKI, MoveObject("sign", 8, 6, 1, 2, 1), WriteObject("sign", "おはよう", ""))
    assert room.objects["sign"] == Placed("sign", "sign", 8, 6, 1, 2, "おはよう", facing=1)
    room.edit(AKI, DropObject("sign"))
    assert room.objects == {}


@pytest.mark.spec("T3.7")
def test_two_admins_who_change_the_same_table_at_once_both_keep_their_change() -> None:
    room = Room(TABLE)
    room.edit(AKI, MoveObject("table", 20, 12, 4, 2, 0))
    room.edit(HARU, WriteObject("table", "じゆうに つかってね", ""))
    assert (room.objects["table"].x, room.objects["table"].text) == (20, "じゆうに つかってね")


@pytest.mark.spec("T3.7")
def test_undo_takes_back_ones_own_last_edit_and_redo_makes_it_again() -> None:
    room = Room(TABLE)
    room.edit(AKI, MoveObject("table", 20, 12, 4, 2, 0))
    room.edit(HARU, PutObject(Placed("plant", "plant", 30, 20, 1, 1, "")))
    room.edit(AKI, DropObject("table"))
    assert room.do(AKI, UndoEdit("room")) == [EditUndone(AKI, "room")]
    assert room.objects["table"].x == 20
    room.do(AKI, UndoEdit("room"))
    assert room.objects["table"] == TABLE
    assert "plant" in room.objects
    assert room.do(AKI, RedoEdit("room")) == [EditRedone(AKI, "room")]
    assert room.objects["table"].x == 20
    room.do(AKI, RedoEdit("room"))
    assert set(room.objects) == {"plant"}
    assert room.do(AKI, RedoEdit("room")) == []
    assert room.reason == "nothing_to_redo"


def test_undo_is_refused_when_another_has_built_on_the_edit() -> None:
    room = Room(TABLE)
    room.edit(AKI, MoveObject("table", 20, 12, 4, 2, 0))
    room.edit(HARU, MoveObject("table", 25, 12, 4, 2, 0))
    assert room.do(AKI, UndoEdit("room")) == []
    assert room.reason == "changed_meanwhile"
    assert room.objects["table"].x == 25


def test_a_new_edit_ends_what_could_be_redone() -> None:
    room = Room(TABLE)
    room.edit(AKI, DropObject("table"))
    room.do(AKI, UndoEdit("room"))
    room.edit(AKI, WriteObject("table", "あ", ""))
    room.do(AKI, RedoEdit("room"))
    assert room.reason == "nothing_to_redo"


def test_nothing_of_an_edit_happens_when_a_part_of_it_cannot() -> None:
    room = Room(TABLE)
    assert room.edit(AKI, DropObject("table"), DropObject("gone")) == []
    assert room.reason == "part_is_gone"
    assert room.objects == {"table": TABLE}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (PutObject(TABLE), "name_used_twice"),
        (PutObject(Placed("far", "table", 38, 12, 4, 2, "")), "outside_of_floor"),
        (MoveObject("gone", 1, 1, 1, 1, 0), "part_is_gone"),
        (PutObject(Placed("wall", "crate", 2, 24, 4, 4, "")), "floor_without_arrivals"),
        (SetSize(12, 30, 4), "floor_too_small"),
        (SetSize(40, 30, 1), "wall_too_low"),
        (PutObject(Placed("l", "link", 5, 6, 1, 1, "", target="http://x.jp")), "link_not_https"),
        (
            PutObject(Placed("l", "link", 5, 6, 1, 1, "", target="https://a@b.jp/")),
            "link_not_https",
        ),
        (
            PutObject(Placed("l", "link", 5, 6, 1, 1, "", target="javascript:alert(1)")),
            "link_not_https",
        ),
    ],
)
def test_an_edit_that_makes_no_floor_is_refused_with_its_reason(
    change: Change, reason: str
) -> None:
    room = Room(TABLE)
    assert room.edit(AKI, change) == []
    assert room.reason == reason
    assert room.objects == {"table": TABLE}


def test_a_floor_is_not_made_smaller_than_where_people_stand() -> None:
    room = Room(pupil=(38, 20))
    assert room.edit(AKI, SetSize(20, 30, 4)) == []
    assert room.reason == "somebody_stands_there"


@pytest.mark.spec("T3.7")
def test_a_pupils_edit_is_refused_and_noted() -> None:
    room = Room(TABLE)
    assert room.edit(PUPIL, DropObject("table")) == [AccessRefused(PUPIL, "EditFloor")]
    assert room.reason == "not_allowed"
    assert room.objects == {"table": TABLE}


def test_a_walker_whose_way_is_now_furniture_gets_a_way_round_in_the_same_tick() -> None:
    room = Room(pupil=(10, 20))
    room.do(PUPIL, WalkTo(30 * 16, 20 * 16 + 8))
    shelf = PutObject(Placed("shelf", "bookshelf", 20, 10, 1, 14, ""))
    edited, walked = room.edit(AKI, shelf)
    assert isinstance(edited, FloorEdited)
    assert isinstance(walked, Walked)
    ground = room.school.floors["room"].ground
    walk = room.school.avatars[7].walk
    places = [position_at(walk, tick) for tick in range(room.tick, room.tick + 200)]
    assert all(ground.is_free(place) for place in places)
    assert places[-1] == (30 * 16, 20 * 16 + 8)


def test_somebody_who_stands_where_furniture_is_put_steps_out_of_it() -> None:
    room = Room(pupil=(20, 20))
    room.edit(AKI, PutObject(Placed("crate", "crate", 19, 19, 3, 3, "")))
    walk = room.school.avatars[7].walk
    assert room.school.floors["room"].ground.is_free(walk.path[-1])


def test_a_flat_thing_or_a_new_name_moves_nobody() -> None:
    room = Room(pupil=(20, 20))
    events = room.edit(AKI, PutObject(Placed("rug", "rug", 18, 18, 6, 6, "")))
    assert [type(event) for event in events] == [FloorEdited]
    room.edit(AKI, SetFace("あたらしい へや", "あたらしいへや", "library"))
    assert (
        ("school",),
        HoursShown("room", "あたらしい へや", "あたらしいへや", False, 0),
    ) in room.shown


def test_closing_calls_on_a_floor_ends_those_that_run() -> None:
    room = Room()
    apply(room.school, FloorEntered(AKI, 8, "room", 20 * 16 + 8, 20 * 16 + 8), Position(2, 1, 0, 0))
    for account in (AKI, PUPIL):
        room.school.accounts[account].watching = False
    for _ in range(10):
        room.do(HARU, UndoEdit("room"), passed_ticks=4)
    assert room.school.calls
    rules = SetRules(tuple(Role), 100, True, True, True, False, True)
    room.edit(HARU, rules)
    assert room.school.calls == {}


@pytest.mark.spec("T3.2")
def test_no_call_opens_in_a_zone_that_forbids_calls() -> None:
    room = Room()
    apply(room.school, FloorEntered(AKI, 8, "room", 20 * 16 + 8, 20 * 16 + 8), Position(2, 1, 0, 0))
    for account in (AKI, PUPIL):
        room.school.accounts[account].watching = False
    room.edit(HARU, PutZone(Zone("quiet", "しずかな ところ", 15, 15, 10, 10, calls=False)))
    for _ in range(300):
        room.do(HARU, UndoEdit("other"), passed_ticks=4)
    assert room.school.overlaps == {}
    assert room.school.calls == {}


@pytest.mark.spec("T1.7")
def test_a_reading_is_in_hiragana_or_left_out() -> None:
    room = Room()
    shelf = Zone("shelf", "本だな", 15, 15, 10, 10)
    for wish in (
        NewFloor("図工室", "図工しつ", "library", 30, 24),
        CopyFloor("room", "図工室", "ズコウシツ"),
        EditFloor("room", (SetFace("図工室", "zukou", "library"),)),
        EditFloor("room", (PutZone(replace(shelf, yomi="本だな")),)),
    ):
        assert room.do(AKI, wish) == []
        assert room.reason == "yomi_not_hiragana"
    room.edit(AKI, SetFace("図工室", "ずこう・しつー", "library"), PutZone(shelf))
    room.edit(AKI, PutZone(replace(shelf, yomi="ほんだな")))
    plan = room.school.floors["room"].plan
    assert (plan.yomi, plan.zones[0].yomi) == ("ずこう・しつー", "ほんだな")


@pytest.mark.spec("T3.9")
def test_a_floor_is_added_copied_and_retired_while_people_are_elsewhere() -> None:
    room = Room(TABLE)
    (added,) = room.do(AKI, NewFloor("ちいさな へや", "ちいさなへや", "library", 30, 24))
    assert isinstance(added, FloorAdded)
    assert room.school.floors[added.plan.floor].plan.objects == ()
    assert (
        ("school",),
        HoursShown(added.plan.floor, "ちいさな へや", "ちいさなへや", False, 0),
    ) in room.shown
    (copied,) = room.do(AKI, CopyFloor("room", "うつし", "うつし"))
    assert isinstance(copied, FloorAdded)
    assert copied.plan.objects == (TABLE,)
    assert copied.plan.floor not in {"room", added.plan.floor}
    *_left, retired = room.do(AKI, RetireFloor("room"))
    assert retired == FloorRetired("room")
    assert "room" not in room.school.floors
    assert room.school.sessions[PUPIL].avatar is None


def test_who_edited_is_told_to_nobody() -> None:
    room = Room()
    room.edit(AKI, PutObject(TABLE))
    for channels, message in room.shown:
        assert channels == (Audience.FLOOR.value + ":room",)
        assert AKI not in str(message)


def test_the_map_of_an_edit_is_ready_before_its_tick() -> None:
    room = Room(TABLE)
    wish = EditFloor("room", (PutObject(Placed("shelf", "bookshelf", 20, 10, 1, 14, "")),))
    PREPARES[EditFloor](room.school, AKI, wish)
    made = map_of(changed(room.school.floors["room"].plan, wish.changes))
    room.do(AKI, wish)
    assert room.school.floors["room"].ground is made
    PREPARES[UndoEdit](room.school, AKI, UndoEdit("room"))
    PREPARES[EditFloor](room.school, AKI, EditFloor("room", (DropObject("gone"),)))


def test_what_nobody_bumps_into_needs_no_new_map() -> None:
    room = Room(TABLE)
    before = room.school.floors["room"].ground
    room.edit(AKI, WriteObject("table", "あ", ""), SetFace("べつの なまえ", "べつ", "yard"))
    (copied,) = room.do(AKI, CopyFloor("room", "うつし", "うつし"))
    assert isinstance(copied, FloorAdded)
    assert room.school.floors["room"].ground is before
    assert room.school.floors[copied.plan.floor].ground is before
