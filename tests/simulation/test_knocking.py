"""Knocking: open, ask me, closed; a knock, its answers, its cool-down (SPEC T2.1.f)."""

import pytest

from protocol.avatars import BeAlone, ShowStatus, Status, StatusShown
from protocol.calling import CallDeclined, CallStarted, DeclineCall, OverlapBegan
from protocol.knocking import (
    AnswerKnock,
    KnockAccepted,
    Knocked,
    KnockEnded,
    KnockRefused,
    SetTalkMode,
    TalkMode,
    TalkModeSet,
)
from protocol.sessions import LogOut
from protocol.units import (
    CONTACT_EVERY_TICKS,
    DWELL_TICKS,
    KNOCK_COOL_DOWN_TICKS,
    KNOCK_TICKS,
    TICKS_PER_MINUTE,
)
from protocol.vocabulary import Event
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.calls_given import move, together
from tests.simulation.given import AKI, FAR, HARU, JAPAN_MIN, MONDAY_9_MS, PLACE, Lived

DWELLED = DWELL_TICKS + 2 * CONTACT_EVERY_TICKS


def asked() -> Lived:
    """Haru stands with Aki, who wants to be asked."""
    lived = together(HARU)
    lived.then(TalkModeSet(AKI, TalkMode.ASK))
    return lived


def knocks(lived: Lived) -> list[tuple[str, str]]:
    return [(knock.account, knock.to) for _, knock in lived.of_kind(Knocked)]


def shown_to(lived: Lived, who: str, *events: Event) -> list[object]:
    return [
        show.message for event in events for show in shown_by(lived.school, event)
        if f"account:{who}" in show.channels
    ]  # fmt: skip


@pytest.mark.spec("T2.1.f")
def test_in_ask_me_an_overlap_gives_one_knock_and_no_call() -> None:
    lived = asked()
    lived.live(KNOCK_TICKS)
    assert knocks(lived) == [(HARU, AKI)]
    assert lived.of_kind(CallStarted) == []


def test_no_call_is_announced_where_somebody_is_asked_first() -> None:
    lived = asked()
    [began] = [
        event for event in lived.live(CONTACT_EVERY_TICKS) if isinstance(event, OverlapBegan)
    ]
    assert shown_to(lived, AKI, began) == shown_to(lived, HARU, began) == []
    assert lived.when(DeclineCall(), HARU) == []


@pytest.mark.spec("T2.1.f")
def test_a_yes_opens_the_call_at_once() -> None:
    lived = asked()
    lived.live(DWELLED)
    assert lived.when(AnswerKnock(HARU, True), AKI)[:1] == [KnockAccepted(HARU, AKI)]
    lived.live(CONTACT_EVERY_TICKS)
    assert len(lived.of_kind(CallStarted)) == 1
    assert lived.refusal(AnswerKnock(HARU, True), AKI).reason == "knock_is_over"


@pytest.mark.spec("T2.1.f")
def test_after_a_no_there_is_no_second_knock_before_the_cool_down_ends() -> None:
    lived = asked()
    lived.live(DWELLED)
    [no] = lived.when(AnswerKnock(HARU, False), AKI)
    assert no == KnockRefused(AKI, HARU)
    lived.wait(KNOCK_TICKS)
    [(ended, _)] = lived.of_kind(KnockEnded)
    lived.wait(KNOCK_COOL_DOWN_TICKS - TICKS_PER_MINUTE)
    move(lived, HARU, FAR)
    lived.live(CONTACT_EVERY_TICKS)
    move(lived, HARU, PLACE)
    lived.wait(2 * TICKS_PER_MINUTE)
    _first, second = lived.of_kind(Knocked)
    assert second[0] >= ended + KNOCK_COOL_DOWN_TICKS
    assert lived.of_kind(CallStarted) == []


@pytest.mark.spec("T2.1.f")
def test_who_knocks_cannot_tell_a_no_from_somebody_who_is_busy() -> None:
    days = []
    for answer in (False, None):
        lived = asked()
        lived.live(DWELLED)
        if answer is None:
            lived.live(1)
        else:
            lived.when(AnswerKnock(HARU, answer), AKI)
        lived.wait(KNOCK_TICKS + KNOCK_COOL_DOWN_TICKS + TICKS_PER_MINUTE)
        days.append([
            (tick, message) for tick, event in lived.happened
            for message in shown_to(lived, HARU, event)
        ])  # fmt: skip
    assert days[0] == days[1]
    assert any(isinstance(message, KnockEnded) for _, message in days[0])


