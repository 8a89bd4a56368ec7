"""Hiding on the wire: nothing of the hidden one arrives, and their own bytes tell nothing."""

import pytest

from protocol.avatars import Murmur, Murmured
from protocol.chatting import DirectShown, Said, Say, SayTo
from protocol.emotes import Emote, Emoted, HandRaised, RaiseHand, ShowEmote
from protocol.hiding import HidePerson, ShowPerson
from protocol.knocking import SetTalkMode, TalkMode
from protocol.moving import Walked, WalkTo
from protocol.units import TICKS_PER_MINUTE
from protocol.vocabulary import Command
from simulation.motion import Point
from tests.server.heard import Heard
from tests.server.published import School
from tests.simulation.given import AKI, FAR, FUYU, HARU, PLACE, handle_of, standing_at

WORDS = "きこえますか"
HER_DAY: tuple[tuple[str, Command], ...] = (
    (HARU, Say(WORDS)), (HARU, Murmur(WORDS)), (HARU, SayTo(AKI, WORDS)),
    (HARU, ShowEmote(Emote.HEART)), (HARU, RaiseHand(True)), (AKI, Say("ひとりで いたい")),
    (AKI, WalkTo(*FAR)), (HARU, SayTo(AKI, WORDS)), (HARU, RaiseHand(False)),
)  # fmt: skip


class Classroom(School):
    """Aki and Haru, and Fuyu who sees both."""

    def __init__(self) -> None:
        super().__init__()
        self.lived.then(standing_at((PLACE[0], 200), FUYU))
        self.heard[FUYU] = Heard(FUYU)
        self.publisher.arrive(self.heard[FUYU])
        self.tick()

    def bytes_to(self, who: str) -> bytes:
        return b"".join(self.heard[who].written)


def a_day(first: Command, *, meeting: Point = FAR) -> Classroom:
    """Aki does `first`, then both live on; Aki comes to stand where Haru is."""
    school = Classroom()
    school.tick((AKI, first))
    for heard in school.heard.values():
        heard.take()
    for who, wish in HER_DAY:
        school.tick((who, WalkTo(*meeting) if isinstance(wish, WalkTo) else wish))
    for _ in range(TICKS_PER_MINUTE):
        school.tick()
    return school


@pytest.mark.spec("T2.1.i")
def test_not_a_byte_of_what_a_hidden_person_says_and_shows_reaches_the_one_who_hid_them() -> None:
    school = a_day(HidePerson(HARU))
    assert WORDS.encode() not in school.bytes_to(AKI)
    assert WORDS.encode() in school.bytes_to(HARU)
    kinds = [type(message) for message in school.messages(AKI)]
    own = [Said, Walked]
    assert [kind for kind in kinds if kind in (*own, Murmured, Emoted, HandRaised)] == own
    assert DirectShown not in kinds


@pytest.mark.spec("T2.1.i")
def test_the_hidden_one_is_sent_the_same_bytes_as_on_a_day_without_hiding() -> None:
    hidden = a_day(HidePerson(HARU), meeting=PLACE)
    seen = a_day(SetTalkMode(TalkMode.OPEN), meeting=PLACE)
    assert hidden.bytes_to(HARU) == seen.bytes_to(HARU) != b""


@pytest.mark.spec("T2.1.i")
def test_where_no_call_opens_the_hidden_one_cannot_tell_it_from_a_person_who_is_closed() -> None:
    hidden, closed = a_day(HidePerson(HARU)), a_day(SetTalkMode(TalkMode.CLOSED))
    assert hidden.bytes_to(HARU) == closed.bytes_to(HARU) != b""
    opened = a_day(SetTalkMode(TalkMode.OPEN))
    assert opened.bytes_to(HARU) != closed.bytes_to(HARU)


@pytest.mark.spec("T2.1.i")
def test_everybody_else_is_sent_the_same_bytes_too() -> None:
    hidden, closed = a_day(HidePerson(HARU)), a_day(SetTalkMode(TalkMode.CLOSED))
    assert hidden.bytes_to(FUYU) == closed.bytes_to(FUYU) != b""


@pytest.mark.spec("T2.1.i")
def test_nothing_of_it_comes_later_by_a_resume_or_a_new_page() -> None:
    school = Classroom()
    school.tick((AKI, HidePerson(HARU)))
    began = school.tick_number
    school.publisher.depart(school.heard[AKI])
    school.tick((HARU, Say(WORDS)), (HARU, Murmur(WORDS)), (HARU, SayTo(AKI, WORDS)))
    for resume_after in (began, 0):
        again = school.heard[AKI] = Heard(AKI, resume_after)
        school.publisher.arrive(again)
        school.tick()
        assert again.written
        assert WORDS.encode() not in b"".join(again.written)
        school.publisher.depart(again)


def test_who_is_shown_again_is_heard_again_with_the_hand_that_is_up() -> None:
    school = Classroom()
    school.tick((AKI, HidePerson(HARU)))
    school.tick((HARU, RaiseHand(True)), (HARU, Murmur(WORDS)))
    school.heard[AKI].take()
    school.tick((AKI, ShowPerson(HARU)))
    shown = school.messages(AKI)
    assert HandRaised(HARU, handle_of(HARU), True) in shown
    assert [m.murmur for m in shown if hasattr(m, "murmur")] == [WORDS]
    school.tick((HARU, Say(WORDS)))
    assert [type(message) for message in school.messages(AKI)] == [Said]


def test_a_tick_with_nothing_but_hidden_words_sends_the_hider_nothing_at_all() -> None:
    school = Classroom()
    school.tick((AKI, HidePerson(HARU)))
    school.heard[AKI].take()
    school.tick((HARU, Say(WORDS)))
    assert school.bytes_to(AKI) == b""
