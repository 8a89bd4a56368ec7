"""Ways round furniture: never through it, never much longer than needed, always the same."""

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.floors import FLAT_KINDS, FloorPlan
from protocol.units import PATH_MAX_POINTS, SUBTILES_PER_TILE
from simulation.corners import FloorMap, map_of
from simulation.ground import blocked_rows
from simulation.motion import Point, Walk, arrival_tick, heading_of, length_subtiles, position_at
from simulation.paths import find_path, walk_straight
from tests.simulation.floors_drawn import (
    free_tiles,
    places_on,
    plan_of,
    plans,
    reachable_from,
    shortest_subtiles,
    tile_of,
)

EIGHT_DIRECTIONS = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]


def made(plan: FloorPlan) -> FloorMap:
    """A map that nobody has asked anything yet."""
    return FloorMap(plan.width, blocked_rows(plan))


def middle(column: int, row: int) -> Point:
    half = SUBTILES_PER_TILE // 2
    return column * SUBTILES_PER_TILE + half, row * SUBTILES_PER_TILE + half


def tiles_walked(path: tuple[Point, ...]) -> set[tuple[int, int]]:
    """The tiles in which somebody who walks `path` is at any tick, whatever the tick begins on."""
    walk = Walk(0, path)
    return {tile_of(position_at(walk, tick)) for tick in range(arrival_tick(walk) + 1)}


def length(path: tuple[Point, ...]) -> float:
    return sum(dist(one, other) for one, other in pairwise(path))


@given(plans(), st.data())
@pytest.mark.spec("T2.1.b")
def test_nobody_is_ever_inside_furniture_and_all_arrive_where_they_wished(
    plan: FloorPlan, data: st.DataObject
) -> None:
    ground, free = map_of(plan), free_tiles(plan)
    for _ in range(10):
        start, goal = data.draw(places_on(plan)), data.draw(places_on(plan))
        path = find_path(ground, start, goal)
        if path is None or tile_of(start) not in free:
            continue
        assert 2 <= len(path) <= PATH_MAX_POINTS
        assert tiles_walked(path) <= free
        assert path[0] == start
        if tile_of(goal) in free:
            assert path[-1] == goal


@given(plans(), st.data())
def test_there_is_a_way_exactly_between_places_that_are_connected(
    plan: FloorPlan, data: st.DataObject
) -> None:
    ground, free = map_of(plan), free_tiles(plan)
    for _ in range(10):
        start, goal = data.draw(places_on(plan)), data.draw(places_on(plan))
        if {tile_of(start), tile_of(goal)} <= free:
            connected = tile_of(goal) in reachable_from(tile_of(start), free)
            assert (find_path(ground, start, goal) is not None) == connected


@given(plans(largest=14), st.data())
@pytest.mark.spec("T2.1.b")
def test_a_way_is_at_most_1_3_times_the_shortest_and_a_tile(
    plan: FloorPlan, data: st.DataObject
) -> None:
    ground, free = map_of(plan), free_tiles(plan)
    for _ in range(4):
        start, goal = data.draw(places_on(plan)), data.draw(places_on(plan))
        if {tile_of(start), tile_of(goal)} <= free:
            path = find_path(ground, start, goal)
            if path is not None and len(path) < PATH_MAX_POINTS:
                shortest = shortest_subtiles(plan, start, goal)
                # Rounding lets a walker pass a corner by up to a subtile inside of it.
                assert shortest <= length(path) + 2 * len(path)
                assert length(path) <= 1.3 * shortest + SUBTILES_PER_TILE


@given(plans(), st.data())
def test_no_answer_depends_on_the_questions_before_it(plan: FloorPlan, data: st.DataObject) -> None:
    places = st.tuples(places_on(plan), places_on(plan))
    wishes = data.draw(st.lists(places, min_size=2, max_size=12))
    one, other = made(plan), made(plan)
    first_come = {wish: find_path(one, *wish) for wish in wishes}
    last_come = {wish: find_path(other, *wish) for wish in reversed(wishes)}
    assert first_come == last_come
    assert first_come == {wish: find_path(made(plan), *wish) for wish in wishes}
    assert first_come == {wish: find_path(one, *wish) for wish in wishes}


def test_over_open_ground_one_walks_straight() -> None:
    ground = map_of(plan_of(20, 20, []))
    assert find_path(ground, (3, 5), (300, 211)) == ((3, 5), (300, 211))
    assert find_path(ground, (3, 5), (3, 5)) == ((3, 5), (3, 5))


