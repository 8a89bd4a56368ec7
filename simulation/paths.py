"""Ways round furniture, cheap enough for five hundred children who all click at once.

A floor is one bit per tile, a row of tiles one integer, so that "may one walk straight from
here to there"
is a handful of shifts. Where one may not, the way leads over corner tiles: the nearest ones in
sight of the
start and of the goal, and between them a graph of corners prepared with the map. Caches only
remember what
would be computed again; no answer depends on the questions before it.

Blocked is judged by the same rounding as `motion.position_at`, so no walker is ever inside a
blocked tile.
"""

from functools import lru_cache
from heapq import heappop, heappush
from math import isqrt
from typing import Final

from protocol.floors import FLAT_KINDS, FloorPlan
from protocol.units import PATH_MAX_POINTS, SUBTILES_PER_TILE, WALK_SUBTILES_PER_TICK
from simulation.motion import Point

SHIFT: Final = SUBTILES_PER_TILE.bit_length() - 1
HALF: Final = SUBTILES_PER_TILE // 2
CANDIDATES: Final = 40
SECTORS: Final = 12
IN_SIGHT_MAX: Final = 6
TAP_RADIUS_TILES: Final = 4
_TREES_MAX: Final = 1_024
_TILES_MAX: Final = 16_384

Tree = dict[Point, tuple[int, Point]]
"""For each corner reached: its distance in subtiles from the root, and the corner before it."""


class FloorMap:
    """The walkable ground of one plan, with its graph of corners. Immutable but for caches."""

    def __init__(self, plan: FloorPlan) -> None:
        self.width, self.height = plan.width, plan.height
        self.rows = _blocked_rows(plan)
        self.corners = self._corners()
        self.edges: dict[Point, list[tuple[int, Point]]] = {corner: [] for corner in self.corners}
        self._link_corners()
        self._trees: dict[Point, Tree] = {}
        self._in_sight: dict[Point, tuple[Point, ...]] = {}

    def is_free(self, place: Point) -> bool:
        """Whether somebody may stand at `place` (subtiles)."""
        return self.is_free_tile(place[0] >> SHIFT, place[1] >> SHIFT)

    def is_free_tile(self, column: int, row: int) -> bool:
        inside = 0 <= column < self.width and 0 <= row < self.height
        return inside and not self.rows[row] >> column & 1

    def line_is_free(self, start: Point, goal: Point) -> bool:
        """Whether a walk straight from `start` to `goal` touches free tiles only; corners are
        not cut."""
        (x, y), (goal_x, goal_y) = start, goal
        row, last_row = y >> SHIFT, goal_y >> SHIFT
        if row == last_row:
            return not self.rows[row] & _span(x >> SHIFT, goal_x >> SHIFT)
        dx, dy = goal_x - x, goal_y - y
        down = dy > 0
        # Truncation toward the start is a floor going up the axis and a ceiling going down it.
        edge = SUBTILES_PER_TILE if down else -1
        column = x >> SHIFT
        while row != last_row:
            offset = (row << SHIFT) + edge - y
            passed = dx * offset // dy if dx >= 0 else -(-dx * offset // dy)
            leaving = (x + passed) >> SHIFT
            if self.rows[row] & _span(column, leaving):
                return False
            column = leaving
            row += 1 if down else -1
        return not self.rows[row] & _span(column, goal_x >> SHIFT)

    def corners_in_sight(self, place: Point) -> tuple[Point, ...]:
        """The nearest few corners that can be walked to straight from the middle of this tile."""
        tile = (place[0] >> SHIFT, place[1] >> SHIFT)
        found = self._in_sight.get(tile)
        if found is None:
            middle = _middle(*tile)
            found = tuple(
                corner
                for corner in sorted(self.corners, key=lambda c: (_distance(middle, c), c))[
                    :CANDIDATES
                ]
                if self._both_ways_free(middle, corner)
            )[:IN_SIGHT_MAX]
            if len(self._in_sight) >= _TILES_MAX:
                self._in_sight.clear()
            self._in_sight[tile] = found
        return found

    def tree_from(self, root: Point) -> Tree:
        """Shortest ways over corners from `root` to every corner that can be reached."""
        tree = self._trees.get(root)
        if tree is None:
            tree = self._dijkstra(root)
            if len(self._trees) >= _TREES_MAX:
                self._trees.clear()
            self._trees[root] = tree
        return tree

    def _dijkstra(self, root: Point) -> Tree:
        tree: Tree = {}
        waiting = [(0, root, root)]
        while waiting:
            distance, corner, before = heappop(waiting)
            if corner in tree:
                continue
            tree[corner] = (distance, before)
            for length, neighbour in self.edges[corner]:
                if neighbour not in tree:
                    heappush(waiting, (distance + length, neighbour, corner))
        return tree

    def _corners(self) -> list[Point]:
        """Middles of free tiles that a shortest way may bend at: an obstacle's corner is
        diagonal to them."""
        found = []
        for row in range(self.height):
            for column in range(self.width):
                if self.is_free_tile(column, row) and any(
                    not self.is_free_tile(column + dx, row + dy)
                    and self.is_free_tile(column + dx, row)
                    and self.is_free_tile(column, row + dy)
                    for dx in (-1, 1)
                    for dy in (-1, 1)
                ):
                    found.append(_middle(column, row))
        return found

    def _link_corners(self) -> None:
        """Each corner is linked with the nearest one in sight in each of twelve directions."""
        linked: set[tuple[Point, Point]] = set()
        for corner in self.corners:
            near = sorted(self.corners, key=lambda c: (_distance(corner, c), c))[1 : CANDIDATES + 1]
            filled: set[int] = set()
            for other in near:
                sector = _sector(other[0] - corner[0], other[1] - corner[1])
                if sector not in filled and self._both_ways_free(corner, other):
                    filled.add(sector)
                    linked.add((min(corner, other), max(corner, other)))
        for one, other in sorted(linked):
            length = _distance(one, other)
            self.edges[one].append((length, other))
            self.edges[other].append((length, one))

    def _both_ways_free(self, one: Point, other: Point) -> bool:
        return self.line_is_free(one, other) and self.line_is_free(other, one)


