"""Counselling: asking, offering, answering, and who is told of it (SPEC T3.10)."""

import pytest

from protocol.accounts import RenameAccount
from protocol.counselling import (
    AnswerOffer,
    AskForCounselling,
    Asking,
    AskingTakenBack,
    CounselleeGone,
    CounselleeShown,
    CounsellingAsked,
    CounsellingOffered,
    CounsellingOpened,
    CounsellorNamed,
    MayCounselShown,
    NameCounsellor,
    OfferCounselling,
    OfferEnded,
    OwnCounsellingShown,
    TakeAskingBack,
    TakeOfferBack,
)
from protocol.sessions import (
    AccessRefused,
    LogOut,
)
from tests.simulation.calls_given import kinds
from tests.simulation.counselling_given import NAMED, a_school, seen_by, told
from tests.simulation.given import (
    ADMIN,
    AKI,
    HARU,
    NATSU,
    SUPPORTER,
    TEACHER,
    an_open_school,
    given,
    logged_in,
)


@pytest.mark.spec("T3.10")
def test_a_pupil_who_asks_is_shown_to_those_who_may_counsel_and_to_nobody_else() -> None:
    lived = a_school()
    [asked] = lived.when(AskForCounselling(), AKI)
    assert asked == CounsellingAsked(AKI)
    shown = CounselleeShown(AKI, "aki", Asking.ASKED, None, lived.wall_ms)
    assert told(lived, asked) == {
        f"account:{AKI}": [OwnCounsellingShown(Asking.ASKED, "")],
        f"account:{SUPPORTER}": [shown],
        f"account:{ADMIN}": [shown],
    }
    assert shown in seen_by(lived, ADMIN)
    for other in (HARU, TEACHER):
        assert not any(
            isinstance(m, CounselleeShown | OwnCounsellingShown | MayCounselShown)
            for m in seen_by(lived, other)
        )
    assert lived.refusal(AskForCounselling(), AKI).reason == "already_asked"
    assert lived.when(TakeAskingBack(), AKI) == [AskingTakenBack(AKI)]
    assert lived.refusal(TakeAskingBack(), AKI).reason == "nothing_asked"


@pytest.mark.spec("T3.10")
def test_a_talk_opens_by_invitation_only_and_by_the_pupil_only() -> None:
    lived = a_school()
    assert lived.refusal(AnswerOffer(yes=True), AKI).reason == "offer_is_over"
    lived.when(AskForCounselling(), AKI)
    [offered] = lived.when(OfferCounselling(AKI), SUPPORTER)
    assert offered == CounsellingOffered(AKI, SUPPORTER)
    own = OwnCounsellingShown(Asking.OFFERED, "supporter")
    assert told(lived, offered)[f"account:{AKI}"] == [own]
    assert own in seen_by(lived, AKI)
    assert lived.refusal(AnswerOffer(yes=True), HARU).reason == "offer_is_over"
    assert lived.refusal(OfferCounselling(AKI), ADMIN).reason == "already_invited"
    assert lived.refusal(TakeOfferBack(AKI), ADMIN).reason == "nothing_asked"
    opened, *covering = lived.when(AnswerOffer(yes=True), AKI)
    assert isinstance(opened, CounsellingOpened)
    assert told(lived, opened)[f"account:{ADMIN}"] == [CounselleeGone(AKI)]
    assert kinds(covering) == ["FloorLeft", "Covered", "FloorLeft", "Covered"]


def test_a_counsellors_new_name_is_shown_to_those_they_invite_and_to_nobody_else_asking() -> None:
    lived = a_school()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    lived.when(AskForCounselling(), HARU)
    [renamed] = lived.when(RenameAccount(SUPPORTER, "さくら先生"))
    own = OwnCounsellingShown(Asking.OFFERED, "さくら先生")
    shown = told(lived, renamed)
    assert shown[f"account:{AKI}"] == [own]
    assert own in seen_by(lived, AKI)
    assert f"account:{HARU}" not in shown
    lived.when(AnswerOffer(yes=False), AKI)
    [again] = lived.when(RenameAccount(SUPPORTER, "もみじ先生"))
    assert f"account:{AKI}" not in told(lived, again)


def test_a_no_is_told_to_those_who_may_counsel_and_the_next_invitation_can_be_opened() -> None:
    lived = a_school()
    lived.when(AskForCounselling(), AKI)
    lived.when(OfferCounselling(AKI), SUPPORTER)
    [ended] = lived.when(AnswerOffer(yes=False), AKI)
    assert ended == OfferEnded(AKI, SUPPORTER, declined=True)
    assert told(lived, ended)[f"account:{AKI}"] == [OwnCounsellingShown(Asking.NONE, "")]
    assert CounselleeShown(AKI, "aki", Asking.DECLINED, SUPPORTER, 0) in seen_by(lived, SUPPORTER)
    assert not any(isinstance(m, OwnCounsellingShown) for m in seen_by(lived, AKI))
    lived.when(OfferCounselling(AKI), SUPPORTER)
    assert "Covered" in kinds(lived.when(AnswerOffer(yes=True), AKI))


def test_an_invitation_ends_when_it_is_taken_back_or_one_of_the_two_goes_home() -> None:
    lived = a_school()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    assert lived.when(TakeOfferBack(AKI), SUPPORTER) == [OfferEnded(AKI, SUPPORTER, False)]
    lived.when(AskForCounselling(), AKI)
    lived.when(OfferCounselling(AKI), SUPPORTER)
    assert OfferEnded(AKI, SUPPORTER, False) in lived.when(LogOut(), SUPPORTER)
    # What was asked for is still asked for.
    assert OwnCounsellingShown(Asking.ASKED, "") in seen_by(lived, AKI)


@pytest.mark.spec("T5.5")
def test_only_an_admin_names_counsellors_and_only_among_the_staff() -> None:
    lived = given(an_open_school(), logged_in(AKI, SUPPORTER, TEACHER, ADMIN))
    assert kinds(lived.when_all((OfferCounselling(AKI), SUPPORTER))) == ["AccessRefused"]
    assert lived.refusals() == ["not_allowed"]
    named, *_ = lived.when(NameCounsellor(SUPPORTER, True), ADMIN)
    assert named == NAMED
    assert told(lived, named) == {f"account:{SUPPORTER}": [MayCounselShown(True)]}
    assert MayCounselShown(True) in seen_by(lived, SUPPORTER)
    lived.when(OfferCounselling(AKI), SUPPORTER)
    assert lived.when(NameCounsellor(SUPPORTER, True), ADMIN) == []
    assert CounsellorNamed(SUPPORTER, False) in lived.when(NameCounsellor(SUPPORTER, False), ADMIN)
    assert kinds(lived.when_all((TakeOfferBack(AKI), SUPPORTER))) == ["AccessRefused"]
    lived.refusals()
    assert lived.refusal(NameCounsellor(AKI, True), ADMIN).reason == "no_such_staff"
    assert lived.when_all((NameCounsellor(SUPPORTER, True), SUPPORTER)) == [
        AccessRefused(SUPPORTER, "NameCounsellor")
    ]
    lived.refusals()


def test_staff_are_not_invited_nor_somebody_who_is_not_here() -> None:
    lived = a_school()
    assert lived.refusal(OfferCounselling(TEACHER), SUPPORTER).reason == "not_a_pupil"
    assert lived.refusal(OfferCounselling(NATSU), SUPPORTER).reason == "not_here"
