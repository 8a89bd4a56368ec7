"""Sessions: coming, dropping, coming back, leaving (DESIGN section 5, SPEC T1.6)."""

import pytest

from protocol.accounts import AccountDisabled
from protocol.avatars import ShowStatus, Status, StatusShown
from protocol.floors import FloorAdded, FloorEntered, FloorLeft
from protocol.hours import FloorClosed
from protocol.moving import WalkTo
from protocol.rights import Role
from protocol.sessions import (
    AccessRefused,
    ActivitySeen,
    BeginEpoch,
    Cause,
    Device,
    Disconnect,
    Dropped,
    EndSession,
    EpochStarted,
    Left,
    LoggedIn,
    LogOut,
    NoteForged,
    OpenSession,
    Reconnect,
    Resumed,
)
from protocol.units import (
    ACTIVITY_SEEN_EVERY_TICKS,
    IDLE_LOGOUT_TICKS,
    LEAVE_AFTER_DROP_TICKS,
    TICK_MS,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
)
from simulation.rules import Refused
from simulation.sight import shown_by
from tests.simulation.given import (
    ADMIN,
    AKI,
    CLOSES_MS,
    FAR,
    HARU,
    MONDAY_9_MS,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    handle_of,
    id_of,
    known,
    logged_in,
    plan,
    session_of,
    standing_at,
)

NEXT = id_of("next-session")


def test_a_login_begins_a_stay_at_the_desk() -> None:
    lived = given(an_open_school(), known(AKI))
    assert lived.when(OpenSession(AKI, NEXT, Device.IPAD))[0] == LoggedIn(AKI, NEXT, Device.IPAD)
    assert lived.school.sessions[AKI].avatar is None


@pytest.mark.parametrize("past", [[], [*known(AKI), AccountDisabled(AKI)]])
def test_nobody_unknown_or_disabled_gets_in(past: list[AccountDisabled]) -> None:
    lived = given(an_open_school(), past)
    assert lived.refusal(OpenSession(AKI, NEXT, Device.IPAD)).reason == "account_disabled"


@pytest.mark.spec("T2.3.b")
def test_a_pupil_who_comes_while_all_floors_are_closed_is_told_the_next_opening() -> None:
    closed = [FloorAdded(plan("yard")), FloorAdded(plan("classroom"))]
    lived = given(closed, FloorClosed("yard", CLOSES_MS + 5), FloorClosed("classroom", CLOSES_MS))
    lived.then(known(AKI, TEACHER))
    refusal = lived.refusal(OpenSession(AKI, NEXT, Device.IPAD))
    assert (refusal.reason, refusal.at_ms) == ("school_closed", CLOSES_MS)
    assert lived.when(OpenSession(TEACHER, NEXT, Device.WINDOWS))


@pytest.mark.spec("T1.6")
def test_a_newer_login_ends_the_older_stay_before_it_begins() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.when(OpenSession(AKI, NEXT, Device.IPAD))[:3] == [
        FloorLeft(AKI, handle_of(AKI), "classroom"),
        Left(AKI, session_of(AKI), Cause.MOVED_DEVICE, lived.wall_ms),
        LoggedIn(AKI, NEXT, Device.IPAD),
    ]


def test_a_lost_connection_keeps_the_seat() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    gone = lived.when(Disconnect(AKI, session_of(AKI)))
    assert gone == [Dropped(AKI, session_of(AKI))]
    assert lived.school.sessions[AKI].avatar == handle_of(AKI)
    assert lived.when(Disconnect(AKI, session_of(AKI))) == [], "a drop counts once"


def test_losing_a_connection_of_an_older_session_drops_nobody() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(Disconnect(AKI, NEXT)) == []


@pytest.mark.spec("T1.6")
def test_whoever_comes_back_within_120_seconds_goes_on_as_before() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), Dropped(AKI, session_of(AKI)))
    assert lived.wait(LEAVE_AFTER_DROP_TICKS - 2) == []
    back = lived.when(Reconnect(AKI, session_of(AKI)))
    assert back == [Resumed(AKI, session_of(AKI))]
    assert lived.wait(LEAVE_AFTER_DROP_TICKS) == []


