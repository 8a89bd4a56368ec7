"""Ways round furniture, cheap enough for five hundred children who all click at once.

Straight first. Where one may not walk straight, the way leads over the corners in sight of both
ends, by the graph of corners that is prepared with the map, and is pulled tight. What is ugly: a
way is near the shortest (T2.1.b allows 1.3 times), not the shortest, because each corner knows
only some of the corners it sees.
"""

from typing import Final

from protocol.units import FLOOR_MAX_TILES, PATH_MAX_POINTS, WALK_SUBTILES_PER_TICK
from simulation.corners import FAR, FloorMap
from simulation.ground import distance_subtiles
from simulation.motion import Point

TAP_RADIUS_TILES: Final = 4


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
    way = _over_corners(ground, start, reachable)
    if way is None:
        way = _pulled_tight(ground, start, _over_tiles(ground, start, reachable), reachable)
    return way[:PATH_MAX_POINTS]


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


def _over_corners(ground: FloorMap, start: Point, goal: Point) -> tuple[Point, ...] | None:
    """The corners of the best way between the corners in sight of both ends."""
    begun = [
        (distance_subtiles(start, ground.corners[first]), first)
        for first in ground.corners_in_sight(ground.lookout_of(start))
    ]
    ends = []
    for last in ground.corners_in_sight(ground.lookout_of(goal)):
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
    return _joined_to(ground, start, ground.way_between(best_first, best_last), goal)


def _joined_to(
    ground: FloorMap, start: Point, way: tuple[Point, ...], goal: Point
) -> tuple[Point, ...]:
    """The way between corners with its ends, without the corners that one need not go to.

    What is sure to see the first and the last corner are the lookouts of start and goal.
    """
    first, last = 0, len(way) - 1
    while first < last and ground.line_is_free(start, way[first + 1]):
        first += 1
    while last > first and ground.line_is_free(way[last - 1], goal):
        last -= 1
    joined = [start]
    if first == 0 and not ground.line_is_free(start, way[0]):
        joined.append(ground.lookout_of(start))
    joined += way[first : last + 1]
    if last == len(way) - 1 and not ground.line_is_free(way[last], goal):
        joined.append(ground.lookout_of(goal))
    joined.append(goal)
    return tuple(joined)


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
    for place in [ground.lookout_of(start), *way, ground.lookout_of(goal), goal]:
        while len(tight) > 1 and ground.line_is_free(tight[-2], place):
            tight.pop()
        if place != tight[-1]:
            tight.append(place)
    return tuple(tight)