@lru_cache(maxsize=256)
def map_of(plan: FloorPlan) -> FloorMap:
    """The map of a plan; the same plan has one map."""
    return FloorMap(plan)


def find_path(ground: FloorMap, start: Point, goal: Point) -> tuple[Point, ...] | None:
    """A way for `motion.Walk` from `start` to `goal` (subtiles), 2 to 64 points, None if there
    is none.

    A goal inside furniture means the free tile nearest to it. Within 1.3 times of the shortest
    (T2.1.b).
    """
    reachable = _free_goal(ground, goal)
    if reachable is None:
        return None
    if not ground.is_free(start):
        out = _free_goal(ground, start)
        if out is None:
            return None
        rest = find_path(ground, out, reachable)
        return None if rest is None else (start, *rest)[:PATH_MAX_POINTS]
    if start == reachable or ground.line_is_free(start, reachable):
        return start, reachable
    middles = _over_corners(ground, start, reachable)
    if middles is None:
        middles = _over_tiles(ground, start, reachable)
    if middles is None:
        return None
    here, there = _middle_of(start), _middle_of(reachable)
    return _pulled_tight(ground, [start, here, *middles, there, reachable])


def walk_straight(
    ground: FloorMap, start: Point, direction: tuple[int, int], max_subtiles: int
) -> tuple[Point, ...] | None:
    """As far as free from `start` in one of eight directions; slides along walls. None if one
    cannot move."""
    dx, dy = direction
    tries = [(dx, dy)] if dx == 0 or dy == 0 else [(dx, dy), (dx, 0), (0, dy)]
    for step_x, step_y in tries:
        reach = max_subtiles if step_x == 0 or step_y == 0 else max_subtiles * 181 // 256
        low, high = 0, reach if (step_x, step_y) != (0, 0) else 0
        while low < high:
            middle = (low + high + 1) // 2
            end = (start[0] + step_x * middle, start[1] + step_y * middle)
            if ground.is_free(end) and ground.line_is_free(start, end):
                low = middle
            else:
                high = middle - 1
        if low >= WALK_SUBTILES_PER_TICK:
            return start, (start[0] + step_x * low, start[1] + step_y * low)
    return None


