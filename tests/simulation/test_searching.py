"""Searching: a name leads to a floor and a zone, and near the person, never upon them (T2.2.c)."""

import random
from itertools import combinations

import msgspec
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from protocol.accounts import AccountRenamed
from protocol.calling import CallStarted
from protocol.floors import FloorEntered, FloorLeft, FloorPlan, Placed, Zone
from protocol.hours import FloorClosed
from protocol.moving import Walked
from protocol.rights import Role
from protocol.searching import GoNear
from protocol.sessions import Cause, Left
from protocol.units import SEARCH_RESULTS_MAX, SUBTILES_PER_TILE, AccountId
from simulation.contact import touches
from simulation.ground import distance_subtiles
from simulation.motion import Point, arrival_tick, position_at
from simulation.plans import forbids
from simulation.searching import Found, find
from tests.simulation.given import (
    AKI,
    FAR,
    FUYU,
    HARU,
    NATSU,
    PLACE,
    TEACHER,
    WALLED_IN,
    Lived,
    an_open_school,
    given,
    handle_of,
    id_of,
    known,
    logged_in,
    plan,
    session_of,
    standing_at,
)

QUIET = Zone("quiet", "ひとりの ばしょ", 12, 3, 5, 4, calls=False)
CORNER = Zone("corner", "ほんの コーナー", 4, 4, 6, 6)
SHELF = Zone("shelf", "たな", 5, 5, 2, 2)


def named(name: str, who: AccountId = HARU) -> Lived:
    """A school in which one person has a name, and another looks for them."""
    people = [standing_at(PLACE, who), standing_at(FAR, AKI)]
    return given(an_open_school(), *people, AccountRenamed(who, name))


def names(lived: Lived, typed: str, by: AccountId = AKI) -> list[str]:
    return [found.name for found in find(lived.school, by, typed, lived.tick)]


@pytest.mark.spec("T2.2.c")
@pytest.mark.parametrize(
    "typed", ["ガッコウ", "がっこう", "ｶﾞｯｺｳ", "ガっコう", "っこ", "ｺｳ", " がっ こう "]
)
def test_a_name_is_found_in_any_kana_width_or_part(typed: str) -> None:
    assert names(named("がっこうタロウ"), typed) == ["がっこうタロウ"]
    assert names(named("ガッコウたろう"), typed) == ["ガッコウたろう"]


@pytest.mark.spec("T2.2.c")
@pytest.mark.parametrize("typed", ["mio", "MIO", "Ｍｉｏ", "io"])
def test_a_name_in_letters_is_found_in_any_case_and_width(typed: str) -> None:
    assert names(named("Mio"), typed) == ["Mio"]


@drawn(st.text(max_size=12), st.text(max_size=12))
def test_whoever_types_a_name_as_it_is_shown_finds_its_bearer(before: str, after: str) -> None:
    """Any part of a name that says anything finds it, whatever else stands in it."""
    lived = named(f"{before}みお{after}")
    assert names(lived, "ミオ") == [f"{before}みお{after}"]


@pytest.mark.spec("T2.2.c")
def test_the_answer_is_a_floor_and_a_zone_and_never_a_place() -> None:
    room = plan(zones=(CORNER, SHELF))
    lived = given(an_open_school(room), standing_at(PLACE, HARU, TEACHER), standing_at(FAR, AKI))
    assert find(lived.school, AKI, "haru", lived.tick) == [
        Found(HARU, "haru", "pupil", "classroom", "classroomの間", "ま", "たな", "")
    ]
    assert find(lived.school, AKI, "teacher", lived.tick)[0].role == "teacher"
    assert find(lived.school, HARU, "aki", lived.tick)[0].zone_name == ""


