"""Moving: a wish to be somewhere becomes one walk (SPEC T2.1.b)."""

import pytest

from protocol.moving import Head, Walked, WalkTo
from protocol.units import HEADING_MAX_SUBTILES, TICKS_PER_SECOND, WALK_SUBTILES_PER_TICK
from protocol.vocabulary import Event
from simulation.motion import (
    Point,
    Walk,
    arrival_tick,
    length_subtiles,
    path_from_wire,
    position_at,
)
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    PLACE,
    WALLED_IN,
    an_open_school,
    given,
    handle_of,
    standing_at,
    walked,
)


def path_of(events: list[Event]) -> tuple[Point, ...]:
    [event] = events
    assert isinstance(event, Walked)
    return path_from_wire(event.path)


def test_a_walk_begins_where_one_stands_and_ends_where_one_wished() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    path = path_of(lived.when(WalkTo(*FAR), AKI))
    assert (path[0], path[-1]) == (PLACE, FAR)
    assert lived.school.avatars[handle_of(AKI)].walk.start_tick == lived.tick


def test_a_walk_goes_round_furniture() -> None:
    west, east = (9 * 16, 8 * 16), (15 * 16, 8 * 16)
    lived = given(an_open_school(), standing_at(west, AKI))
    path = path_of(lived.when(WalkTo(*east), AKI))
    assert len(path) > 2
    walk = lived.school.avatars[handle_of(AKI)].walk
    ground = lived.school.floors["classroom"].ground
    ticks = range(lived.tick, arrival_tick(walk) + 1)
    assert all(ground.is_free(position_at(walk, tick)) for tick in ticks)


def test_another_wish_on_the_way_begins_at_the_place_reached() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.when(WalkTo(*FAR), AKI)
    before = lived.school.avatars[handle_of(AKI)].walk
    lived.live(9)
    path = path_of(lived.when(WalkTo(*PLACE), AKI))
    assert path[0] == position_at(before, lived.tick) != PLACE


def test_where_no_way_leads_nobody_goes() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(WalkTo(*WALLED_IN), AKI).reason == "unreachable"


def test_people_do_not_stand_in_each_others_way() -> None:
    between = (12 * 16, 6 * 16)
    lived = given(an_open_school(), standing_at(PLACE, AKI), standing_at(between, HARU))
    assert path_of(lived.when(WalkTo(*FAR), AKI)) == (PLACE, FAR)


@pytest.mark.parametrize(("dx", "dy"), [(1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1)])
def test_a_held_key_walks_straight_on_for_two_seconds_at_most(dx: int, dy: int) -> None:
    lived = given(an_open_school(), standing_at((11 * 16 + 8, 5 * 16), AKI))
    path = path_of(lived.when(Head(dx, dy), AKI))
    moved = path[1][0] - path[0][0], path[1][1] - path[0][1]
    assert tuple((step > 0) - (step < 0) for step in moved) == (dx, dy)
    assert length_subtiles(path) <= HEADING_MAX_SUBTILES
    assert HEADING_MAX_SUBTILES == 2 * TICKS_PER_SECOND * WALK_SUBTILES_PER_TICK


def test_a_held_key_stops_at_a_wall() -> None:
    under_the_wall = (5 * 16, 2 * 16 + 3)
    lived = given(an_open_school(), standing_at(under_the_wall, AKI))
    lived.when(Head(0, -1), AKI)
    ground = lived.school.floors["classroom"].ground
    walk = lived.school.avatars[handle_of(AKI)].walk
    assert all(ground.is_free(position_at(walk, lived.tick + tick)) for tick in range(60))


def test_letting_go_of_the_key_stops_where_one_is() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.then(walked(AKI, lived.tick, PLACE, FAR))
    lived.live(9)
    path = path_of(lived.when(Head(0, 0), AKI))
    walk = Walk(lived.tick, path)
    assert path[0] == path[-1] == position_at(walk, lived.tick + 50)


def test_stopping_when_one_stands_is_no_event() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.when(Head(0, 0), AKI) == []