def test_both_are_asked_if_both_want_to_be() -> None:
    lived = asked()
    lived.then(TalkModeSet(HARU, TalkMode.ASK))
    lived.live(DWELLED)
    assert sorted(knocks(lived)) == [(AKI, HARU), (HARU, AKI)]
    lived.when(AnswerKnock(HARU, True), AKI)
    lived.live(DWELLED)
    assert lived.of_kind(CallStarted) == []
    lived.when(AnswerKnock(AKI, True), HARU)
    lived.live(CONTACT_EVERY_TICKS)
    assert len(lived.of_kind(CallStarted)) == 1


@pytest.mark.spec("T2.1.f")
@pytest.mark.parametrize("day", range(2))
def test_nothing_at_all_reaches_a_closed_person(day: int) -> None:
    lived = together(HARU)
    lived.then(TalkModeSet((AKI, HARU)[day], TalkMode.CLOSED))
    assert lived.live(TICKS_PER_MINUTE) == []


def test_who_closes_during_a_call_is_out_of_it() -> None:
    lived = together(HARU)
    lived.live(DWELLED)
    assert lived.school.calls
    lived.when(SetTalkMode(TalkMode.CLOSED), AKI)
    lived.live(CONTACT_EVERY_TICKS)
    assert lived.school.calls == {}


def test_a_change_of_mode_ends_what_was_about_to_begin_and_the_mode_stays_with_the_account() -> (
    None
):
    lived = asked()
    lived.live(DWELLED)
    lived.when(SetTalkMode(TalkMode.OPEN), AKI)
    assert lived.school.knocks == {}
    lived.live(DWELLED)
    assert len(lived.of_kind(CallStarted)) == 1
    lived.when(SetTalkMode(TalkMode.ASK), AKI)
    lived.when(LogOut(), AKI)
    assert lived.school.accounts[AKI].talk_mode is TalkMode.ASK


def test_a_knock_is_seen_again_after_a_reload_but_not_once_it_was_answered() -> None:
    lived = asked()
    lived.live(DWELLED)
    now = Now(lived.tick, MONDAY_9_MS, JAPAN_MIN, lived.tick - 1, 0)

    def seen(who: str) -> list[object]:
        return [m for m in view_of(lived.school, who, now) if isinstance(m, Knocked)]

    assert seen(AKI) == seen(HARU) != []
    lived.when(AnswerKnock(HARU, False), AKI)
    assert seen(AKI) == []
    assert seen(HARU) != []


def test_a_knock_is_over_when_they_walk_apart() -> None:
    lived = asked()
    lived.live(DWELLED)
    move(lived, HARU, FAR)
    lived.live(CONTACT_EVERY_TICKS)
    assert lived.school.knocks == {}
    assert lived.refusal(AnswerKnock(HARU, True), AKI).reason == "knock_is_over"


def test_no_mode_is_told_to_anybody_else() -> None:
    lived = together(HARU)
    [moded] = lived.when(SetTalkMode(TalkMode.CLOSED), AKI)
    assert [show.channels for show in shown_by(lived.school, moded)] == [(f"account:{AKI}",)]
    assert lived.of_kind(CallDeclined) == []


@pytest.mark.spec("T2.2.i")
def test_being_alone_refuses_calls_and_one_press_brings_the_former_status_back() -> None:
    lived = together(HARU)
    lived.when(ShowStatus(Status.OPEN_TO_TALK), AKI)
    lived.then(TalkModeSet(AKI, TalkMode.ASK))
    assert lived.when(BeAlone(True), AKI)[-1] == StatusShown(AKI, Status.QUIET)
    lived.live(TICKS_PER_MINUTE)
    assert knocks(lived) == []
    assert lived.when(BeAlone(False), AKI)[0] == StatusShown(AKI, Status.OPEN_TO_TALK)
    lived.live(DWELLED)
    assert knocks(lived) == [(HARU, AKI)]
    assert lived.when(BeAlone(False), AKI) == []
