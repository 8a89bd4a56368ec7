"""Ground: which tiles of a floor can be walked on, asked some hundred thousand times a second.

A tile is one bit, a row of tiles one integer and so is a column, so that "may one walk straight
from here to there" is a handful of shifts along whichever of the two has fewer lanes to cross.
Free is judged by the very rounding of `motion.position_at`: a line that is free here never puts
its walker into a blocked tile, at no tick. Rooms number the tiles that can be reached from each
other, so that an impossible wish costs no search.
"""

from math import isqrt
from typing import Final

from protocol.floors import FLAT_KINDS, FloorPlan
from protocol.units import SUBTILES_PER_TILE
from simulation.motion import Point

SHIFT: Final = SUBTILES_PER_TILE.bit_length() - 1
HALF: Final = SUBTILES_PER_TILE // 2


class Ground:
    """The walkable tiles of a floor: `width` columns, and per row the bits of its blocked tiles.
    Immutable."""

    def __init__(self, width: int, rows: tuple[int, ...]) -> None:
        self.width, self.height = width, len(rows)
        self.rows = rows
        self.columns = tuple(
            sum((bits >> column & 1) << row for row, bits in enumerate(self.rows))
            for column in range(self.width)
        )
        self._stride = width + 2
        self._rooms = _rooms(rows, width)

    def is_free(self, place: Point) -> bool:
        """Whether somebody may stand at `place` (subtiles)."""
        return self.is_free_tile(place[0] >> SHIFT, place[1] >> SHIFT)

    def is_free_tile(self, column: int, row: int) -> bool:
        inside = 0 <= column < self.width and 0 <= row < self.height
        return inside and not self.rows[row] >> column & 1

    def room_of(self, place: Point) -> int:
        """The same number for all places that can be reached from `place`, which must be free."""
        return self._rooms[self.tile_number(place)]

    def tile_number(self, place: Point) -> int:
        """Tiles counted row by row, with a rim around the floor."""
        return ((place[1] >> SHIFT) + 1) * self._stride + (place[0] >> SHIFT) + 1

    def middle_of(self, place: Point) -> Point:
        """The middle of the tile that `place` is in."""
        return _middle_of_tile(place[0] >> SHIFT, place[1] >> SHIFT)

    def middle_of_number(self, tile: int) -> Point:
        row, column = divmod(tile, self._stride)
        return _middle_of_tile(column - 1, row - 1)

    def tiles_beside(self, tile: int) -> list[int]:
        """The numbers of the free tiles beside a tile."""
        beside = (tile - 1, tile + 1, tile - self._stride, tile + self._stride)
        return [near for near in beside if self._rooms[near] > 0]

    def line_is_free(self, start: Point, goal: Point) -> bool:
        """Whether a walk straight from `start` to `goal`, both on the floor, stays on free tiles.

        Rounding is toward the start, so the way back may differ by a subtile. Between two blocked
        tiles that meet at a corner nobody slips through.
        """
        (x, y), (goal_x, goal_y) = start, goal
        dx, dy = goal_x - x, goal_y - y
        lanes = self.rows
        if abs(dy) > abs(dx):
            lanes = self.columns
            x, y, goal_x, goal_y, dx, dy = y, x, goal_y, goal_x, dy, dx
        lane, last = y >> SHIFT, goal_y >> SHIFT
        place = x >> SHIFT
        if lane != last:
            onward = 1 if dy > 0 else -1
            # Truncation is a floor going up the axis and a ceiling going down it.
            edge = (lane << SHIFT) - y + (SUBTILES_PER_TILE if dy > 0 else -1)
            while lane != last:
                passed = dx * edge // dy if dx >= 0 else -(-dx * edge // dy)
                leaving = (x + passed) >> SHIFT
                low, high = (place, leaving) if place <= leaving else (leaving, place)
                if lanes[lane] & ((2 << high) - (1 << low)):
                    return False
                place = leaving
                lane += onward
                edge += onward * SUBTILES_PER_TILE
        leaving = goal_x >> SHIFT
        low, high = (place, leaving) if place <= leaving else (leaving, place)
        return not lanes[lane] & ((2 << high) - (1 << low))

    def nearest_free(self, place: Point, radius_tiles: int, room: int | None) -> Point | None:
        """The middle of the free tile nearest to `place`, in `room` if one is given.

        Looked for up to `radius_tiles` rows and columns away; the uppermost, then leftmost, of
        two that are equally near.
        """
        column, row = place[0] >> SHIFT, place[1] >> SHIFT
        middles = [
            _middle_of_tile(near_column, near_row)
            for near_row in range(
                max(0, row - radius_tiles), min(self.height, row + radius_tiles + 1)
            )
            for near_column in range(max(0, column - radius_tiles), column + radius_tiles + 1)
            if self.is_free_tile(near_column, near_row)
        ]
        nearest = (middle for middle in middles if room is None or self.room_of(middle) == room)
        return min(nearest, key=lambda middle: _squared(place, middle), default=None)


def distance_subtiles(one: Point, other: Point) -> int:
    """As `motion.position_at` counts it: rounded down."""
    return isqrt(_squared(one, other))


def _middle_of_tile(column: int, row: int) -> Point:
    return column * SUBTILES_PER_TILE + HALF, row * SUBTILES_PER_TILE + HALF


def _squared(one: Point, other: Point) -> int:
    dx, dy = one[0] - other[0], one[1] - other[1]
    return dx * dx + dy * dy


def blocked_rows(plan: FloorPlan) -> tuple[int, ...]:
    """Per row the bits of its blocked tiles; doors cut through the back wall and furniture."""
    every = (1 << plan.width) - 1
    rows = [every if row < plan.wall else 0 for row in range(plan.height)]
    for thing in plan.objects:
        if thing.kind not in FLAT_KINDS:
            for row in range(thing.y, min(thing.y + thing.h, plan.height)):
                rows[row] |= (((1 << thing.w) - 1) << thing.x) & every
    for door in plan.doors:
        for row in range(door.y, min(door.y + door.h, plan.height)):
            rows[row] &= ~(((1 << door.w) - 1) << door.x)
    return tuple(rows)


def _rooms(rows: tuple[int, ...], width: int) -> list[int]:
    """Per tile, with a blocked rim around the floor, the number of its room; blocked is -1."""
    stride = width + 2
    rooms = [-1] * stride
    for bits in rows:
        rooms += [-1, *(-1 if bits >> column & 1 else 0 for column in range(width)), -1]
    rooms += [-1] * stride
    number = 0
    for tile in range(len(rooms)):
        if rooms[tile] != 0:
            continue
        number += 1
        rooms[tile] = number
        reached = [tile]
        while reached:
            here = reached.pop()
            for near in (here - 1, here + 1, here - stride, here + stride):
                if rooms[near] == 0:
                    rooms[near] = number
                    reached.append(near)
    return rooms
