"""Floors: coming in, going through doors, the cap of 100, and where people appear (T1.2,
T2.2.g, T3.5)."""

from collections.abc import Iterator

from msgspec.structs import replace

from protocol.audience import Audience
from protocol.avatars import Status
from protocol.floors import (
    AddFloor,
    Area,
    AvatarGone,
    AvatarShown,
    DeskShown,
    Door,
    EnterFloor,
    FloorAdded,
    FloorEntered,
    FloorLeft,
    FloorShown,
    GoThrough,
)
from protocol.rights import STAFF
from protocol.units import (
    FLOORS_MAX,
    HANDLE_MAX,
    SUBTILES_PER_TILE,
    AccountId,
    AvatarHandle,
    Tick,
    WallMs,
)
from protocol.vocabulary import Event, Message
from simulation import calling, rules
from simulation.corners import map_of
from simulation.motion import Point, path_to_wire, position_at, standing
from simulation.plans import arrival_spots, check, check_readings
from simulation.rules import Refused, applies, decides, muted, shows, view
from simulation.school import MURMUR_SIGN, Avatar, Floor, Now, School, Session, avatar_of

DOOR_REACH_SUBTILES = 3 * SUBTILES_PER_TILE
_HANDLE_BITS = HANDLE_MAX.bit_length()


@decides(AddFloor)
def add_floor(school: School, _actor: Session | None, wish: AddFloor, _now: Now) -> Iterator[Event]:
    if wish.plan.floor in school.floors:
        raise Refused("floor_exists")
    if len(school.floors) >= FLOORS_MAX:
        raise Refused("too_many_floors")
    check_readings((wish.plan, *wish.plan.zones))
    check(wish.plan)
    yield FloorAdded(wish.plan)


@decides(EnterFloor)
def enter_floor(
    school: School, actor: Session, wish: EnterFloor, now: Now, fresh: int
) -> Iterator[Event]:
    floor = school.floors.get(wish.floor)
    if floor is None:
        raise Refused("no_such_floor")
    require_entry(school, actor, floor)
    place = _arrival_place(school, floor, list(floor.plan.arrivals), fresh, now)
    yield from change_floor(school, actor.account, floor, place, fresh)


@decides(GoThrough)
def go_through(
    school: School, actor: Avatar, wish: GoThrough, now: Now, fresh: int
) -> Iterator[Event]:
    here = school.floors[actor.floor].plan
    door = next((door for door in here.doors if door.door == wish.door), None)
    if door is None or not _within_reach(door, position_at(actor.walk, now.tick)):
        raise Refused("door_too_far")
    floor = school.floors.get(door.to_floor)
    if floor is None:
        raise Refused("no_such_floor")
    require_entry(school, school.sessions[actor.account], floor)
    partner = next((other for other in floor.plan.doors if other.door == door.to_door), None)
    areas = list(floor.plan.arrivals) if partner is None else [_before(partner)]
    place = _arrival_place(school, floor, areas, fresh, now)
    yield from change_floor(school, actor.account, floor, place, fresh)


def require_any_open(school: School) -> None:
    """Refuses a login while every floor is closed, with the next opening (A5)."""
    if any(floor.open for floor in school.floors.values()):
        return
    raise Refused("school_closed", next_opening_ms(school))


def next_opening_ms(school: School) -> WallMs:
    """The first moment any floor opens, 0 when one is open or none is known to open."""
    if any(floor.open for floor in school.floors.values()):
        return 0
    return min((f.until_ms for f in school.floors.values() if not f.open and f.until_ms), default=0)


def step_off(school: School, account: AccountId) -> Iterator[Event]:
    """The avatar of a person leaves its floor, if there is one."""
    avatar = avatar_of(school, account)
    if avatar is not None:
        yield FloorLeft(account, avatar.handle, avatar.floor)


def forget_status(school: School, account: AccountId) -> None:
    """A status lasts until logout. Part of applying `Left`."""
    if account in school.accounts:
        school.accounts[account].status = Status.NONE
        school.accounts[account].status_before = Status.NONE


def is_full(school: School, floor: Floor) -> bool:
    """Whether another pupil would be one too many. Staff seats do not count (DESIGN section 10)."""
    accounts = school.accounts
    pupils = sum(accounts[school.avatars[h].account].role not in STAFF for h in floor.here)
    return pupils >= floor.plan.capacity


def require_entry(school: School, actor: Session, floor: Floor) -> None:
    """Refuses somebody who may not come to a floor now, saying why."""
    role = school.accounts[actor.account].role
    here = avatar_of(school, actor.account)
    if role not in floor.plan.roles:
        raise Refused("floor_not_for_you")
    if here is not None and here.floor == floor.plan.floor:
        raise Refused("already_here")
    if role in STAFF:
        return
    if not floor.open:
        raise Refused("floor_closed", floor.until_ms)
    if is_full(school, floor):
        raise Refused("floor_full")


def change_floor(
    school: School, account: AccountId, floor: Floor, place: Point, fresh: int
) -> Iterator[Event]:
    """A person leaves where they are and stands at `place` on `floor`, as one inseparable pair."""
    yield from calling.hang_up(school, account)
    yield from step_off(school, account)
    yield FloorEntered(account, _free_handle(school, fresh), floor.plan.floor, *place)


