"""When a private talk may be booked: while the school is open to pupils, in the weeks to come, and
not while its counsellor has another one.

Whoever wants talks at other times opens the school for them: an extra day, or longer hours, of its
calendar. A talk when all floors are closed would end as it begins.
"""

from collections.abc import Iterator
from typing import Final

from protocol.booking import Half
from protocol.rights import Role
from protocol.units import BOOKING_DAYS_AHEAD, BOOKING_MINUTES, AccountId, EpochDay, WallMs
from simulation.hours import MINUTE_MS, MINUTES_PER_DAY, hours_of_day, state_at
from simulation.rules import Refused
from simulation.school import Floor, Now, School

DAY_MS: Final = MINUTES_PER_DAY * MINUTE_MS
LENGTH_MS: Final = BOOKING_MINUTES * MINUTE_MS
_NOON: Final = MINUTES_PER_DAY // 2
_WINDOWS: Final = {Half.MORNING: (0, _NOON), Half.AFTERNOON: (_NOON, MINUTES_PER_DAY)}


def require_open_half(school: School, day: EpochDay, half: Half, now: Now) -> None:
    """Raises Refused unless a talk could still be held then."""
    begins, ends = _WINDOWS[half]
    today, ms_of_day = divmod(now.local_ms, DAY_MS)
    if day < today or (day == today and ms_of_day + LENGTH_MS > ends * MINUTE_MS):
        raise Refused("booking_in_the_past")
    if day > today + BOOKING_DAYS_AHEAD:
        raise Refused("booking_too_far")
    from_min = max(begins, ms_of_day // MINUTE_MS) if day == today else begins
    for floor in _floors_of_pupils(school):
        if school.calendar is None:
            break
        for opens, closes in hours_of_day(school.calendar, floor.plan.floor, day):
            if min(closes, ends) - max(opens, from_min) >= BOOKING_MINUTES:
                return
    raise Refused("closed_then")


def open_halves(school: School, now: Now, days: int) -> Iterator[tuple[EpochDay, list[Half]]]:
    """The days from today on, without those on which no talk can be wished for."""
    today = now.local_ms // DAY_MS
    for day in range(today, today + days):
        halves = [half for half in Half if _is_open(school, day, half, now)]
        if halves:
            yield day, halves


def _is_open(school: School, day: EpochDay, half: Half, now: Now) -> bool:
    try:
        require_open_half(school, day, half, now)
    except Refused:
        return False
    return True


def require_open_time(school: School, at_ms: WallMs, now: Now) -> None:
    """Raises Refused, with the moment, unless a whole talk could be held then."""
    if at_ms <= now.wall_ms:
        raise Refused("booking_in_the_past", at_ms)
    if at_ms > now.wall_ms + BOOKING_DAYS_AHEAD * DAY_MS:
        raise Refused("booking_too_far", at_ms)
    then = now._replace(wall_ms=at_ms)
    for floor in _floors_of_pupils(school):
        is_open, until_ms = state_at(school.calendar, floor.plan.floor, then)
        if is_open and (until_ms == 0 or until_ms >= at_ms + LENGTH_MS):
            return
    raise Refused("closed_then", at_ms)


def free_times(
    school: School, counsellor: AccountId, times: tuple[WallMs, ...], booking: str, now: Now
) -> tuple[WallMs, ...]:
    """The times in their order. Raises Refused, with the moment in the way, where the counsellor
    offered or agreed on another talk than this `booking`; two people are never offered one time, so
    whoever chooses learns nothing of others."""
    ordered = tuple(sorted(set(times)))
    for one, next_one in zip(ordered, ordered[1:], strict=False):
        if too_near(next_one, one):
            raise Refused("counsellor_busy", one)
    for at_ms in ordered:
        require_open_time(school, at_ms, now)
        for name, other in sorted(school.bookings.items()):
            if other.counsellor == counsellor and name != booking:
                for taken_ms in other.times_taken():
                    if too_near(at_ms, taken_ms):
                        raise Refused("counsellor_busy", taken_ms)
    return ordered


def too_near(at_ms: WallMs, other_ms: WallMs) -> bool:
    """Whether two talks would overlap."""
    return abs(at_ms - other_ms) < LENGTH_MS


def end_of(school: School, day: EpochDay) -> WallMs:
    """The midnight after a local day."""
    return (day + 1) * DAY_MS - school.position.utc_offset_min * MINUTE_MS


def half_of(school: School, at_ms: WallMs) -> tuple[EpochDay, Half]:
    """The local day of a moment, and its half."""
    day, ms_of_day = divmod(at_ms + school.position.utc_offset_min * MINUTE_MS, DAY_MS)
    return day, Half.MORNING if ms_of_day < _NOON * MINUTE_MS else Half.AFTERNOON


def _floors_of_pupils(school: School) -> Iterator[Floor]:
    for name in sorted(school.floors):
        if Role.PUPIL in school.floors[name].plan.roles:
            yield school.floors[name]
