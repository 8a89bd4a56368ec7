"""Locking: who may still come into a call that is open (SPEC T4.8)."""

import pytest

from protocol.calling import CallJoined, CallStarted, LeaveCall, OverlapBegan
from protocol.locking import CallFull, CallLocked, LockCall
from protocol.units import CALL_MAX_MEMBERS, CONTACT_EVERY_TICKS
from simulation.call_shown import call_shown
from simulation.sight import shown_by
from tests.simulation.calls_given import MINUTE, beside, in_a_call, kinds, move, together
from tests.simulation.given import (
    AKI,
    FAR,
    FUYU,
    HARU,
    NATSU,
    PLACE,
    an_open_school,
    given,
    id_of,
    standing_at,
)


def test_a_locked_call_takes_nobody_and_tells_nobody_outside() -> None:
    lived = in_a_call(HARU)
    [locked] = lived.when(LockCall(True), AKI)
    assert isinstance(locked, CallLocked)
    [seen] = shown_by(lived.school, locked)
    assert seen.channels == tuple(sorted(f"account:{who}" for who in (AKI, HARU)))
    lived.then(standing_at(PLACE, NATSU))
    assert lived.live(MINUTE) == []


def test_a_call_that_is_locked_ends_the_overlaps_with_it() -> None:
    lived = in_a_call(HARU)
    lived.then(standing_at(PLACE, NATSU))
    lived.live(CONTACT_EVERY_TICKS)
    assert lived.of_kind(OverlapBegan) != []
    lived.when(LockCall(True), AKI)
    events = lived.live(MINUTE)
    assert set(kinds(events)) == {"OverlapEnded"}
    assert lived.school.overlaps == {}


def test_any_member_can_open_a_locked_call_again() -> None:
    lived = in_a_call(HARU)
    lived.when(LockCall(True), AKI)
    assert CallLocked(AKI, next(iter(lived.school.calls)), True) in call_shown(lived.school, HARU)
    assert lived.when(LockCall(True), HARU) == []
    [opened] = lived.when(LockCall(False), HARU)
    assert isinstance(opened, CallLocked)
    lived.then(standing_at(PLACE, NATSU))
    assert [e.account for e in lived.live(MINUTE) if isinstance(e, CallJoined)] == [NATSU]


def test_only_a_call_can_be_locked() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(LockCall(True), AKI).reason == "not_in_a_call"


@pytest.mark.spec("T4.8")
def test_the_seventh_is_told_once_that_the_call_is_full() -> None:
    others = [id_of(f"pupil{number}") for number in range(CALL_MAX_MEMBERS - 1)]
    lived = in_a_call(*others)
    lived.then(standing_at(PLACE, NATSU))
    events = lived.live(MINUTE)
    [full] = [event for event in events if isinstance(event, CallFull)]
    assert (full.account, full.to in {AKI, *others}) == (NATSU, True)
    [seen] = shown_by(lived.school, full)
    assert seen.channels == (f"account:{NATSU}",)
    assert lived.of_kind(CallJoined) == []


@pytest.mark.spec("T4.8")
def test_who_was_told_that_a_call_is_full_can_try_again_after_walking_apart() -> None:
    others = [id_of(f"pupil{number}") for number in range(CALL_MAX_MEMBERS - 1)]
    lived = in_a_call(*others)
    lived.then(standing_at(PLACE, NATSU))
    lived.live(MINUTE)
    move(lived, others[0], FAR)
    lived.live(MINUTE)
    assert lived.of_kind(CallJoined) == []
    move(lived, NATSU, beside(200))
    lived.live(CONTACT_EVERY_TICKS)
    move(lived, NATSU, PLACE)
    assert [e.account for e in lived.live(MINUTE) if isinstance(e, CallJoined)] == [NATSU]


def test_whoever_left_a_call_is_not_brought_back_by_a_third_one_who_comes() -> None:
    lived = in_a_call(HARU, FUYU)
    lived.when(LeaveCall(), HARU)
    lived.then(standing_at(PLACE, NATSU))
    lived.live(MINUTE)
    assert [event.account for _, event in lived.of_kind(CallJoined)] == [NATSU]


@pytest.mark.spec("T4.8")
def test_beside_a_full_call_two_others_open_their_own() -> None:
    crowd = [id_of(f"pupil{number}") for number in range(CALL_MAX_MEMBERS + 1)]
    lived = together(*crowd)
    lived.live(MINUTE)
    assert len(lived.of_kind(CallStarted)) == 2
