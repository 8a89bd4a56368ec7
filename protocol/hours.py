"""Opening hours: when a floor lets people in, and when it sends them home (T1.4, T2.3.b,
T2.3.c)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    CALENDAR_DAYS_MAX,
    FLOORS_MAX,
    EpochDay,
    FloorId,
    MinuteOfDay,
    Version,
    WallMs,
    Weekday,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A floor is open on `weekday` from minute `opens` (included) to `closes` (excluded), local
    time."""

    floor: FloorId
    weekday: Weekday
    opens: MinuteOfDay
    closes: MinuteOfDay


class ExtraDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day that is open although its weekday or a holiday says otherwise; hours of
    `like_weekday`."""

    day: EpochDay
    like_weekday: Weekday


Days = Annotated[tuple[EpochDay, ...], Meta(max_length=CALENDAR_DAYS_MAX)]


class Calendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the school is open. Holidays are listed days: replay asks no library what a holiday
    is."""

    first_day: EpochDay
    last_day: EpochDay
    openings: Annotated[tuple[Opening, ...], Meta(max_length=FLOORS_MAX * 21)]
    closed_days: Days
    extra_days: Annotated[tuple[ExtraDay, ...], Meta(max_length=CALENDAR_DAYS_MAX)]


@command(may=Capability.MANAGE_TIME, durable=True, large=True)
class SetCalendar(Command):
    """Replace the whole calendar, if it is still as it was."""

    calendar: Calendar
    over: Version


@event(audience=Audience.NOBODY)
class CalendarSet(Event):
    """These are the school's hours from now on."""

    calendar: Calendar


@event(audience=Audience.SCHOOL)
class FloorOpened(Event):
    """A floor lets people in until `closes_at_ms`."""

    floor: FloorId
    closes_at_ms: WallMs


@event(audience=Audience.SCHOOL)
class FloorClosed(Event):
    """A floor lets nobody in before `opens_at_ms`, or ever if that is 0."""

    floor: FloorId
    opens_at_ms: WallMs


@event(audience=Audience.FLOOR)
class ClosingWarned(Event):
    """A floor closes in `minutes`."""

    floor: FloorId
    minutes: MinuteOfDay
    closes_at_ms: WallMs


@signal(audience=Audience.SELF)
class HoursShown(Signal):
    """A floor's state when you arrive: open until, or closed until; 0 means not known."""

    floor: FloorId
    name: str
    yomi: str
    open: bool
    until_ms: WallMs