def _free_handle(school: School, fresh: int) -> AvatarHandle:
    handle = fresh & HANDLE_MAX
    while handle == 0 or handle in school.avatars:
        fresh >>= _HANDLE_BITS
        handle = fresh & HANDLE_MAX if fresh else handle % HANDLE_MAX + 1
    return handle


def _arrival_place(school: School, floor: Floor, areas: list[Area], fresh: int, now: Now) -> Point:
    """A free spot away from others, so that arriving together starts no call (media note,
    section 4)."""
    spots = arrival_spots(floor.ground, areas) or arrival_spots(floor.ground, floor.plan.arrivals)
    taken = set()
    for handle in floor.here:
        x, y = position_at(school.avatars[handle].walk, now.tick)
        taken.add((x // SUBTILES_PER_TILE, y // SUBTILES_PER_TILE))
    start = (fresh >> 64) % len(spots)
    order = spots[start:] + spots[:start]
    for margin in (2, 1, 0):
        for x, y in order:
            column, row = x // SUBTILES_PER_TILE, y // SUBTILES_PER_TILE
            near = (
                (column + dx, row + dy)
                for dx in range(-margin, margin + 1)
                for dy in range(-margin, margin + 1)
            )
            if taken.isdisjoint(near):
                return x, y
    return order[0]


def _before(door: Door) -> Area:
    """The ground just in front of a door: its own tiles and two rows below."""
    return Area(door.x, door.y, door.w, door.h + 2)


def _within_reach(door: Door, place: Point) -> bool:
    x, y = place
    left, top = door.x * SUBTILES_PER_TILE, door.y * SUBTILES_PER_TILE
    right, bottom = left + door.w * SUBTILES_PER_TILE, top + door.h * SUBTILES_PER_TILE
    return (
        left - DOOR_REACH_SUBTILES <= x <= right + DOOR_REACH_SUBTILES
        and top - DOOR_REACH_SUBTILES <= y <= bottom + DOOR_REACH_SUBTILES
    )


@applies(FloorAdded)
def floor_added(school: School, event: FloorAdded) -> None:
    school.floors[event.plan.floor] = Floor(
        plan=event.plan, open=False, until_ms=0, known=False, warned_min=0, here=set(),
        map=map_of(event.plan),
    )  # fmt: skip


@applies(FloorEntered)
def floor_entered(school: School, event: FloorEntered) -> None:
    school.avatars[event.avatar] = Avatar(
        handle=event.avatar, account=event.account, floor=event.floor,
        walk=standing((event.x, event.y), school.position.tick), signs={},
    )  # fmt: skip
    school.floors[event.floor].here.add(event.avatar)
    school.sessions[event.account].avatar = event.avatar


@applies(FloorLeft)
def floor_left(school: School, event: FloorLeft) -> None:
    del school.avatars[event.avatar]
    school.floors[event.floor].here.discard(event.avatar)
    school.sessions[event.account].avatar = None
    school.words[event.account].murmur = ""


def avatar_shown(school: School, avatar: Avatar, tick: Tick) -> AvatarShown:
    """All that others on the floor may know of a person at `tick`. A bubble that has gone is gone
    for whoever comes later too."""
    account = school.accounts[avatar.account]
    words = school.words[avatar.account]
    murmur_until = avatar.signs.get(MURMUR_SIGN, 0)
    murmurs = murmur_until > tick
    return AvatarShown(
        avatar.handle, avatar.account, words.name, account.role, account.look,
        account.status.value, account.watching, avatar.walk.start_tick,
        path_to_wire(avatar.walk.path), words.murmur if murmurs else "",
        murmur_until if murmurs else 0,
        school.sessions[avatar.account].dropped_tick is not None,
    )  # fmt: skip


@muted(AvatarShown)
def wordless(shown: AvatarShown) -> AvatarShown:
    """Somebody stands there, and says nothing."""
    return replace(shown, murmur="", murmur_until=0)


def show_again(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """The person as they are now, for those who share their floor."""
    avatar = avatar_of(school, account)
    if avatar is not None:
        yield Audience.FLOOR, avatar_shown(school, avatar, school.position.tick)


@shows(FloorEntered)
def show_entered(school: School, event: FloorEntered) -> Iterator[tuple[Audience, Message]]:
    tick = school.position.tick
    yield Audience.FLOOR, avatar_shown(school, school.avatars[event.avatar], tick)
    for message in floor_view(school, event.account, tick):
        yield Audience.SELF, message


@shows(FloorLeft)
def show_left(school: School, event: FloorLeft) -> Iterator[tuple[Audience, Message]]:
    yield Audience.FLOOR, AvatarGone(event.avatar)
    yield Audience.SELF, DeskShown(next_opening_ms(school))


def floor_view(school: School, account: AccountId, tick: Tick) -> Iterator[Message]:
    """The floor a person stands on and all that is there; the desk if they stand on none."""
    own = avatar_of(school, account)
    if own is None:
        yield DeskShown(next_opening_ms(school))
        return
    floor = school.floors[own.floor]
    yield FloorShown(floor.plan, own.handle)
    for part in rules.FLOOR_VIEWS:
        yield from part(school, account, floor, tick)


@rules.floor_view
def people_here(school: School, _account: AccountId, floor: Floor, tick: Tick) -> Iterator[Message]:
    for handle in sorted(floor.here):
        yield avatar_shown(school, school.avatars[handle], tick)


@view
def view_floor(school: School, account: AccountId, now: Now) -> Iterator[Message]:
    yield from floor_view(school, account, now.tick)
