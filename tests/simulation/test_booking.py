"""Booking a private talk: wishing, offering, choosing, calling off, and who is told (T3.10)."""

import pytest

from protocol.accounts import DisableAccount, EraseAccount, RenameAccount
from protocol.booking import (
    AnotherWished,
    BookingCalledOff,
    BookingEnded,
    BookingGone,
    BookingShown,
    CancelBooking,
    ChooseTime,
    Ending,
    Half,
    OfferTimes,
    ProposeTimes,
    Stage,
    TalkWished,
    TimeChosen,
    TimesOffered,
    WishForAnother,
    WishForTalk,
    WishTaken,
)
from protocol.hours import ExtraDay
from protocol.units import BOOKINGS_OF_COUNSELLOR_MAX
from tests.simulation.booking_given import (
    MINUTE_MS,
    SATURDAY,
    TUESDAY,
    WEDNESDAY,
    a_school_with_hours,
    agreed,
    at,
    offered,
    shown_to,
    wished,
)
from tests.simulation.counselling_given import told
from tests.simulation.given import ADMIN, AKI, HARU, NATSU, SUPPORTER, TEACHER


@pytest.mark.spec("T3.10")
def test_a_wish_for_a_day_is_shown_to_its_pupil_and_those_who_may_counsel_alone() -> None:
    lived = a_school_with_hours()
    [event] = lived.when(WishForTalk(TUESDAY, Half.MORNING), AKI)
    assert isinstance(event, TalkWished)
    shown = BookingShown(
        event.booking, AKI, "aki", None, "", Stage.WISHED, TUESDAY, Half.MORNING, (), 0
    )
    assert told(lived, event) == {
        f"account:{who}": [shown] for who in (AKI, SUPPORTER, ADMIN)
    }  # fmt: skip
    assert shown_to(lived, AKI) == shown_to(lived, ADMIN) == [shown]
    assert shown_to(lived, HARU) == shown_to(lived, TEACHER) == []


@pytest.mark.spec("T3.10")
def test_who_takes_a_wish_up_has_it_alone_and_the_others_see_that_it_waits_no_longer() -> None:
    lived = a_school_with_hours()
    booking = wished(lived)
    times = (at(9, 0, TUESDAY), at(10, 0, TUESDAY))
    taken, offer = lived.when(OfferTimes(booking, (times[1], times[0])), SUPPORTER)
    assert taken == WishTaken(AKI, SUPPORTER, booking)
    assert offer == TimesOffered(AKI, SUPPORTER, booking, times)
    gone = [BookingGone(booking)]
    assert told(lived, taken) == {f"account:{who}": gone for who in (SUPPORTER, ADMIN)}
    shown = BookingShown(
        booking, AKI, "aki", SUPPORTER, "supporter", Stage.OFFERED, TUESDAY, Half.MORNING, times, 0
    )
    assert told(lived, offer) == {f"account:{who}": [shown] for who in (AKI, SUPPORTER)}
    assert shown_to(lived, ADMIN) == []
    assert lived.refusal(OfferTimes(booking, times), ADMIN).reason == "no_such_booking"
    [chosen] = lived.when(ChooseTime(booking, times[1]), AKI)
    assert chosen == TimeChosen(AKI, SUPPORTER, booking, times[1])
    [both] = shown_to(lived, SUPPORTER)
    assert (both.stage, both.at_ms, both.times) == (Stage.AGREED, times[1], ())
    assert shown_to(lived, AKI) == [both]


@pytest.mark.spec("T3.10")
def test_of_two_counsellors_who_answer_in_one_tick_the_first_has_it_and_the_other_is_told() -> None:
    lived = a_school_with_hours()
    booking = wished(lived)
    first, second = (at(9, 0, TUESDAY),), (at(11, 0, TUESDAY),)
    events = lived.when_all(
        (OfferTimes(booking, first), ADMIN), (OfferTimes(booking, second), SUPPORTER)
    )
    assert events == [WishTaken(AKI, ADMIN, booking), TimesOffered(AKI, ADMIN, booking, first)]
    assert lived.refusals() == ["no_such_booking"]
    [offered_one] = shown_to(lived, AKI)
    assert (offered_one.to, offered_one.times) == (ADMIN, first)
    assert shown_to(lived, SUPPORTER) == []


