"""Opening hours: floors open and close by the calendar (SPEC T1.4, T2.3.b, T2.3.c)."""

import pytest

from protocol.calling import CallEnded, CallJoined, CallLeft, CallStarted
from protocol.floors import EnterFloor, FloorAdded, FloorEntered
from protocol.hours import (
    Calendar,
    CalendarSet,
    ClosingWarned,
    ExtraDay,
    FloorClosed,
    FloorOpened,
    Opening,
    SetCalendar,
)
from protocol.sessions import Cause, Device, Left, OpenSession
from protocol.units import TICK_MS, TICKS_PER_MINUTE
from simulation.sight import shown_by
from tests.simulation.given import (
    ADMIN,
    AKI,
    HARU,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    TEACHER,
    Lived,
    given,
    handle_of,
    id_of,
    known,
    logged_in,
    plan,
    standing_at,
)

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
MONDAY = 20_724
FLOORS = ("classroom", "library", "yard")
DAY_TICKS = 24 * 60 * TICKS_PER_MINUTE


def at(hour: int, minute: int = 0, day: int = 0) -> int:
    """A wall clock moment of that Monday, or so many days later."""
    return MONDAY_9_MS + ((hour - 9) * 60 + minute) * MINUTE_MS + day * DAY_MS


def hours(*windows: tuple[str, int, int], days: range = range(5)) -> tuple[Opening, ...]:
    return tuple(Opening(floor, d, opens, closes) for floor, opens, closes in windows for d in days)


def a_school(*openings: Opening, closed: tuple[int, ...] = (), extra: tuple[ExtraDay, ...] = (),
             last_day: int = 100_000) -> Lived:  # fmt: skip
    """Three floors with these hours, at nine on Monday."""
    floors = [FloorAdded(plan(floor)) for floor in FLOORS]
    lived = given(floors, CalendarSet(Calendar(0, last_day, openings, closed, extra)))
    lived.live(1)
    return lived


def changes(lived: Lived, floor: str) -> list[tuple[str, int]]:
    """Opened or closed, and the moment at which it happened."""
    return [
        (type(event).__name__, moment(tick))
        for tick, event in lived.happened
        if isinstance(event, FloorOpened | FloorClosed) and event.floor == floor
    ]


def moment(tick: int) -> int:
    return MONDAY_9_MS + (tick - 1_000) * TICK_MS


@pytest.mark.spec("T2.3.b")
def test_three_floors_open_and_close_each_in_its_own_hours() -> None:
    openings = hours(("classroom", 570, 720), ("library", 600, 1020), ("yard", 720, 780))
    lived = a_school(*openings)
    lived.wait(DAY_TICKS)
    opened = {floor: changes(lived, floor)[1:3] for floor in FLOORS}
    assert opened == {
        "classroom": [("FloorOpened", at(9, 30)), ("FloorClosed", at(12))],
        "library": [("FloorOpened", at(10)), ("FloorClosed", at(17))],
        "yard": [("FloorOpened", at(12)), ("FloorClosed", at(13))],
    }


@pytest.mark.spec("T2.3.b")
def test_outside_its_hours_a_floor_refuses_with_its_next_opening() -> None:
    lived = a_school(*hours(("classroom", 540, 720), ("yard", 780, 840)))
    lived.then(logged_in(AKI))
    refusal = lived.refusal(EnterFloor("yard"), AKI)
    assert (refusal.reason, refusal.at_ms) == ("floor_closed", at(13))
    assert lived.when(EnterFloor("classroom"), AKI)


@pytest.mark.spec("T2.3.b")
def test_a_login_while_everything_is_closed_is_told_the_next_day_of_school() -> None:
    lived = a_school(*hours(("classroom", 480, 560)), closed=(MONDAY + 1,))
    lived.then(known(AKI))
    lived.wait(60 * TICKS_PER_MINUTE)
    refusal = lived.refusal(OpenSession(AKI, id_of("s"), Device.IPAD))
    assert (refusal.reason, refusal.at_ms) == ("school_closed", at(8, 0, day=2))


@pytest.mark.spec("T2.3.c")
def test_a_floor_warns_ten_three_and_one_minute_before_it_closes() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.wait(61 * TICKS_PER_MINUTE)
    warned = [(moment(tick), event.minutes) for tick, event in lived.of_kind(ClosingWarned)]
    assert warned == [(at(9, 50), 10), (at(9, 57), 3), (at(9, 59), 1)]
    assert changes(lived, "classroom")[-1] == ("FloorClosed", at(10))


@pytest.mark.spec("T2.3.c")
def test_staff_on_the_floor_are_warned_too() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.wait(51 * TICKS_PER_MINUTE)
    [(_, warned)] = lived.of_kind(ClosingWarned)
    assert [show.channels for show in shown_by(lived.school, warned)] == [("floor:classroom",)]


@pytest.mark.spec("T2.3.c")
def test_at_closing_time_pupils_are_logged_out_and_their_calls_end_and_staff_stay() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.wait(40 * TICKS_PER_MINUTE)
    call = id_of("call")
    lived.then(standing_at(PLACE, AKI, HARU, TEACHER), CallStarted(call, "classroom"))
    lived.then(CallJoined(call, who) for who in (AKI, HARU, TEACHER))
    lived.wait(21 * TICKS_PER_MINUTE)
    left = [(moment(tick), event.account, event.cause) for tick, event in lived.of_kind(Left)]
    assert left == [(at(10), AKI, Cause.CLOSING), (at(10), HARU, Cause.CLOSING)]
    assert {moment(tick) for tick, _ in lived.of_kind(CallLeft)} == {at(10)}
    assert [event.call for _, event in lived.of_kind(CallEnded)] == [call]
    assert [avatar.account for avatar in lived.school.avatars.values()] == [TEACHER]