def test_nobody_finds_themselves_or_somebody_who_is_not_here() -> None:
    lived = given(
        an_open_school(), standing_at(PLACE, AKI, HARU, NATSU), logged_in(TEACHER), known(FUYU)
    )
    lived.then(
        FloorLeft(NATSU, handle_of(NATSU), "classroom"),
        Left(NATSU, session_of(NATSU), Cause.LOGOUT, 0),
    )
    assert [names(lived, name) for name in ("aki", "natsu", "fuyu", "teacher", "", " 　")] == [
        []
    ] * 6
    assert names(lived, "a") == ["haru"]


def test_names_that_begin_as_typed_come_first_and_there_is_an_end() -> None:
    crowd = [id_of(f"x{number}") for number in range(SEARCH_RESULTS_MAX + 9)]
    lived = given(an_open_school(), standing_at(PLACE, *crowd, AKI), standing_at(FAR, HARU))
    lived.then(AccountRenamed(crowd[0], "あxみ"), AccountRenamed(crowd[1], "みx"))
    assert names(lived, "み") == ["みx", "あxみ"]
    assert len(names(lived, "x")) == SEARCH_RESULTS_MAX


def test_going_near_leads_to_a_place_a_few_tiles_away() -> None:
    lived = given(an_open_school(), standing_at(PLACE, HARU), standing_at(FAR, AKI))
    [walked] = lived.when(GoNear(HARU), AKI)
    assert isinstance(walked, Walked)
    assert 2 * 16 <= distance_subtiles(end_of(lived, AKI), PLACE) <= 4 * 16


def test_going_near_somebody_on_another_floor_is_one_pair_of_events() -> None:
    lived = given(an_open_school(), standing_at(PLACE, HARU, floor="yard"), standing_at(PLACE, AKI))
    left, entered = lived.when(GoNear(HARU), AKI)
    assert left == FloorLeft(AKI, handle_of(AKI), "classroom")
    assert isinstance(entered, FloorEntered)
    assert entered.floor == "yard"
    assert 2 * 16 <= distance_subtiles((entered.x, entered.y), PLACE) <= 4 * 16


def test_one_also_goes_near_from_the_desk() -> None:
    lived = given(an_open_school(), standing_at(PLACE, HARU), logged_in(AKI))
    [entered] = lived.when(GoNear(HARU), AKI)
    assert isinstance(entered, FloorEntered)


@pytest.mark.parametrize("to", [AKI, NATSU, FUYU])
def test_nobody_goes_near_themselves_or_somebody_who_is_not_on_a_floor(to: AccountId) -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), logged_in(NATSU), known(FUYU))
    assert lived.refusal(GoNear(to), AKI).reason == "not_here"


@pytest.mark.spec("T2.2.c")
def test_going_near_opens_no_floor_that_is_closed_full_or_not_for_one() -> None:
    yards = {
        "floor_not_for_you": plan("yard", "classroom", roles=(Role.TEACHER,)),
        "floor_full": plan("yard", "classroom", capacity=1),
        "floor_closed": plan("yard", "classroom"),
    }
    for reason, yard in yards.items():
        there = standing_at(PLACE, HARU, TEACHER, floor="yard")
        lived = given(an_open_school(plan(), yard), there, standing_at(PLACE, AKI))
        if reason == "floor_closed":
            lived.then(FloorLeft(HARU, handle_of(HARU), "yard"), FloorClosed("yard", 0))
        assert lived.refusal(GoNear(TEACHER), AKI).reason == reason


def test_where_no_place_is_free_near_somebody_nobody_goes() -> None:
    lived = given(an_open_school(), standing_at(WALLED_IN, HARU), standing_at(PLACE, AKI))
    assert lived.refusal(GoNear(HARU), AKI).reason == "no_room_near"


def test_the_way_goes_round_a_zone_without_calls() -> None:
    lived = given(an_open_school(plan(zones=(QUIET,))))
    lived.then(standing_at((10 * 16, 5 * 16), AKI), standing_at((20 * 16, 5 * 16), HARU))
    lived.when(GoNear(HARU), AKI)
    assert not any(in_quiet(lived, place) for place in places_of(lived, AKI))


