"""Calling: overlap, dwell, call, apart, grace, end (SPEC T4.5, A2)."""

import pytest

from protocol.calling import (
    ApartBegan,
    ApartEnded,
    CallEnded,
    CallJoined,
    CallLeft,
    CallMemberShown,
    CallStarted,
    LeaveCall,
    OverlapBegan,
    OverlapEnded,
)
from protocol.floors import EnterFloor, FloorEntered, FloorLeft
from protocol.sessions import Dropped, Left, LogOut, Resumed
from protocol.units import (
    APART_GRACE_TICKS,
    CALL_MAX_MEMBERS,
    CONTACT_EVERY_TICKS,
    DWELL_TICKS,
    LEAVE_AFTER_DROP_TICKS,
    TICKS_PER_SECOND,
)
from protocol.vocabulary import Command, Event
from simulation.motion import Point
from simulation.sight import shown_by
from tests.simulation.calls_given import MINUTE, beside, happened, in_a_call, kinds, move, together
from tests.simulation.given import (
    AKI,
    BEGAN_TICK,
    FAR,
    FUYU,
    HARU,
    NATSU,
    PLACE,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    session_of,
    standing_at,
    walked,
)


@pytest.mark.spec("T4.5")
def test_two_who_stay_in_one_place_for_the_dwell_are_in_one_call() -> None:
    lived = together(HARU)
    lived.live(10 * TICKS_PER_SECOND)
    met = BEGAN_TICK + CONTACT_EVERY_TICKS
    assert lived.of_kind(OverlapBegan) == [(met, OverlapBegan(AKI, HARU, met + DWELL_TICKS))]
    [(opened, started)] = lived.of_kind(CallStarted)
    assert opened == met + DWELL_TICKS
    assert [event.account for _, event in lived.of_kind(CallJoined)] == [AKI, HARU]
    assert started.floor == "classroom"


@pytest.mark.spec("T4.5")
def test_passing_by_opens_no_call() -> None:
    lived = given(an_open_school(), standing_at(beside(96), AKI), standing_at(PLACE, HARU))
    lived.then(walked(AKI, lived.tick, beside(96), beside(-80)))
    lived.live(4 * TICKS_PER_SECOND)
    assert happened(lived) == ["OverlapBegan", "OverlapEnded"]


@pytest.mark.spec("T4.5")
@pytest.mark.parametrize(
    ("place", "meets"),
    [(beside(23), True), (beside(24), False), (beside(0, 15), True), (beside(0, 16), False)],
)
def test_people_are_in_one_place_when_their_feet_overlap(place: Point, meets: bool) -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), standing_at(place, HARU))
    lived.live(CONTACT_EVERY_TICKS)
    assert bool(lived.of_kind(OverlapBegan)) is meets


@pytest.mark.spec("T4.5")
def test_walking_to_and_fro_by_a_tile_for_a_minute_does_not_flap() -> None:
    lived = together(HARU)
    for second in range(60):
        to = beside(16 if second % 2 else -16)
        lived.then(walked(HARU, lived.tick, beside(0), to, beside(0)))
        lived.live(TICKS_PER_SECOND)
    assert happened(lived) == ["OverlapBegan", "CallStarted", "CallJoined", "CallJoined"]


@pytest.mark.spec("T4.5")
@pytest.mark.parametrize("place", [beside(35), beside(0, 23)])
def test_up_to_one_and_a_half_times_the_distance_a_call_goes_on(place: Point) -> None:
    lived = in_a_call(HARU)
    move(lived, HARU, place)
    assert lived.live(MINUTE) == []


@pytest.mark.spec("T4.5")
@pytest.mark.parametrize("place", [beside(36), beside(0, 24)])
def test_beyond_that_a_call_ends_after_two_seconds_of_grace(place: Point) -> None:
    lived = in_a_call(HARU)
    move(lived, HARU, place)
    lived.live(4 * TICKS_PER_SECOND)
    noticed = {tick: event.leaves_tick for tick, event in lived.of_kind(ApartBegan)}
    assert all(leaves - tick == APART_GRACE_TICKS for tick, leaves in noticed.items())
    assert APART_GRACE_TICKS == 2 * TICKS_PER_SECOND
    assert {tick for tick, _ in lived.of_kind(CallLeft)} == set(noticed.values())
    assert happened(lived)[2:] == ["CallLeft", "CallLeft", "CallEnded"]
    assert lived.school.calls == {}


@pytest.mark.spec("T4.5")
def test_whoever_comes_back_within_the_grace_stays_in_the_call() -> None:
    lived = in_a_call(HARU)
    move(lived, HARU, FAR)
    lived.live(APART_GRACE_TICKS)
    move(lived, HARU, PLACE)
    lived.live(MINUTE)
    assert set(happened(lived)) == {"ApartBegan", "ApartEnded"}
    assert len(lived.of_kind(ApartEnded)) == 2


@pytest.mark.spec("T4.5")
def test_in_a_call_of_three_only_the_one_who_walks_away_leaves() -> None:
    lived = in_a_call(HARU, NATSU)
    move(lived, NATSU, FAR)
    lived.live(MINUTE)
    assert [event.account for _, event in lived.of_kind(CallLeft)] == [NATSU]
    assert [set(call.members) for call in lived.school.calls.values()] == [{AKI, HARU}]


def test_a_third_person_who_stays_joins_the_call_that_is_open() -> None:
    lived = in_a_call(HARU)
    lived.then(standing_at(PLACE, NATSU))
    lived.live(2 * DWELL_TICKS)
    assert lived.of_kind(CallStarted) == []
    assert [event.account for _, event in lived.of_kind(CallJoined)] == [NATSU]