def test_a_pupil_asks_for_another_day_and_stays_with_the_same_counsellor() -> None:
    lived = a_school_with_hours()
    booking = offered(lived, at(11, 0, TUESDAY))
    assert lived.when(WishForAnother(booking, WEDNESDAY, Half.AFTERNOON), AKI) == [
        AnotherWished(AKI, SUPPORTER, booking, WEDNESDAY, Half.AFTERNOON)
    ]
    assert [one.stage for one in shown_to(lived, SUPPORTER)] == [Stage.WISHED]
    assert shown_to(lived, ADMIN) == []
    assert lived.refusal(CancelBooking(booking), ADMIN).reason == "no_such_booking"
    wednesday = at(14, 0, WEDNESDAY)
    assert lived.when(OfferTimes(booking, (wednesday,)), SUPPORTER) == [
        TimesOffered(AKI, SUPPORTER, booking, (wednesday,))
    ]
    # The counsellor may also offer others before the pupil has answered.
    lived.when(OfferTimes(booking, (at(15, 0, WEDNESDAY),)), SUPPORTER)
    assert lived.refusal(ChooseTime(booking, wednesday), AKI).reason == "time_not_offered"


@pytest.mark.spec("T3.10")
def test_a_no_stays_for_the_pupil_to_read_and_is_told_to_nobody_else() -> None:
    lived = a_school_with_hours()
    booking = wished(lived)
    taken, off = lived.when(CancelBooking(booking), SUPPORTER)
    assert off == BookingCalledOff(AKI, SUPPORTER, booking, SUPPORTER)
    assert told(lived, taken) == {
        f"account:{who}": [BookingGone(booking)] for who in (SUPPORTER, ADMIN)
    }
    # The pupil is not told whose no it was.
    shown = BookingShown(
        booking, AKI, "aki", None, "", Stage.CALLED_OFF, TUESDAY, Half.MORNING, (), 0
    )
    assert told(lived, off)[f"account:{AKI}"] == [BookingGone(booking), shown]
    assert told(lived, off)[f"account:{SUPPORTER}"] == [BookingGone(booking)]
    assert shown_to(lived, AKI) == [shown]
    assert shown_to(lived, SUPPORTER) == shown_to(lived, ADMIN) == []
    assert lived.refusal(OfferTimes(booking, (at(9),)), ADMIN).reason == "no_such_booking"
    [put_away] = lived.when(CancelBooking(booking), AKI)
    assert put_away == BookingEnded(AKI, None, booking, Ending.PUT_AWAY)
    assert told(lived, put_away) == {f"account:{AKI}": [BookingGone(booking)]}
    assert lived.school.bookings == {}


def test_both_may_call_off_what_was_agreed_and_the_other_one_can_read_it() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    [off] = lived.when(CancelBooking(booking), AKI)
    assert off == BookingCalledOff(AKI, SUPPORTER, booking, AKI)
    assert shown_to(lived, AKI) == []
    assert [one.stage for one in shown_to(lived, SUPPORTER)] == [Stage.CALLED_OFF]
    assert lived.refusal(CancelBooking(booking), AKI).reason == "no_such_booking"
    lived.when(CancelBooking(booking), SUPPORTER)
    again = agreed(lived, at(10, 0, TUESDAY))
    lived.when(CancelBooking(again), SUPPORTER)
    assert [one.stage for one in shown_to(lived, AKI)] == [Stage.CALLED_OFF]


def test_a_wish_that_is_taken_back_leaves_nothing() -> None:
    lived = a_school_with_hours()
    booking = wished(lived)
    [ended] = lived.when(CancelBooking(booking), AKI)
    assert ended == BookingEnded(AKI, None, booking, Ending.WITHDRAWN)
    assert set(told(lived, ended)) == {f"account:{who}" for who in (AKI, SUPPORTER, ADMIN)}
    assert lived.school.bookings == {}


