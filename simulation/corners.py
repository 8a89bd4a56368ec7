"""Corners: where ways bend round furniture, what sees them, and the shortest ways between them.

A corner stands a quarter of a tile before a corner of furniture. Each is linked with the nearest
it sees in each of twelve directions, and each tile knows the nearest it sees likewise. Caches only
remember what would be computed again: no answer depends on the questions before it. What is ugly:
a map takes some tens of milliseconds to make, so it is made when a floor is added or loaded.
"""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from heapq import heappop, heappush
from typing import Final

from protocol.floors import FloorPlan
from protocol.units import SUBTILES_PER_TILE
from simulation.ground import HALF, SHIFT, Ground, blocked_rows, distance_subtiles
from simulation.motion import Point

CORNER_INSET_SUBTILES: Final = SUBTILES_PER_TILE // 4
DIRECTIONS: Final = 12
LINK_CANDIDATES: Final = 96
IN_SIGHT_CANDIDATES: Final = 64
LOOKOUT_SHIFT: Final = SHIFT + 1
BLOCK_SUBTILES: Final = 4 * SUBTILES_PER_TILE
FAR: Final = 1 << 30
TREES_MAX: Final = 1_024
WAYS_MAX: Final = 50_000

Tree = tuple["array[int]", "array[int]"]
"""For each corner: how far it is from the root in subtiles (FAR: not reached), and the next
corner on the way to the root."""


