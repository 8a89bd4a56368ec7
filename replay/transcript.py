"""A past moment as text: who stood where, what was said, what happened (R1, R5 in words).

Media was never recorded and is not replayed. Words of erased people read （削除済み）.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from protocol.log import LogReader
from protocol.record import Batch, Sealer
from protocol.vocabulary import Event
from replay.reader import fold, links, recover
from simulation.motion import position_at
from simulation.school import School

SUBTILES = 16


def batch_at(log: LogReader, sealer: Sealer, wall_ms: int) -> int:
    """The number of the last batch not after a moment, found by halving; 0 if there is none."""
    last = log.last()
    low, high = 0, 0 if last is None else last.number
    while low < high:
        middle = (low + high + 1) // 2
        stored = log.read(middle - 1, 1)[0]
        if _header_wall_ms(stored.state) <= wall_ms:
            low = middle
        else:
            high = middle - 1
    return low


def picture(school: School, wall_ms: int, floor: str | None = None) -> Iterator[str]:
    """Who stands where at a moment, floor by floor, one line a person, in tiles."""
    position = school.position
    tick = position.tick + max(0, wall_ms - position.wall_ms) // 50
    for floor_id in sorted(school.floors):
        if floor not in {None, floor_id}:
            continue
        here = school.floors[floor_id]
        yield f"{here.plan.name} ({floor_id}), {len(here.here)} here"
        for handle in sorted(here.here):
            avatar = school.avatars[handle]
            x, y = position_at(avatar.walk, tick)
            words = school.words[avatar.account]
            said = f"  「{words.murmur}」" if avatar.murmur_until > tick else ""
            yield f"  {words.name}  x {x // SUBTILES} y {y // SUBTILES}{said}"
    for call in school.calls.values():
        names = "、".join(school.words[account].name for account in sorted(call.members))
        yield f"call on {call.floor}: {names}"


def play(
    log: LogReader, sealer: Sealer, from_ms: int, seconds: int, floor: str | None = None
) -> Iterator[str]:
    """The picture at a moment, then every event of the seconds after it as a line."""
    start = batch_at(log, sealer, from_ms)
    school, number, head = recover(log, sealer, start)
    yield from picture(school, from_ms, floor)
    for link in links(log, sealer, number, head):
        if link.batch.header.wall_ms > from_ms + seconds * 1000:
            return
        fold(school, link.batch)
        yield from _lines(school, link.batch)


def _lines(school: School, batch: Batch) -> Iterator[str]:
    header = batch.header
    local = datetime.fromtimestamp(header.wall_ms / 1000, UTC)
    local += timedelta(minutes=header.utc_offset_min)
    clock = local.strftime("%H:%M:%S.%f")[:-3]
    for event in batch.events:
        yield f"{clock}  {_told(school, event)}"


def _told(school: School, event: Event) -> str:
    parts = []
    for name, value in msgspec.structs.asdict(event).items():
        if name in {"account", "to", "of"} and value in school.words:
            parts.append(f"{name} {school.words[value].name}")
        elif name == "avatar" and value in school.avatars:
            parts.append(school.words[school.avatars[value].account].name)
        elif name not in {"plan", "calendar", "rules", "session", "start_tick"}:
            parts.append(f"{name} {value}")
    return f"{type(event).__name__}  " + "  ".join(parts)


def _header_wall_ms(state: bytes) -> int:
    wall_ms: int = msgspec.msgpack.decode(state)[3]
    return wall_ms
