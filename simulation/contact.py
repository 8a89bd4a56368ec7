"""Who stands in whose place, and who is near whom: the geometry behind calls (T4.5, A2).

Contacts are looked at five times a second, not every tick: a sweep over a floor of a hundred costs
about as much as three walks, and the dwell of 0.8 s hides a fifth of a second. Passing by never
opens a call.
"""

from collections.abc import Iterable

from protocol.units import (
    CONTACT_DEPTH_SUBTILES,
    CONTACT_EVERY_TICKS,
    CONTACT_WIDTH_SUBTILES,
    Tick,
)
from simulation.motion import Point, position_at
from simulation.school import Avatar


def touching_pairs(avatars: Iterable[Avatar], tick: Tick) -> list[tuple[Avatar, Avatar]]:
    """Pairs whose foot boxes overlap at `tick`, each pair and the list in order of account id."""
    cells: dict[Point, list[tuple[Avatar, Point]]] = {}
    pairs = []
    for avatar in avatars:
        x, y = position_at(avatar.walk, tick)
        column, row = x // CONTACT_WIDTH_SUBTILES, y // CONTACT_DEPTH_SUBTILES
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                for other, place in cells.get((column + dx, row + dy), ()):
                    if touches(place, (x, y)):
                        pairs.append(_ordered(avatar, other))
        cells.setdefault((column, row), []).append((avatar, (x, y)))
    return sorted(pairs, key=lambda pair: (pair[0].account, pair[1].account))


def next_contact(tick: Tick) -> Tick:
    """When contacts are looked at next, at `tick` or after it."""
    return -(-tick // CONTACT_EVERY_TICKS) * CONTACT_EVERY_TICKS


def touches(one: Point, other: Point) -> bool:
    """Whether two foot boxes overlap."""
    return (
        abs(one[0] - other[0]) < CONTACT_WIDTH_SUBTILES
        and abs(one[1] - other[1]) < CONTACT_DEPTH_SUBTILES
    )


def in_reach(one: Point, other: Point) -> bool:
    """Whether two people in a call still count as together: 1.5 times the distance that opens
    one."""
    return (
        2 * abs(one[0] - other[0]) < 3 * CONTACT_WIDTH_SUBTILES
        and 2 * abs(one[1] - other[1]) < 3 * CONTACT_DEPTH_SUBTILES
    )


def _ordered(one: Avatar, other: Avatar) -> tuple[Avatar, Avatar]:
    return (one, other) if one.account < other.account else (other, one)
