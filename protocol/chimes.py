"""Chimes: a school's bell, set by an admin, rung by the clock (T2.3.a)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    CHIMES_MAX,
    FLOORS_MAX,
    FloorId,
    Label,
    MinuteOfDay,
    MinuteStamp,
    Slug,
    Version,
    Weekday,
)
from protocol.vocabulary import Command, Event, command, event

Volume = Annotated[int, Meta(ge=0, le=100)]
"""Percent."""
Floors = Annotated[tuple[FloorId, ...], Meta(max_length=FLOORS_MAX)]


class ChimeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One bell. No floors named means every floor."""

    chime: Slug
    name: Label
    minute: MinuteOfDay
    weekdays: Annotated[tuple[Weekday, ...], Meta(max_length=7)]
    floors: Floors
    sound: Slug
    volume: Volume


ChimeRules = Annotated[tuple[ChimeRule, ...], Meta(max_length=CHIMES_MAX)]


@command(may=Capability.MANAGE_TIME, durable=True, large=True)
class SetChimes(Command):
    """Replace the whole list of chimes, if it is still as it was."""

    rules: ChimeRules
    over: Version


@event(audience=Audience.NOBODY)
class ChimesSet(Event):
    """These are the school's chimes from now on."""

    rules: ChimeRules


@event(audience=Audience.FLOORS)
class ChimeRang(Event):
    """A chime rang. `minute_stamp` (local minutes since 1970) keeps it from ringing twice."""

    chime: Slug
    name: Label
    sound: Slug
    volume: Volume
    floors: Floors
    minute_stamp: MinuteStamp
