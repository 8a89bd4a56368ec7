"""Media: what members of a call send, where the others find it, and when it stops (SPEC T4)."""

import pytest

from protocol.calling import CallJoined, CallLeft, LeaveCall
from protocol.media import (
    MediaSet,
    MediaSlots,
    MediaUnreachable,
    NoteUnreachable,
    SetMedia,
)
from protocol.sessions import BeginEpoch, Disconnect, Resumed
from protocol.units import CALL_SEATS, CONTACT_EVERY_TICKS, DWELL_TICKS, AccountId
from protocol.vocabulary import Message
from simulation.call_shown import call_shown
from simulation.school import Call
from simulation.sight import shown_by
from tests.simulation.calls_given import MINUTE, in_a_call, kinds
from tests.simulation.given import (
    AKI,
    FAR,
    FUYU,
    HARU,
    NATSU,
    PLACE,
    Lived,
    an_open_school,
    given,
    session_of,
    standing_at,
)

ALL_ON = SetMedia(True, True, False)
ALL_OFF = (False, False, False)


def the_call(lived: Lived) -> Call:
    [call] = lived.school.calls.values()
    return call


def seats(lived: Lived) -> dict[AccountId, int]:
    return {account: sends.seat for account, sends in the_call(lived).media.items()}


def shown(lived: Lived, account: AccountId, *events: Message) -> list[Message]:
    """What a person is shown of events that have just happened."""
    channel = f"account:{account}"
    return [
        seen.message
        for event in events
        for seen in shown_by(lived.school, event)  # type: ignore[arg-type]
        if channel in seen.channels
    ]


@pytest.mark.spec("T4.7")
def test_a_call_opens_with_nothing_switched_on() -> None:
    lived = in_a_call(HARU)
    assert the_call(lived).media == {}
    lived.live(MINUTE)
    assert lived.of_kind(MediaSet) == []


@pytest.mark.spec("T4.2")
def test_a_press_is_told_to_all_in_the_call_and_to_nobody_else() -> None:
    lived = in_a_call(HARU)
    lived.then(standing_at(FAR, NATSU))
    call = the_call(lived).call
    [event] = lived.when(ALL_ON, AKI)
    assert event == MediaSet(AKI, call, True, True, False)
    slots = MediaSlots(call, (AKI, HARU, *[None] * (CALL_SEATS - 2)), None)
    assert shown(lived, HARU, event) == shown(lived, AKI, event) == [event, slots]
    assert shown(lived, NATSU, event) == []


def test_what_is_on_already_is_no_event() -> None:
    lived = in_a_call(HARU)
    assert lived.when(SetMedia(*ALL_OFF), AKI) == []
    lived.when(ALL_ON, AKI)
    assert lived.when(ALL_ON, AKI) == []


def test_outside_of_a_call_nothing_can_be_switched_on() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(ALL_ON, AKI).reason == "not_in_a_call"


@pytest.mark.spec("T4.3")
def test_one_screen_at_a_time_is_shown_in_a_call() -> None:
    lived = in_a_call(HARU)
    [event] = lived.when(SetMedia(False, False, True), AKI)
    assert shown(lived, HARU, event)[1].screen == AKI  # type: ignore[union-attr]
    assert lived.refusal(SetMedia(True, False, True), HARU).reason == "screen_taken"
    assert lived.when(SetMedia(True, False, True), AKI) != []
    lived.when(SetMedia(*ALL_OFF), AKI)
    assert lived.when(SetMedia(False, False, True), HARU) != []


def test_seats_stay_while_others_come_and_go() -> None:
    lived = in_a_call(HARU, NATSU)
    lived.when(ALL_ON, NATSU)
    assert seats(lived) == {AKI: 0, HARU: 1, NATSU: 2}
    lived.when(LeaveCall(), HARU)
    lived.then(standing_at(PLACE, FUYU))
    events = lived.live(DWELL_TICKS + CONTACT_EVERY_TICKS)
    assert "CallJoined" in kinds(events)
    assert seats(lived) == {AKI: 0, FUYU: 1, NATSU: 2}


def test_a_newcomer_is_shown_what_the_others_send_and_all_where_the_newcomer_sits() -> None:
    lived = in_a_call(HARU)
    lived.when(ALL_ON, AKI)
    call = the_call(lived).call
    lived.then(standing_at(PLACE, NATSU))
    [joined] = [e for e in lived.live(MINUTE) if isinstance(e, CallJoined)]
    slots = MediaSlots(call, (AKI, HARU, NATSU, *[None] * (CALL_SEATS - 3)), None)
    on = MediaSet(AKI, call, True, True, False)
    seen = shown(lived, NATSU, joined)
    assert on in seen
    assert seen[-1] == slots
    assert shown(lived, HARU, joined)[-1] == slots
    assert on not in shown(lived, HARU, joined)


@pytest.mark.spec("T4.1")
def test_whoever_leaves_sends_nothing_and_comes_back_with_everything_off() -> None:
    lived = in_a_call(HARU, NATSU)
    lived.when(ALL_ON, AKI)
    events = lived.when(LeaveCall(), AKI)
    assert not [event for event in events if isinstance(event, MediaSet)]
    assert AKI not in the_call(lived).media
    lived.then(CallJoined(the_call(lived).call, AKI))
    assert not the_call(lived).media[AKI].anything


@pytest.mark.spec("T4.1")
def test_a_leaver_is_told_nothing_of_where_the_others_sit() -> None:
    lived = in_a_call(HARU, NATSU)
    lived.when(ALL_ON, AKI)
    [left] = [e for e in lived.when(LeaveCall(), AKI) if isinstance(e, CallLeft)]
    assert shown(lived, AKI, left) == [left]


def test_a_lost_connection_switches_everything_off_in_the_same_tick() -> None:
    lived = in_a_call(HARU)
    lived.when(ALL_ON, AKI)
    call = the_call(lived).call
    events = lived.when(Disconnect(AKI, session_of(AKI)))
    assert kinds(events) == ["Dropped", "MediaSet"]
    assert events[1] == MediaSet(AKI, call, *ALL_OFF)
    assert seats(lived) == {AKI: 0, HARU: 1}
    lived.then(Resumed(AKI, session_of(AKI)))
    assert lived.when(ALL_ON, AKI) == [MediaSet(AKI, call, True, True, False)]


def test_after_a_restart_of_the_school_nobody_sends_anything() -> None:
    lived = in_a_call(HARU)
    lived.when(ALL_ON, AKI)
    assert kinds(lived.when(BeginEpoch())) == ["EpochStarted", "MediaSet"]


def test_whoever_comes_back_is_shown_what_the_others_send() -> None:
    lived = in_a_call(HARU)
    lived.when(SetMedia(False, True, True), HARU)
    seen = list(call_shown(lived.school, AKI))
    assert MediaSet(HARU, the_call(lived).call, False, True, True) in seen
    assert isinstance(seen[-1], MediaSlots)
    assert seen[-1].screen == HARU


@pytest.mark.spec("T4.9")
def test_a_network_without_a_way_for_media_is_noted() -> None:
    lived = in_a_call(HARU)
    [event] = lived.when(NoteUnreachable(AKI))
    assert event == MediaUnreachable(AKI)
    assert shown(lived, AKI, event) == shown(lived, HARU, event) == []
    assert lived.when(NoteUnreachable(NATSU)) == []