def test_round_a_table_one_bends_a_quarter_of_a_tile_from_its_corners_and_nowhere_else() -> None:
    ground = map_of(plan_of(30, 30, [(10, 10, 4, 4)]))
    left, right = (9 * 16 + 8, 13 * 16), (14 * 16 + 8, 13 * 16)
    round_it = (left, (10 * 16 - 4, 14 * 16 + 3), (14 * 16 + 3, 14 * 16 + 3), right)
    assert find_path(ground, left, right) == round_it
    two_tables = map_of(plan_of(30, 40, [(10, 10, 4, 4), (10, 20, 4, 4)]))
    down = find_path(two_tables, middle(12, 9), middle(12, 24))
    assert down == (
        middle(12, 9),
        (14 * 16 + 3, 9 * 16 + 12),
        (14 * 16 + 3, 24 * 16 + 3),
        middle(12, 24),
    )


def test_one_gets_out_of_and_into_a_tile_where_only_its_middle_sees_the_way_on() -> None:
    plan = plan_of(6, 5, [(4, 4, 2, 1)])
    into = find_path(map_of(plan), (78, 42), (58, 76))
    assert into is not None
    assert (into[0], into[-1]) == ((78, 42), (58, 76))
    assert tiles_walked(into) <= free_tiles(plan)
    plan = plan_of(3, 6, [(1, 5, 1, 1), (0, 2, 2, 1)])
    out = find_path(map_of(plan), (14, 87), (41, 17))
    assert out is not None
    assert middle(0, 5) in out
    assert tiles_walked(out) <= free_tiles(plan)


@pytest.mark.parametrize(
    ("tapped", "reached"),
    [((10, 12), (9, 12)), ((13, 12), (14, 12)), ((11, 10), (11, 9)), ((12, 13), (12, 14))],
)
def test_a_tap_on_furniture_leads_to_the_side_that_was_tapped(
    tapped: Point, reached: Point
) -> None:
    ground = map_of(plan_of(30, 30, [(10, 10, 4, 4)]))
    path = find_path(ground, middle(2, 2), middle(*tapped))
    assert path is not None
    assert path[-1] == middle(*reached)


def test_a_tap_on_furniture_leads_to_a_side_that_can_be_reached() -> None:
    # The nearest free tile to the tapped one is a pocket walled in on all sides.
    pocket = [(10, 10, 3, 1), (10, 11, 1, 1), (12, 11, 1, 1), (10, 12, 3, 1)]
    ground = map_of(plan_of(30, 30, pocket))
    x, y = middle(11, 10)
    path = find_path(ground, middle(11, 25), (x, y + 7))
    assert path is not None
    assert path[-1] == middle(11, 9)


def test_a_tap_deep_inside_a_block_leads_nowhere() -> None:
    ground = map_of(plan_of(30, 30, [(10, 10, 15, 15)]))
    assert find_path(ground, middle(2, 2), middle(17, 17)) is None


def test_a_tap_into_a_closed_room_leads_nowhere() -> None:
    ground = map_of(plan_of(30, 30, [(0, 15, 30, 1)]))
    assert find_path(ground, middle(2, 2), middle(2, 20)) is None


def test_flat_things_are_walked_over() -> None:
    for kind in sorted(FLAT_KINDS):
        ground = map_of(plan_of(9, 9, [(3, 0, 3, 9)], kind=kind))
        assert find_path(ground, middle(1, 4), middle(7, 4)) == (middle(1, 4), middle(7, 4))


def test_the_back_wall_blocks_but_for_its_doors() -> None:
    ground = map_of(plan_of(20, 20, [], wall=6, doors=[(4, 5, 2, 1)]))
    assert not ground.is_free(middle(3, 5))
    assert find_path(ground, middle(10, 10), middle(4, 5)) == (middle(10, 10), middle(4, 5))


def test_nobody_slips_between_two_things_that_meet_at_a_corner() -> None:
    ground = map_of(plan_of(4, 4, [(0, 2, 2, 2), (2, 0, 2, 2)]))
    assert find_path(ground, middle(1, 1), middle(2, 2)) is None
    assert find_path(ground, middle(2, 2), middle(1, 1)) is None
    other_way = map_of(plan_of(4, 4, [(0, 0, 2, 2), (2, 2, 2, 2)]))
    assert find_path(other_way, middle(2, 1), middle(1, 2)) is None
    assert find_path(other_way, middle(1, 2), middle(2, 1)) is None


