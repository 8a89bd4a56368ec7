"""Chatting: to the floor, to one person, inside a call (SPEC T2.2.b)."""

import pytest

from protocol.accounts import AccountDisabled
from protocol.calling import CallJoined, CallStarted
from protocol.chatting import (
    DirectShown,
    MarkedRead,
    MarkRead,
    Said,
    SaidInCall,
    SaidTo,
    Say,
    SayInCall,
    SayTo,
    UnreadShown,
)
from protocol.sessions import LogOut
from protocol.units import CHAT_MAX_CHARS, CONVERSATION_KEPT_MESSAGES
from protocol.vocabulary import Command
from simulation.chatting import view_unread
from simulation.school import Now, pair_key
from simulation.sight import shown_by
from tests.simulation.given import (
    AKI,
    FUYU,
    HARU,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    Lived,
    an_open_school,
    given,
    handle_of,
    id_of,
    known,
    logged_in,
    plan,
    standing_at,
)

CALL = id_of("call")
NOW = Now(1_000, MONDAY_9_MS, 540, 999, 0)


def test_words_to_the_floor_go_to_the_floor() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [said] = lived.when(Say("やあ"), AKI)
    assert said == Said(AKI, handle_of(AKI), "classroom", "やあ")
    assert [show.channels for show in shown_by(lived.school, said)] == [("floor:classroom",)]


def test_a_floor_without_chat_refuses_words() -> None:
    lived = given(an_open_school(plan(chat=False)), standing_at(PLACE, AKI))
    assert lived.refusal(Say("やあ"), AKI).reason == "no_chat_here"


@pytest.mark.parametrize("command", [Say("\u200b"), SayTo(HARU, " \u2028 "), SayInCall("\u3164")])
def test_words_that_draw_nothing_are_refused(command: Command) -> None:
    assert in_a_call().refusal(command, AKI).reason == "text_empty"


def test_a_long_message_is_cut_at_its_limit_after_cleaning() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [said] = lived.when(Say("\u0958" * CHAT_MAX_CHARS), AKI)
    assert isinstance(said, Said)
    assert len(said.text) == CHAT_MAX_CHARS


@pytest.mark.spec("T2.2.b")
def test_a_message_reaches_its_two_people_and_nobody_else() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI, HARU, NATSU))
    [said] = lived.when(SayTo(HARU, "ひみつ"), AKI)
    assert isinstance(said, SaidTo)
    [show] = shown_by(lived.school, said)
    assert set(show.channels) == {f"account:{AKI}", f"account:{HARU}"}
    assert isinstance(show.message, DirectShown)
    assert (show.message.text, show.message.message) == ("ひみつ", said.message)


@pytest.mark.parametrize("to", [AKI, FUYU, NATSU])
def test_one_cannot_write_to_oneself_to_nobody_or_to_somebody_disabled(to: str) -> None:
    lived = given(an_open_school(), logged_in(AKI), known(NATSU), AccountDisabled(NATSU))
    assert lived.refusal(SayTo(to, "やあ"), AKI).reason == "no_such_person"


def test_from_a_floor_without_letters_nobody_is_written_to() -> None:
    lived = given(an_open_school(plan(direct=False)), standing_at(PLACE, AKI), known(HARU))
    assert lived.refusal(SayTo(HARU, "やあ"), AKI).reason == "no_letters_here"


def test_two_messages_never_have_one_id() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    said = [lived.when(SayTo(HARU, "やあ"), AKI)[0] for _ in range(20)]
    assert len({each.message for each in said if isinstance(each, SaidTo)}) == 20


@pytest.mark.spec("T2.2.b")
def test_what_is_sent_while_somebody_is_away_is_marked_at_their_next_login() -> None:
    lived = given(an_open_school(), logged_in(AKI), known(HARU))
    lived.when(SayTo(HARU, "いる？"), AKI)
    lived.when(SayTo(HARU, "またね"), AKI)
    lived.when(LogOut(), AKI)
    assert list(view_unread(lived.school, HARU, NOW)) == [UnreadShown(AKI, "aki", 2)]


@pytest.mark.spec("T2.2.b")
def test_what_was_read_is_marked_no_more_on_any_device() -> None:
    lived = given(
        an_open_school(), logged_in(AKI, HARU), SaidTo(AKI, HARU, id_of("m"), "やあ", 0, 0)
    )
    assert lived.when(MarkRead(AKI), HARU) == [MarkedRead(HARU, AKI)]
    assert list(view_unread(lived.school, HARU, NOW)) == []
    assert lived.school.unread == {}
    [show] = shown_by(lived.school, MarkedRead(HARU, AKI))
    assert show.channels == (f"account:{HARU}",)


def test_reading_what_is_read_is_no_event() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    assert lived.when(MarkRead(AKI), HARU) == []


def test_a_conversation_keeps_its_last_hundred_messages() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    for number in range(CONVERSATION_KEPT_MESSAGES + 3):
        lived.then(SaidTo(AKI, HARU, id_of(f"m{number}"), "やあ", 0, 0))
    kept = lived.school.conversations[pair_key(AKI, HARU)]
    assert [mark.message for mark in kept[::99]] == [id_of("m3"), id_of("m102")]


def test_words_in_a_call_reach_its_members_only() -> None:
    lived = in_a_call()
    lived.then(standing_at(PLACE, NATSU))
    [said] = lived.when(SayInCall("ここだけ"), AKI)
    assert said == SaidInCall(AKI, CALL, "ここだけ")
    [show] = shown_by(lived.school, said)
    assert set(show.channels) == {f"account:{AKI}", f"account:{HARU}"}


def test_without_a_call_nothing_is_said_in_it() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.refusal(SayInCall("だれか"), AKI).reason == "not_in_a_call"


def in_a_call() -> Lived:
    joined = [CallStarted(CALL, "classroom"), CallJoined(CALL, AKI), CallJoined(CALL, HARU)]
    return given(an_open_school(), standing_at(PLACE, AKI, HARU), joined)
