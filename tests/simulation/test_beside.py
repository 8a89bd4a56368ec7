"""Two calls in one place: never one by themselves, together by a press (SPEC T4.5, T2.1)."""

from collections.abc import Callable

import pytest

from protocol.beside import BesideShown, GoOver
from protocol.calling import CallJoined, DeclineCall, OverlapBegan
from protocol.hiding import PersonHidden
from protocol.knocking import TalkMode, TalkModeSet
from protocol.locking import CallLocked, LockCall
from protocol.units import CALL_MAX_MEMBERS, CONTACT_EVERY_TICKS, DWELL_TICKS
from protocol.vocabulary import Event
from simulation.motion import Point
from simulation.school import Call
from tests.simulation.calls_given import MINUTE, beside, kinds, move
from tests.simulation.counselling_given import seen_by
from tests.simulation.given import (
    AKI,
    FAR,
    FUYU,
    HARU,
    NATSU,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    standing_at,
)

MEET = DWELL_TICKS + CONTACT_EVERY_TICKS
THERE = beside(60)


def two_pairs() -> Lived:
    """Aki talks to Haru; Natsu and Fuyu talk further on."""
    lived = given(an_open_school(), standing_at(PLACE, AKI, HARU), standing_at(THERE, NATSU, FUYU))
    lived.live(MEET)
    assert [set(call.members) for call in calls(lived)] in (
        [{AKI, HARU}, {NATSU, FUYU}], [{NATSU, FUYU}, {AKI, HARU}],
    )  # fmt: skip
    lived.happened.clear()
    return lived


def side_by_side() -> Lived:
    """The first two have walked up to the other two."""
    lived = two_pairs()
    for who in (AKI, HARU):
        move(lived, who, beside(44))
    lived.live(MEET)
    return lived


def calls(lived: Lived) -> list[Call]:
    return list(lived.school.calls.values())


def members(lived: Lived) -> list[set[str]]:
    return sorted((set(call.members) for call in calls(lived)), key=sorted)


@pytest.mark.spec("T4.5")
def test_two_calls_that_meet_stay_two_and_each_is_shown_the_other() -> None:
    lived = side_by_side()
    assert set(kinds(event for _, event in lived.happened)) == {"OverlapBegan"}
    assert lived.live(MINUTE) == []
    assert members(lived) == sorted([{AKI, HARU}, {NATSU, FUYU}], key=sorted)
    for who, others in ((AKI, {NATSU, FUYU}), (FUYU, {AKI, HARU})):
        shown = [m for m in seen_by(lived, who) if isinstance(m, BesideShown)]
        assert {m.account if m.to == who else m.to for m in shown} == others
        assert not any(isinstance(m, OverlapBegan) for m in seen_by(lived, who))


@pytest.mark.spec("T4.5")
@pytest.mark.parametrize(
    ("who", "behind", "to"), [(AKI, HARU, NATSU), (HARU, AKI, FUYU), (FUYU, NATSU, AKI)]
)
def test_who_goes_over_is_in_the_other_call_after_the_dwell_and_who_stayed_alone_follows(
    who: str, behind: str, to: str
) -> None:
    lived = side_by_side()
    gone = lived.when(GoOver(to), who)
    assert set(kinds(gone)) == {"CallLeft", "CallEnded"}
    assert not any(isinstance(event, CallJoined) for event in lived.live(DWELL_TICKS))
    joined = [e.account for e in lived.live(2 * CONTACT_EVERY_TICKS) if isinstance(e, CallJoined)]
    assert set(joined) == {who, behind}
    assert members(lived) == [{AKI, HARU, NATSU, FUYU}]


@pytest.mark.spec("T2.1.f")
def test_who_stayed_alone_need_not_follow() -> None:
    lived = side_by_side()
    lived.when(GoOver(NATSU), AKI)
    lived.live(CONTACT_EVERY_TICKS)
    lived.when(DeclineCall(), HARU)
    lived.live(MINUTE)
    assert members(lived) == [{AKI, NATSU, FUYU}]


@pytest.mark.spec("T4.8")
def test_six_who_walked_up_in_pairs_are_one_call_after_two_presses() -> None:
    third = (TEACHER, SUPPORTER)
    lived = given(
        an_open_school(), standing_at(PLACE, AKI, HARU), standing_at(THERE, NATSU, FUYU),
        standing_at(FAR, *third),
    )  # fmt: skip
    lived.live(MEET)
    for at, who in enumerate((AKI, HARU, NATSU, FUYU, *third)):
        move(lived, who, beside(4 * at))
    lived.live(MEET)
    assert len(calls(lived)) == 3
    for who in (AKI, TEACHER):
        lived.when(GoOver(NATSU), who)
        lived.live(MEET + CONTACT_EVERY_TICKS)
    assert members(lived) == [{AKI, HARU, NATSU, FUYU, *third}]