@pytest.mark.spec("T3.10")
def test_to_a_third_person_there_is_no_such_booking() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    for other in (HARU, TEACHER, ADMIN):
        # The same answer as for one that never was.
        for asked in (booking, "x" * 22):
            assert lived.refusal(CancelBooking(asked), other).reason == "no_such_booking"
    assert lived.refusal(ChooseTime(booking, at(10)), HARU).reason == "no_such_booking"
    assert lived.refusal(OfferTimes(booking, (at(10),)), ADMIN).reason == "no_such_booking"
    lived.when_all((OfferTimes(booking, (at(10),)), TEACHER), (WishForTalk(TUESDAY, Half.MORNING),
                   ADMIN))  # fmt: skip
    assert lived.refusals() == ["not_allowed", "not_allowed"]


def test_times_that_overlap_another_talk_of_the_counsellor_are_refused_with_that_moment() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    offered(lived, at(14, 0, TUESDAY), at(15, 0, TUESDAY), to=HARU)
    lived.when(CancelBooking(wished(lived, HARU)), HARU)
    mine = wished(lived, HARU)
    for near, taken in (((9, 31), 10), ((10, 29), 10), ((14, 0), 14), ((15, 29), 15)):
        refusal = lived.refusal(OfferTimes(mine, (at(*near, TUESDAY),)), SUPPORTER)
        assert (refusal.reason, refusal.at_ms) == ("counsellor_busy", at(taken, 0, TUESDAY))
    close = (at(11, 0, TUESDAY), at(11, 10, TUESDAY))
    assert lived.refusal(OfferTimes(mine, close), SUPPORTER).reason == "counsellor_busy"
    # Another counsellor is free then, and so is this one once it is called off.
    lived.when(OfferTimes(mine, (at(10, 10, TUESDAY),)), ADMIN)
    lived.when(CancelBooking(booking), SUPPORTER)
    third = wished(lived, AKI, WEDNESDAY)
    lived.when(OfferTimes(third, (at(10, 10, TUESDAY),)), SUPPORTER)


def test_a_pupil_does_not_choose_two_talks_at_once() -> None:
    lived = a_school_with_hours()
    agreed(lived, at(10, 0, TUESDAY))
    [event] = lived.when(ProposeTimes(AKI, (at(10, 20, TUESDAY), at(13, 0, TUESDAY))), ADMIN)
    assert isinstance(event, TimesOffered)
    refusal = lived.refusal(ChooseTime(event.booking, at(10, 20, TUESDAY)), AKI)
    assert (refusal.reason, refusal.at_ms) == ("own_booking_then", at(10, 0, TUESDAY))
    lived.when(ChooseTime(event.booking, at(13, 0, TUESDAY)), AKI)


@pytest.mark.spec("T3.10")
def test_a_talk_is_booked_while_the_school_is_open_and_on_days_that_it_opens_for_it() -> None:
    lived = a_school_with_hours(closed=(WEDNESDAY,))
    for day, half in ((WEDNESDAY, Half.MORNING), (SATURDAY, Half.AFTERNOON)):
        assert lived.refusal(WishForTalk(day, half), AKI).reason == "closed_then"
    for shut in (at(10, 0, WEDNESDAY), at(10, 0, SATURDAY), at(8, 0, TUESDAY), at(16, 31, TUESDAY)):
        refusal = lived.refusal(ProposeTimes(AKI, (at(13, 0, TUESDAY), shut)), SUPPORTER)
        assert (refusal.reason, refusal.at_ms) == ("closed_then", shut)
    open_on_saturday = a_school_with_hours(extra=(ExtraDay(SATURDAY, 0),))  # type: ignore[arg-type]
    wished(open_on_saturday, day=SATURDAY)
    offered(open_on_saturday, at(10, 0, SATURDAY), to=HARU)


