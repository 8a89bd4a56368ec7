"""Floors that Hypothesis draws, and the exact shortest way over them to compare with."""

from collections.abc import Iterator
from fractions import Fraction
from heapq import heappop, heappush
from math import dist

from hypothesis import strategies as st

from protocol.floors import Area, Door, FloorPlan, Placed
from protocol.rights import Role
from protocol.units import SUBTILES_PER_TILE
from simulation.motion import Point

Tile = tuple[int, int]


def plan_of(
    width: int,
    height: int,
    boxes: list[tuple[int, int, int, int]],
    *,
    wall: int = 0,
    doors: list[tuple[int, int, int, int]] | None = None,
    kind: str = "desk",
) -> FloorPlan:
    return FloorPlan(
        floor="drawn",
        name="えがいた",
        yomi="えがいた",
        theme="classroom",
        width=width,
        height=height,
        wall=wall,
        objects=tuple(
            Placed(f"{kind}-{number}", kind, x, y, w, h, "")
            for number, (x, y, w, h) in enumerate(boxes)
        ),
        zones=(),
        doors=tuple(
            Door(f"door-{number}", x, y, w, h, "yard", "back")
            for number, (x, y, w, h) in enumerate(doors or [])
        ),
        arrivals=(Area(0, wall, 1, 1),),
        chat=True,
        bubbles=True,
        calls=True,
        roles=tuple(Role),
        capacity=100,
    )


@st.composite
def plans(draw: st.DrawFn, largest: int = 24) -> FloorPlan:
    """Small crowded floors: single tiles, tables and long shelves, which make rooms and gaps."""
    width = draw(st.integers(2, largest))
    height = draw(st.integers(2, largest))
    sides = st.sampled_from([(1, 1), (1, 1), (3, 2), (2, 3), (1, 7), (9, 1), (4, 4)])
    box = st.tuples(st.integers(0, width - 1), st.integers(0, height - 1), sides)
    boxes = [
        (x, y, w, h) for x, y, (w, h) in draw(st.lists(box, max_size=max(2, width * height // 12)))
    ]
    wall = draw(st.integers(0, min(3, height - 1)))
    doors = [(draw(st.integers(0, width - 1)), wall - 1, 2, 1)] if wall else []
    return plan_of(width, height, boxes, wall=wall, doors=doors)


def places_on(plan: FloorPlan) -> st.SearchStrategy[Point]:
    return st.tuples(
        st.integers(0, plan.width * SUBTILES_PER_TILE - 1),
        st.integers(0, plan.height * SUBTILES_PER_TILE - 1),
    )


def free_tiles(plan: FloorPlan) -> set[Tile]:
    """By the definition of a plan; all the plans of these tests hold blocking things only."""
    free = {(x, y) for x in range(plan.width) for y in range(plan.wall, plan.height)}
    for thing in plan.objects:
        free -= {
            (x, y)
            for x in range(thing.x, thing.x + thing.w)
            for y in range(thing.y, thing.y + thing.h)
        }
    for door in plan.doors:
        free |= {
            (x, y)
            for x in range(door.x, min(door.x + door.w, plan.width))
            for y in range(door.y, door.y + door.h)
        }
    return free


def tile_of(place: Point) -> Tile:
    return place[0] // SUBTILES_PER_TILE, place[1] // SUBTILES_PER_TILE


def reachable_from(tile: Tile, free: set[Tile]) -> set[Tile]:
    reached, edge = {tile}, [tile]
    while edge:
        x, y = edge.pop()
        near = {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} & free - reached
        reached |= near
        edge += near
    return reached


def shortest_subtiles(plan: FloorPlan, start: Point, goal: Point) -> float:
    """The exact shortest way of a point past furniture, touching corners, infinite if none.

    Over the graph of all corners of blocked tiles that see each other; the rim of the floor
    blocks as well.
    """
    side = SUBTILES_PER_TILE
    free = free_tiles(plan)
    blocked = {
        (x, y)
        for x in range(-1, plan.width + 1)
        for y in range(-1, plan.height + 1)
        if (x, y) not in free
    }
    # A way bends at corners that stick out: one blocked tile of the four around them.
    corners = [
        (x * side, y * side)
        for x in range(plan.width + 1)
        for y in range(plan.height + 1)
        if sum((x + dx, y + dy) in blocked for dx in (-1, 0) for dy in (-1, 0)) == 1
    ]
    costs: dict[Point, float] = {start: 0.0}
    waiting: list[tuple[float, Point]] = [(0.0, start)]
    done = set()
    while waiting:
        cost, here = heappop(waiting)
        if here == goal:
            return cost
        if here in done:
            continue
        done.add(here)
        for there in [*corners, goal]:
            onward = cost + dist(here, there)
            if (
                there not in done
                and onward < costs.get(there, float("inf"))
                and _sees(blocked, here, there)
            ):
                costs[there] = onward
                heappush(waiting, (onward, there))
    return float("inf")


def _sees(blocked: set[Tile], one: Point, other: Point) -> bool:
    """Whether the line enters the inside of no blocked tile and slips between no two."""
    side = SUBTILES_PER_TILE
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    cuts = {0.0, 1.0}
    for start, delta in ((x, dx), (y, dy)):
        low, high = sorted((start, start + delta))
        if delta:
            cuts |= {(edge - start) / delta for edge in range(-(-low // side) * side, high, side)}
    ordered = sorted(cuts)
    for before, after in zip(ordered, ordered[1:], strict=False):
        middle = (before + after) / 2
        at_x, at_y = (x + dx * middle) / side, (y + dy * middle) / side
        # A line along the edge of two tiles is free if one of them is.
        columns = {int(at_x)} if dx or x % side else {x // side - 1, x // side}
        rows = {int(at_y)} if dy or y % side else {y // side - 1, y // side}
        if all((column, row) in blocked for column in columns for row in rows):
            return False
    return not any(
        {(column, row), (column - 1, row - 1)} <= blocked
        or {(column - 1, row), (column, row - 1)} <= blocked
        for column, row in _crossings_met(one, other)
    )


def _crossings_met(one: Point, other: Point) -> Iterator[Tile]:
    """The crossings of tile edges that lie on a line, its ends left out."""
    side = SUBTILES_PER_TILE
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    start, along = (x, dx) if dx else (y, dy)
    low, high = sorted((start, start + along))
    for edge in range((low // side + 1) * side, high, side):
        share = Fraction(edge - start, along)
        across, down = x + dx * share, y + dy * share
        if across % side == 0 and down % side == 0:
            yield int(across) // side, int(down) // side
