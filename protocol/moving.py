"""Moving: one event a walk. Positions are never sent (DESIGN decision 2)."""

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AvatarHandle, Direction, Path, Subtile, Tick
from protocol.vocabulary import Command, Event, Phase, command, event


@command(may=Capability.WALK, phase=Phase.FLOOR)
class WalkTo(Command):
    """Walk to a place on the current floor."""

    x: Subtile
    y: Subtile


@command(may=Capability.WALK, phase=Phase.FLOOR)
class Head(Command):
    """Walk straight on for up to two seconds, as keys or a stick are held; 0, 0 stops."""

    dx: Direction
    dy: Direction


@event(audience=Audience.FLOOR, motion=True)
class Walked(Event):
    """An avatar set out along `path`; it stands at its first point on `start_tick`."""

    avatar: AvatarHandle
    start_tick: Tick
    path: Path