def _over_corners(ground: FloorMap, start: Point, goal: Point) -> list[Point] | None:
    """The corners of the best way between the corners in sight of both ends."""
    best: tuple[int, Point, Point] | None = None
    leaving = ground.corners_in_sight(goal)
    for first in ground.corners_in_sight(start):
        tree = ground.tree_from(first)
        begun = _distance(start, first)
        for last in leaving:
            if last in tree:
                way = (begun + tree[last][0] + _distance(last, goal), first, last)
                best = way if best is None else min(best, way)
    if best is None:
        return None
    _, first, corner = best
    tree = ground.tree_from(first)
    corners = [corner]
    while corner != first:
        corner = tree[corner][1]
        corners.append(corner)
    return corners[::-1]


def _over_tiles(ground: FloorMap, start: Point, goal: Point) -> list[Point] | None:
    """A* over tiles, for the rare places that no corner sees. Milliseconds, not microseconds."""
    first, last = _tile(start), _tile(goal)
    before: dict[Point, Point] = {}
    costs = {first: 0}
    waiting = [(0, first)]
    while waiting:
        _, tile = heappop(waiting)
        if tile == last:
            tiles = [tile]
            while tile != first:
                tile = before[tile]
                tiles.append(tile)
            return [_middle(*tile) for tile in reversed(tiles)]
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            step = (tile[0] + dx, tile[1] + dy)
            cost = costs[tile] + 1
            if ground.is_free_tile(*step) and cost < costs.get(step, 1 << 30):
                costs[step], before[step] = cost, tile
                left = abs(step[0] - last[0]) + abs(step[1] - last[1])
                heappush(waiting, (cost + left, step))
    return None


def _pulled_tight(ground: FloorMap, points: list[Point]) -> tuple[Point, ...] | None:
    """The way without the points that a straight line can leave out; None if it has too many."""
    tight = [points[0]]
    place = 0
    while place < len(points) - 1:
        onward = len(points) - 1
        while onward > place + 1 and not ground.line_is_free(points[place], points[onward]):
            onward -= 1
        if points[onward] != tight[-1] or onward == len(points) - 1:
            tight.append(points[onward])
        place = onward
    return tuple(tight) if len(tight) <= PATH_MAX_POINTS else None


def _free_goal(ground: FloorMap, goal: Point) -> Point | None:
    if ground.is_free(goal):
        return goal
    column, row = _tile(goal)
    tiles = [
        (dx * dx + dy * dy, column + dx, row + dy)
        for dx in range(-TAP_RADIUS_TILES, TAP_RADIUS_TILES + 1)
        for dy in range(-TAP_RADIUS_TILES, TAP_RADIUS_TILES + 1)
        if ground.is_free_tile(column + dx, row + dy)
    ]
    return _middle(*min(tiles)[1:]) if tiles else None


def _blocked_rows(plan: FloorPlan) -> list[int]:
    every = (1 << plan.width) - 1
    rows = [every if row < plan.wall else 0 for row in range(plan.height)]
    for thing in plan.objects:
        if thing.kind not in FLAT_KINDS:
            for row in range(thing.y, min(thing.y + thing.h, plan.height)):
                rows[row] |= _span(thing.x, thing.x + thing.w - 1) & every
    for door in plan.doors:
        for row in range(door.y, min(door.y + door.h, plan.height)):
            rows[row] &= ~_span(door.x, door.x + door.w - 1)
    return rows


def _span(one: int, other: int) -> int:
    """The bits from one column to another, both included."""
    low, high = (one, other) if one <= other else (other, one)
    return ((2 << (high - low)) - 1) << low


def _tile(place: Point) -> Point:
    return place[0] >> SHIFT, place[1] >> SHIFT


def _middle(column: int, row: int) -> Point:
    return column * SUBTILES_PER_TILE + HALF, row * SUBTILES_PER_TILE + HALF


def _middle_of(place: Point) -> Point:
    return _middle(*_tile(place))


def _distance(one: Point, other: Point) -> int:
    return isqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def _sector(dx: int, dy: int) -> int:
    """Which of twelve directions: the quadrant, and in it the third by the slope 4/7 and 7/4."""
    quadrant = (0 if dx >= 0 else 1) + (0 if dy >= 0 else 2)
    across, along = abs(dx), abs(dy)
    third = 0 if 7 * along < 4 * across else 2 if 4 * along > 7 * across else 1
    return quadrant * 3 + third
