"""Objects and all else that an admin lays out on a floor (T3.7, T3.9).

A change says one thing about one part, so that two admins who edit at once lose nothing: one may
move a table while the other writes on it. What a change replaced stands in the state for undoing.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.floors import (
    Area,
    BoardText,
    Capacity,
    Door,
    Facing,
    Placed,
    Roles,
    Side,
    Target,
    Zone,
)
from protocol.rights import Capability
from protocol.units import CHANGES_MAX, PLACES_MAX, AccountId, FloorId, Label, Slug, Tile
from protocol.vocabulary import Command, Event, Signal, command, event, signal


class _Change(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One thing about one part of a plan."""


class PutObject(_Change, frozen=True, tag="put_object"):
    """A new object stands here."""

    placed: Placed


class MoveObject(_Change, frozen=True, tag="move_object"):
    """An object stands there, so turned."""

    object: Slug
    x: Tile
    y: Tile
    w: Side
    h: Side
    facing: Facing


class WriteObject(_Change, frozen=True, tag="write_object"):
    """An object says this and opens that."""

    object: Slug
    text: BoardText
    target: Target


class DropObject(_Change, frozen=True, tag="drop_object"):
    """An object is gone."""

    object: Slug


class PutZone(_Change, frozen=True, tag="put_zone"):
    """A zone is new or looks like this now."""

    zone: Zone


class DropZone(_Change, frozen=True, tag="drop_zone"):
    """A zone is gone."""

    zone: Slug


class PutDoor(_Change, frozen=True, tag="put_door"):
    """A door is new or leads there now."""

    door: Door


class DropDoor(_Change, frozen=True, tag="drop_door"):
    """A door is gone."""

    door: Slug


class SetArrivals(_Change, frozen=True, tag="set_arrivals"):
    """People appear in these places."""

    arrivals: Annotated[tuple[Area, ...], Meta(min_length=1, max_length=PLACES_MAX)]


class SetFace(_Change, frozen=True, tag="set_face"):
    """The floor is called and looks like this."""

    name: Label
    yomi: Label
    theme: Slug


class SetSize(_Change, frozen=True, tag="set_size"):
    """The floor is so large; `wall` rows at the top are the back wall."""

    width: Side
    height: Side
    wall: Tile


class SetRules(_Change, frozen=True, tag="set_rules"):
    """Who may enter, how many, and what they may do here (T3.5)."""

    roles: Roles
    capacity: Capacity
    chat: bool
    direct: bool
    bubbles: bool
    calls: bool
    sounds: bool


Change = (
    PutObject | MoveObject | WriteObject | DropObject | PutZone | DropZone | PutDoor | DropDoor
    | SetArrivals | SetFace | SetSize | SetRules
)  # fmt: skip
Changes = Annotated[tuple[Change, ...], Meta(min_length=1, max_length=CHANGES_MAX)]


@command(may=Capability.MANAGE_FLOORS, durable=True, large=True)
class EditFloor(Command):
    """Change parts of a floor, all of them or none."""

    floor: FloorId
    changes: Changes


@command(may=Capability.MANAGE_FLOORS, durable=True)
class UndoEdit(Command):
    """Take back one's own last edit of a floor, unless somebody has built on it."""

    floor: FloorId


@command(may=Capability.MANAGE_FLOORS, durable=True)
class RedoEdit(Command):
    """Do again what one has just taken back."""

    floor: FloorId


@command(may=Capability.MANAGE_FLOORS, durable=True)
class NewFloor(Command):
    """Add an empty floor: walls, ground and a place to arrive."""

    name: Label
    yomi: Label
    theme: Slug
    width: Side
    height: Side


@command(may=Capability.MANAGE_FLOORS, durable=True)
class CopyFloor(Command):
    """Add a floor like another one, without its doors."""

    floor: FloorId
    name: Label
    yomi: Label


@command(may=Capability.MANAGE_FLOORS, durable=True)
class RetireFloor(Command):
    """Close a floor for good. Those on it go to the desk."""

    floor: FloorId


@event(audience=Audience.FLOOR)
class FloorEdited(Event):
    """A floor was changed. Those on it are shown a `PlanChanged`."""

    account: AccountId
    floor: FloorId
    changes: Changes


@event(audience=Audience.FLOOR)
class EditUndone(Event):
    """Somebody's last edit of a floor was taken back."""

    account: AccountId
    floor: FloorId


@event(audience=Audience.FLOOR)
class EditRedone(Event):
    """Somebody's last undone edit of a floor holds again."""

    account: AccountId
    floor: FloorId


@event(audience=Audience.SCHOOL)
class FloorRetired(Event):
    """A floor is no more. Nobody is on it."""

    floor: FloorId


@signal(audience=Audience.FLOOR)
class PlanChanged(Signal):
    """Your floor was changed so."""

    floor: FloorId
    changes: Annotated[tuple[Change, ...], Meta(min_length=1)]
