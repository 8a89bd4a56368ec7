"""Giving the right to counsel and taking it back: what happens at once (SPEC T3.4, T5.5)."""

import pytest

from protocol.accounts import EraseAccount
from protocol.booking import BookingShown, Stage
from protocol.counselling import (
    AnswerOffer,
    AskForCounselling,
    Asking,
    CounselleeShown,
    CounsellingEnded,
    CounsellorNamed,
    MayCounselShown,
    NameCounsellor,
    NamingNoted,
    OfferCounselling,
    OfferEnded,
)
from protocol.sessions import AccessRefused
from simulation.booked import Naming
from simulation.snapshot import dump, load, state_hash
from tests.simulation.booking_given import (
    TUESDAY,
    a_school_with_hours,
    agreed,
    at,
    shown_to,
    wished,
)
from tests.simulation.calls_given import kinds
from tests.simulation.counselling_given import a_school, call_of, in_a_talk, seen_by, told
from tests.simulation.given import ADMIN, AKI, HARU, SUPPORTER, TEACHER

TAKEN = NameCounsellor(SUPPORTER, False)
GIVEN = NameCounsellor(SUPPORTER, True)


@pytest.mark.spec("T3.4")
def test_who_loses_the_right_in_a_talk_ends_it_and_both_come_back_as_after_any_talk() -> None:
    lived = in_a_talk()
    call = call_of(lived)
    ended, named, noted, *_ = lived.when(TAKEN, ADMIN)
    assert ended == CounsellingEnded(call)
    assert named == CounsellorNamed(SUPPORTER, False)
    assert noted == NamingNoted(SUPPORTER, ADMIN, False)
    assert not lived.school.covered
    assert not lived.school.talks
    assert {AKI, SUPPORTER} <= lived.school.sessions.keys()
    assert not any(isinstance(one, MayCounselShown) for one in seen_by(lived, SUPPORTER))


@pytest.mark.spec("T3.10")
def test_invitations_are_taken_back_and_bookings_called_off_at_once() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    wished(lived, HARU)
    lived.when(OfferCounselling(HARU), SUPPORTER)
    happened = lived.when(TAKEN, ADMIN)
    assert OfferEnded(HARU, SUPPORTER, declined=False) in happened
    assert lived.refusal(AnswerOffer(yes=True), HARU).reason == "offer_is_over"
    [off] = shown_to(lived, AKI)
    assert (off.booking, off.stage, off.to_name) == (booking, Stage.CALLED_OFF, "")
    assert shown_to(lived, SUPPORTER) == []


def test_who_gets_the_right_is_shown_at_once_who_waits() -> None:
    lived = a_school_with_hours()
    lived.when(TAKEN, ADMIN)
    wish = wished(lived, HARU)
    lived.when(AskForCounselling(), AKI)
    assert shown_to(lived, SUPPORTER) == []
    [named] = [one for one in lived.when(GIVEN, ADMIN) if isinstance(one, CounsellorNamed)]
    shown = told(lived, named)
    assert set(shown) == {f"account:{SUPPORTER}"}
    waiting = shown[f"account:{SUPPORTER}"]
    assert MayCounselShown(True) in waiting
    assert [one.booking for one in waiting if isinstance(one, BookingShown)] == [wish]
    assert [one.asking for one in waiting if isinstance(one, CounselleeShown)] == [Asking.ASKED]


@pytest.mark.spec("T5.5")
def test_each_change_is_noted_with_who_made_it_and_nothing_else_is() -> None:
    lived = a_school()
    lived.when(TAKEN, ADMIN)
    assert not any(isinstance(one, NamingNoted) for one in lived.when(TAKEN, ADMIN))
    lived.when(GIVEN)
    assert [(one.by, one.on) for one in lived.school.namings] == [(ADMIN, False), (None, True)]
    kept = load(*dump(lived.school))
    assert kept.namings == lived.school.namings
    assert state_hash(kept) == state_hash(lived.school)
    assert all(isinstance(one, Naming) for one in kept.namings)
    lived.when(EraseAccount(SUPPORTER), ADMIN)
    assert lived.school.namings == []


@pytest.mark.spec("T5.5")
def test_nobody_but_an_admin_gives_or_takes_the_right_and_each_try_is_in_the_log() -> None:
    lived = a_school()
    for other in (AKI, SUPPORTER, TEACHER):
        for wish in (GIVEN, TAKEN, NameCounsellor(TEACHER, True)):
            assert kinds(lived.when_all((wish, other))) == ["AccessRefused"]
            assert lived.of_kind(AccessRefused)[-1][1] == AccessRefused(other, "NameCounsellor")
            assert lived.refusals() == ["not_allowed"]
    assert lived.school.namings == []
