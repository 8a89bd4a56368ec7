"""The whiteboard of a counselling talk, and the time at which it ends (SPEC T3.4, T4.4, T2.3.c)."""

import pytest
from msgspec.structs import replace

from protocol.accounts import EraseAccount
from protocol.chatting import SayInCall
from protocol.counselling import CoverShown, LeaveCounselling, SaidUnderCover
from protocol.hours import ClosingWarned
from protocol.private_talk import (
    DrawnInPrivate,
    NoteTalksRead,
    PrivateBoardMade,
    TalksRead,
    WrittenInPrivate,
)
from protocol.sessions import Cause, Disconnect, Left, Reconnect
from protocol.units import CONVERSATION_KEPT_MESSAGES, READINGS_KEPT, WHITEBOARDS_MAX
from protocol.vocabulary import DECLARED
from protocol.whiteboard import (
    Drawn,
    HangMaterial,
    OpenWhiteboard,
    WhiteboardGone,
    WhiteboardShown,
    WrittenOn,
)
from simulation.booked import Reading
from simulation.chatting import counselling_seal
from simulation.onlookers import onlookers
from simulation.parts import Whiteboard
from simulation.snapshot import dump, load, state_hash
from tests.simulation.boards_given import stroke, written
from tests.simulation.calls_given import kinds
from tests.simulation.counselling_given import call_of, in_a_talk, seen_by, told
from tests.simulation.given import ADMIN, AKI, CLOSES_MS, HARU, SUPPORTER, Lived, session_of

BOTH = {f"account:{AKI}", f"account:{SUPPORTER}"}


def at_their_board() -> tuple[Lived, str]:
    """A talk in which both look at its whiteboard."""
    lived = in_a_talk()
    for who in (AKI, SUPPORTER):
        lived.when(OpenWhiteboard(""), who)
    return lived, next(iter(lived.school.whiteboards))


@pytest.mark.spec("T3.4")
@pytest.mark.spec("T4.4")
def test_two_in_a_talk_come_to_one_board_and_nobody_else_is_shown_anything_of_it() -> None:
    lived, board = at_their_board()
    assert onlookers(lived.school, board) == {AKI, SUPPORTER}
    for wish, kind in ((stroke(board), Drawn), (written(board, "きいて"), WrittenOn)):
        [event] = lived.when(wish, AKI)
        shown = told(lived, event)
        assert shown.keys() == BOTH
        assert all([type(message) for message in of] == [kind] for of in shown.values())
    assert lived.refusal(stroke(board, "line-002"), HARU).reason == "not_at_the_whiteboard"
    for event in (event for _, event in lived.happened):
        assert told(lived, event).keys() <= BOTH


@pytest.mark.spec("T3.4")
def test_what_is_drawn_in_a_talk_is_sealed_under_the_key_of_its_words() -> None:
    lived, board = at_their_board()
    [drawn] = lived.when(stroke(board), SUPPORTER)
    [text] = lived.when(written(board, "うん"), AKI)
    assert isinstance(drawn, DrawnInPrivate)
    assert isinstance(text, WrittenInPrivate)
    assert drawn.seal == text.seal == counselling_seal(AKI)


@pytest.mark.spec("T3.4")
def test_the_board_of_a_talk_goes_with_it_and_the_next_talk_begins_with_an_empty_one() -> None:
    lived, board = at_their_board()
    lived.when(stroke(board), AKI)
    assert WhiteboardGone(board) in lived.when(LeaveCounselling(), AKI)
    assert lived.school.whiteboards == {}
    assert lived.refusal(OpenWhiteboard(""), AKI).reason == "not_in_a_call"


def test_whoever_comes_back_to_a_talk_sees_its_board_and_how_much_was_said() -> None:
    lived, board = at_their_board()
    for word in ("ひとつ", "ふたつ"):
        lived.when(SayInCall(word), AKI)
    lived.when(Disconnect(AKI, session_of(AKI)))
    lived.when(SayInCall("みっつ"), SUPPORTER)
    lived.when(Reconnect(AKI, session_of(AKI)))
    view = seen_by(lived, AKI)
    assert [m.board for m in view if isinstance(m, WhiteboardShown)] == [board]
    assert [m.said for m in view if isinstance(m, CoverShown)] == [3]
    again = load(*dump(lived.school))
    assert state_hash(again) == state_hash(lived.school)
    assert again.talks[call_of(lived)].lines == lived.school.talks[call_of(lived)].lines


