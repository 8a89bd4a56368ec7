"""Opening hours: floors open and close by the calendar; closing warns, then logs pupils out
(T2.3.b, c).

A floor's next change comes in the event of the last one (`FloorOpened.closes_at_ms`), so a tick
compares two numbers. A new calendar makes every floor look again.
"""

from collections.abc import Container, Iterator
from typing import Final

from protocol.hours import (
    Calendar,
    CalendarSet,
    ClosingWarned,
    FloorClosed,
    FloorOpened,
    HoursShown,
    SetCalendar,
)
from protocol.rights import STAFF
from protocol.sessions import Cause
from protocol.units import CLOSING_WARNINGS_MIN, TICK_MS, AccountId, FloorId, Tick, WallMs
from protocol.vocabulary import Event, Message
from simulation import sessions
from simulation.rules import (
    Refused,
    applies,
    decides,
    due,
    every_tick,
    floor_view,
    view,
)
from simulation.school import Floor, Now, School, Session
from simulation.versions import require_unchanged

MINUTE_MS: Final = 60_000
MINUTES_PER_DAY: Final = 24 * 60
LOOK_AHEAD_DAYS: Final = 400
_THURSDAY: Final = 3
"""1970-01-01."""


@decides(SetCalendar)
def set_calendar(
    school: School, _actor: Session | None, wish: SetCalendar, _now: Now
) -> Iterator[Event]:
    calendar = wish.calendar
    if calendar.first_day > calendar.last_day:
        raise Refused("calendar_ends_before_it_begins")
    for opening in calendar.openings:
        if opening.floor not in school.floors:
            raise Refused("no_such_floor")
        if opening.opens >= opening.closes:
            raise Refused("closes_before_it_opens")
    require_unchanged(school.calendar, wish.over, calendar)
    yield CalendarSet(calendar)


@every_tick
def open_and_close(school: School, now: Now) -> Iterator[Event]:
    for floor_id in sorted(school.floors):
        floor = school.floors[floor_id]
        if floor.open:
            yield from _warn(floor, now)
        if floor.known and (floor.until_ms == 0 or now.wall_ms < floor.until_ms):
            continue
        opens, until_ms = state_at(school.calendar, floor_id, now)
        if floor.open and not opens:
            yield from _send_home(school, floor, now)
        if floor.open != opens or not floor.known or floor.until_ms != until_ms:
            event = FloorOpened if opens else FloorClosed
            yield event(floor_id, until_ms)


def _warn(floor: Floor, now: Now) -> Iterator[Event]:
    left_ms = floor.until_ms - now.wall_ms
    for minutes in sorted(CLOSING_WARNINGS_MIN):
        if 0 < left_ms <= minutes * MINUTE_MS:
            if floor.warned_min == 0 or minutes < floor.warned_min:
                yield ClosingWarned(floor.plan.floor, minutes, floor.until_ms)
            return


def _send_home(school: School, floor: Floor, now: Now) -> Iterator[Event]:
    """Pupils on a closing floor are logged out; staff stay (A5, A6). So are pupils at the desk
    when all closes."""
    others_open = any(f.open for f in school.floors.values() if f is not floor)
    for account in sorted(school.sessions):
        if school.accounts[account].role in STAFF:
            continue
        handle = school.sessions[account].avatar
        on_floor = handle is not None and handle in floor.here
        if on_floor or (handle is None and not others_open):
            yield from sessions.leave(school, account, Cause.CLOSING, now)


def state_at(calendar: Calendar | None, floor: FloorId, now: Now) -> tuple[bool, WallMs]:
    """Whether a floor is open at `now`, and when that changes (0: not within `LOOK_AHEAD_DAYS`).

    Hours that end at midnight and go on after it are one opening: nobody is warned of a closing
    that does not come.
    """
    if calendar is None:
        return False, 0
    today, ms_of_day = divmod(now.local_ms, MINUTES_PER_DAY * MINUTE_MS)
    for day in range(max(today, calendar.first_day), today + LOOK_AHEAD_DAYS):
        passed_ms = ms_of_day if day == today else -1
        midnight_ms = now.wall_ms - ms_of_day + (day - today) * MINUTES_PER_DAY * MINUTE_MS
        for opens, closes in hours_of_day(calendar, floor, day):
            if passed_ms < opens * MINUTE_MS:
                return False, midnight_ms + opens * MINUTE_MS
            if passed_ms < closes * MINUTE_MS:
                end = _end_of_opening(calendar, floor, day, closes)
                return True, 0 if end is None else midnight_ms + end * MINUTE_MS
        if day > calendar.last_day:
            break
    return False, 0


