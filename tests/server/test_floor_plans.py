"""The floors a new school starts with can be walked by a hundred children."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from protocol.floors import FLAT_KINDS, Area, Door, FloorPlan, Placed, Zone

PLANS_DIR = Path(__file__).parents[2] / "server" / "floor_plans"
SLUGS = ("classroom", "library", "plaza", "yard")
CORRIDOR_TILES = 3
DOOR_CLEARANCE_TILES = 4
ARRIVAL_TILES_AT_LEAST = 150
KANJI = re.compile("[\u3400-\u9fff]")

Cell = tuple[int, int]


def read_plan(slug: str) -> FloorPlan:
    return msgspec.json.decode((PLANS_DIR / f"{slug}.json").read_bytes(), type=FloorPlan)


def cells(area: Area | Door | Placed | Zone) -> set[Cell]:
    return {
        (x, y)
        for x in range(area.x, area.x + area.w)
        for y in range(area.y, area.y + area.h)
    }  # fmt: skip


def blocking(plan: FloorPlan) -> list[Placed]:
    return [placed for placed in plan.objects if placed.kind not in FLAT_KINDS]


def free_cells(plan: FloorPlan) -> set[Cell]:
    ground = {(x, y) for x in range(plan.width) for y in range(plan.wall, plan.height)}
    return ground.difference(*(cells(placed) for placed in blocking(plan)))


def neighbours(cell: Cell) -> Iterator[Cell]:
    x, y = cell
    yield from ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1))


def flooded(free: set[Cell], start: Cell) -> set[Cell]:
    seen, edge = {start}, [start]
    while edge:
        fresh = [cell for cell in neighbours(edge.pop()) if cell in free and cell not in seen]
        seen.update(fresh)
        edge.extend(fresh)
    return seen


def room_for_a_square(free: set[Cell], side: int) -> set[Cell]:
    """Cells that are the upper left corner of a free square."""
    offsets = [(dx, dy) for dx in range(side) for dy in range(side)]
    return {(x, y) for x, y in free if all((x + dx, y + dy) in free for dx, dy in offsets)}


def before_door(plan: FloorPlan, door: Door) -> set[Cell]:
    """The ground that has to stay open so that people can come and go."""
    return {
        (x, y)
        for x in range(door.x - 1, door.x + door.w + 1)
        for y in range(door.y - DOOR_CLEARANCE_TILES, door.y + door.h + DOOR_CLEARANCE_TILES)
        if plan.wall <= y < plan.height and 0 <= x < plan.width
    }


@pytest.fixture(params=SLUGS)
def plan(request: pytest.FixtureRequest) -> FloorPlan:
    return read_plan(request.param)


@pytest.mark.spec("T3.6")
def test_there_are_four_floors_with_a_look_of_their_own() -> None:
    assert sorted(path.stem for path in PLANS_DIR.glob("*.json")) == list(SLUGS)
    assert {read_plan(slug).theme for slug in SLUGS} == set(SLUGS)
    assert all(read_plan(slug).floor == slug for slug in SLUGS)


@pytest.mark.spec("T1.2")
def test_a_floor_is_large_enough_for_a_hundred(plan: FloorPlan) -> None:
    assert (plan.width, plan.height, plan.capacity) == (100, 70, 100)


def test_every_walkable_place_is_reached_from_every_arrival(plan: FloorPlan) -> None:
    free = free_cells(plan)
    for area in plan.arrivals:
        assert flooded(free, (area.x, area.y)) == free


@pytest.mark.spec("T1.2")
def test_corridors_of_three_tiles_join_the_whole_floor(plan: FloorPlan) -> None:
    wide = room_for_a_square(free_cells(plan), CORRIDOR_TILES)
    assert flooded(wide, min(wide)) == wide
    steps = range(CORRIDOR_TILES)
    nooks = free_cells(plan) - {(x + dx, y + dy) for x, y in wide for dx in steps for dy in steps}
    assert len(nooks) < 100, "too much ground lies in gaps that nobody can pass in company"


@pytest.mark.spec("T1.2")
def test_a_hundred_can_arrive_apart_and_away_from_doors(plan: FloorPlan) -> None:
    free = free_cells(plan)
    arrival: set[Cell] = set()
    for area in plan.arrivals:
        assert cells(area) <= free
        assert not cells(area) & arrival, "arrival areas overlap"
        arrival |= cells(area)
    assert len(plan.arrivals) >= 3
    assert len(arrival) >= ARRIVAL_TILES_AT_LEAST
    for door in plan.doors:
        assert not arrival & before_door(plan, door), door.door


def test_nothing_stands_before_a_door(plan: FloorPlan) -> None:
    free = free_cells(plan)
    for door in plan.doors:
        assert cells(door) <= free
        assert before_door(plan, door) <= free, door.door


@pytest.mark.spec("T2.2.g")
def test_every_door_has_its_partner_and_all_four_floors_are_neighbours(plan: FloorPlan) -> None:
    assert {door.to_floor for door in plan.doors} == set(SLUGS) - {plan.floor}
    for door in plan.doors:
        partner = next(d for d in read_plan(door.to_floor).doors if d.door == door.to_door)
        assert (partner.to_floor, partner.to_door) == (plan.floor, door.door)


def test_things_keep_inside_the_floor_and_off_each_other(plan: FloorPlan) -> None:
    taken: set[Cell] = set()
    for placed in blocking(plan):
        assert placed.y >= plan.wall, placed.object
        assert not cells(placed) & taken, placed.object
        taken |= cells(placed)
    for placed in plan.objects:
        assert placed.x + placed.w <= plan.width, placed.object
        assert placed.y + placed.h <= plan.height, placed.object
    names = [placed.object for placed in plan.objects]
    assert len(set(names)) == len(names)


@pytest.mark.spec("T2.2.c")
def test_zones_have_japanese_names_and_lie_on_the_floor(plan: FloorPlan) -> None:
    assert len(plan.zones) >= 5
    for zone in plan.zones:
        assert any("ぁ" <= letter <= "ヿ" or "一" <= letter <= "龠" for letter in zone.name)
        assert zone.x + zone.w <= plan.width
        assert zone.y + zone.h <= plan.height
        assert cells(zone) & free_cells(plan)


@pytest.mark.spec("T3.5")
def test_only_the_library_has_no_calls() -> None:
    assert [slug for slug in SLUGS if not read_plan(slug).calls] == ["library"]


@pytest.mark.spec("T1.7")
@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_child_may_not_read_yet_has_its_reading(slug: str) -> None:
    plan = read_plan(slug)
    named = [(plan.name, plan.yomi), *((zone.name, zone.yomi) for zone in plan.zones)]
    unread = [name for name, yomi in named if KANJI.search(name)
              and (not yomi or KANJI.search(yomi))]  # fmt: skip
    assert unread == []