@pytest.mark.spec("T2.3.c")
def test_closing_one_floor_touches_nobody_on_another_or_at_the_desk() -> None:
    lived = a_school(*hours(("classroom", 540, 600), ("yard", 540, 660)))
    lived.then(standing_at(PLACE, AKI), logged_in(NATSU))
    lived.then(logged_in(HARU), FloorEntered(HARU, handle_of(HARU), "yard", *PLACE))
    lived.jump(wall_ms=60 * MINUTE_MS)
    assert [event.account for _, event in lived.of_kind(Left)] == [AKI]


def test_pupils_at_the_desk_leave_when_the_last_floor_closes() -> None:
    lived = a_school(*hours(("classroom", 540, 550)))
    lived.then(logged_in(NATSU, TEACHER))
    lived.wait(11 * TICKS_PER_MINUTE)
    assert [(e.account, e.cause) for _, e in lived.of_kind(Left)] == [(NATSU, Cause.CLOSING)]


def test_a_clock_that_jumps_over_the_warnings_closes_all_the_same() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.then(standing_at(PLACE, AKI))
    lived.jump(wall_ms=90 * MINUTE_MS)
    assert [event.cause for _, event in lived.of_kind(Left)] == [Cause.CLOSING]
    assert lived.of_kind(ClosingWarned) == []


def test_a_clock_that_jumps_among_the_warnings_gives_the_nearest_only() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.jump(wall_ms=58 * MINUTE_MS)
    lived.live(20)
    assert [event.minutes for _, event in lived.of_kind(ClosingWarned)] == [3]


def test_a_floor_warns_again_on_the_next_day() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.wait(DAY_TICKS + 62 * TICKS_PER_MINUTE)
    assert [event.minutes for _, event in lived.of_kind(ClosingWarned)] == [10, 3, 1] * 2


@pytest.mark.spec("T1.4")
def test_a_holiday_is_closed_and_an_extra_day_is_open_like_another_weekday() -> None:
    saturday = MONDAY + 5
    lived = a_school(
        *hours(("yard", 600, 660)), closed=(MONDAY + 1,), extra=(ExtraDay(saturday, 2),)
    )
    lived.wait(7 * DAY_TICKS)
    opened = [when for name, when in changes(lived, "yard") if name == "FloorOpened"]
    assert opened == [at(10, 0, day) for day in (0, 2, 3, 4, 5)]


def test_hours_that_touch_are_one_opening() -> None:
    lived = a_school(*hours(("yard", 600, 660), ("yard", 660, 720), ("yard", 700, 730)))
    lived.wait(DAY_TICKS // 2)
    assert changes(lived, "yard")[1:3] == [("FloorOpened", at(10)), ("FloorClosed", at(12, 10))]


def test_hours_that_go_on_after_midnight_are_one_opening_without_a_warning_in_it() -> None:
    night = (*hours(("yard", 1_200, 1_440)), *hours(("yard", 0, 120), days=range(1, 6)))
    lived = a_school(*night)
    lived.wait(DAY_TICKS)
    assert changes(lived, "yard")[1:3] == [("FloorOpened", at(20)), ("FloorClosed", at(2, 0, 1))]
    warned = lived.of_kind(ClosingWarned)
    assert [event.closes_at_ms for _, event in warned] == [at(2, 0, 1)] * 3


def test_a_floor_that_is_open_day_and_night_never_speaks_of_closing() -> None:
    lived = a_school(*hours(("yard", 0, 1_440), days=range(7)))
    lived.wait(3 * DAY_TICKS)
    assert [event for _, event in lived.of_kind(FloorOpened)] == [FloorOpened("yard", 0)]
    assert lived.of_kind(ClosingWarned) == []


def test_after_the_calendars_last_day_nothing_opens_and_nobody_knows_when() -> None:
    lived = a_school(*hours(("yard", 600, 660)), last_day=MONDAY)
    lived.wait(3 * DAY_TICKS)
    assert [name for name, _ in changes(lived, "yard")] == [
        "FloorClosed", "FloorOpened", "FloorClosed",
    ]  # fmt: skip
    assert lived.of_kind(FloorClosed)[-1][1] == FloorClosed("yard", 0)


def test_a_school_without_a_calendar_is_closed() -> None:
    lived = given(FloorAdded(plan()))
    assert lived.live(1) == [FloorClosed("classroom", 0)]
    assert lived.live(100) == []


def test_a_new_calendar_counts_at_once() -> None:
    lived = a_school(*hours(("classroom", 540, 600)))
    lived.then(standing_at(PLACE, AKI), logged_in(ADMIN))
    longer = Calendar(0, 100_000, hours(("classroom", 540, 900)), (), ())
    assert FloorOpened("classroom", at(15)) in lived.when(SetCalendar(longer, ""), ADMIN)
    nothing = Calendar(0, 100_000, (), (), ())
    events = lived.when(SetCalendar(nothing, ""), ADMIN)
    assert [event.cause for event in events if isinstance(event, Left)] == [Cause.CLOSING]
    assert FloorClosed("classroom", 0) in events


@pytest.mark.parametrize(
    ("calendar", "reason"),
    [
        (Calendar(10, 9, (), (), ()), "calendar_ends_before_it_begins"),
        (Calendar(0, 9, hours(("nowhere", 540, 600)), (), ()), "no_such_floor"),
        (Calendar(0, 9, hours(("yard", 600, 600)), (), ()), "closes_before_it_opens"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused(calendar: Calendar, reason: str) -> None:
    lived = a_school()
    assert lived.refusal(SetCalendar(calendar, "")).reason == reason