def test_two_calls_that_meet_stay_two_calls() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI, HARU), standing_at(FAR, NATSU, FUYU))
    lived.live(2 * DWELL_TICKS)
    for who in (NATSU, FUYU):
        move(lived, who, PLACE)
    lived.live(MINUTE)
    members = [set(call.members) for call in lived.school.calls.values()]
    assert {AKI, HARU} in members
    assert {NATSU, FUYU} in members
    assert len(lived.school.calls) == 2, "and no id is given twice"


def test_a_call_has_at_most_six_members() -> None:
    crowd = [id_of(f"pupil{number}") for number in range(9)]
    lived = together(*crowd)
    lived.live(MINUTE)
    members = [account for call in lived.school.calls.values() for account in call.members]
    assert max(len(call.members) for call in lived.school.calls.values()) == CALL_MAX_MEMBERS
    assert len(members) == len(set(members)), "nobody is in two calls"


@pytest.mark.parametrize("wish", [EnterFloor("yard"), LogOut()])
def test_leaving_the_floor_ends_the_call_first(wish: Command) -> None:
    lived = in_a_call(HARU)
    events = lived.when(wish, AKI)
    assert kinds(events[:4]) == ["CallLeft", "CallLeft", "CallEnded", "FloorLeft"]
    assert isinstance(events[4], FloorEntered | Left)


def test_leaving_the_floor_during_the_dwell_ends_the_overlap_first() -> None:
    lived = together(HARU)
    lived.live(CONTACT_EVERY_TICKS)
    ended, left, _entered = lived.when(EnterFloor("yard"), AKI)
    assert ended == OverlapEnded(AKI, HARU)
    assert isinstance(left, FloorLeft)


def test_a_member_whose_connection_is_lost_keeps_the_place_in_the_call_until_the_stay_ends() -> (
    None
):
    lived = in_a_call(HARU)
    lived.then(Dropped(HARU, session_of(HARU)))
    assert lived.live(MINUTE) == []
    lived.live(LEAVE_AFTER_DROP_TICKS)
    assert happened(lived)[:3] == ["CallLeft", "CallLeft", "CallEnded"]


@pytest.mark.spec("T1.6")
def test_nobody_is_brought_to_talk_with_those_whose_connection_is_lost_until_they_are_back() -> (
    None
):
    lived = in_a_call(HARU)
    lived.then(standing_at(PLACE, NATSU))
    lived.live(CONTACT_EVERY_TICKS)
    assert {"OverlapBegan"} <= set(happened(lived))
    lived.then(*(Dropped(who, session_of(who)) for who in (AKI, HARU)))
    lived.live(MINUTE)
    assert lived.of_kind(CallJoined) == []
    assert lived.school.overlaps == {}
    lived.then(Resumed(HARU, session_of(HARU)))
    lived.live(2 * DWELL_TICKS)
    assert [event.account for _, event in lived.of_kind(CallJoined)] == [NATSU]


def test_only_the_two_learn_of_an_overlap_and_only_the_members_of_a_call() -> None:
    lived = together(HARU)
    lived.then(standing_at(beside(100), NATSU))
    told: dict[str, set[str]] = {}
    for _ in range(DWELL_TICKS + CONTACT_EVERY_TICKS):
        for event in lived.live(1):
            for show in shown_by(lived.school, event):
                told.setdefault(type(event).__name__, set()).update(show.channels)
    pair = {f"account:{AKI}", f"account:{HARU}"}
    assert told == {"OverlapBegan": pair, "CallStarted": pair, "CallJoined": pair}


def test_a_call_without_members_is_shown_to_nobody() -> None:
    started = CallStarted(id_of("call"), "classroom")
    lived = given(an_open_school(), started)
    assert list(shown_by(lived.school, started)) == []


def test_whoever_joins_a_call_is_shown_every_member_and_every_member_is_shown_them() -> None:
    lived = in_a_call(HARU)
    call = next(iter(lived.school.calls))
    lived.then(standing_at(FAR, TEACHER), joined := CallJoined(call, TEACHER))
    shown = list(shown_by(lived.school, joined))
    everybody = tuple(f"account:{who}" for who in sorted((AKI, HARU, TEACHER)))
    card = CallMemberShown(call, TEACHER, "teacher", True, lived.school.accounts[TEACHER].look)
    assert (everybody, card) in [(show.channels, show.message) for show in shown]
    to_teacher = [show for show in shown if f"account:{TEACHER}" in show.channels]
    assert len(to_teacher) == 3


def test_who_has_left_a_call_is_told_so() -> None:
    lived = in_a_call(HARU, NATSU)
    [left] = [e for e in lived.when(LeaveCall(), AKI) if isinstance(e, CallLeft)]
    [show] = shown_by(lived.school, left)
    assert set(show.channels) == {f"account:{who}" for who in (AKI, HARU, NATSU)}


def test_a_call_that_ends_is_noted_once() -> None:
    lived = in_a_call(HARU)
    lived.when(LogOut(), AKI)
    assert len(lived.of_kind(CallEnded)) == 1


def test_a_school_that_is_asked_only_when_something_is_due_has_the_same_calls() -> None:
    def a_morning(lived: Lived, pass_time: str) -> list[tuple[int, Event]]:
        for to in (PLACE, beside(30), FAR, PLACE):
            lived.then(walked(HARU, lived.tick, beside(40), to))
            getattr(lived, pass_time)(30 * TICKS_PER_SECOND)
        return lived.happened

    one, other = (
        given(an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU)) for _ in range(2)
    )
    every_tick = a_morning(one, "live")
    assert every_tick == a_morning(other, "wait")
    assert "CallEnded" in kinds(event for _, event in every_tick)
