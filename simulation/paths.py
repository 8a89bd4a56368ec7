"""Ways round furniture, cheap enough for five hundred children who all click at once.

Straight first. Where one may not walk straight, the way leads over corners: places a quarter of a
tile before the corners of furniture, where a shortest way bends. In each direction the nearest
in sight of the start and of the goal are looked up, and between them shortest ways over a graph
that is prepared with the map. Caches only remember what would be computed again: no answer depends
on the questions before it. What is ugly: a way is near the shortest (T2.1.b allows 1.3 times),
not the shortest, because each corner knows only some of the corners it sees.
"""

from array import array
from functools import lru_cache
from heapq import heappop, heappush
from typing import Final

from protocol.floors import FloorPlan
from protocol.units import (
    FLOOR_MAX_TILES,
    PATH_MAX_POINTS,
    SUBTILES_PER_TILE,
    WALK_SUBTILES_PER_TICK,
)
from simulation.ground import Ground, distance_subtiles
from simulation.motion import Point

CORNER_INSET_SUBTILES: Final = SUBTILES_PER_TILE // 4
CANDIDATES: Final = 96
TAP_RADIUS_TILES: Final = 4
FAR: Final = 1 << 30
TREES_MAX: Final = 1_024

Tree = tuple["array[int]", "array[int]"]
"""For each corner: how far it is from the root in subtiles (FAR: not reached), and the next
corner on the way to the root."""


class FloorMap(Ground):
    """The walkable ground of one plan, with its graph of corners. Immutable but for caches."""

    def __init__(self, plan: FloorPlan) -> None:
        super().__init__(plan)
        self.corners = self._corners()
        self._edges = self._linked()
        self._trees: dict[int, Tree] = {}
        self._in_sight: dict[int, tuple[int, ...]] = {}

    def corners_in_sight(self, place: Point) -> tuple[int, ...]:
        """In each direction the nearest corner that the middle of this tile sees."""
        tile = self.tile_number(place)
        found = self._in_sight.get(tile)
        if found is None:
            found = self._in_sight[tile] = self._seen_from(self.middle_of(place))
        return found

    def tree_to(self, root: int) -> Tree:
        """Shortest ways over corners to the corner `root` from every corner."""
        tree = self._trees.get(root)
        if tree is None:
            tree = self._shortest_ways(root)
            if len(self._trees) >= TREES_MAX:
                self._trees.clear()
            self._trees[root] = tree
        return tree

    def _seen_from(self, middle: Point) -> tuple[int, ...]:
        seen: dict[int, int] = {}
        for other in self._nearest(middle)[:CANDIDATES]:
            x, y = self.corners[other]
            sector = _sector(x - middle[0], y - middle[1])
            if sector not in seen and self._both_ways_free(middle, (x, y)):
                seen[sector] = other
        return tuple(seen.values())

    def _shortest_ways(self, root: int) -> Tree:
        count = len(self.corners)
        reach = [FAR] * count
        onward = [root] * count
        reach[root] = 0
        # Distance and corner in one integer: a heap of them is much faster than one of pairs.
        waiting = [root]
        while waiting:
            distance, corner = divmod(heappop(waiting), count)
            if distance > reach[corner]:
                continue
            for length, other in self._edges[corner]:
                way = distance + length
                if way < reach[other]:
                    reach[other] = way
                    onward[other] = corner
                    heappush(waiting, way * count + other)
        return array("i", reach), array("i", onward)

    def _corners(self) -> list[Point]:
        """Where a shortest way may bend: in the tiles diagonal to the corners of furniture."""
        near, far = CORNER_INSET_SUBTILES - 1, SUBTILES_PER_TILE - CORNER_INSET_SUBTILES
        return [
            (
                column * SUBTILES_PER_TILE + (far if dx > 0 else near),
                row * SUBTILES_PER_TILE + (far if dy > 0 else near),
            )
            for row in range(self.height)
            for column in range(self.width)
            if self.is_free_tile(column, row)
            for dx in (-1, 1)
            if self.is_free_tile(column + dx, row)
            for dy in (-1, 1)
            if self.is_free_tile(column, row + dy) and not self.is_free_tile(column + dx, row + dy)
        ]

    def _linked(self) -> list[list[tuple[int, int]]]:
        """Each corner is linked with the nearest one in sight in each of twelve directions."""
        linked: set[tuple[int, int]] = set()
        for number, (x, y) in enumerate(self.corners):
            filled: set[int] = set()
            for other in self._nearest((x, y))[1 : CANDIDATES + 1]:
                pair = (min(number, other), max(number, other))
                sector = _sector(self.corners[other][0] - x, self.corners[other][1] - y)
                if sector not in filled and (
                    pair in linked or self._both_ways_free((x, y), self.corners[other])
                ):
                    filled.add(sector)
                    linked.add(pair)
        edges: list[list[tuple[int, int]]] = [[] for _ in self.corners]
        for one, other in sorted(linked):
            length = distance_subtiles(self.corners[one], self.corners[other])
            edges[one].append((length, other))
            edges[other].append((length, one))
        return edges

    def _nearest(self, place: Point) -> list[int]:
        """All corners, nearest first."""
        here_x, here_y = place
        count = len(self.corners)
        # Squared distance and number in one integer sort faster than pairs of them.
        ordered = sorted(
            ((x - here_x) * (x - here_x) + (y - here_y) * (y - here_y)) * count + number
            for number, (x, y) in enumerate(self.corners)
        )
        return [both % count for both in ordered]

    def _both_ways_free(self, one: Point, other: Point) -> bool:
        return self.line_is_free(one, other) and self.line_is_free(other, one)


