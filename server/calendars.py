"""A school's calendar as a person writes it, turned into the days and minutes that events carry.

National holidays are looked up here, once, when a calendar is loaded: what a library says next year
must not change what was true this year, so the event holds the days themselves.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

import jpholiday
import msgspec
from msgspec import Meta

from protocol.hours import Calendar, ExtraDay, Opening
from server.data_dir import StartRefused

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_MAX: Final = 800
_EPOCH: Final = dt.date(1970, 1, 1)

DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Minute = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some floors are open on some weekdays, from a minute until another one."""

    floors: list[str]
    weekdays: list[DayName]
    opens: Minute
    closes: Minute


class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day off, or all days from the first to the last."""

    first: dt.date
    last: dt.date | None = None


class Extra(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day that is open whatever else is said, with the hours of a weekday."""

    day: dt.date
    like: DayName


class CalendarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. docs/operations.md shows one."""

    first_day: dt.date
    last_day: dt.date
    hours: list[Hours]
    national_holidays: Literal["closed", "open"] = "closed"
    closed: list[Closed] = []
    extra: list[Extra] = []


def read_calendar(file: Path) -> Calendar:
    """The calendar in a TOML file. Raises StartRefused, naming the place of the mistake."""
    try:
        written = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), CalendarFile)
        return _translated(written)
    except (OSError, ValueError) as error:
        raise StartRefused(f"The calendar {file} cannot be used: {error}.") from error


def _translated(written: CalendarFile) -> Calendar:
    """Raises ValueError."""
    days = (written.last_day - written.first_day).days
    if not 0 <= days <= DAYS_MAX:
        raise ValueError(f"last_day must be 0 to {DAYS_MAX} days after first_day")
    closed = {day for one in written.closed for day in _days(one)}
    if written.national_holidays == "closed":
        closed |= {day for day, _ in jpholiday.between(written.first_day, written.last_day)}
    openings = [
        Opening(floor, WEEKDAYS.index(weekday), _minutes(hours.opens), _minutes(hours.closes))
        for hours in written.hours
        for floor in hours.floors
        for weekday in hours.weekdays
    ]
    return Calendar(
        first_day=_epoch_day(written.first_day),
        last_day=_epoch_day(written.last_day),
        openings=tuple(openings),
        closed_days=tuple(sorted(_epoch_day(day) for day in closed)),
        extra_days=tuple(
            ExtraDay(_epoch_day(one.day), WEEKDAYS.index(one.like)) for one in written.extra
        ),
    )


def _days(closed: Closed) -> list[dt.date]:
    count = ((closed.last or closed.first) - closed.first).days
    if not 0 <= count <= DAYS_MAX:
        raise ValueError(f"closed days end before they begin: {closed.first}")
    return [closed.first + dt.timedelta(days) for days in range(count + 1)]


def _epoch_day(day: dt.date) -> int:
    return (day - _EPOCH).days


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
