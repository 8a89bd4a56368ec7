"""Floors: coming in, going through doors, the cap, and where people appear (SPEC T1.2, T2.2.g)."""

import pytest

from protocol.calling import OverlapBegan
from protocol.floors import (
    AddFloor,
    Area,
    AvatarGone,
    AvatarShown,
    DeskShown,
    EnterFloor,
    FloorAdded,
    FloorEntered,
    FloorLeft,
    FloorShown,
    GoThrough,
    Placed,
)
from protocol.hours import FloorClosed
from protocol.objects import EditFloor, PutObject, RedoEdit, RetireFloor, UndoEdit
from protocol.rights import Role
from protocol.sessions import Dropped
from protocol.units import DWELL_TICKS, FLOOR_CAPACITY, FLOORS_MAX, OBJECTS_MAX
from protocol.vocabulary import Command
from simulation.sight import shown_by
from tests.simulation.given import (
    ADMIN,
    AKI,
    CLOSES_MS,
    FAR,
    HARU,
    PLACE,
    TEACHER,
    Lived,
    an_open_school,
    given,
    handle_of,
    id_of,
    logged_in,
    plan,
    session_of,
    standing_at,
)

AT_THE_DOOR = (3 * 16, 4 * 16)


def desk(number: int) -> Placed:
    return Placed(f"one-more-{number}", "desk", 15, 7, 1, 1, "")


def test_an_admin_adds_a_floor_which_begins_closed() -> None:
    lived = given(logged_in(ADMIN))
    assert FloorAdded(plan()) in lived.when(AddFloor(plan()), ADMIN)
    assert not lived.school.floors["classroom"].open


def test_a_floor_is_added_once() -> None:
    assert given(an_open_school()).refusal(AddFloor(plan())).reason == "floor_exists"


def test_a_floor_on_which_nobody_could_appear_is_refused() -> None:
    nowhere = plan(arrivals=(Area(10, 7, 4, 2),))
    assert given().refusal(AddFloor(nowhere)).reason == "floor_without_arrivals"


def test_a_school_has_no_more_floors_than_its_limit() -> None:
    many = [plan(f"floor-{number}") for number in range(FLOORS_MAX)]
    lived = given(an_open_school(*many))
    assert lived.refusal(AddFloor(plan())).reason == "too_many_floors"


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (UndoEdit("classroom"), "nothing_to_undo"),
        (RedoEdit("classroom"), "nothing_to_redo"),
        (RetireFloor("nowhere"), "no_such_floor"),
        (
            EditFloor("classroom", (*(PutObject(desk(n)) for n in range(OBJECTS_MAX)),)),
            "too_many_objects",
        ),
    ],
)
def test_what_cannot_be_done_to_a_floor_is_refused(wish: Command, reason: str) -> None:
    lived = given(an_open_school(), logged_in(ADMIN))
    assert lived.refusal(wish, ADMIN).reason == reason


def test_the_last_floor_stays() -> None:
    lived = given(an_open_school(plan()), logged_in(ADMIN))
    assert lived.refusal(RetireFloor("classroom"), ADMIN).reason == "last_floor"


def test_whoever_enters_stands_on_an_arrival_place() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    [entered] = lived.when(EnterFloor("classroom"), AKI)
    assert isinstance(entered, FloorEntered)
    area = plan().arrivals[0]
    assert area.x <= entered.x // 16 < area.x + area.w
    assert area.y <= entered.y // 16 < area.y + area.h


@pytest.mark.spec("T2.2.g")
def test_changing_floors_is_leaving_and_entering_in_one_batch() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    left, entered = lived.when(EnterFloor("yard"), AKI)
    assert left == FloorLeft(AKI, handle_of(AKI), "classroom")
    assert isinstance(entered, FloorEntered)
    assert (entered.account, entered.floor) == (AKI, "yard")


@pytest.mark.spec("T2.2.g")
@pytest.mark.parametrize("reason", ["floor_closed", "floor_full", "floor_not_for_you"])
def test_who_is_not_let_in_stays_where_they_are(reason: str) -> None:
    yard = {
        "floor_closed": plan("yard", "classroom"),
        "floor_full": plan("yard", "classroom", capacity=0),
        "floor_not_for_you": plan("yard", "classroom", roles=(Role.TEACHER,)),
    }[reason]
    lived = given(an_open_school(plan(), yard))
    lived.then(standing_at(PLACE, AKI))
    if reason == "floor_closed":
        lived.then(FloorClosed("yard", CLOSES_MS))
    refusal = lived.refusal(EnterFloor("yard"), AKI)
    assert refusal.reason == reason
    assert refusal.at_ms == (CLOSES_MS if reason == "floor_closed" else 0)
    assert lived.school.avatars[handle_of(AKI)].floor == "classroom"


def test_a_floor_that_is_not_there_or_underfoot_is_refused() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(EnterFloor("nowhere"), AKI).reason == "no_such_floor"
    assert lived.refusal(EnterFloor("classroom"), AKI).reason == "already_here"


@pytest.mark.spec("T1.2")
def test_the_hundred_and_first_pupil_is_refused_and_staff_are_not_counted() -> None:
    lived = full_floor(FLOOR_CAPACITY)
    assert lived.refusal(EnterFloor("classroom"), AKI).reason == "floor_full"
    assert lived.when(EnterFloor("classroom"), TEACHER)
    assert len(lived.school.floors["classroom"].here) == FLOOR_CAPACITY + 1


