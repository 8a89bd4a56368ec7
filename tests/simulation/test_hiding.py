"""Hiding: who is hidden, from what, and with whom one never meets (SPEC T2.1.i)."""

import pytest

from protocol.avatars import Murmur
from protocol.calling import CallJoined, CallStarted, LeaveCall
from protocol.chatting import SayTo, UnreadShown
from protocol.floors import AvatarShown
from protocol.hiding import HiddenShown, HidePerson, PersonHidden, PersonShownAgain, ShowPerson
from protocol.knocking import TalkMode, TalkModeSet
from protocol.units import CONTACT_EVERY_TICKS, HIDDEN_MAX, TICKS_PER_MINUTE
from simulation.hiding import silences_of
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.calls_given import in_a_call, kinds, together
from tests.simulation.given import (
    AKI,
    FUYU,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    TEACHER,
    Lived,
    an_open_school,
    given,
    id_of,
    known,
    logged_in,
)


def view(lived: Lived, who: str) -> list[object]:
    now = Now(lived.tick, MONDAY_9_MS, JAPAN_MIN, lived.tick - 1, 0)
    return list(view_of(lived.school, who, now))


@pytest.mark.spec("T2.1.i")
def test_only_the_one_who_hides_is_told() -> None:
    lived = together(HARU)
    [hidden] = lived.when(HidePerson(HARU), AKI)
    assert hidden == PersonHidden(AKI, HARU)
    assert list(shown_by(lived.school, hidden)) == [
        ((f"account:{AKI}",), HiddenShown(HARU, "haru"))
    ]
    assert lived.when(HidePerson(HARU), AKI) == []
    assert HiddenShown(HARU, "haru") in view(lived, AKI)


@pytest.mark.spec("T2.1.i")
def test_no_call_ever_opens_with_a_hidden_person() -> None:
    for hider, hidden in ((AKI, HARU), (HARU, AKI)):
        lived = together(HARU)
        lived.when(HidePerson(hidden), hider)
        assert lived.live(TICKS_PER_MINUTE) == []


@pytest.mark.spec("T2.1.i")
def test_a_hidden_person_does_not_come_into_a_call_through_a_third_one() -> None:
    lived = together(HARU, NATSU)
    lived.then(PersonHidden(AKI, HARU))
    lived.live(TICKS_PER_MINUTE)
    [(_, _started)] = lived.of_kind(CallStarted)
    members = {event.account for _, event in lived.of_kind(CallJoined)}
    assert NATSU in members
    assert not {AKI, HARU} <= members


def test_who_hides_a_member_of_their_call_leaves_it_as_if_by_choice() -> None:
    hiding, leaving = in_a_call(HARU, NATSU), in_a_call(HARU, NATSU)
    hid = hiding.when(HidePerson(HARU), AKI)
    assert hid[:-1] == leaving.when(LeaveCall(), AKI)
    assert kinds(hid)[-1] == "PersonHidden"


@pytest.mark.spec("T2.1.i")
def test_a_letter_of_a_hidden_person_leaves_no_mark_and_is_never_read_later() -> None:
    lived = together(HARU)
    lived.when(HidePerson(HARU), AKI)
    lived.when(SayTo(AKI, "よんで"), HARU)
    assert not any(isinstance(message, UnreadShown) for message in view(lived, AKI))
    [mark] = next(iter(lived.school.conversations.values()))
    [silence] = silences_of(lived.school, AKI)[HARU]
    assert silence.holds((mark.batch, mark.index))
    assert lived.when(ShowPerson(HARU), AKI) == [PersonShownAgain(AKI, HARU)]
    lived.when(SayTo(AKI, "ありがとう"), HARU)
    *_, later = next(iter(lived.school.conversations.values()))
    [silence] = silences_of(lived.school, AKI)[HARU]
    assert not silence.holds((later.batch, later.index))
    assert [m.count for m in view(lived, AKI) if isinstance(m, UnreadShown)] == [1]


@pytest.mark.spec("T2.1.i")
def test_the_avatar_of_a_hidden_person_is_there_without_its_bubble() -> None:
    lived = together(HARU, NATSU)
    lived.when(HidePerson(HARU), AKI)
    lived.when(Murmur("ひとりごと"), HARU)

    def bubbles(who: str) -> dict[str, str]:
        return {m.account: m.murmur for m in view(lived, who) if isinstance(m, AvatarShown)}

    assert bubbles(AKI)[HARU] == ""
    assert bubbles(NATSU)[HARU] == "ひとりごと"


def test_a_knock_that_waits_ends_like_one_that_nobody_answers() -> None:
    lived = together(HARU)
    lived.then(TalkModeSet(AKI, TalkMode.ASK))
    lived.live(40)
    assert kinds(lived.when(HidePerson(HARU), AKI)) == ["KnockRefused", "PersonHidden"]
    lived.live(CONTACT_EVERY_TICKS)
    assert len(lived.school.knocks) == 1


@pytest.mark.spec("T2.1.i")
def test_staff_can_neither_hide_nor_be_hidden() -> None:
    lived = given(an_open_school(), logged_in(AKI, TEACHER))
    assert lived.refusal(HidePerson(TEACHER), AKI).reason == "staff_stay_seen"
    assert lived.refusal(HidePerson(AKI), TEACHER).reason == "staff_stay_seen"
    for nobody in (AKI, FUYU):
        assert lived.refusal(HidePerson(nobody), AKI).reason == "no_such_person"


def test_hiding_has_an_end() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    many = [id_of(f"p{number}") for number in range(HIDDEN_MAX)]
    lived.then(known(*many), (PersonHidden(AKI, one) for one in many))
    assert lived.refusal(HidePerson(HARU), AKI).reason == "too_many_hidden"
