"""Chimes: the school's bell, rung by the clock, once, whatever the clock does (SPEC T2.3.a)."""

import pytest

from protocol.chimes import ChimeRang, ChimeRule, ChimesSet, SetChimes
from protocol.hours import Calendar, CalendarSet, ExtraDay, Opening
from protocol.sessions import BeginEpoch
from protocol.units import TICK_MS, TICKS_PER_MINUTE
from simulation.sight import shown_by
from simulation.snapshot import dump, load
from tests.simulation.given import (
    ADMIN,
    BEGAN_TICK,
    MONDAY_9_MS,
    Lived,
    an_open_school,
    given,
    logged_in,
)

MINUTE_MS = 60_000
MONDAY = 20_724
"""2026-09-28, in days since 1970."""
EVERY_DAY = tuple(range(7))


def chime(name: str, minute: int, weekdays: tuple[int, ...] = EVERY_DAY, *floors: str) -> ChimeRule:
    return ChimeRule(name, f"{name}の鐘", minute, weekdays, floors, "bell", 50)


def calendar(closed: tuple[int, ...] = (), extra: tuple[ExtraDay, ...] = ()) -> CalendarSet:
    """Open from Monday to Friday, eight to five."""
    hours = tuple(Opening(f, d, 480, 1020) for f in ("classroom", "yard") for d in range(5))
    return CalendarSet(Calendar(0, 100_000, hours, closed, extra))


def a_school_with(*rules: ChimeRule, hours: CalendarSet | None = None) -> Lived:
    lived = given(an_open_school(), hours or calendar(), ChimesSet(rules))
    lived.live(1)
    return lived


def rung(lived: Lived) -> list[str]:
    return [event.chime for _, event in lived.of_kind(ChimeRang)]


@pytest.mark.spec("T2.3.a")
def test_twenty_four_chimes_ring_at_their_exact_ticks_and_once() -> None:
    rules = [chime(f"chime-{n}", 9 * 60 + 5 + 17 * n) for n in range(24)]
    lived = a_school_with(*rules)
    lived.wait(12 * 60 * TICKS_PER_MINUTE)
    expected = [
        (BEGAN_TICK + (rule.minute - 9 * 60) * TICKS_PER_MINUTE, rule.chime) for rule in rules
    ]
    assert [(tick, event.chime) for tick, event in lived.of_kind(ChimeRang)] == expected


@pytest.mark.spec("T2.3.a")
def test_a_chime_whose_first_tick_was_skipped_rings_on_the_next_one_in_its_minute() -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1))
    lived.jump(TICKS_PER_MINUTE + 700, wall_ms=MINUTE_MS + 35_000)
    assert rung(lived) == ["ten"]
    assert lived.live(600) == [], "and not a second time"


@pytest.mark.spec("T2.3.a")
def test_a_chime_over_whose_minute_the_clock_jumped_stays_silent() -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1))
    lived.jump(wall_ms=60 * MINUTE_MS)
    assert rung(lived) == []


@pytest.mark.spec("T2.3.a")
def test_a_chime_rings_once_when_the_clock_is_set_back() -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1))
    lived.wait(TICKS_PER_MINUTE + 20)
    lived.jump(wall_ms=-MINUTE_MS)
    lived.wait(3 * TICKS_PER_MINUTE)
    assert rung(lived) == ["ten"]


@pytest.mark.spec("T2.3.a")
@pytest.mark.parametrize(("down_ms", "rings"), [(30_000, ["ten"]), (90_000, [])])
def test_after_a_restart_a_chime_rings_if_its_minute_is_not_over(
    down_ms: int, rings: list[str]
) -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1))
    lived.wait(TICKS_PER_MINUTE - 20)
    lived.school = load(*dump(lived.school))
    lived.wall_ms += down_ms
    lived.when(BeginEpoch())
    assert rung(lived) == rings