@pytest.mark.spec("T1.2")
def test_of_two_who_come_in_one_tick_to_the_last_place_one_gets_it() -> None:
    lived = full_floor(FLOOR_CAPACITY - 1)
    wish = EnterFloor("classroom")
    events = lived.when_all((wish, AKI), (wish, HARU))
    assert [event.account for event in events if isinstance(event, FloorEntered)] == [AKI]
    assert lived.refusals() == ["floor_full"]


@pytest.mark.spec("T1.2")
def test_a_dropped_pupil_keeps_the_place() -> None:
    lived = full_floor(FLOOR_CAPACITY)
    lived.then(Dropped(pupil(0), session_of(pupil(0))))
    assert lived.refusal(EnterFloor("classroom"), AKI).reason == "floor_full"


def test_staff_enter_a_closed_floor() -> None:
    lived = given(an_open_school(), logged_in(TEACHER), FloorClosed("yard", CLOSES_MS))
    assert lived.when(EnterFloor("yard"), TEACHER)


def test_a_floor_may_be_for_some_roles_only_staff_included() -> None:
    lived = given(an_open_school(plan(roles=(Role.PUPIL,))), logged_in(TEACHER, AKI))
    assert lived.refusal(EnterFloor("classroom"), TEACHER).reason == "floor_not_for_you"
    assert lived.when(EnterFloor("classroom"), AKI)


def test_a_door_leads_to_its_partner() -> None:
    lived = given(an_open_school(), standing_at(AT_THE_DOOR, AKI))
    left, entered = lived.when(GoThrough("to-yard"), AKI)
    assert left == FloorLeft(AKI, handle_of(AKI), "classroom")
    assert isinstance(entered, FloorEntered)
    assert entered.floor == "yard"
    assert (entered.x // 16 in (2, 3), entered.y // 16 in (2, 3, 4)) == (True, True)


@pytest.mark.parametrize(("place", "door"), [(FAR, "to-yard"), (AT_THE_DOOR, "to-nowhere")])
def test_only_a_door_one_stands_at_can_be_gone_through(place: tuple[int, int], door: str) -> None:
    lived = given(an_open_school(), standing_at(place, AKI))
    assert lived.refusal(GoThrough(door), AKI).reason == "door_too_far"


def test_a_door_to_a_floor_that_is_not_there_leads_nowhere() -> None:
    lived = given(an_open_school(plan()), standing_at(AT_THE_DOOR, AKI))
    assert lived.refusal(GoThrough("to-yard"), AKI).reason == "no_such_floor"


def test_a_door_without_a_partner_leads_to_an_arrival_place() -> None:
    lived = given(an_open_school(plan(), plan("yard", doors=())), standing_at(AT_THE_DOOR, AKI))
    _left, entered = lived.when(GoThrough("to-yard"), AKI)
    assert isinstance(entered, FloorEntered)
    assert entered.y // 16 in range(11, 15)


def test_a_closed_floor_is_closed_at_its_door_as_well() -> None:
    lived = given(an_open_school(), standing_at(AT_THE_DOOR, AKI), FloorClosed("yard", CLOSES_MS))
    assert lived.refusal(GoThrough("to-yard"), AKI).reason == "floor_closed"


def test_arriving_together_starts_no_call() -> None:
    lived = given(an_open_school(), standing_at(PLACE, *(pupil(n) for n in range(6)), floor="yard"))
    lived.when_all(*((EnterFloor("classroom"), pupil(n)) for n in range(6)))
    lived.live(2 * DWELL_TICKS)
    begun = [event for _, event in lived.of_kind(OverlapBegan)]
    assert len(lived.school.floors["classroom"].here) == 6
    assert begun == []


def test_no_two_avatars_have_one_handle() -> None:
    lived = given(an_open_school(), logged_in(*(pupil(n) for n in range(60))))
    for number in range(60):
        lived.when(EnterFloor("classroom"), pupil(number))
    assert len(lived.school.avatars) == 60
    assert 0 not in lived.school.avatars


def test_others_see_an_avatar_come_and_go_and_oneself_the_floor_or_the_desk() -> None:
    lived = given(an_open_school(), standing_at(FAR, HARU), logged_in(AKI))
    lived.then(entered := FloorEntered(AKI, handle_of(AKI), "classroom", *PLACE))
    shown = [(show.channels, type(show.message)) for show in shown_by(lived.school, entered)]
    assert shown[0] == (("floor:classroom",), AvatarShown)
    assert {channels for channels, _ in shown[1:]} == {(f"account:{AKI}",)}
    assert [kind for _, kind in shown[1:]] == [FloorShown, AvatarShown, AvatarShown]
    lived.then(left := FloorLeft(AKI, handle_of(AKI), "classroom"))
    gone = [(show.channels, type(show.message)) for show in shown_by(lived.school, left)]
    assert gone == [(("floor:classroom",), AvatarGone), ((f"account:{AKI}",), DeskShown)]


def pupil(number: int) -> str:
    return id_of(f"pupil{number}")


def full_floor(pupils: int) -> Lived:
    """A floor with so many pupils, and three more people at the desk."""
    crowd = [pupil(number) for number in range(pupils)]
    lived = given(an_open_school(), logged_in(*crowd, AKI, HARU, TEACHER))
    lived.then(
        FloorEntered(who, number, "classroom", *PLACE) for number, who in enumerate(crowd, 1)
    )
    return lived
