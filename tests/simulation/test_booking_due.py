"""What happens when a booked time comes: reminders, the invitation, being late, lapsing (T3.10)."""

import pytest

from protocol.booking import (
    BookingCalledOff,
    BookingEnded,
    BookingGone,
    BookingInvited,
    BookingReminded,
    BookingShown,
    CancelBooking,
    Ending,
    Half,
    ProposeTimes,
    Stage,
    WishForTalk,
)
from protocol.counselling import (
    AnswerOffer,
    Asking,
    CounsellingOffered,
    LeaveCounselling,
    OfferCounselling,
    OfferEnded,
    OwnCounsellingShown,
    TakeOfferBack,
)
from protocol.sessions import Device, Disconnect, LogOut, OpenSession, Reconnect
from simulation.snapshot import dump, load, state_hash
from tests.simulation.booking_given import (
    MINUTE_MS,
    MINUTE_TICKS,
    TUESDAY,
    a_school_with_hours,
    agreed,
    at,
    kept,
    minutes,
    offered,
    shown_to,
    wished,
)
from tests.simulation.calls_given import kinds
from tests.simulation.counselling_given import told
from tests.simulation.given import ADMIN, AKI, HARU, SUPPORTER, Lived, session_of

IN_TEN = at(9, 10)


def back_again(lived: Lived, who: str) -> None:
    lived.when(OpenSession(who, "n" * 22, Device.IPAD))


@pytest.mark.spec("T3.10")
def test_both_are_reminded_five_minutes_before_and_at_the_time_and_nobody_else_is() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    lived.wait(4 * MINUTE_TICKS)
    assert not lived.of_kind(BookingReminded)
    lived.wait(MINUTE_TICKS)
    [(_tick, before)] = lived.of_kind(BookingReminded)
    assert before == BookingReminded(AKI, SUPPORTER, booking, 5)
    [shown] = shown_to(lived, AKI)
    assert shown.stage is Stage.SOON
    assert told(lived, before) == {f"account:{who}": [shown] for who in (AKI, SUPPORTER)}
    assert "CounsellingOffered" not in minutes(lived, 4)
    lived.wait(2 * MINUTE_TICKS)
    (tick, now_due) = lived.of_kind(BookingReminded)[-1]
    assert now_due == BookingReminded(AKI, SUPPORTER, booking, 0)
    assert tick == lived.of_kind(CounsellingOffered)[0][0]


@pytest.mark.spec("T3.10")
def test_at_its_time_the_invitation_goes_out_and_the_pupil_opens_a_talk_like_any_other() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    assert lived.refusal(AnswerOffer(yes=True), AKI).reason == "offer_is_over"
    lived.wait(11 * MINUTE_TICKS)
    assert [event for _tick, event in lived.of_kind(CounsellingOffered)] == [
        CounsellingOffered(AKI, SUPPORTER)
    ]
    assert lived.refusal(AnswerOffer(yes=True), HARU).reason == "offer_is_over"
    happened = lived.when(AnswerOffer(yes=True), AKI)
    assert {AKI, SUPPORTER} == lived.school.covered.keys()
    ended = BookingEnded(AKI, SUPPORTER, booking, Ending.MET)
    assert ended in happened
    # Under cover they are told of nothing but their talk; afterwards the booking is not there.
    assert told(lived, ended) == {}
    lived.when(LeaveCounselling(), AKI)
    assert shown_to(lived, AKI) == shown_to(lived, SUPPORTER) == []


@pytest.mark.spec("T3.10")
def test_who_is_late_or_logged_out_finds_it_waiting_until_it_lapses_quietly() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    lived.when(LogOut(), AKI)
    assert "CounsellingOffered" not in minutes(lived, 15)
    assert kept(lived, booking).stage is Stage.DUE
    back_again(lived, AKI)
    assert lived.of_kind(CounsellingOffered)
    [waiting] = shown_to(lived, AKI)
    assert waiting.stage is Stage.DUE
    # Gone again: the invitation ends, and goes out once more when both are here.
    assert OfferEnded(AKI, SUPPORTER, declined=False) in lived.when(LogOut(), AKI)
    assert not kept(lived, booking).invited
    back_again(lived, AKI)
    assert kept(lived, booking).invited
    lived.when(LogOut(), AKI)
    assert "BookingEnded" in minutes(lived, 16)
    (_tick, ended) = lived.of_kind(BookingEnded)[-1]
    assert ended.ending is Ending.LAPSED
    assert told(lived, ended)[f"account:{SUPPORTER}"] == [BookingGone(booking)]
    back_again(lived, AKI)
    assert shown_to(lived, AKI) == []


def test_a_lost_line_is_waited_for() -> None:
    lived = a_school_with_hours()
    agreed(lived, IN_TEN)
    lived.wait(9 * MINUTE_TICKS)
    lived.when(Disconnect(SUPPORTER, session_of(SUPPORTER)))
    lived.wait(90 * 20)
    assert not lived.of_kind(CounsellingOffered)
    lived.when(Reconnect(SUPPORTER, session_of(SUPPORTER)))
    assert lived.of_kind(CounsellingOffered)