def test_somebody_inside_furniture_steps_out_to_the_nearest_side_first() -> None:
    ground = map_of(plan_of(40, 40, [(10, 10, 20, 20)]))
    inside = middle(11, 20)
    path = find_path(ground, inside, middle(35, 20))
    assert path is not None
    assert path[:2] == (inside, middle(9, 20))
    assert path[-1] == middle(35, 20)
    assert walk_straight(ground, inside, (1, 0), 200) == (inside, middle(9, 20))
    far_inside = find_path(ground, middle(20, 20), middle(35, 20))
    assert far_inside is not None
    assert tiles_walked(far_inside[1:]) <= free_tiles(plan_of(40, 40, [(10, 10, 20, 20)]))


def test_somebody_beside_a_floor_that_shrank_steps_onto_it() -> None:
    ground = map_of(plan_of(20, 20, []))
    path = find_path(ground, middle(90, 10), middle(3, 3))
    assert path is not None
    assert path[:2] == (middle(90, 10), middle(19, 10))


def test_where_nothing_is_free_there_is_no_way() -> None:
    ground = map_of(plan_of(6, 6, [(0, 0, 6, 6)]))
    assert find_path(ground, middle(2, 2), middle(3, 3)) is None
    assert walk_straight(ground, middle(2, 2), (1, 0), 200) is None


def test_a_way_is_found_from_a_nook_that_sees_none_of_the_corners_near_it() -> None:
    # The corners of thirty-six pillars are nearer to the middle of the corridor than its mouth.
    pillars = [(c, r, 1, 1) for c in range(44, 56, 2) for r in range(5, 17, 2)]
    plan = plan_of(100, 20, [(0, 1, 100, 1), (0, 3, 99, 1), *pillars])
    ground = map_of(plan)
    for start, goal in ((middle(50, 2), middle(3, 18)), (middle(3, 18), middle(50, 2))):
        path = find_path(ground, start, goal)
        assert path is not None
        assert (path[0], path[-1]) == (start, goal)
        assert tiles_walked(path) <= free_tiles(plan)


def test_a_way_with_too_many_bends_ends_at_its_64th_point() -> None:
    shelves = [(1 if row % 4 else 0, row, 5, 1) for row in range(2, 126, 2)]
    ground = map_of(plan_of(6, 127, shelves))
    path = find_path(ground, middle(0, 0), middle(0, 126))
    assert path is not None
    assert len(path) == PATH_MAX_POINTS
    onward = find_path(ground, path[-1], middle(0, 126))
    assert onward is not None


def test_a_held_key_walks_up_to_the_wall_and_no_further_than_asked() -> None:
    ground = map_of(plan_of(30, 30, [(10, 0, 1, 30)]))
    assert walk_straight(ground, middle(2, 5), (1, 0), 400) == (
        middle(2, 5),
        (159, middle(0, 5)[1]),
    )
    assert walk_straight(ground, middle(2, 5), (1, 0), 50) == (
        middle(2, 5),
        (middle(2, 5)[0] + 50, middle(2, 5)[1]),
    )
    assert walk_straight(ground, (159, 88), (1, 0), 400) is None
    assert walk_straight(ground, middle(2, 5), (0, 0), 400) is None


def test_held_keys_slide_along_a_wall() -> None:
    ground = map_of(plan_of(30, 30, [(10, 0, 1, 30)]))
    assert walk_straight(ground, (159, 88), (1, 1), 100) == ((159, 88), (159, 188))
    path = walk_straight(ground, (150, 88), (1, 1), 100)
    assert path is not None
    assert path[1] == (159, 97)
    assert path[2] == (159, 97 + 100 - 12)


@given(plans(), st.data())
def test_held_keys_never_lead_into_furniture(plan: FloorPlan, data: st.DataObject) -> None:
    ground, free = map_of(plan), free_tiles(plan)
    start = data.draw(places_on(plan))
    for direction in EIGHT_DIRECTIONS:
        path = walk_straight(ground, start, direction, 200)
        if path is not None and tile_of(start) in free:
            assert tiles_walked(path) <= free
            assert length_subtiles(path) <= 200
            assert heading_of(Walk(0, path), 0) != (0, 0)