class FloorMap(Ground):
    """The walkable ground of a floor, with its graph of corners. Immutable but for caches."""

    def __init__(self, width: int, rows: tuple[int, ...]) -> None:
        super().__init__(width, rows)
        bends = self._bends()
        self.corners = [place for place, _ in bends]
        self._sides = [side for _, side in bends]
        self._edges = self._linked()
        self._trees: dict[int, Tree] = {}
        self._ways: dict[int, tuple[Point, ...]] = {}
        self._candidates: dict[Point, list[int]] = {}
        self._in_sight: dict[Point, tuple[int, ...]] = {}

    def lookout_of(self, place: Point) -> Point:
        """The place whose sight stands for that of `place`, which one may walk to straight.

        It is shared by four tiles where all of them are free, so that the sight from a whole floor
        is soon known.
        """
        column, row = place[0] >> LOOKOUT_SHIFT << 1, place[1] >> LOOKOUT_SHIFT << 1
        whole = row + 1 < self.height and column + 1 < self.width
        if whole and not (self.rows[row] | self.rows[row + 1]) >> column & 3:
            return (column + 1) * SUBTILES_PER_TILE, (row + 1) * SUBTILES_PER_TILE
        return self.middle_of(place)

    def corners_in_sight(self, lookout: Point) -> tuple[int, ...]:
        """In each direction the nearest corner that a lookout sees."""
        found = self._in_sight.get(lookout)
        if found is None:
            found = self._in_sight[lookout] = self._seen_from(lookout)
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

    def way_between(self, first: int, last: int) -> tuple[Point, ...]:
        """The shortest way over corners from `first` to `last`, pulled tight.

        Asked for again and again: people come from everywhere, but turn round the same furniture.
        """
        key = first * len(self.corners) + last
        way = self._ways.get(key)
        if way is None:
            onward = self.tree_to(last)[1]
            tight: list[Point] = []
            corner = first
            while True:
                place = self.corners[corner]
                while len(tight) > 1 and self.line_is_free(tight[-2], place):
                    tight.pop()
                tight.append(place)
                if corner == last:
                    break
                corner = onward[corner]
            if len(self._ways) >= WAYS_MAX:
                self._ways.clear()
            way = self._ways[key] = tuple(tight)
        return way

    def _seen_from(self, middle: Point) -> tuple[int, ...]:
        seen: dict[int, int] = {}
        for other in self._candidates_near(middle):
            x, y = self.corners[other]
            sector = _sector(x - middle[0], y - middle[1])
            if (
                sector not in seen
                and self._may_bend(middle, other)
                and self._both_ways_free(middle, (x, y))
            ):
                seen[sector] = other
        return tuple(seen.values())

    def _candidates_near(self, place: Point) -> list[int]:
        """The corners nearest to the middle of the block of tiles around a place."""
        block = (place[0] // BLOCK_SUBTILES, place[1] // BLOCK_SUBTILES)
        found = self._candidates.get(block)
        if found is None:
            x, y = ((part * 2 + 1) * BLOCK_SUBTILES // 2 for part in block)
            found = self._candidates[block] = self._nearest((x, y))[:IN_SIGHT_CANDIDATES]
        return found

    def _may_bend(self, place: Point, corner: int) -> bool:
        """Whether a way from the tile around `place` may bend here: not from the open side."""
        (x, y), (dx, dy) = self.corners[corner], self._sides[corner]
        return (place[0] - x) * dx > -HALF or (place[1] - y) * dy > -HALF

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

    def _bends(self) -> list[tuple[Point, Point]]:
        """Where a shortest way may bend, and on which side the furniture is that it bends round.

        These are places in the tiles diagonal to the corners of furniture.
        """
        near, far = CORNER_INSET_SUBTILES - 1, SUBTILES_PER_TILE - CORNER_INSET_SUBTILES
        return [
            (
                (
                    column * SUBTILES_PER_TILE + (far if dx > 0 else near),
                    row * SUBTILES_PER_TILE + (far if dy > 0 else near),
                ),
                (dx, dy),
            )
            for row in range(self.height)
            for column, dx, dy in self._bends_of_row(row)
        ]

    def _bends_of_row(self, row: int) -> Iterator[tuple[int, int, int]]:
        """Its free tiles beside two free ones with a blocked one between: column, dx, dy."""
        whole = (1 << self.width) - 1
        free = whole & ~self.rows[row]
        found: list[tuple[int, int, int]] = []
        for dx in (-1, 1):
            for dy in (-1, 1):
                if not 0 <= row + dy < self.height:
                    continue
                beyond = whole & ~self.rows[row + dy]
                # Bits of the neighbours to the left or right, moved to where they are asked for.
                beside, across = (bits << 1 if dx < 0 else bits >> 1 for bits in (free, beyond))
                bends = free & beside & beyond & ~across
                while bends:
                    lowest = bends & -bends
                    found.append((lowest.bit_length() - 1, dx, dy))
                    bends ^= lowest
        yield from sorted(found)

    def _linked(self) -> list[list[tuple[int, int]]]:
        """Each corner is linked with the nearest one in sight in each of twelve directions."""
        linked: set[tuple[int, int]] = set()
        for number, (x, y) in enumerate(self.corners):
            filled: set[int] = set()
            for other in self._nearest((x, y))[1 : LINK_CANDIDATES + 1]:
                if len(filled) == DIRECTIONS:
                    break
                sector = _sector(self.corners[other][0] - x, self.corners[other][1] - y)
                if sector in filled:
                    continue
                pair = (number, other) if number < other else (other, number)
                if pair in linked or self._both_ways_free((x, y), self.corners[other]):
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
        ordered = [
            ((x - here_x) * (x - here_x) + (y - here_y) * (y - here_y)) * count + number
            for number, (x, y) in enumerate(self.corners)
        ]
        ordered.sort()
        return [both % count for both in ordered]

    def _both_ways_free(self, one: Point, other: Point) -> bool:
        return self.line_is_free(one, other) and self.line_is_free(other, one)


def map_of(plan: FloorPlan) -> FloorMap:
    """The map of a plan. Plans that differ in nothing one bumps into share one."""
    return _map_of(plan.width, blocked_rows(plan))


@lru_cache(maxsize=256)
def _map_of(width: int, rows: tuple[int, ...]) -> FloorMap:
    return FloorMap(width, rows)


def _sector(dx: int, dy: int) -> int:
    """Which of twelve directions: the quadrant, and in it the third by the slopes 4/7 and 7/4."""
    quadrant = (0 if dx >= 0 else 1) + (0 if dy >= 0 else 2)
    across, along = abs(dx), abs(dy)
    third = 0 if 7 * along < 4 * across else 2 if 4 * along > 7 * across else 1
    return quadrant * 3 + third