def test_what_has_passed_or_is_far_away_is_not_booked() -> None:
    lived = a_school_with_hours()
    booking = offered(lived, at(9, 1))
    lived.wait(2 * 60 * 20)
    assert booking not in lived.school.bookings
    past = lived.refusal(ProposeTimes(AKI, (at(9, 1),)), SUPPORTER)
    assert (past.reason, past.at_ms) == ("booking_in_the_past", at(9, 1))
    assert lived.refusal(WishForTalk(20_723, Half.MORNING), AKI).reason == "booking_in_the_past"
    far = 20_724 + 63
    assert lived.refusal(WishForTalk(far, Half.MORNING), AKI).reason == "booking_too_far"
    assert lived.refusal(ProposeTimes(AKI, (at(9, 0, far),)), ADMIN).reason == "booking_too_far"
    # At half past eleven there is no time for a talk before noon.
    lived.jump(1, 151 * MINUTE_MS - 2 * MINUTE_MS)
    assert lived.refusal(WishForTalk(20_724, Half.MORNING), AKI).reason == "booking_in_the_past"
    wished(lived, day=20_725)


def test_nobody_has_more_bookings_open_than_they_can_keep_in_mind() -> None:
    lived = a_school_with_hours()
    wished(lived)
    assert lived.refusal(WishForTalk(TUESDAY, Half.MORNING), AKI).reason == "already_asked"
    lived.when(WishForTalk(TUESDAY, Half.AFTERNOON), AKI)
    wished(lived, day=WEDNESDAY)
    refusal = lived.refusal(WishForTalk(WEDNESDAY, Half.AFTERNOON), AKI)
    assert refusal.reason == "too_many_bookings"
    offered(lived, at(9, 0, TUESDAY), to=HARU)
    twice = lived.refusal(ProposeTimes(HARU, (at(14, 0, TUESDAY),)), SUPPORTER)
    assert twice.reason == "already_booked"
    for staff in (TEACHER, NATSU):
        alone = lived.refusal(ProposeTimes(staff, (at(14, 0, TUESDAY),)), SUPPORTER)
        assert alone.reason == "not_a_pupil"


def test_a_counsellor_has_no_more_open_than_a_week_can_hold_and_another_may_answer() -> None:
    lived = a_school_with_hours()
    wish = wished(lived)
    lived.then(
        TimesOffered(HARU, SUPPORTER, f"{number:022}", (at(9 + number % 8, 0, WEDNESDAY + number),))
        for number in range(BOOKINGS_OF_COUNSELLOR_MAX)
    )
    full = lived.refusal(OfferTimes(wish, (at(10, 0, TUESDAY),)), SUPPORTER)
    assert full.reason == "too_many_bookings"
    assert lived.refusal(ProposeTimes(AKI, (at(10, 0, TUESDAY),)), SUPPORTER).reason == full.reason
    lived.when(OfferTimes(wish, (at(10, 0, TUESDAY),)), ADMIN)


def test_a_new_name_is_shown_in_the_bookings_of_both() -> None:
    lived = a_school_with_hours()
    booking = agreed(lived, at(10, 0, TUESDAY))
    [renamed] = lived.when(RenameAccount(SUPPORTER, "さくら先生"))
    shown = told(lived, renamed)
    for who in (AKI, SUPPORTER):
        assert [m.to_name for m in shown[f"account:{who}"] if isinstance(m, BookingShown)] == [
            "さくら先生"
        ]
    assert not any(isinstance(m, BookingShown) for m in shown.get(f"account:{ADMIN}", []))
    assert booking in lived.school.bookings


def test_whose_account_ends_leaves_no_booking_behind_and_a_pupil_is_told_kindly() -> None:
    lived = a_school_with_hours()
    agreed(lived, at(10, 0, TUESDAY))
    lived.when(WishForTalk(WEDNESDAY, Half.MORNING), AKI)
    lived.when(DisableAccount(SUPPORTER), ADMIN)
    assert {one.stage for one in shown_to(lived, AKI)} == {Stage.CALLED_OFF, Stage.WISHED}
    lived.when(EraseAccount(SUPPORTER), ADMIN)
    assert [one.to_name for one in shown_to(lived, AKI)] == ["", ""]
    lived.when(EraseAccount(AKI), ADMIN)
    assert lived.school.bookings == {}