@pytest.mark.spec("T2.1.f")
@pytest.mark.parametrize(
    "apart",
    [
        lambda _call: [TalkModeSet(who, TalkMode.ASK) for who in (AKI, HARU)],
        lambda call: [CallLocked(NATSU, call, True)],
    ],
)
def test_where_one_wants_to_be_asked_or_a_call_is_locked_nothing_is_offered(
    apart: Callable[[str | None], list[Event]],
) -> None:
    lived = two_pairs()
    lived.then(apart(lived.school.sessions[NATSU].call))
    for who in (AKI, HARU):
        move(lived, who, beside(44))
    assert lived.live(MINUTE) == []
    assert lived.refusal(GoOver(NATSU), AKI).reason == "not_beside"


@pytest.mark.spec("T2.1.i")
@pytest.mark.parametrize("hidden", [PersonHidden(FUYU, AKI), PersonHidden(AKI, FUYU)])
def test_nobody_is_offered_or_brought_to_somebody_whom_one_of_them_has_hidden(
    hidden: PersonHidden,
) -> None:
    lived = two_pairs()
    lived.then(hidden)
    for who in (AKI, HARU):
        move(lived, who, beside(44))
    offered = [{event.account, event.to} for _, event in _began(lived)]
    assert offered == [{HARU, NATSU}]
    lived.when(GoOver(NATSU), HARU)
    lived.live(MINUTE)
    assert members(lived) == [{HARU, NATSU, FUYU}]


def _began(lived: Lived) -> list[tuple[int, OverlapBegan]]:
    lived.live(MEET)
    return lived.of_kind(OverlapBegan)


def test_an_offer_ends_when_the_other_call_is_locked_and_when_one_walks_away() -> None:
    lived = side_by_side()
    lived.when(LockCall(True), NATSU)
    assert set(kinds(lived.live(CONTACT_EVERY_TICKS))) == {"OverlapEnded"}
    lived.when(LockCall(False), NATSU)
    lived.live(MEET)
    for who in (AKI, HARU):
        move(lived, who, PLACE)
    assert set(kinds(lived.live(CONTACT_EVERY_TICKS))) == {"OverlapEnded"}
    assert lived.refusal(GoOver(NATSU), AKI).reason == "not_beside"
    assert len(calls(lived)) == 2


@pytest.mark.spec("T4.8")
def test_nobody_leaves_their_call_for_one_that_is_full() -> None:
    crowd = [id_of(f"pupil{number}") for number in range(CALL_MAX_MEMBERS)]
    lived = given(an_open_school(), standing_at(PLACE, AKI, HARU), standing_at(THERE, *crowd))
    lived.live(MEET)
    for who in (AKI, HARU):
        move(lived, who, beside(44))
    lived.live(MEET)
    assert lived.refusal(GoOver(crowd[0]), AKI).reason == "call_full"
    assert {AKI, HARU} in members(lived)


@pytest.mark.spec("T4.5")
@pytest.mark.parametrize(("place", "nearer"), [(beside(21), AKI), (beside(23), NATSU)])
def test_who_walks_up_to_two_calls_at_once_comes_to_the_nearer(place: Point, nearer: str) -> None:
    lived = given(
        an_open_school(), standing_at(PLACE, AKI, HARU), standing_at(beside(44), NATSU, FUYU)
    )
    lived.live(MEET)
    lived.then(standing_at(place, TEACHER))
    lived.live(MEET)
    call = lived.school.sessions[TEACHER].call
    assert call is not None
    assert nearer in lived.school.calls[call].members


def test_a_school_that_is_asked_only_when_something_is_due_has_the_same_offers() -> None:
    def a_morning(lived: Lived, pass_time: str) -> list[tuple[int, Event]]:
        lived.when(GoOver(NATSU), AKI)
        getattr(lived, pass_time)(MINUTE)
        return lived.happened

    every_tick = a_morning(side_by_side(), "live")
    assert every_tick == a_morning(side_by_side(), "wait")
    assert "CallJoined" in kinds(event for _, event in every_tick)