def test_a_first_connection_is_no_return() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(Reconnect(AKI, session_of(AKI))) == []


def test_a_connection_of_an_ended_session_is_refused() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.refusal(Reconnect(AKI, NEXT)).reason == "not_logged_in"


@pytest.mark.spec("T1.6")
def test_a_stay_ends_120_seconds_after_a_drop_and_attendance_ended_at_the_drop() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), Dropped(AKI, session_of(AKI)))
    began = lived.tick
    lived.wait(LEAVE_AFTER_DROP_TICKS + TICKS_PER_SECOND)
    [(tick, left)] = lived.of_kind(Left)
    assert 0 <= tick - began - LEAVE_AFTER_DROP_TICKS < TICKS_PER_SECOND
    assert left == Left(AKI, session_of(AKI), Cause.DROPPED, MONDAY_9_MS)


@pytest.mark.spec("T1.6")
def test_after_a_restart_all_count_as_dropped_at_the_last_moment_of_the_server_before() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU))
    lived.jump(1, wall_ms=600_000)  # the server was down for ten minutes
    last_ms = lived.school.position.wall_ms
    assert lived.when(BeginEpoch()) == [EpochStarted(last_ms)]
    lived.when(Reconnect(HARU, session_of(HARU)))
    lived.wait(LEAVE_AFTER_DROP_TICKS + TICKS_PER_SECOND)
    assert [left for _, left in lived.of_kind(Left)] == [
        Left(AKI, session_of(AKI), Cause.RESTART, last_ms)
    ]


@pytest.mark.spec("T2.2.e")
def test_logging_out_takes_the_avatar_away_at_once() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.when(LogOut(), AKI) == [
        FloorLeft(AKI, handle_of(AKI), "classroom"),
        Left(AKI, session_of(AKI), Cause.LOGOUT, lived.wall_ms),
    ]
    assert AKI not in lived.school.sessions
    assert lived.refusal(WalkTo(100, 100), AKI).reason == "not_logged_in"


def test_a_status_lasts_until_logout() -> None:
    lived = given(an_open_school(), logged_in(AKI), StatusShown(AKI, Status.FOCUSING))
    lived.when(LogOut(), AKI)
    assert lived.school.accounts[AKI].status is Status.NONE


def test_staff_end_a_pupils_stay() -> None:
    lived = given(an_open_school(), logged_in(SUPPORTER, AKI))
    ended = lived.when(EndSession(AKI), SUPPORTER)
    assert ended == [Left(AKI, session_of(AKI), Cause.REMOVED, lived.wall_ms)]
    assert lived.refusal(EndSession(AKI), SUPPORTER).reason == "not_here"


def test_only_an_admin_ends_the_stay_of_staff() -> None:
    lived = given(an_open_school(), logged_in(SUPPORTER, TEACHER, ADMIN))
    assert lived.refusal(EndSession(TEACHER), SUPPORTER).reason == "not_allowed"
    assert [type(event) for event in lived.when(EndSession(TEACHER), ADMIN)] == [Left]


@pytest.mark.parametrize("who", [AKI, TEACHER])
def test_a_forged_command_is_refused_and_noted(who: str) -> None:
    lived = given(an_open_school(), logged_in(who, HARU))
    assert lived.when_all((EndSession(HARU), who)) == [AccessRefused(who, "EndSession")]
    assert lived.refusals() == ["not_allowed"]
    assert HARU in lived.school.sessions


def test_a_forged_request_that_the_shell_refused_is_noted_and_shown_to_nobody() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    [noted] = lived.when(NoteForged(AKI, "POST /api/talks/read"))
    assert noted == AccessRefused(AKI, "POST /api/talks/read")
    assert list(shown_by(lived.school, noted)) == []
    assert lived.refusal(NoteForged("n" * 22, "GET /api/card")).reason == "no_such_account"