@lru_cache(maxsize=256)
def map_of(plan: FloorPlan) -> FloorMap:
    """The map of a plan; the same plan has one map."""
    return FloorMap(plan)


def find_path(ground: FloorMap, start: Point, goal: Point) -> tuple[Point, ...] | None:
    """A way for `motion.Walk` from `start` to `goal` (subtiles), 2 to 64 points, None if none.

    A goal inside furniture means the nearest free tile that can be reached. Somebody who stands
    inside furniture (the floor was changed around them) first steps out of it. A way with more
    than 64 points ends at the 64th.
    """
    if not ground.is_free(start):
        out = _way_out(ground, start)
        rest = find_path(ground, out, goal) if out is not None else None
        return None if rest is None else (start, *rest)[:PATH_MAX_POINTS]
    room = ground.room_of(start)
    reachable: Point | None = goal
    if not ground.is_free(goal):
        reachable = ground.nearest_free(goal, TAP_RADIUS_TILES, room)
    if reachable is None or ground.room_of(reachable) != room:
        return None
    if start == reachable or ground.line_is_free(start, reachable):
        return start, reachable
    way = _over_corners(ground, start, reachable) or _over_tiles(ground, start, reachable)
    return _pulled_tight(ground, start, way, reachable)[:PATH_MAX_POINTS]


def walk_straight(
    ground: FloorMap, start: Point, direction: tuple[int, int], max_subtiles: int
) -> tuple[Point, ...] | None:
    """As far as free from `start` in one of eight directions, sliding on along walls.

    None if one cannot move by a tick's walk. Somebody inside furniture steps out of it.
    """
    if not ground.is_free(start):
        out = _way_out(ground, start)
        return None if out is None or direction == (0, 0) else (start, out)
    dx, dy = direction
    path = [start]
    left = max_subtiles
    for step in [(dx, dy)] if dx == 0 or dy == 0 else [(dx, dy), (dx, 0), (0, dy)]:
        end = _as_far_as_free(ground, path[-1], step, left)
        walked = distance_subtiles(path[-1], end)
        if walked >= WALK_SUBTILES_PER_TICK:
            path.append(end)
            left -= walked
    return tuple(path) if len(path) > 1 else None


def _as_far_as_free(
    ground: FloorMap, start: Point, step: tuple[int, int], max_subtiles: int
) -> Point:
    (x, y), (dx, dy) = start, step
    # 181/256 is the root of one half: a slanting step is longer than a straight one.
    low, high = 0, max_subtiles if dx == 0 or dy == 0 else max_subtiles * 181 // 256
    while low < high:
        middle = (low + high + 1) // 2
        end = (x + dx * middle, y + dy * middle)
        if ground.is_free(end) and ground.line_is_free(start, end):
            low = middle
        else:
            high = middle - 1
    return x + dx * low, y + dy * low


def _way_out(ground: FloorMap, start: Point) -> Point | None:
    """The nearest free tile, however far it is."""
    near = ground.nearest_free(start, TAP_RADIUS_TILES, None)
    return near or ground.nearest_free(start, FLOOR_MAX_TILES, None)


def _over_corners(ground: FloorMap, start: Point, goal: Point) -> list[Point] | None:
    """The corners of the best way between the corners in sight of both ends."""
    begun = [
        (distance_subtiles(start, ground.corners[first]), first)
        for first in ground.corners_in_sight(start)
    ]
    ends = []
    for last in ground.corners_in_sight(goal):
        rest = distance_subtiles(ground.corners[last], goal)
        ends.append((rest + distance_subtiles(start, ground.corners[last]), rest, last))
    best = FAR
    best_first = best_last = 0
    for at_least, rest, last in sorted(ends):
        if at_least >= best:
            break
        reach = ground.tree_to(last)[0]
        for before, first in begun:
            length = before + reach[first] + rest
            if length < best:
                best, best_first, best_last = length, first, last
    if best == FAR:
        return None
    onward = ground.tree_to(best_last)[1]
    corner = best_first
    way = [corner]
    while corner != best_last:
        corner = onward[corner]
        way.append(corner)
    return [ground.corners[corner] for corner in way]


def _over_tiles(ground: FloorMap, start: Point, goal: Point) -> list[Point]:
    """A way over neighbouring tiles, for the rare nooks that no corner sees. Takes milliseconds."""
    first, last = ground.tile_number(start), ground.tile_number(goal)
    onward = {last: last}
    reached = [last]
    for tile in reached:
        if tile == first:
            break
        for near in ground.tiles_beside(tile):
            if near not in onward:
                onward[near] = tile
                reached.append(near)
    tiles = [first]
    while tiles[-1] != last:
        tiles.append(onward[tiles[-1]])
    return [ground.middle_of_number(tile) for tile in tiles]


def _pulled_tight(
    ground: FloorMap, start: Point, way: list[Point], goal: Point
) -> tuple[Point, ...]:
    """The way from end to end without the points that a straight line can leave out.

    What sees the first and the last point of the way are the middles of the tiles at its ends.
    """
    tight = [start]
    for place in [ground.middle_of(start), *way, ground.middle_of(goal), goal]:
        while len(tight) > 1 and ground.line_is_free(tight[-2], place):
            tight.pop()
        if place != tight[-1]:
            tight.append(place)
    return tuple(tight)


def _sector(dx: int, dy: int) -> int:
    """Which of twelve directions: the quadrant, and in it the third by the slopes 4/7 and 7/4."""
    quadrant = (0 if dx >= 0 else 1) + (0 if dy >= 0 else 2)
    across, along = abs(dx), abs(dy)
    third = 0 if 7 * along < 4 * across else 2 if 4 * along > 7 * across else 1
    return quadrant * 3 + third
