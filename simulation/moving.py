"""Moving: a wish to be somewhere becomes one walk, found by the server (T2.1.b)."""

from collections.abc import Iterator

from protocol.moving import Head, Walked, WalkTo
from protocol.units import HEADING_MAX_SUBTILES
from protocol.vocabulary import Event
from simulation.motion import Walk, path_from_wire, path_to_wire, position_at
from simulation.paths import find_path, walk_straight
from simulation.rules import Refused, applies, decides
from simulation.school import Avatar, Now, School


@decides(WalkTo)
def walk_to(school: School, actor: Avatar, wish: WalkTo, now: Now) -> Iterator[Event]:
    start = position_at(actor.walk, now.tick)
    path = find_path(school.floors[actor.floor].ground, start, (wish.x, wish.y))
    if path is None:
        raise Refused("unreachable")
    yield Walked(actor.handle, now.tick, path_to_wire(path))


@decides(Head)
def head(school: School, actor: Avatar, wish: Head, now: Now) -> Iterator[Event]:
    start = position_at(actor.walk, now.tick)
    path = walk_straight(
        school.floors[actor.floor].ground, start, (wish.dx, wish.dy), HEADING_MAX_SUBTILES
    )
    if path is not None:
        yield Walked(actor.handle, now.tick, path_to_wire(path))
    elif position_at(actor.walk, now.tick) != actor.walk.path[-1]:
        yield Walked(actor.handle, now.tick, path_to_wire((start, start)))


@applies(Walked)
def walked(school: School, event: Walked) -> None:
    school.avatars[event.avatar].walk = Walk(event.start_tick, path_from_wire(event.path))
