"""Walks: where somebody is at a tick, in integers (DESIGN decision 2).

A walk is a path with the tick it began on. Server, browser and replay evaluate the same rule, so
a walk is one event and positions are never sent. What is ugly: lengths are rounded down, so that
no square root has to agree between machines; a slanting stretch is walked up to a subtile early.
`web_client/src/motion.js` must give the same numbers; both are checked against
`tests/vectors/motion.json`.
"""

from math import isqrt
from typing import TypeAlias

import msgspec

from protocol.units import WALK_SUBTILES_PER_TICK, Tick

Point: TypeAlias = tuple[int, int]
"""x, y in subtiles (1/16 tile); y grows downward."""


class Walk(msgspec.Struct, frozen=True):
    """A path walked from `path[0]` on `start_tick`; two equal points for somebody who stands."""

    start_tick: Tick
    path: tuple[Point, ...]


def position_at(walk: Walk, tick: Tick) -> Point:
    """Where a walker stands at `tick`, in subtiles, rounded toward the last waypoint passed.

    Before `walk.start_tick` this is the first waypoint, after arrival the last. Integer arithmetic
    only. No tick moves a walker more than `WALK_SUBTILES_PER_TICK` along either axis.
    """
    path = walk.path
    travelled = (tick - walk.start_tick) * WALK_SUBTILES_PER_TICK
    if travelled <= 0 or (len(path) == 2 and path[0] == path[1]):
        return path[0]
    onward = iter(path)
    x, y = next(onward)
    for next_x, next_y in onward:
        dx, dy = next_x - x, next_y - y
        length = isqrt(dx * dx + dy * dy) or 1
        if travelled < length:
            return x + _part(dx, travelled, length), y + _part(dy, travelled, length)
        travelled -= length
        x, y = next_x, next_y
    return x, y


def heading_of(walk: Walk, tick: Tick) -> Point:
    """The x and y difference of the stretch under way at `tick`; 0, 0 for somebody who stands."""
    travelled = (tick - walk.start_tick) * WALK_SUBTILES_PER_TICK
    if travelled < 0:
        return 0, 0
    for (x, y), (next_x, next_y) in zip(walk.path, walk.path[1:], strict=False):
        travelled -= _stretch_subtiles(next_x - x, next_y - y)
        if travelled < 0:
            return next_x - x, next_y - y
    return 0, 0


def remaining(walk: Walk, tick: Tick) -> tuple[Point, ...]:
    """The place at `tick` and the waypoints that are still ahead."""
    travelled = (tick - walk.start_tick) * WALK_SUBTILES_PER_TICK
    ahead = len(walk.path)
    for number, ((x, y), (next_x, next_y)) in enumerate(
        zip(walk.path, walk.path[1:], strict=False)
    ):
        travelled -= _stretch_subtiles(next_x - x, next_y - y)
        if travelled < 0:
            ahead = number + 1
            break
    return position_at(walk, tick), *walk.path[ahead:]


def length_subtiles(path: tuple[Point, ...]) -> int:
    """The walking length of a path as `position_at` counts it: each stretch at least 1."""
    return sum(
        _stretch_subtiles(next_x - x, next_y - y)
        for (x, y), (next_x, next_y) in zip(path, path[1:], strict=False)
    )


def arrival_tick(walk: Walk) -> Tick:
    """The first tick at which the walker stands on the last point for good."""
    return walk.start_tick + -(-length_subtiles(walk.path) // WALK_SUBTILES_PER_TICK)


def standing(place: Point, tick: Tick) -> Walk:
    """The walk of somebody who does not walk."""
    return Walk(tick, (place, place))


def path_to_wire(path: tuple[Point, ...]) -> tuple[int, ...]:
    """x0, y0, then dx, dy to each following point."""
    flat = [*path[0]]
    for (x, y), (next_x, next_y) in zip(path, path[1:], strict=False):
        flat += (next_x - x, next_y - y)
    return tuple(flat)


def path_from_wire(flat: tuple[int, ...]) -> tuple[Point, ...]:
    """The inverse of `path_to_wire`. An odd last number is no point and is left out."""
    x, y = flat[0], flat[1]
    points = [(x, y)]
    for place in range(2, len(flat) - 1, 2):
        x, y = x + flat[place], y + flat[place + 1]
        points.append((x, y))
    return tuple(points)


def _stretch_subtiles(dx: int, dy: int) -> int:
    return isqrt(dx * dx + dy * dy) or 1


def _part(delta: int, travelled: int, length: int) -> int:
    """`delta * travelled / length`, truncated toward zero."""
    return delta * travelled // length if delta >= 0 else -(-delta * travelled // length)
