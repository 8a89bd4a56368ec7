"""Floor plans under change: what a change makes of a plan, what takes it back, what is allowed."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from protocol.floors import Area, Door, FloorPlan, Placed, Zone
from protocol.objects import (
    Change,
    CopyFloor,
    DropDoor,
    DropObject,
    DropZone,
    MoveObject,
    NewFloor,
    PutDoor,
    PutObject,
    PutZone,
    SetArrivals,
    SetFace,
    SetRules,
    SetSize,
    WriteObject,
)
from protocol.units import OBJECTS_MAX, PLACES_MAX, SUBTILES_PER_TILE
from simulation.ground import Ground, blocked_rows
from simulation.motion import Point
from simulation.rules import Refused

SIDE_MIN_TILES: Final = 16
ROOM_MIN_TILES: Final = 8
WALL_MIN_TILES: Final = 2
LINK_KIND: Final = "link"
_LINK: Final = re.compile(r"https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?([/?#]\S*)?")
"""No user name before the host: the host that is shown before leaving is the one that is met."""
_READING: Final = re.compile(r"[ぁ-ゖゝゞー・ \u3000]*")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\\]")

_P = TypeVar("_P", bound=Struct)


def changed(plan: FloorPlan, changes: Iterable[Change]) -> FloorPlan:
    """The plan after `changes`, in order. Raises Refused for a part that is missing or exists."""
    for change in changes:
        plan = _MAKES[type(change)](plan, change)
    return plan


def inverse(plan: FloorPlan, changes: Iterable[Change]) -> tuple[Change, ...]:
    """What takes `changes` back, once they are made to `plan`."""
    back: list[Change] = []
    for change in changes:
        back.append(_TAKES_BACK[type(change)](plan, change))
        plan = _MAKES[type(change)](plan, change)
    return tuple(reversed(back))


def same_parts(one: FloorPlan, other: FloorPlan) -> bool:
    """Whether two plans differ in nothing but the order of their parts."""
    return _in_order(one) == _in_order(other)


def check(plan: FloorPlan) -> Ground:
    """A plan that can be a floor; answers with its ground. Raises Refused with the reason."""
    if plan.width < SIDE_MIN_TILES or plan.height < plan.wall + ROOM_MIN_TILES:
        raise Refused("floor_too_small")
    if plan.wall < WALL_MIN_TILES:
        raise Refused("wall_too_low")
    _check_names(plan)
    boxes: list[Placed | Zone | Door | Area] = []
    for parts in (plan.objects, plan.zones, plan.doors, plan.arrivals):
        boxes += parts
    for part in boxes:
        if part.x + part.w > plan.width or part.y + part.h > plan.height:
            raise Refused("outside_of_floor")
    for thing in plan.objects:
        if thing.kind == LINK_KIND and thing.target and not is_safe_link(thing.target):
            raise Refused("link_not_https")
    ground = Ground(plan.width, blocked_rows(plan))
    if not arrival_spots(ground, plan.arrivals):
        raise Refused("floor_without_arrivals")
    return ground


def _check_names(plan: FloorPlan) -> None:
    """Not more parts than a plan may have, and no two of a name. Raises Refused."""
    if len(plan.objects) > OBJECTS_MAX:
        raise Refused("too_many_objects")
    if max(len(plan.zones), len(plan.doors)) > PLACES_MAX:
        # A plan beyond its declaration could be kept, and its copy never be read again.
        raise Refused("too_many_places")
    for names in (
        [thing.object for thing in plan.objects],
        [zone.zone for zone in plan.zones],
        [door.door for door in plan.doors],
    ):
        if len(set(names)) != len(names):
            raise Refused("name_used_twice")


def check_readings(parts: Iterable[FloorPlan | Zone | Change | NewFloor | CopyFloor]) -> None:
    """That what is new is read in hiragana. Raises Refused. What stands in a log from before this
    was asked for stays as it is."""
    for part in parts:
        named = part.zone if isinstance(part, PutZone) else part
        check_reading(getattr(named, "yomi", ""))


def check_reading(yomi: str) -> None:
    """Raises Refused for one that is not in hiragana."""
    if not _READING.fullmatch(yomi):
        raise Refused("yomi_not_hiragana")


def is_safe_link(address: str) -> bool:
    """An https address without tricks about its host (T3.7, security note)."""
    return _LINK.fullmatch(address) is not None and _CONTROL.search(address) is None


def arrival_spots(ground: Ground, areas: Iterable[Area]) -> list[Point]:
    """The middles of the free tiles in `areas`, in reading order within each."""
    half = SUBTILES_PER_TILE // 2
    return [
        (x * SUBTILES_PER_TILE + half, y * SUBTILES_PER_TILE + half)
        for area in areas
        for y in range(area.y, area.y + area.h)
        for x in range(area.x, area.x + area.w)
        if ground.is_free_tile(x, y)
    ]


def forbids(plan: FloorPlan, place: Point, what: str) -> bool:
    """Whether a zone around `place` (subtiles) says no to `calls` or `sounds`."""
    return any(not getattr(zone, what) and lies_in(zone, place) for zone in plan.zones)


def lies_in(zone: Zone, place: Point) -> bool:
    """Whether `place` (subtiles) is on a tile of a zone."""
    x, y = place[0] // SUBTILES_PER_TILE, place[1] // SUBTILES_PER_TILE
    return zone.x <= x < zone.x + zone.w and zone.y <= y < zone.y + zone.h


def zone_at(plan: FloorPlan, place: Point) -> Zone | None:
    """The zone around `place` (subtiles), the smallest where several lie over each other."""
    x, y = place[0] // SUBTILES_PER_TILE, place[1] // SUBTILES_PER_TILE
    around = (
        zone
        for zone in plan.zones
        if zone.x <= x < zone.x + zone.w and zone.y <= y < zone.y + zone.h
    )
    return min(around, key=lambda zone: (zone.w * zone.h, zone.zone), default=None)


def _in_order(plan: FloorPlan) -> FloorPlan:
    return replace(
        plan,
        objects=tuple(sorted(plan.objects, key=lambda thing: thing.object)),
        zones=tuple(sorted(plan.zones, key=lambda zone: zone.zone)),
        doors=tuple(sorted(plan.doors, key=lambda door: door.door)),
    )


def _found(parts: tuple[_P, ...], name: str, key: str) -> _P:
    for part in parts:
        if getattr(part, name) == key:
            return part
    raise Refused("part_is_gone")


def _without(parts: tuple[_P, ...], name: str, key: str) -> tuple[_P, ...]:
    gone = _found(parts, name, key)
    return tuple(part for part in parts if part is not gone)


def _with(parts: tuple[_P, ...], name: str, new: _P) -> tuple[_P, ...]:
    """In the place of the part of the same name, else behind all others."""
    key = getattr(new, name)
    if all(getattr(part, name) != key for part in parts):
        return (*parts, new)
    return tuple(new if getattr(part, name) == key else part for part in parts)


def _object(plan: FloorPlan, change: Any) -> Placed:
    return _found(plan.objects, "object", change.object)


def _alter(plan: FloorPlan, change: Any, **fields: Any) -> FloorPlan:
    altered = replace(_object(plan, change), **fields)
    return replace(plan, objects=_with(plan.objects, "object", altered))


def _put_object(plan: FloorPlan, change: PutObject) -> FloorPlan:
    if any(thing.object == change.placed.object for thing in plan.objects):
        raise Refused("name_used_twice")
    return replace(plan, objects=(*plan.objects, change.placed))


def _back_to_zone(plan: FloorPlan, change: PutZone) -> Change:
    old = [zone for zone in plan.zones if zone.zone == change.zone.zone]
    return PutZone(old[0]) if old else DropZone(change.zone.zone)


def _back_to_door(plan: FloorPlan, change: PutDoor) -> Change:
    old = [door for door in plan.doors if door.door == change.door.door]
    return PutDoor(old[0]) if old else DropDoor(change.door.door)


def _back_to_place(plan: FloorPlan, change: MoveObject) -> Change:
    old = _object(plan, change)
    return MoveObject(old.object, old.x, old.y, old.w, old.h, old.facing)


def _back_to_words(plan: FloorPlan, change: WriteObject) -> Change:
    old = _object(plan, change)
    return WriteObject(old.object, old.text, old.target)


_RULES: Final = ("roles", "capacity", "chat", "direct", "bubbles", "calls", "sounds")
_FACE: Final = ("name", "yomi", "theme")
_SIZE: Final = ("width", "height", "wall")


def _fields(of: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


_MAKES: Final[dict[type, Callable[[FloorPlan, Any], FloorPlan]]] = {
    PutObject: _put_object,
    MoveObject: lambda plan, c: _alter(plan, c, x=c.x, y=c.y, w=c.w, h=c.h, facing=c.facing),
    WriteObject: lambda plan, c: _alter(plan, c, text=c.text, target=c.target),
    DropObject: lambda p, c: replace(p, objects=_without(p.objects, "object", c.object)),
    PutZone: lambda plan, c: replace(plan, zones=_with(plan.zones, "zone", c.zone)),
    DropZone: lambda plan, c: replace(plan, zones=_without(plan.zones, "zone", c.zone)),
    PutDoor: lambda plan, c: replace(plan, doors=_with(plan.doors, "door", c.door)),
    DropDoor: lambda plan, c: replace(plan, doors=_without(plan.doors, "door", c.door)),
    SetArrivals: lambda plan, c: replace(plan, arrivals=c.arrivals),
    SetFace: lambda plan, c: replace(plan, **_fields(c, _FACE)),
    SetSize: lambda plan, c: replace(plan, **_fields(c, _SIZE)),
    SetRules: lambda plan, c: replace(plan, **_fields(c, _RULES)),
}
_TAKES_BACK: Final[dict[type, Callable[[FloorPlan, Any], Change]]] = {
    PutObject: lambda _plan, change: DropObject(change.placed.object),
    MoveObject: _back_to_place,
    WriteObject: _back_to_words,
    DropObject: lambda plan, change: PutObject(_object(plan, change)),
    PutZone: _back_to_zone,
    DropZone: lambda plan, change: PutZone(_found(plan.zones, "zone", change.zone)),
    PutDoor: _back_to_door,
    DropDoor: lambda plan, change: PutDoor(_found(plan.doors, "door", change.door)),
    SetArrivals: lambda plan, _change: SetArrivals(plan.arrivals),
    SetFace: lambda plan, _change: SetFace(**_fields(plan, _FACE)),
    SetSize: lambda plan, _change: SetSize(**_fields(plan, _SIZE)),
    SetRules: lambda plan, _change: SetRules(**_fields(plan, _RULES)),
}
