"""Calling: whoever wants no call gets none, and a no is a no (SPEC T2.1.c, T2.1.e)."""

import pytest

from protocol.avatars import SetWatching, ShowStatus, Status, StatusShown, WatchingSet
from protocol.calling import (
    CallDeclined,
    CallStarted,
    DeclineCall,
    LeaveCall,
)
from protocol.sessions import Dropped
from protocol.units import (
    CONTACT_EVERY_TICKS,
    DWELL_TICKS,
)
from protocol.vocabulary import Command, Event
from simulation.rules import DECIDERS
from tests.simulation.calls_given import MINUTE, beside, happened, in_a_call, kinds, move, together
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    NATSU,
    PLACE,
    an_open_school,
    given,
    plan,
    session_of,
    standing_at,
)
from tools.rule_book import outcome_of


@pytest.mark.spec("T2.1.c", "T2.1.e")
@pytest.mark.parametrize(
    "keeps_out",
    [
        StatusShown(HARU, Status.FOCUSING),
        StatusShown(HARU, Status.RESTING),
        StatusShown(HARU, Status.QUIET),
        WatchingSet(HARU, True),
        Dropped(HARU, session_of(HARU)),
    ],
)
def test_who_wants_no_call_or_is_away_is_not_called_and_nobody_is_told(keeps_out: Event) -> None:
    lived = together(HARU)
    lived.then(keeps_out)
    assert lived.live(MINUTE) == []


@pytest.mark.spec("T2.1.c")
@pytest.mark.parametrize("status", [Status.NONE, Status.OPEN_TO_TALK])
def test_the_other_statuses_allow_a_call(status: Status) -> None:
    lived = together(HARU)
    lived.then(StatusShown(HARU, status))
    lived.live(MINUTE)
    assert len(lived.of_kind(CallStarted)) == 1


@pytest.mark.spec("T2.1.e")
def test_when_looking_only_is_turned_off_the_next_overlap_opens_one_call() -> None:
    lived = together(HARU)
    lived.then(WatchingSet(HARU, True))
    lived.live(MINUTE)
    lived.when(SetWatching(False), HARU)
    lived.live(MINUTE)
    assert len(lived.of_kind(CallStarted)) == 1


@pytest.mark.spec("T2.1.c")
def test_no_command_opens_a_call_or_puts_somebody_into_one() -> None:
    made = {topic for decider in DECIDERS.values() for topic in outcome_of(decider.function)[0]}
    assert made.isdisjoint({"OverlapBegan", "CallStarted", "CallJoined"})


@pytest.mark.spec("T3.2")
def test_on_a_floor_without_calls_nobody_is_called() -> None:
    lived = given(an_open_school(plan(calls=False)), standing_at(PLACE, AKI, HARU))
    assert lived.live(MINUTE) == []


@pytest.mark.parametrize("wish", [ShowStatus(Status.QUIET), SetWatching(True)])
def test_who_wants_no_more_calls_during_the_dwell_gets_none(wish: Command) -> None:
    lived = together(HARU)
    lived.live(CONTACT_EVERY_TICKS)
    lived.when(wish, HARU)
    lived.live(MINUTE)
    assert [kind for kind in happened(lived) if kind.startswith(("Overlap", "Call"))] == [
        "OverlapBegan", "OverlapEnded",
    ]  # fmt: skip


@pytest.mark.spec("T2.1.c")
@pytest.mark.parametrize("wish", [ShowStatus(Status.FOCUSING), SetWatching(True)])
def test_who_wants_no_more_calls_during_one_is_out_of_it_at_once(wish: Command) -> None:
    lived = in_a_call(HARU)
    lived.when(wish, HARU)
    lived.live(CONTACT_EVERY_TICKS)
    assert happened(lived)[1:] == ["CallLeft", "CallLeft", "CallEnded"]
    assert lived.live(MINUTE) == []


def test_after_a_no_the_two_must_walk_apart_before_the_next_overlap_counts() -> None:
    lived = together(HARU)
    lived.live(CONTACT_EVERY_TICKS)
    assert lived.when(DeclineCall(), HARU) == [CallDeclined(HARU, AKI)]
    assert lived.live(MINUTE) == []
    move(lived, HARU, beside(30))
    assert lived.live(MINUTE) == [], "not far enough to count as apart"
    move(lived, HARU, FAR)
    lived.live(CONTACT_EVERY_TICKS)
    move(lived, HARU, PLACE)
    lived.live(2 * DWELL_TICKS)
    assert len(lived.of_kind(CallStarted)) == 1


def test_a_no_outlasts_a_change_of_status() -> None:
    lived = together(HARU)
    lived.live(CONTACT_EVERY_TICKS)
    lived.when(DeclineCall(), HARU)
    lived.when(ShowStatus(Status.FOCUSING), HARU)
    lived.live(CONTACT_EVERY_TICKS)
    lived.when(ShowStatus(Status.NONE), HARU)
    lived.live(MINUTE)
    assert lived.of_kind(CallStarted) == []


def test_a_no_without_an_overlap_is_no_event() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.when(DeclineCall(), AKI) == []


def test_a_call_one_has_left_does_not_open_again_until_one_has_walked_apart() -> None:
    lived = in_a_call(HARU, NATSU)
    events = lived.when(LeaveCall(), AKI)
    assert kinds(events) == ["CallDeclined", "CallDeclined", "CallLeft"]
    assert lived.live(MINUTE) == []
    assert [set(call.members) for call in lived.school.calls.values()] == [{HARU, NATSU}]


def test_the_last_two_leave_together() -> None:
    lived = in_a_call(HARU)
    events = lived.when(LeaveCall(), AKI)
    assert kinds(events) == ["CallDeclined", "CallLeft", "CallLeft", "CallEnded"]
    assert lived.live(MINUTE) == []


def test_without_a_call_there_is_nothing_to_leave() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(LeaveCall(), AKI).reason == "not_in_a_call"
