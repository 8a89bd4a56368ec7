"""Objects and layout: edits of a living floor, undo and redo, new floors (T3.7, T3.9).

An edit is decided against the floor as it is: people whose way is now furniture get another way
in the same tick. Undo belongs to the person: it takes back one's own last edit, and refuses when
somebody has built on it since, so nobody's work is lost by another's undo.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec.structs import replace

from protocol.audience import Audience
from protocol.floors import Area, FloorAdded, FloorPlan
from protocol.hours import HoursShown
from protocol.moving import Walked
from protocol.objects import (
    Change,
    CopyFloor,
    EditFloor,
    EditRedone,
    EditUndone,
    FloorEdited,
    FloorRetired,
    NewFloor,
    PlanChanged,
    RedoEdit,
    RetireFloor,
    SetFace,
    UndoEdit,
)
from protocol.rights import Role
from protocol.units import EDITS_KEPT, FLOOR_CAPACITY, FLOORS_MAX, AccountId, FloorId
from protocol.vocabulary import Event, Message
from simulation import calling
from simulation.corners import FloorMap, map_of
from simulation.floors import step_off
from simulation.motion import Point, Walk, path_to_wire, position_at, remaining
from simulation.parts import Edit
from simulation.paths import find_path
from simulation.plans import changed, check, check_readings, inverse, same_parts
from simulation.rules import Refused, applies, decides, prepares, shows
from simulation.school import Floor, Now, School, Session
from simulation.uploads import check_targets

_WALL_TILES = 6


@prepares(EditFloor)
def prepare_edit(school: School, _account: AccountId, wish: EditFloor) -> None:
    _map_after(school, wish.floor, wish.changes)


@prepares(UndoEdit)
def prepare_undo(school: School, account: AccountId, wish: UndoEdit) -> None:
    edit = _last(school, account, wish.floor, undone=False)
    _map_after(school, wish.floor, edit.back if edit is not None else ())


@prepares(RedoEdit)
def prepare_redo(school: School, account: AccountId, wish: RedoEdit) -> None:
    edit = _last(school, account, wish.floor, undone=True)
    _map_after(school, wish.floor, edit.changes if edit is not None else ())


def _map_after(school: School, floor: FloorId, changes: Iterable[Change]) -> None:
    """A map takes some tens of milliseconds to make: `map_of` remembers it for the decider."""
    if floor in school.floors:
        with suppress(Refused):
            plan = changed(school.floors[floor].plan, changes)
            check(plan)
            map_of(plan)


@decides(EditFloor)
def edit_floor(school: School, actor: Session, wish: EditFloor, now: Now) -> Iterator[Event]:
    floor = _floor(school, wish.floor)
    check_readings(wish.changes)
    plan = changed(floor.plan, wish.changes)
    aside = list(_make_way(school, floor, plan, now))
    yield FloorEdited(actor.account, wish.floor, wish.changes)
    yield from aside


@decides(UndoEdit)
def undo_edit(school: School, actor: Session, wish: UndoEdit, now: Now) -> Iterator[Event]:
    floor = _floor(school, wish.floor)
    edit = _last(school, actor.account, wish.floor, undone=False)
    if edit is None:
        raise Refused("nothing_to_undo")
    plan = _turned(floor.plan, edit.back, edit.changes)
    aside = list(_make_way(school, floor, plan, now))
    yield EditUndone(actor.account, wish.floor)
    yield from aside


@decides(RedoEdit)
def redo_edit(school: School, actor: Session, wish: RedoEdit, now: Now) -> Iterator[Event]:
    floor = _floor(school, wish.floor)
    edit = _last(school, actor.account, wish.floor, undone=True)
    if edit is None:
        raise Refused("nothing_to_redo")
    plan = _turned(floor.plan, edit.changes, edit.back)
    aside = list(_make_way(school, floor, plan, now))
    yield EditRedone(actor.account, wish.floor)
    yield from aside


@decides(NewFloor)
def new_floor(
    school: School, _actor: Session, wish: NewFloor, _now: Now, fresh: int
) -> Iterator[Event]:
    check_readings((wish,))
    middle = Area(wish.width // 2 - 3, (wish.height + _WALL_TILES) // 2 - 2, 6, 4)
    plan = FloorPlan(
        floor=_free_id(school, fresh), name=wish.name, yomi=wish.yomi, theme=wish.theme,
        width=wish.width, height=wish.height, wall=_WALL_TILES, objects=(), zones=(), doors=(),
        arrivals=(middle,), chat=True, bubbles=True, calls=True, roles=tuple(Role),
        capacity=FLOOR_CAPACITY,
    )  # fmt: skip
    check(plan)
    yield FloorAdded(plan)


@decides(CopyFloor)
def copy_floor(
    school: School, _actor: Session, wish: CopyFloor, _now: Now, fresh: int
) -> Iterator[Event]:
    like = _floor(school, wish.floor).plan
    check_readings((wish,))
    new = _free_id(school, fresh)
    yield FloorAdded(replace(like, floor=new, name=wish.name, yomi=wish.yomi, doors=()))


@decides(RetireFloor)
def retire_floor(school: School, _actor: Session, wish: RetireFloor, _now: Now) -> Iterator[Event]:
    floor = _floor(school, wish.floor)
    if len(school.floors) == 1:
        raise Refused("last_floor")
    yield from calling.end_all_on(school, wish.floor)
    for account in sorted(school.avatars[handle].account for handle in floor.here):
        yield from step_off(school, account)
    yield FloorRetired(wish.floor)


def _floor(school: School, floor: FloorId) -> Floor:
    if floor not in school.floors:
        raise Refused("no_such_floor")
    return school.floors[floor]


def _free_id(school: School, fresh: int) -> FloorId:
    if len(school.floors) >= FLOORS_MAX:
        raise Refused("too_many_floors")
    return f"f{fresh:032x}"[:33]


def _last(school: School, account: AccountId, floor: FloorId, *, undone: bool) -> Edit | None:
    """What one would undo or redo next: the last edit that holds, or the first that does not."""
    own = [edit for edit in school.edits.get(floor, ()) if edit.account == account]
    found = [edit for edit in own if edit.undone == undone]
    if not found:
        return None
    return found[0] if undone else found[-1]


def _turned(plan: FloorPlan, changes: Iterable[Change], back: Iterable[Change]) -> FloorPlan:
    """The plan after `changes`, if `back` would lead from there to the plan as it is now."""
    try:
        turned = changed(plan, changes)
        unchanged = same_parts(changed(turned, back), plan)
    except Refused:
        unchanged = False
    if not unchanged:
        raise Refused("changed_meanwhile")
    return turned


def _make_way(school: School, floor: Floor, plan: FloorPlan, now: Now) -> Iterator[Event]:
    """Checks the plan, then leads everybody round what is new. Raises Refused if one cannot."""
    check_targets(school, floor.plan.objects, plan.objects)
    check(plan)
    ground = map_of(plan)
    if ground is not floor.ground:
        for handle in sorted(floor.here):
            walk = school.avatars[handle].walk
            if not _still_free(ground, remaining(walk, now.tick)):
                way = _way_round(ground, walk, now)
                yield Walked(handle, now.tick, path_to_wire(way))
    if floor.plan.calls and not plan.calls:
        yield from calling.end_all_on(school, plan.floor)


def _still_free(ground: FloorMap, way: tuple[Point, ...]) -> bool:
    return all(ground.is_free(point) for point in way) and all(
        ground.line_is_free(one, other) for one, other in zip(way, way[1:], strict=False)
    )


def _way_round(ground: FloorMap, walk: Walk, now: Now) -> tuple[Point, ...]:
    place = position_at(walk, now.tick)
    way = find_path(ground, place, walk.path[-1]) or find_path(ground, place, place)
    if way is None:
        raise Refused("somebody_stands_there")
    return way


@applies(FloorEdited)
def floor_edited(school: School, event: FloorEdited) -> None:
    floor = school.floors[event.floor]
    edits = school.edits.setdefault(event.floor, [])
    # Whoever does something new cannot redo what they took back before.
    edits[:] = [one for one in edits if not (one.undone and one.account == event.account)]
    back = inverse(floor.plan, event.changes)
    edits.append(Edit(event.account, event.changes, back, undone=False))
    del edits[:-EDITS_KEPT]
    _lay_out(floor, event.changes)


@applies(EditUndone)
def edit_undone(school: School, event: EditUndone) -> None:
    edit = _last(school, event.account, event.floor, undone=False)
    assert edit is not None
    edit.undone = True
    _lay_out(school.floors[event.floor], edit.back)


@applies(EditRedone)
def edit_redone(school: School, event: EditRedone) -> None:
    edit = _last(school, event.account, event.floor, undone=True)
    assert edit is not None
    edit.undone = False
    _lay_out(school.floors[event.floor], edit.changes)


@applies(FloorRetired)
def floor_retired(school: School, event: FloorRetired) -> None:
    del school.floors[event.floor]
    school.edits.pop(event.floor, None)


def _lay_out(floor: Floor, changes: Iterable[Change]) -> None:
    floor.plan = changed(floor.plan, changes)
    floor.map = map_of(floor.plan)


@shows(FloorEdited)
def show_edited(school: School, event: FloorEdited) -> Iterator[tuple[Audience, Message]]:
    yield from _shown(school, event.floor, event.changes)


@shows(EditUndone)
def show_undone(school: School, event: EditUndone) -> Iterator[tuple[Audience, Message]]:
    undone = _last(school, event.account, event.floor, undone=True)
    assert undone is not None
    yield from _shown(school, event.floor, undone.back)


@shows(EditRedone)
def show_redone(school: School, event: EditRedone) -> Iterator[tuple[Audience, Message]]:
    redone = _last(school, event.account, event.floor, undone=False)
    assert redone is not None
    yield from _shown(school, event.floor, redone.changes)


def _shown(
    school: School, floor: FloorId, changes: tuple[Change, ...]
) -> Iterator[tuple[Audience, Message]]:
    """Who edits is nobody's business but the log's."""
    yield Audience.FLOOR, PlanChanged(floor, changes)
    if any(isinstance(change, SetFace) for change in changes):
        yield from show_floor(school, floor)


@shows(FloorAdded)
def show_added(school: School, event: FloorAdded) -> Iterator[tuple[Audience, Message]]:
    yield from show_floor(school, event.plan.floor)


def show_floor(school: School, floor_id: FloorId) -> Iterator[tuple[Audience, Message]]:
    """The menu's line of a floor, for everybody."""
    floor = school.floors[floor_id]
    yield (
        Audience.SCHOOL,
        HoursShown(floor_id, floor.plan.name, floor.plan.yomi, floor.open, floor.until_ms),
    )