def test_what_needs_a_floor_is_refused_at_the_desk() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.refusal(WalkTo(100, 100), AKI).reason == "not_on_a_floor"


def test_a_pupil_who_does_nothing_for_half_an_hour_is_logged_out() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    began = lived.tick
    lived.wait(IDLE_LOGOUT_TICKS + ACTIVITY_SEEN_EVERY_TICKS + TICKS_PER_SECOND)
    [(tick, left)] = lived.of_kind(Left)
    assert left.cause is Cause.IDLE
    since = tick - began - IDLE_LOGOUT_TICKS
    assert 0 <= since - ACTIVITY_SEEN_EVERY_TICKS < TICKS_PER_SECOND


def test_what_was_done_just_after_it_was_noted_counts_too() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.wait(TICKS_PER_MINUTE)
    assert ActivitySeen(AKI) in lived.when(ShowStatus(Status.RESTING), AKI)
    lived.wait(ACTIVITY_SEEN_EVERY_TICKS - 2)
    assert ActivitySeen(AKI) not in lived.when(ShowStatus(Status.NONE), AKI)
    lived.wait(IDLE_LOGOUT_TICKS)
    assert lived.of_kind(Left) == []
    lived.wait(TICKS_PER_MINUTE)
    assert [left.cause for _, left in lived.of_kind(Left)] == [Cause.IDLE]


def test_whatever_a_pupil_does_begins_the_half_hour_anew() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.wait(IDLE_LOGOUT_TICKS - TICKS_PER_MINUTE)
    assert ActivitySeen(AKI) in lived.when(ShowStatus(Status.RESTING), AKI)
    lived.wait(IDLE_LOGOUT_TICKS - TICKS_PER_MINUTE)
    assert lived.of_kind(Left) == []


@pytest.mark.parametrize("who", [SUPPORTER, TEACHER, ADMIN])
def test_staff_on_duty_are_never_idle(who: str) -> None:
    lived = given(an_open_school(), logged_in(who))
    lived.jump(8 * 60 * TICKS_PER_MINUTE, wall_ms=TICK_MS)
    assert lived.of_kind(Left) == []


def test_activity_is_noted_at_most_once_a_minute() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    lived.wait(ACTIVITY_SEEN_EVERY_TICKS - 2)
    assert ActivitySeen(AKI) not in lived.when(ShowStatus(Status.RESTING), AKI)
    assert ActivitySeen(AKI) in lived.when(ShowStatus(Status.NONE), AKI)
    assert ActivitySeen(AKI) not in lived.when(ShowStatus(Status.RESTING), AKI)


def test_a_dropped_pupil_is_not_idle_as_well() -> None:
    lived = idle_for(IDLE_LOGOUT_TICKS - TICKS_PER_MINUTE)
    lived.when(Disconnect(AKI, session_of(AKI)))
    lived.wait(LEAVE_AFTER_DROP_TICKS + TICKS_PER_SECOND)
    assert [left.cause for _, left in lived.of_kind(Left)] == [Cause.DROPPED]


def test_coming_back_does_not_make_a_second_avatar() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), Dropped(AKI, session_of(AKI)))
    lived.when(Reconnect(AKI, session_of(AKI)))
    assert list(lived.school.avatars) == [handle_of(AKI)]
    assert lived.of_kind(FloorEntered) == []


def test_a_wish_that_the_rules_refuse_is_an_exception_with_its_reason() -> None:
    lived = given(an_open_school(), known(AKI))
    with pytest.raises(Refused, match="not_logged_in"):
        lived.when(LogOut(), AKI)


def test_every_role_has_somebody_in_these_tests() -> None:
    lived = given(known(AKI, SUPPORTER, TEACHER, ADMIN))
    assert {person.role for person in lived.school.accounts.values()} == set(Role)


def idle_for(ticks: int) -> Lived:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.wait(ticks)
    return lived