def test_a_talk_keeps_the_places_of_its_last_words_alone() -> None:
    lived = in_a_talk()
    for number in range(CONVERSATION_KEPT_MESSAGES + 3):
        [said] = lived.when(SayInCall(f"{number}"), AKI)
        assert isinstance(said, SaidUnderCover)
    talk = lived.school.talks[call_of(lived)]
    assert talk.said == CONVERSATION_KEPT_MESSAGES + 3
    assert len(talk.lines) == CONVERSATION_KEPT_MESSAGES
    assert talk.lines[-1].batch == lived.school.position.batch


def test_the_board_of_a_talk_takes_no_place_of_others_and_needs_none() -> None:
    lived = in_a_talk()
    for number in range(WHITEBOARDS_MAX):
        name = f"{number:022}"
        lived.school.whiteboards[name] = Whiteboard(name, "", "classroom", f"wall-{number}")
    made, _opened = lived.when(OpenWhiteboard(""), AKI)
    assert isinstance(made, PrivateBoardMade)
    assert len(lived.school.whiteboards) == WHITEBOARDS_MAX + 1


def test_under_cover_no_material_is_hung_and_no_board_of_a_floor_opens() -> None:
    lived, _board = at_their_board()
    assert not DECLARED[HangMaterial].under_cover
    assert lived.refusal(OpenWhiteboard("wall-1"), AKI).reason == "no_such_whiteboard"


@pytest.mark.spec("T2.3.c")
def test_in_a_talk_one_is_warned_of_the_closing_like_everybody_and_then_it_ends() -> None:
    lived = in_a_talk()
    warned = []
    for minutes in (10, 3, 1):
        events = lived.jump(1, CLOSES_MS - minutes * 60_000 - lived.wall_ms)
        shown = told(lived, next(event for event in events if isinstance(event, ClosingWarned)))
        [cover] = shown[f"account:{AKI}"]
        assert shown[f"account:{SUPPORTER}"] == [cover]
        assert isinstance(cover, CoverShown)
        warned.append((cover.closing_min, cover.closes_ms))
    assert warned == [(minutes, CLOSES_MS) for minutes in (10, 3, 1)]
    view = next(m for m in seen_by(lived, AKI) if isinstance(m, CoverShown))
    assert view.closing_min == 1
    ended = lived.jump(1, CLOSES_MS - lived.wall_ms) + lived.live(2)
    causes = {event.account: event.cause for event in ended if isinstance(event, Left)}
    assert causes[AKI] is Cause.CLOSING
    assert SUPPORTER in lived.school.sessions
    assert "Uncovered" in kinds(ended)
    assert lived.school.talks == {}


def test_a_floor_that_closes_later_moves_the_end_of_a_talk() -> None:
    lived = in_a_talk()
    before = next(m for m in seen_by(lived, AKI) if isinstance(m, CoverShown))
    floor = next(iter(lived.school.floors.values()))
    floor.until_ms = CLOSES_MS + 60_000
    after = next(m for m in seen_by(lived, AKI) if isinstance(m, CoverShown))
    assert after == replace(before, closes_ms=CLOSES_MS + 60_000)


@pytest.mark.spec("R6")
def test_a_look_into_talks_needs_a_reason_and_is_kept_without_it_and_shown_to_nobody() -> None:
    lived = in_a_talk()
    look = NoteTalksRead(AKI, ADMIN, "  しんぱいな ことばが あった ")
    assert lived.when(look) == [TalksRead(AKI, ADMIN, "しんぱいな ことばが あった")]
    assert told(lived, TalksRead(AKI, ADMIN, "しんぱいな ことばが あった")) == {}
    at = lived.school.position
    assert lived.school.readings == [Reading(AKI, ADMIN, at.wall_ms, at.batch, 0)]
    assert "しんぱい" not in str(dump(lived.school))
    assert load(*dump(lived.school)).readings == lived.school.readings
    assert lived.refusal(NoteTalksRead(AKI, ADMIN, " ")).reason == "text_empty"
    assert lived.refusal(NoteTalksRead("n" * 22, ADMIN, "?")).reason == "no_such_account"
    assert len(lived.school.readings) == 1


@pytest.mark.spec("R6")
def test_that_there_was_a_look_outlives_its_pupil_and_only_the_last_looks_are_kept() -> None:
    lived = in_a_talk()
    lived.then(*[TalksRead(AKI, ADMIN, "わけ")] * (READINGS_KEPT + 1))
    assert len(lived.school.readings) == READINGS_KEPT
    lived.when(LeaveCounselling(), AKI)
    lived.when(EraseAccount(AKI))
    assert AKI not in lived.school.accounts
    assert {(one.account, one.by) for one in lived.school.readings} == {(AKI, ADMIN)}
