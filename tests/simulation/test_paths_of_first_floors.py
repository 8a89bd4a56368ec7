"""Ways over the four floors that a new school starts with, on the server and in the browser."""

import random
from heapq import heappop, heappush
from math import dist
from pathlib import Path

import msgspec
import pytest

from protocol.floors import FLAT_KINDS, FloorPlan
from simulation.corners import map_of
from simulation.motion import Point
from simulation.paths import find_path
from tests.simulation.floors_drawn import plan_of
from tests.simulation.test_paths import length, middle, tiles_walked
from tests.web_client.browser_answers import browser_answers

PLANS_DIR = Path(__file__).parents[2] / "server" / "floor_plans"
SLUGS = ("classroom", "library", "plaza", "yard")
Tile = tuple[int, int]


@pytest.fixture(params=SLUGS)
def plan(request: pytest.FixtureRequest) -> FloorPlan:
    return msgspec.json.decode((PLANS_DIR / f"{request.param}.json").read_bytes(), type=FloorPlan)


def tiles_of(plan: FloorPlan) -> list[Tile]:
    ground = map_of(plan)
    return [
        (column, row)
        for row in range(plan.height)
        for column in range(plan.width)
        if ground.is_free(middle(column, row))
    ]


def steps_from(start: Tile, free: set[Tile]) -> dict[Tile, float]:
    """Subtiles from tile to tile in eight directions, cutting no corner."""
    costs = {start: 0.0}
    waiting = [(0.0, start)]
    while waiting:
        cost, (x, y) = heappop(waiting)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                there = (x + dx, y + dy)
                onward = cost + dist(middle(x, y), middle(*there))
                if {there, (x + dx, y), (x, y + dy)} <= free and onward < costs.get(
                    there, float("inf")
                ):
                    costs[there] = onward
                    heappush(waiting, (onward, there))
    return costs


@pytest.mark.spec("T2.1.b")
def test_a_way_over_the_first_floors_is_at_most_1_2_times_the_way_in_eight_directions(
    plan: FloorPlan,
) -> None:
    # Eight directions cost at most 1.083 times the shortest, so this is within the 1.3 asked for.
    draw, ground, tiles = random.Random(1), map_of(plan), tiles_of(plan)
    free = set(tiles)
    for start in draw.sample(tiles, 4):
        costs = steps_from(start, free)
        for goal in draw.sample(tiles, 150):
            path = find_path(ground, middle(*start), middle(*goal))
            assert path is not None
            assert tiles_walked(path) <= free
            assert length(path) <= 1.2 * costs[goal] + 1


def test_everybody_can_walk_from_everywhere_to_every_door(plan: FloorPlan) -> None:
    draw, ground = random.Random(2), map_of(plan)
    for door in plan.doors:
        for start in draw.sample(tiles_of(plan), 40):
            goal = middle(door.x + door.w // 2, door.y)
            path = find_path(ground, middle(*start), goal)
            assert path is not None
            assert path[-1] == goal


def test_the_browser_knows_the_same_free_tiles_and_lines(plan: FloorPlan) -> None:
    draw, ground = random.Random(3), map_of(plan)
    places = [_place(draw, plan) for _ in range(400)]
    lines = [(one, _near(draw, plan, one)) for one in places]
    (answer,) = browser_answers([_question(plan, lines, [])])
    assert answer["free"] == [
        ground.is_free((x * 16, y * 16)) for y in range(plan.height) for x in range(plan.width)
    ]
    assert answer["lines"] == [ground.line_is_free(*line) for line in lines]


def test_the_browser_walks_over_the_same_kinds_of_things() -> None:
    plans = [plan_of(4, 4, [(1, 1, 2, 2)], kind=kind) for kind in (*sorted(FLAT_KINDS), "desk")]
    answers = browser_answers([_question(plan, [], []) for plan in plans])
    assert [all(answer["free"]) for answer in answers] == [True] * len(FLAT_KINDS) + [False]


def test_the_browsers_guess_is_a_way_where_the_server_knows_one(plan: FloorPlan) -> None:
    draw, ground, tiles = random.Random(4), map_of(plan), tiles_of(plan)
    free = set(tiles)
    wishes = [(middle(*draw.choice(tiles)), _place(draw, plan)) for _ in range(150)]
    (answer,) = browser_answers([_question(plan, [], wishes)])
    for (start, goal), guess in zip(wishes, answer["ways"], strict=True):
        path = find_path(ground, start, goal)
        assert (path is None) == (guess is None)
        if path is not None:
            guessed = tuple((x, y) for x, y in guess)
            assert (guessed[0], guessed[-1]) == (start, path[-1])
            assert tiles_walked(guessed) <= free
            assert length(guessed) <= 1.3 * length(path) + 1


def _place(draw: random.Random, plan: FloorPlan) -> Point:
    return draw.randrange(plan.width * 16), draw.randrange(plan.height * 16)


def _near(draw: random.Random, plan: FloorPlan, place: Point) -> Point:
    """Near enough that about every second line is free."""
    x, y = (part + draw.randint(-200, 200) for part in place)
    return min(plan.width * 16 - 1, max(0, x)), min(plan.height * 16 - 1, max(0, y))


def _question(
    plan: FloorPlan, lines: list[tuple[Point, Point]], ways: list[tuple[Point, Point]]
) -> dict[str, object]:
    return {"ask": "ground", "plan": msgspec.to_builtins(plan), "lines": lines, "ways": ways}
