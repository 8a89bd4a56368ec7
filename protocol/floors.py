"""Floors: places as data. A plan is checked here, kept in the log and drawn by the browser."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.avatars import Look
from protocol.rights import Capability, Role
from protocol.units import (
    FLOOR_CAPACITY,
    FLOOR_MAX_TILES,
    OBJECTS_MAX,
    PLACES_MAX,
    AccountId,
    AvatarHandle,
    FloorId,
    Label,
    Path,
    Reading,
    Slug,
    Subtile,
    Tick,
    Tile,
    WallMs,
)
from protocol.vocabulary import Command, Event, Phase, Signal, command, event, signal

FLAT_KINDS: Final = frozenset(
    {
        "beanbag", "blackboard", "chair", "clock", "court", "cushion", "flowers", "lawn", "line",
        "mat", "notice_board", "paving", "picture", "poster", "rug", "sand", "track", "window",
    }
)  # fmt: skip
"""Kinds one can walk over or that hang on the wall; every other kind blocks its footprint."""

Side = Annotated[int, Meta(ge=1, le=FLOOR_MAX_TILES)]
BoardText = Annotated[str, Meta(max_length=200)]
Facing = Annotated[int, Meta(ge=0, le=3)]
Target = Annotated[str, Meta(max_length=300)]
Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{1,30}\Z")]
Roles = Annotated[tuple[Role, ...], Meta(min_length=1, max_length=len(Role))]
Capacity = Annotated[int, Meta(ge=1, le=FLOOR_CAPACITY)]


class Placed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A thing on a floor. x, y, w, h is its footprint on the ground, in tiles.

    `facing` counts quarter turns clockwise. `target` is what a press opens, read by the kind: an
    https address of a `link`, the id of an upload of a `document` or `picture`, of a survey of a
    `survey_box`.
    """

    object: Slug
    kind: Kind
    x: Tile
    y: Tile
    w: Side
    h: Side
    text: BoardText
    facing: Facing = 0
    target: Target = ""


class Zone(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A named part of a floor: what search answers with. It may forbid what its floor allows."""

    zone: Slug
    name: Label
    x: Tile
    y: Tile
    w: Side
    h: Side
    calls: bool = True
    sounds: bool = True
    yomi: Reading = ""


class Door(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to another floor: standing on or beside it, one may go through to its partner."""

    door: Slug
    x: Tile
    y: Tile
    w: Side
    h: Side
    to_floor: FloorId
    to_door: Slug


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where people appear."""

    x: Tile
    y: Tile
    w: Side
    h: Side


class FloorPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that makes a floor. `wall` rows at the top are the back wall.

    `direct` allows letters to one person, `sounds` lets chimes be heard and not only seen.
    """

    floor: FloorId
    name: Label
    yomi: Label
    theme: Slug
    width: Side
    height: Side
    wall: Tile
    objects: Annotated[tuple[Placed, ...], Meta(max_length=OBJECTS_MAX)]
    zones: Annotated[tuple[Zone, ...], Meta(max_length=PLACES_MAX)]
    doors: Annotated[tuple[Door, ...], Meta(max_length=PLACES_MAX)]
    arrivals: Annotated[tuple[Area, ...], Meta(min_length=1, max_length=PLACES_MAX)]
    chat: bool
    bubbles: bool
    calls: bool
    roles: Roles
    capacity: Capacity
    direct: bool = True
    sounds: bool = True


@command(may=Capability.MANAGE_FLOORS, durable=True, large=True)
class AddFloor(Command):
    """Add a floor."""

    plan: FloorPlan


@command(may=Capability.ATTEND, phase=Phase.ANY)
class EnterFloor(Command):
    """Go to a floor, from the desk or from another floor."""

    floor: FloorId


@command(may=Capability.WALK, phase=Phase.FLOOR)
class GoThrough(Command):
    """Go through a door one stands at."""

    door: Slug


@event(audience=Audience.NOBODY)
class FloorAdded(Event):
    """The school has another floor."""

    plan: FloorPlan


@event(audience=Audience.FLOOR)
class FloorEntered(Event):
    """A person stands on a floor. Others are shown an `AvatarShown`, made by sight."""

    account: AccountId
    avatar: AvatarHandle
    floor: FloorId
    x: Subtile
    y: Subtile


@event(audience=Audience.FLOOR)
class FloorLeft(Event):
    """A person's avatar is gone from a floor, with everything shown of them."""

    account: AccountId
    avatar: AvatarHandle
    floor: FloorId


@signal(audience=Audience.SELF)
class FloorShown(Signal):
    """The floor you stand on, before anybody on it; `avatar` is yours."""

    plan: FloorPlan
    avatar: AvatarHandle


@signal(audience=Audience.FLOOR, hideable=True)
class AvatarShown(Signal):
    """Somebody is on your floor: all that may be known of them there."""

    avatar: AvatarHandle
    account: AccountId
    name: str
    role: Role
    look: Look
    status: str
    watching: bool
    start_tick: Tick
    path: Path
    murmur: str
    murmur_until: Tick
    away: bool


@signal(audience=Audience.FLOOR)
class AvatarGone(Signal):
    """Somebody is not on your floor any more."""

    avatar: AvatarHandle


@signal(audience=Audience.SELF)
class DeskShown(Signal):
    """You stand on no floor. `opens_at_ms` is the next opening if all is closed and it is known,
    else 0."""

    opens_at_ms: WallMs
