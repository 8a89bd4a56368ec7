"""A whole year of a school's calendar, jumped through from one due moment to the next (T1.4, T2.3).

The clock is set back and forward and the server restarts now and then. What should have rung, and
when it was open, is worked out here a second time, from the Gregorian calendar.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import jpholiday
import pytest

from protocol.chimes import ChimeRang, ChimeRule, ChimesSet
from protocol.floors import EnterFloor
from protocol.hours import Calendar, CalendarSet, ExtraDay, FloorOpened, Opening
from protocol.sessions import BeginEpoch, Cause, Device, Left, OpenSession
from protocol.units import TICKS_PER_MINUTE
from simulation.due import next_moment
from simulation.school import Now
from simulation.snapshot import dump, load
from tests.simulation.given import (
    AKI,
    JAPAN_MIN,
    MONDAY_9_MS,
    Lived,
    an_open_school,
    given,
    known,
    session_of,
)

FIRST, LAST = dt.date(2026, 10, 1), dt.date(2027, 9, 30)
EPOCH = dt.date(1970, 1, 1)
VACATION = (dt.date(2026, 12, 26), dt.date(2027, 1, 7))
EXTRA = dt.date(2026, 12, 5)
OPENS, CLOSES = 13 * 60, 15 * 60
CHIMES = [ChimeRule(f"chime-{n}", f"鐘{n}", OPENS + 5 * n, (1, 2, 3, 4), (), "bell", 50)
          for n in range(24)]  # fmt: skip
DAY_MS = 24 * 60 * 60_000


def days() -> Iterator[dt.date]:
    return (FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1))


def is_school_day(day: dt.date) -> bool:
    """Tuesday to Friday, but for holidays and the vacation; and one Saturday."""
    if day == EXTRA:
        return True
    if VACATION[0] <= day <= VACATION[1] or jpholiday.is_holiday(day):
        return False
    return day.weekday() in (1, 2, 3, 4) and FIRST <= day <= LAST


def number_of(day: dt.date) -> int:
    return (day - EPOCH).days


def the_calendar() -> Calendar:
    hours = tuple(Opening("classroom", day, OPENS, CLOSES) for day in (1, 2, 3, 4))
    holidays = {day for day, _ in jpholiday.between(FIRST, LAST)}
    closed = holidays | {day for day in days() if VACATION[0] <= day <= VACATION[1]}
    return Calendar(
        number_of(FIRST), number_of(LAST), hours, tuple(sorted(map(number_of, closed))),
        (ExtraDay(number_of(EXTRA), 1),),
    )  # fmt: skip


def local(lived: Lived) -> dt.datetime:
    japan = dt.timezone(dt.timedelta(minutes=JAPAN_MIN))
    return dt.datetime.fromtimestamp(lived.wall_ms / 1000, japan)


def disturb(lived: Lived, steps: int) -> None:
    """A restart, a clock set back in the middle of a day, one set forward in the night."""
    if steps % 997 == 0:
        lived.school = load(*dump(lived.school))
        lived.when(BeginEpoch())
    if steps % 401 == 0 and lived.school.floors["classroom"].open:
        lived.jump(wall_ms=-4 * 60_000)
    if steps % 89 == 0 and local(lived).hour < 10:
        lived.jump(wall_ms=25 * 60_000)


def check(lived: Lived) -> None:
    now, is_open = local(lived), lived.school.floors["classroom"].open
    minute = now.hour * 60 + now.minute
    assert is_open == (is_school_day(now.date()) and OPENS <= minute < CLOSES), now
    assert is_open or AKI not in lived.school.sessions, f"inside at {now}"


@pytest.mark.spec("T1.3")
@pytest.mark.spec("T1.4")
@pytest.mark.spec("T2.3.a")
@pytest.mark.spec("T2.3.b")
@pytest.mark.spec("T2.3.c")
def test_in_a_year_every_chime_rings_once_and_nobody_is_inside_outside_of_the_hours() -> None:
    lived = given(
        an_open_school(), known(AKI), CalendarSet(the_calendar()), ChimesSet(tuple(CHIMES))
    )
    lived.live(1)
    end_ms = MONDAY_9_MS + (number_of(LAST) - number_of(dt.date(2026, 9, 28)) + 1) * DAY_MS
    steps = 0
    while lived.wall_ms < end_ms:
        now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
        due = next_moment(lived.school, now)
        lived.live(1) if due is None else lived.jump(due - now.tick, (due - now.tick) * 50)
        if lived.school.floors["classroom"].open and AKI not in lived.school.sessions:
            lived.when(OpenSession(AKI, session_of(AKI), Device.IPAD))
            lived.when(EnterFloor("classroom"), AKI)
        check(lived)
        steps += 1
        disturb(lived, steps)
        if due is None:
            lived.jump(TICKS_PER_MINUTE, 60_000)
    school_days = [day for day in days() if is_school_day(day)]
    rung = Counter((e.chime, e.minute_stamp) for _, e in lived.of_kind(ChimeRang))
    wanted = {(rule.chime, number_of(day) * 1440 + rule.minute)
              for day in school_days for rule in CHIMES}  # fmt: skip
    assert set(rung) == wanted
    assert set(rung.values()) == {1}
    opened = [e for _, e in lived.of_kind(FloorOpened) if e.floor == "classroom"]
    assert len(opened) >= len(school_days) > 150
    closings = [e for _, e in lived.of_kind(Left) if e.cause is Cause.CLOSING]
    assert len(closings) == len(school_days), "everybody is sent home, once a day"