def opens_after(calendar: Calendar | None, floors: Container[FloorId], now: Now) -> WallMs:
    """The first moment after `now` at which hours of any of `floors` begin, 0 if none within
    `LOOK_AHEAD_DAYS`."""
    if calendar is None:
        return 0
    today, ms_of_day = divmod(now.local_ms, MINUTES_PER_DAY * MINUTE_MS)
    last_day = min(today + LOOK_AHEAD_DAYS, calendar.last_day)
    for day in range(max(today, calendar.first_day), last_day + 1):
        passed_ms = ms_of_day if day == today else -1
        weekday = weekday_of(calendar, day)
        opens = [
            opening.opens
            for opening in calendar.openings
            if opening.weekday == weekday
            and opening.floor in floors
            and opening.opens * MINUTE_MS > passed_ms
        ]
        if opens:
            days = day - today
            midnight_ms = now.wall_ms - ms_of_day + days * MINUTES_PER_DAY * MINUTE_MS
            return midnight_ms + min(opens) * MINUTE_MS
    return 0


def _end_of_opening(calendar: Calendar, floor: FloorId, day: int, closes: int) -> int | None:
    """The end of hours that last until minute `closes` of a local day, or through midnights after
    it, in minutes since that day began; None for one without end."""
    for days in range(LOOK_AHEAD_DAYS):
        after = hours_of_day(calendar, floor, day + days + 1)
        if closes < MINUTES_PER_DAY or not after or after[0][0] > 0:
            return days * MINUTES_PER_DAY + closes
        closes = after[0][1]
    return None


def weekday_of(calendar: Calendar, day: int) -> int | None:
    """Whose weekday's hours hold on a local day; None when the school is closed that day."""
    if not calendar.first_day <= day <= calendar.last_day:
        return None
    for extra in calendar.extra_days:
        if extra.day == day:
            return extra.like_weekday
    return None if day in calendar.closed_days else (day + _THURSDAY) % 7


def hours_of_day(calendar: Calendar, floor: FloorId, day: int) -> list[tuple[int, int]]:
    """The windows of a floor on a local day as (opens, closes) minutes, in order, touching ones
    joined."""
    weekday = weekday_of(calendar, day)
    windows: list[tuple[int, int]] = []
    for opens, closes in sorted(
        (opening.opens, opening.closes)
        for opening in calendar.openings
        if opening.floor == floor and opening.weekday == weekday
    ):
        if windows and opens <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(closes, windows[-1][1]))
        else:
            windows.append((opens, closes))
    return windows


@due
def next_changes(school: School, now: Now) -> Iterator[Tick]:
    for floor in school.floors.values():
        if not floor.known:
            yield now.tick + 1
        moments = [floor.until_ms] if floor.until_ms else []
        if floor.open:
            moments += [floor.until_ms - minutes * MINUTE_MS for minutes in CLOSING_WARNINGS_MIN]
        for moment_ms in moments:
            if moment_ms > now.wall_ms:
                yield now.tick + -(-(moment_ms - now.wall_ms) // TICK_MS)


@applies(CalendarSet)
def calendar_set(school: School, event: CalendarSet) -> None:
    school.calendar = event.calendar
    for floor in school.floors.values():
        floor.known = False


@applies(FloorOpened)
def floor_opened(school: School, event: FloorOpened) -> None:
    _turn(school.floors[event.floor], True, event.closes_at_ms)


@applies(FloorClosed)
def floor_closed(school: School, event: FloorClosed) -> None:
    _turn(school.floors[event.floor], False, event.opens_at_ms)


def _turn(floor: Floor, is_open: bool, until_ms: WallMs) -> None:
    floor.open = is_open
    floor.until_ms = until_ms
    floor.known = True
    floor.warned_min = 0


@applies(ClosingWarned)
def closing_warned(school: School, event: ClosingWarned) -> None:
    school.floors[event.floor].warned_min = event.minutes


@view
def view_hours(school: School, _account: AccountId, _now: Now) -> Iterator[Message]:
    for floor_id in sorted(school.floors):
        floor = school.floors[floor_id]
        yield HoursShown(floor_id, floor.plan.name, floor.plan.yomi, floor.open, floor.until_ms)


@floor_view
def closing_here(
    _school: School, _account: AccountId, floor: Floor, _tick: Tick
) -> Iterator[Message]:
    """The last warning, for whoever comes after it was given."""
    if floor.warned_min:
        yield ClosingWarned(floor.plan.floor, floor.warned_min, floor.until_ms)
