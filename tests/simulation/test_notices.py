"""Notices reach those they are for, late joiners too, and say whom they reached (SPEC T2.2.a)."""

import pytest

from protocol.floors import EnterFloor
from protocol.notices import (
    CloseNotice,
    NoticeClosed,
    NoticeEnded,
    NoticeSeen,
    NoticeSent,
    NoticeShown,
    SeeNotice,
    SendNotice,
    WithdrawNotice,
)
from protocol.sessions import AccessRefused, LogOut
from protocol.units import TICKS_PER_MINUTE, AccountId
from protocol.vocabulary import Message
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.given import (
    ADMIN,
    AKI,
    FAR,
    HARU,
    JAPAN_MIN,
    NATSU,
    PLACE,
    SUPPORTER,
    Lived,
    an_open_school,
    given,
    logged_in,
    standing_at,
)

pytestmark = pytest.mark.spec("T2.2.a")


def a_school() -> Lived:
    return given(
        an_open_school(), logged_in(ADMIN, SUPPORTER, NATSU), standing_at(PLACE, AKI),
        standing_at(FAR, HARU, floor="yard"),
    )  # fmt: skip


def sent(lived: Lived, *floors: str, minutes: int = 10) -> NoticeSent:
    (notice,) = lived.when(SendNotice("きょうは にじまで です", floors, minutes), ADMIN)
    assert isinstance(notice, NoticeSent)
    return notice


def notices_in(messages: list[Message]) -> list[NoticeShown]:
    return [message for message in messages if isinstance(message, NoticeShown)]


def seen_on_arriving(lived: Lived, account: AccountId) -> list[NoticeShown]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    return notices_in(list(view_of(lived.school, account, now)))


def test_a_notice_to_the_school_is_shown_on_the_channel_of_all_and_to_late_joiners() -> None:
    lived = a_school()
    notice = sent(lived)
    shown = NoticeShown(notice.notice, notice.text, notice.until_ms, here=False)
    assert list(shown_by(lived.school, notice)) == [(("school",), shown)]
    assert seen_on_arriving(lived, NATSU) == [shown]


def test_a_notice_to_one_floor_is_shown_there_and_to_those_who_come_there() -> None:
    lived = a_school()
    notice = sent(lived, "classroom")
    shown = NoticeShown(notice.notice, notice.text, notice.until_ms, here=True)
    assert list(shown_by(lived.school, notice)) == [(("floor:classroom",), shown)]
    assert seen_on_arriving(lived, AKI) == [shown]
    assert seen_on_arriving(lived, HARU) == []
    (_gone, entered) = lived.when(EnterFloor("classroom"), HARU)
    told = [one.message for one in shown_by(lived.school, entered)]
    assert notices_in(told) == [shown]


def test_its_sender_learns_whom_it_reached_each_person_once() -> None:
    lived = a_school()
    notice = sent(lived, "classroom").notice
    assert lived.when(SeeNotice(notice), AKI) == [NoticeSeen(AKI, notice)]
    assert lived.when(SeeNotice(notice), AKI) == []
    assert lived.when(SeeNotice(notice), HARU) == []
    assert lived.school.notices[notice].seen == {AKI}


def test_what_one_has_closed_is_not_shown_to_one_again_but_still_to_others() -> None:
    lived = a_school()
    notice = sent(lived).notice
    lived.when(SeeNotice(notice), AKI)
    assert lived.when(CloseNotice(notice), AKI) == [NoticeClosed(AKI, notice)]
    assert seen_on_arriving(lived, AKI) == []
    assert len(seen_on_arriving(lived, HARU)) == 1


def test_a_notice_ends_by_its_time_or_when_it_is_withdrawn() -> None:
    lived = a_school()
    first, second = sent(lived, minutes=2), sent(lived, "yard", minutes=90)
    lived.wait(3 * TICKS_PER_MINUTE)
    assert [event for _, event in lived.of_kind(NoticeEnded)] == [NoticeEnded(first.notice, ())]
    assert lived.refusal(SeeNotice(first.notice), AKI).reason == "notice_is_over"
    ended, *_ = lived.when(WithdrawNotice(second.notice), ADMIN)
    assert list(shown_by(lived.school, ended)) == [(("floor:yard",), ended)]
    assert lived.refusal(WithdrawNotice(second.notice), ADMIN).reason == "notice_is_over"
    assert seen_on_arriving(lived, HARU) == []


@pytest.mark.parametrize("account", [AKI, SUPPORTER])
def test_nobody_but_an_admin_sends_notices(account: AccountId) -> None:
    lived = a_school()
    events = lived.when_all((SendNotice("やあ", (), 10), account))
    assert events == [AccessRefused(account, "SendNotice")]
    assert lived.refusals() == ["not_allowed"]


def test_an_empty_notice_and_one_to_no_floor_are_refused() -> None:
    lived = a_school()
    assert lived.refusal(SendNotice("\u200b ", (), 10), ADMIN).reason == "text_empty"
    assert lived.refusal(SendNotice("やあ", ("moon",), 10), ADMIN).reason == "no_such_floor"


def test_whoever_has_left_is_not_counted() -> None:
    lived = a_school()
    notice = sent(lived).notice
    lived.when(LogOut(), AKI)
    assert lived.refusal(SeeNotice(notice), AKI).reason == "not_logged_in"
    assert lived.school.notices[notice].seen == set()
