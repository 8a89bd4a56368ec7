"""Searching: a name leads to a floor and a zone, and from there to a place near.

An exact place is never told (A4): one learns it by going, and going is decided here, so that it
keeps two to four tiles from the one who is visited, out of everybody's reach and out of zones
without calls, where people want to be left alone.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from protocol.floors import FloorPlan, Placed
from protocol.moving import Walked
from protocol.rights import Role
from protocol.searching import GoNear
from protocol.units import (
    NAME_MAX_CHARS,
    NEAR_MAX_TILES,
    NEAR_MIN_TILES,
    SEARCH_RESULTS_MAX,
    SUBTILES_PER_TILE,
    AccountId,
    FloorId,
    Tick,
)
from protocol.vocabulary import Event
from simulation import floors, sight
from simulation.contact import in_reach
from simulation.corners import FloorMap, map_of
from simulation.ground import distance_subtiles
from simulation.motion import Point, path_to_wire, position_at
from simulation.paths import TAP_RADIUS_TILES, find_path
from simulation.plans import forbids, zone_at
from simulation.rules import Refused, decides
from simulation.school import Avatar, Floor, Now, School, Session, avatar_of, name_of
from simulation.texts import kana_form

BEST_SUBTILES: Final = (NEAR_MIN_TILES + NEAR_MAX_TILES) * SUBTILES_PER_TILE // 2


class Found(NamedTuple):
    """Somebody whose name fits, and where they are: the zone is empty outside of any."""

    account: AccountId
    name: str
    role: str
    floor: FloorId
    floor_name: str
    floor_yomi: str
    zone_name: str
    zone_yomi: str


def find(school: School, viewer: AccountId, typed: str, tick: Tick) -> list[Found]:
    """People on floors whose name has `typed` in it; those it begins with come first.

    Kana kind, width and case make no difference. At most `SEARCH_RESULTS_MAX`.
    """
    wanted = kana_form(typed[: 4 * NAME_MAX_CHARS])
    if not wanted:
        return []
    fits = []
    for account in sight.people_seen_by(school, viewer):
        avatar = avatar_of(school, account)
        if account == viewer or avatar is None:
            continue
        form = kana_form(name_of(school, account))
        if wanted in form:
            fits.append((not form.startswith(wanted), form, account, avatar))
    best = sorted(fits, key=lambda fit: fit[:3])[:SEARCH_RESULTS_MAX]
    return [_found(school, avatar, tick) for *_, avatar in best]


def pupils_named(school: School, typed: str, *, gone: bool = False) -> list[AccountId]:
    """Pupils whose name has `typed` in it, sorted as `find` does, whether they are here or not:
    only accounts and their names are looked at. Of those who may not come any more only if asked
    (`gone`).
    """
    wanted = kana_form(typed[: 4 * NAME_MAX_CHARS])
    if not wanted:
        return []
    fits = []
    for account, person in school.accounts.items():
        form = kana_form(name_of(school, account))
        if person.role is Role.PUPIL and (gone or not person.disabled) and wanted in form:
            fits.append((not form.startswith(wanted), form, account))
    return [account for *_, account in sorted(fits)[:SEARCH_RESULTS_MAX]]


def _found(school: School, avatar: Avatar, tick: Tick) -> Found:
    plan = school.floors[avatar.floor].plan
    zone = zone_at(plan, position_at(avatar.walk, tick))
    return Found(
        avatar.account, name_of(school, avatar.account),
        school.accounts[avatar.account].role.value, plan.floor, plan.name, plan.yomi,
        "" if zone is None else zone.name, "" if zone is None else zone.yomi,
    )  # fmt: skip


@decides(GoNear)
def go_near(school: School, actor: Session, wish: GoNear, now: Now, fresh: int) -> Iterator[Event]:
    seen = sight.can_see(school, actor.account, wish.account)
    visited = avatar_of(school, wish.account) if seen else None
    if visited is None or wish.account == actor.account:
        raise Refused("not_here")
    own = avatar_of(school, actor.account)
    floor = school.floors[visited.floor]
    if own is None or own.floor != visited.floor:
        floors.require_entry(school, actor, floor)
        place = next(iter(_places_near(school, visited, actor.account, now)), None)
        if place is None:
            raise Refused("no_room_near")
        yield from floors.change_floor(school, actor.account, floor, place, fresh)
        return
    start = position_at(own.walk, now.tick)
    for place in _places_near(school, visited, actor.account, now, start):
        path = _way(floor, start, place)
        if path is not None and path[-1] == place:
            yield Walked(own.handle, now.tick, path_to_wire(path))
            return
    raise Refused("no_room_near")


def _places_near(
    school: School, visited: Avatar, visitor: AccountId, now: Now, start: Point | None = None
) -> list[Point]:
    """Where one may stand near somebody, in nobody's reach; the best first.

    People are taken to be where they stand now and where they are going to stand.
    """
    floor, goal = school.floors[visited.floor], visited.walk.path[-1]
    ground = floor.ground
    inside = goal if ground.is_free(goal) else ground.nearest_free(goal, TAP_RADIUS_TILES, None)
    if inside is None:
        return []
    room = ground.room_of(inside)
    taken = []
    for handle in floor.here:
        other = school.avatars[handle]
        if other.account != visitor:
            taken += [other.walk.path[-1], position_at(other.walk, now.tick)]
    places = [
        place
        for place in _ring(goal)
        if ground.is_free(place)
        and ground.room_of(place) == room
        and not forbids(floor.plan, place, "calls")
        and not any(in_reach(place, one) for one in taken)
    ]

    def order(place: Point) -> tuple[int, int, Point]:
        off = abs(distance_subtiles(place, goal) - BEST_SUBTILES) // (SUBTILES_PER_TILE // 2)
        return off, 0 if start is None else distance_subtiles(place, start), place

    return sorted(places, key=order)


def _ring(around: Point) -> Iterator[Point]:
    """The middles of the tiles two to four tiles from a place."""
    column, row = around[0] // SUBTILES_PER_TILE, around[1] // SUBTILES_PER_TILE
    half = SUBTILES_PER_TILE // 2
    reach = range(-NEAR_MAX_TILES - 1, NEAR_MAX_TILES + 2)
    for dx in reach:
        for dy in reach:
            place = (
                (column + dx) * SUBTILES_PER_TILE + half,
                (row + dy) * SUBTILES_PER_TILE + half,
            )
            squared = (place[0] - around[0]) ** 2 + (place[1] - around[1]) ** 2
            if (
                (NEAR_MIN_TILES * SUBTILES_PER_TILE) ** 2
                <= squared
                <= (NEAR_MAX_TILES * SUBTILES_PER_TILE) ** 2
            ):
                yield place


def _way(floor: Floor, start: Point, place: Point) -> tuple[Point, ...] | None:
    """A way around zones without calls, for whoever is not in one already."""
    around = _around_quiet_zones(floor.plan)
    return find_path(around if around.is_free(start) else floor.ground, start, place)


@lru_cache(maxsize=256)
def _around_quiet_zones(plan: FloorPlan) -> FloorMap:
    """The map of a plan in which zones without calls stand like furniture."""
    walls = tuple(
        Placed(f"quiet-{number}", "crate", zone.x, zone.y, zone.w, zone.h, "")
        for number, zone in enumerate(plan.zones)
        if not zone.calls
    )
    return map_of(replace(plan, objects=plan.objects + walls) if walls else plan)
