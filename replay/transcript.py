"""A past moment as text: who stood where, what was said just before, what happened then (R1).

Any event is told by its own field names, so a new kind of event needs no line here. Media was never
recorded and is not replayed. Of counselling nothing is told: its people look as if they had logged
out. Words of erased people read （削除済み）, and their ids stay ids.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from protocol.record import Batch
from protocol.sessions import EpochStarted
from protocol.units import SUBTILES_PER_TILE
from protocol.vocabulary import DECLARED, Event
from replay.timeline import Scene, Timeline
from replay.without_talks import WithoutTalks
from simulation.motion import path_from_wire, position_at
from simulation.school import MURMUR_SIGN, Avatar, School

SAID_BEFORE_MS: Final = 30_000
"""How far back the picture of a moment tells what was said."""
VALUE_MAX_CHARS: Final = 60
_PEOPLE: Final = frozenset({"account", "to", "of"})
_LEFT_OUT: Final = frozenset(
    {
        "session", "start_tick", "until", "message", "floor", "real_name", "home_school",
        "present_until_ms",
    }
)  # fmt: skip
"""Where presence ended the line of a drop or of a restart tells; after a restart it would be the
moment of the last batch, which may have been of a talk."""


def play(timeline: Timeline, from_ms: int, seconds: int, floor: str | None = None) -> Iterator[str]:
    """The picture at a moment, then every event of the seconds after it as a line.

    `floor` leaves out what belongs to other floors. Raises LogDamaged.
    """
    if from_ms > timeline.last_ms():
        from_ms = timeline.last_ms()
        yield "Nothing is in the log after this last moment:"
    scene = timeline.seek(from_ms - SAID_BEFORE_MS)
    yield f"said in the {SAID_BEFORE_MS // 1000} s before:"
    for told in _told(timeline, scene, from_ms, floor):
        if getattr(told.event, "text", ""):
            yield f"  {told.line}"
    scene = timeline.seek(from_ms)
    yield from picture(scene, floor)
    if seconds:
        yield f"in the {seconds} s after:"
        for told in _told(timeline, scene, from_ms + seconds * 1000, floor):
            yield f"  {told.line}"


def picture(scene: Scene, floor: str | None = None) -> Iterator[str]:
    """Who stands where at a moment, floor by floor, one line a person, in tiles."""
    school, now = scene.school, scene.now
    yield f"{_local(now.wall_ms, now.utc_offset_min)}:"
    for floor_id in sorted(school.floors):
        if floor in {None, floor_id}:
            here = school.floors[floor_id]
            state = "open" if here.open else "closed"
            yield f"{here.plan.name} ({floor_id}, {state}), {len(here.here)} here"
            for handle in sorted(here.here):
                yield f"  {_person(school, school.avatars[handle], now.tick)}"
    for _, call in sorted(school.calls.items()):
        if call.floor is not None and floor in {None, call.floor}:
            names = "、".join(_name(school, account) for account in sorted(call.members))
            yield f"call on {call.floor}: {names}"
    desk = [account for account, session in school.sessions.items() if session.avatar is None]
    if desk and floor is None:
        yield f"at the desk: {'、'.join(_name(school, account) for account in sorted(desk))}"


class _Told(msgspec.Struct):
    event: Event
    line: str


def _told(timeline: Timeline, scene: Scene, until_ms: int, floor: str | None) -> Iterator[_Told]:
    """The events up to a moment as lines, while the school of `scene` follows."""
    school = scene.school
    everybodys = WithoutTalks(school)
    places = _places(school)
    for played in timeline.play(scene, until_ms):
        before, places = places, _places(school)
        around = before | places
        for event in everybodys.told(played.batch.header.wall_ms, played.batch.events):
            where = _where(event, around)
            if floor is None or where in {"", floor}:
                yield _Told(event, _line(school, played.batch, event, where, around))


Places = dict[str | int, Avatar]
"""By account and by handle."""


def _places(school: School) -> Places:
    return {key: a for a in school.avatars.values() for key in (a.account, a.handle)}


def _where(event: Event, around: Places) -> str:
    """The floor an event belongs to; empty for the whole school."""
    floor: str = getattr(event, "floor", "")
    if not floor:
        key = getattr(event, "avatar", None) or getattr(event, "account", None)
        avatar = around.get(key) if key is not None else None
        floor = "" if avatar is None else avatar.floor
    return floor


def _line(school: School, batch: Batch, event: Event, where: str, around: Places) -> str:
    header = batch.header
    clock = _local(header.wall_ms, header.utc_offset_min).split()[1]
    parts = [clock, where or "-", type(event).__name__]
    for name in _told_of(event):
        value = getattr(event, name)
        if name == "avatar":
            if not hasattr(event, "account") and value in around:
                parts.append(_name(school, around[value].account))
        elif name in _PEOPLE:
            parts.append(_name(school, value) if name == "account" else
                         f"{name} {_name(school, value)}")  # fmt: skip
        elif name == "name" and hasattr(event, "account"):
            continue  # Who it is about was told already.
        else:
            parts.append(_shown(name, value, on_a_board=hasattr(event, "board")))
    return "  ".join(parts)


def _told_of(event: Event) -> Iterator[str]:
    """Its fields, but for what says how much there is in the log, or when, that is not told."""
    if not isinstance(event, EpochStarted):
        for field in DECLARED[type(event)].fields:
            if not field.place and field.name not in _LEFT_OUT:
                yield field.name


def _shown(name: str, value: Any, *, on_a_board: bool) -> str:
    if name == "path":
        x, y = path_from_wire(value)[-1]
        return f"to x {x // SUBTILES_PER_TILE} y {y // SUBTILES_PER_TILE}"
    if name == "text":
        return f"「{value}」"
    if name in {"x", "y"} and not on_a_board:
        return f"{name} {value // SUBTILES_PER_TILE}"
    if isinstance(value, msgspec.Struct):
        return name
    shown = str(getattr(value, "value", value))
    if len(shown) > VALUE_MAX_CHARS:
        shown = shown[:VALUE_MAX_CHARS] + "…"
    return f"{name} {shown}"


def _person(school: School, avatar: Avatar, tick: int) -> str:
    account, session = school.accounts[avatar.account], school.sessions[avatar.account]
    x, y = position_at(avatar.walk, tick)
    parts = [_name(school, avatar.account)]
    parts.append(f"x {x // SUBTILES_PER_TILE} y {y // SUBTILES_PER_TILE}")
    if account.status.value != "none":
        parts.append(account.status.value)
    if session.dropped_tick is not None:
        parts.append("connection lost")
    if avatar.signs.get(MURMUR_SIGN, 0) > tick:
        parts.append(f"「{school.words[avatar.account].murmur}」")
    return "  ".join(parts)


def _name(school: School, account: str) -> str:
    words = school.words.get(account)
    return account if words is None else words.name


def _local(wall_ms: int, utc_offset_min: int) -> str:
    """The school's own date and time of day, to the millisecond."""
    local = datetime.fromtimestamp(wall_ms / 1000, UTC) + timedelta(minutes=utc_offset_min)
    return local.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