@pytest.mark.spec("T2.2.c")
@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_times_near_somebody_is_near_and_never_a_call_or_a_quiet_zone(
    seed: int,
) -> None:
    """Wherever people stand and walk, going near ends 2–4 tiles away and starts nothing."""
    chance = random.Random(seed)
    went = 0
    for _ in range(50):
        lived, crowd = a_crowd(chance)
        lived.live(2)
        if lived.school.overlaps:
            continue
        who, to = chance.sample(crowd, 2)
        events = lived.when_all((GoNear(to), who))
        if lived.refusals() == ["no_room_near"]:
            assert events == []
            continue
        went += 1
        goal = lived.school.avatars[handle_now(lived, to)].walk.path[-1]
        end = end_of(lived, who)
        assert lived.school.avatars[handle_now(lived, who)].floor == floor_of(lived, to)
        assert 2 * SUBTILES_PER_TILE <= distance_subtiles(end, goal) <= 4 * SUBTILES_PER_TILE
        places = places_of(lived, who)
        assert lived.school.floors[floor_of(lived, to)].ground.is_free(end)
        if not in_quiet(lived, places[0]):
            assert not any(in_quiet(lived, place) for place in places)
        assert not in_quiet(lived, end)
        happened = lived.wait(arrival_tick(walk_of(lived, who)) - lived.tick + 100)
        assert not [event for event in happened if isinstance(event, CallStarted)]
    assert went > 35


def a_crowd(chance: random.Random) -> tuple[Lived, list[AccountId]]:
    """Two floors with furniture, a zone without calls, and people who stand apart."""
    crates = tuple(
        Placed(f"crate-{n}", "crate", chance.randrange(2, 20), chance.randrange(3, 11), 2, 1, "")
        for n in range(4)
    )
    floors: list[FloorPlan] = [
        msgspec.structs.replace(drawn_plan, zones=(QUIET,), objects=drawn_plan.objects + crates)
        for drawn_plan in (plan("classroom", "yard"), plan("yard", "classroom"))
    ]
    lived = given(an_open_school(*floors))
    crowd = [id_of(f"p{number}") for number in range(9)]
    stand: dict[str, list[Point]] = {"classroom": [], "yard": []}
    for who in crowd:
        floor = chance.choice(("classroom", "yard", "classroom"))
        ground = lived.school.floors[floor].ground
        room = ground.room_of((8, 12 * SUBTILES_PER_TILE))
        free = [
            place
            for x in range(24)
            for y in range(2, 16)
            if ground.is_free(place := (x * 16 + 8, y * 16 + 8)) and ground.room_of(place) == room
        ]
        apart = [place for place in free if not any(touches(place, one) for one in stand[floor])]
        place = chance.choice(apart)
        stand[floor].append(place)
        lived.then(standing_at(place, who, floor=floor))
    assert not any(touches(*pair) for places in stand.values() for pair in combinations(places, 2))
    return lived, crowd


def walk_of(lived: Lived, who: AccountId):  # type: ignore[no-untyped-def]
    return lived.school.avatars[handle_now(lived, who)].walk


def handle_now(lived: Lived, who: AccountId) -> int:
    handle = lived.school.sessions[who].avatar
    assert handle is not None
    return handle


def floor_of(lived: Lived, who: AccountId) -> str:
    return lived.school.avatars[handle_now(lived, who)].floor


def end_of(lived: Lived, who: AccountId) -> Point:
    end: Point = walk_of(lived, who).path[-1]
    return end


def places_of(lived: Lived, who: AccountId) -> list[Point]:
    walk = walk_of(lived, who)
    return [position_at(walk, tick) for tick in range(walk.start_tick, arrival_tick(walk) + 1)]


def in_quiet(lived: Lived, place: Point) -> bool:
    return any(forbids(floor.plan, place, "calls") for floor in lived.school.floors.values())