@pytest.mark.spec("T2.3.a")
def test_after_a_restart_a_chime_that_rang_does_not_ring_again() -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1))
    lived.wait(TICKS_PER_MINUTE + 1)
    lived.school = load(*dump(lived.school))
    lived.when(BeginEpoch())
    assert rung(lived) == ["ten"]


def test_a_chime_rings_on_its_weekdays() -> None:
    lived = a_school_with(chime("tuesday", 600, (1,)), chime("monday", 600, (0,)))
    lived.wait(36 * 60 * TICKS_PER_MINUTE)
    assert rung(lived) == ["monday", "tuesday"]


def test_no_chime_rings_on_a_day_on_which_nothing_opens() -> None:
    holiday = a_school_with(chime("ten", 600), hours=calendar(closed=(MONDAY,)))
    holiday.wait(2 * 60 * TICKS_PER_MINUTE)
    weekend = a_school_with(chime("ten", 600))
    weekend.jump(wall_ms=5 * 24 * 60 * MINUTE_MS)
    weekend.wait(24 * 60 * TICKS_PER_MINUTE)
    assert rung(holiday) == rung(weekend) == []


def test_an_extra_day_has_the_chimes_of_the_weekday_it_follows() -> None:
    hours = calendar(closed=(MONDAY,), extra=(ExtraDay(MONDAY, 4),))
    lived = a_school_with(chime("friday", 600, (4,)), chime("monday", 600, (0,)), hours=hours)
    lived.wait(2 * 60 * TICKS_PER_MINUTE)
    assert rung(lived) == ["friday"]


def test_without_a_calendar_no_chime_rings() -> None:
    lived = given(an_open_school(), ChimesSet((chime("ten", 9 * 60 + 1),)))
    lived.wait(2 * TICKS_PER_MINUTE)
    assert rung(lived) == []


@pytest.mark.parametrize(
    ("floors", "heard"),
    [((), ("floor:classroom", "floor:yard")), (("yard",), ("floor:yard",))],
)
def test_a_chime_is_heard_on_its_floors(floors: tuple[str, ...], heard: tuple[str, ...]) -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1, EVERY_DAY, *floors))
    lived.wait(2 * TICKS_PER_MINUTE)
    [(_, rang)] = lived.of_kind(ChimeRang)
    assert [show.channels for show in shown_by(lived.school, rang)] == [heard]


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ((chime("ten", 600), chime("ten", 660)), "chime_twice"),
        ((chime("ten", 600, EVERY_DAY, "nowhere"),), "no_such_floor"),
        ((chime("ten", 24 * 60),), "no_such_time"),
    ],
)
def test_a_list_of_chimes_that_cannot_be_is_refused(
    rules: tuple[ChimeRule, ...], reason: str
) -> None:
    lived = given(an_open_school(), logged_in(ADMIN))
    assert lived.refusal(SetChimes(rules, ""), ADMIN).reason == reason


def test_a_new_list_replaces_the_old_one() -> None:
    lived = a_school_with(chime("ten", 9 * 60 + 1), chime("noon", 12 * 60))
    lived.then(logged_in(ADMIN))
    rules = (chime("noon", 12 * 60),)
    assert ChimesSet(rules) in lived.when(SetChimes(rules, ""), ADMIN)
    lived.wait(4 * 60 * TICKS_PER_MINUTE)
    assert rung(lived) == ["noon"]


def test_a_chime_that_rang_in_this_minute_does_not_ring_because_the_list_was_set_again() -> None:
    lived = a_school_with(chime("now", 9 * 60))
    assert rung(lived) == ["now"]
    lived.when(SetChimes((chime("now", 9 * 60),), ""))
    lived.live(20)
    assert rung(lived) == ["now"]


def test_the_tests_begin_on_a_monday_at_nine() -> None:
    assert (MONDAY_9_MS + 9 * 60 * MINUTE_MS) == (MONDAY * 24 * 60 + 9 * 60) * MINUTE_MS
    assert TICKS_PER_MINUTE * TICK_MS == MINUTE_MS