def test_not_now_ends_the_booking_and_so_does_taking_the_invitation_back() -> None:
    for answer, by in ((AnswerOffer(yes=False), AKI), (TakeOfferBack(AKI), SUPPORTER)):
        lived = a_school_with_hours()
        booking = agreed(lived, IN_TEN)
        lived.wait(11 * MINUTE_TICKS)
        happened = lived.when(answer, by)
        assert BookingEnded(AKI, SUPPORTER, booking, Ending.NOT_NOW) in happened
        # It does not go out again by itself.
        assert "CounsellingOffered" not in minutes(lived, 5)


def test_who_calls_off_at_the_time_takes_the_invitation_back_too() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    lived.wait(11 * MINUTE_TICKS)
    done, off, *_ = lived.when(CancelBooking(booking), SUPPORTER)
    assert done == OfferEnded(AKI, SUPPORTER, declined=False)
    assert off == BookingCalledOff(AKI, SUPPORTER, booking, SUPPORTER)
    assert lived.refusal(AnswerOffer(yes=True), AKI).reason == "offer_is_over"


def test_a_talk_that_begins_before_its_time_is_the_one_that_was_booked() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    lived.wait(7 * MINUTE_TICKS)
    lived.when(OfferCounselling(AKI), SUPPORTER)
    happened = lived.when(AnswerOffer(yes=True), AKI)
    assert BookingEnded(AKI, SUPPORTER, booking, Ending.MET) in happened


def test_another_counsellors_invitation_and_talk_are_waited_for() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    lived.wait(9 * MINUTE_TICKS)
    lived.when(OfferCounselling(AKI), ADMIN)
    lived.wait(2 * MINUTE_TICKS)
    assert not kept(lived, booking).invited
    lived.when(AnswerOffer(yes=True), AKI)
    lived.wait(2 * MINUTE_TICKS)
    assert BookingInvited(AKI, SUPPORTER, booking, on=True) in lived.when(LeaveCounselling(), ADMIN)
    assert (
        OwnCounsellingShown(Asking.OFFERED, "supporter")
        in told(lived, lived.of_kind(CounsellingOffered)[-1][1])[f"account:{AKI}"]
    )


def test_a_clock_that_jumps_over_the_reminder_gives_the_last_one_and_far_over_it_none() -> None:
    lived = a_school_with_hours()
    agreed(lived, IN_TEN)
    happened = lived.jump(1, 12 * MINUTE_MS)
    assert [one.minutes for one in happened if isinstance(one, BookingReminded)] == [0]
    far = a_school_with_hours()
    agreed(far, IN_TEN)
    assert "BookingReminded" not in kinds(far.jump(1, 40 * MINUTE_MS))
    assert far.school.bookings == {}
    # Back over it: what was told is not told again.
    lived.jump(1, -8 * MINUTE_MS)
    assert "BookingReminded" not in minutes(lived, 5)


def test_a_booking_is_the_same_after_a_restart() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, IN_TEN)
    wished(lived, HARU)
    lived.wait(6 * MINUTE_TICKS)
    before = state_hash(lived.school)
    lived.school = load(*dump(lived.school))
    assert state_hash(lived.school) == before
    assert [one.booking for one in shown_to(lived, AKI)] == [booking]
    lived.wait(5 * MINUTE_TICKS)
    assert [event.minutes for _tick, event in lived.of_kind(BookingReminded)] == [5, 0]


def test_wishes_and_offers_that_nobody_answered_lapse_when_their_day_or_time_is_over() -> None:
    lived = a_school_with_hours()
    wish, offer = wished(lived, HARU), offered(lived, at(9, 30))
    lived.jump(1, 31 * MINUTE_MS)
    assert list(lived.school.bookings) == [wish]
    happened = lived.jump(1, 39 * 60 * MINUTE_MS)
    assert BookingEnded(HARU, None, wish, Ending.UNANSWERED) in happened
    assert offer not in lived.school.bookings


def test_what_was_called_off_can_be_read_for_a_week() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    lived.when(CancelBooking(booking), SUPPORTER)
    lived.jump(1, 6 * 24 * 60 * MINUTE_MS)
    assert booking in lived.school.bookings
    lived.jump(1, 25 * 60 * MINUTE_MS)
    assert lived.school.bookings == {}


def test_nothing_of_a_booking_is_done_from_inside_of_a_talk() -> None:
    lived = a_school_with_hours()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    lived.when(AnswerOffer(yes=True), AKI)
    for wish, who in (
        (ProposeTimes(HARU, (IN_TEN,)), SUPPORTER),
        (WishForTalk(TUESDAY, Half.MORNING), AKI),
    ):
        assert lived.refusal(wish, who).reason == "under_cover"
    assert not any(isinstance(one, BookingShown) for one in shown_to(lived, AKI))
