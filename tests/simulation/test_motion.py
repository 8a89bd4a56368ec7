"""Where walkers are: the same integers on the server, in the browser and in a replay."""

import json
from fractions import Fraction
from itertools import pairwise
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.units import (
    FLOOR_MAX_TILES,
    PATH_MAX_POINTS,
    SUBTILES_PER_TILE,
    WALK_SUBTILES_PER_TICK,
)
from simulation.motion import (
    Point,
    Walk,
    arrival_tick,
    heading_of,
    path_from_wire,
    path_to_wire,
    position_at,
    standing,
)
from tests.vectors import make_motion
from tests.web_client.browser_answers import browser_answers

SPAN = FLOOR_MAX_TILES * SUBTILES_PER_TILE
coordinates = st.integers(0, SPAN)
points = st.tuples(coordinates, coordinates)
near_points = st.tuples(st.integers(500, 540), st.integers(500, 540))
paths = st.one_of(
    st.lists(points, min_size=2, max_size=6),
    st.lists(near_points, min_size=2, max_size=PATH_MAX_POINTS),
).map(tuple)
walks = st.builds(Walk, st.integers(0, 10**9), paths)


def ticks_of(walk: Walk) -> range:
    return range(walk.start_tick - 2, arrival_tick(walk) + 3)


def exact_place(walk: Walk, tick: int) -> tuple[int, Point]:
    """Which stretch a walker is on, and where, by the definition and in fractions."""
    left = Fraction(max(0, tick - walk.start_tick) * WALK_SUBTILES_PER_TICK)
    for number, ((x, y), (next_x, next_y)) in enumerate(pairwise(walk.path)):
        length = max(1, isqrt((next_x - x) ** 2 + (next_y - y) ** 2))
        if left < length:
            share = left / length
            return number, (x + int((next_x - x) * share), y + int((next_y - y) * share))
        left -= length
    return len(walk.path), walk.path[-1]


@given(walks)
def test_a_walker_is_at_the_exact_place_rounded_toward_the_waypoint_passed(walk: Walk) -> None:
    assert [position_at(walk, t) for t in ticks_of(walk)] == [
        exact_place(walk, t)[1] for t in ticks_of(walk)
    ]


@given(walks)
def test_a_walker_stands_on_the_first_point_until_the_start_and_on_the_last_from_arrival_on(
    walk: Walk,
) -> None:
    assert position_at(walk, walk.start_tick - 1) == walk.path[0]
    assert position_at(walk, walk.start_tick) == walk.path[0]
    assert position_at(walk, arrival_tick(walk)) == walk.path[-1]
    assert position_at(walk, arrival_tick(walk) + 10**6) == walk.path[-1]


@given(walks)
def test_nobody_arrives_before_the_arrival_tick(walk: Walk) -> None:
    stretch, _ = exact_place(walk, arrival_tick(walk) - 1)
    assert stretch < len(walk.path)


@given(walks)
@pytest.mark.spec("T2.1.b")
def test_no_tick_moves_anybody_more_than_five_subtiles_along_an_axis(walk: Walk) -> None:
    places = [position_at(walk, t) for t in ticks_of(walk)]
    for (x, y), (next_x, next_y) in pairwise(places):
        assert abs(next_x - x) <= WALK_SUBTILES_PER_TICK
        assert abs(next_y - y) <= WALK_SUBTILES_PER_TICK


@given(walks)
def test_a_walker_never_turns_back_on_a_stretch(walk: Walk) -> None:
    progress = []
    for tick in ticks_of(walk):
        stretch, _ = exact_place(walk, tick)
        x, y = position_at(walk, tick)
        from_x, from_y = walk.path[min(stretch, len(walk.path) - 1)]
        progress.append((stretch, abs(x - from_x), abs(y - from_y)))
    for (stretch, across, along), (after, next_across, next_along) in pairwise(progress):
        assert after > stretch or (
            after == stretch and next_across >= across and next_along >= along
        )


@given(walks)
def test_a_walker_heads_along_the_stretch_under_way_and_nowhere_when_standing(walk: Walk) -> None:
    for tick in ticks_of(walk):
        stretch, _ = exact_place(walk, tick)
        heading = (0, 0)
        if walk.start_tick <= tick and stretch < len(walk.path):
            (x, y), (next_x, next_y) = walk.path[stretch : stretch + 2]
            heading = (next_x - x, next_y - y)
        assert heading_of(walk, tick) == heading


@given(points, st.integers(0, 10**9), st.integers(-100, 10**6))
def test_somebody_who_stands_is_always_there(place: Point, tick: int, later: int) -> None:
    walk = standing(place, tick)
    assert position_at(walk, tick + later) == place
    assert heading_of(walk, tick + later) == (0, 0)


@given(paths)
def test_a_path_comes_back_from_its_wire_form(path: tuple[Point, ...]) -> None:
    assert path_from_wire(path_to_wire(path)) == path


def test_an_odd_last_number_is_no_point() -> None:
    assert path_from_wire((10, 20, 1, 2, 5)) == ((10, 20), (11, 22))


def test_the_vectors_that_hold_the_browser_are_the_servers_answers() -> None:
    assert make_motion.VECTORS.read_text() == make_motion.text()


@given(st.lists(walks, min_size=1, max_size=40))
def test_the_browser_gives_the_same_numbers(many: list[Walk]) -> None:
    questions = [
        {
            "ask": "walk",
            "startTick": walk.start_tick,
            "path": path_to_wire(walk.path),
            "ticks": list(ticks_of(walk)),
        }
        for walk in many
    ]
    expected = [
        {
            "arrival": arrival_tick(walk),
            "at": [[*position_at(walk, t), *heading_of(walk, t)] for t in ticks_of(walk)],
        }
        for walk in many
    ]
    assert json.dumps(browser_answers(questions)) == json.dumps(expected)
