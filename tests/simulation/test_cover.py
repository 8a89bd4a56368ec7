"""Cover: gone for everybody, and what happens to a stay meanwhile (SPEC T3.4)."""

import pytest

from protocol.accounts import DisableAccount, EraseAccount, RenameAccount
from protocol.calling import CallMemberShown
from protocol.chatting import SaidInCall, Say, SayInCall, SayTo
from protocol.counselling import (
    AnswerOffer,
    CounsellingEnded,
    Covered,
    CoverShown,
    LeaveCounselling,
    LineShown,
    MovedUnderCover,
    OfferCounselling,
    ReportHeld,
    SaidUnderCover,
    Uncovered,
)
from protocol.floors import AvatarGone, DeskShown, EnterFloor, FloorLeft
from protocol.hours import FloorClosed
from protocol.moving import WalkTo
from protocol.reporting import Place, Report, Reported, ReportShown
from protocol.sessions import (
    BeginEpoch,
    Cause,
    Device,
    Disconnect,
    Dropped,
    EndSession,
    Left,
    LogOut,
    OpenSession,
    Reconnect,
    Resumed,
)
from protocol.units import IDLE_LOGOUT_TICKS, LEAVE_AFTER_DROP_TICKS, TICKS_PER_SECOND
from simulation.chatting import counselling_seal
from simulation.school import name_of
from simulation.searching import find
from simulation.sight import people_seen_by
from simulation.snapshot import dump, load, state_hash
from tests.simulation.calls_given import in_a_call, kinds
from tests.simulation.counselling_given import NAMED, a_school, call_of, in_a_talk, seen_by, told
from tests.simulation.given import (
    ADMIN,
    AKI,
    CLOSES_MS,
    HARU,
    NATSU,
    SUPPORTER,
    TEACHER,
    logged_in,
    session_of,
)


@pytest.mark.spec("T3.4")
def test_under_cover_the_two_are_gone_for_everybody() -> None:
    lived = a_school()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    lived.when(AnswerOffer(yes=True), AKI)
    assert not {AKI, SUPPORTER} & lived.school.sessions.keys()
    for viewer in (HARU, TEACHER, ADMIN):
        assert not {AKI, SUPPORTER} & set(people_seen_by(lived.school, viewer))
        assert find(lived.school, viewer, "aki", lived.tick) == []
        assert find(lived.school, viewer, "supporter", lived.tick) == []
    assert lived.refusal(EndSession(AKI), ADMIN).reason == "not_here"
    for event in (event for _, event in lived.happened if isinstance(event, Covered)):
        assert set(told(lived, event)) == {f"account:{AKI}", f"account:{SUPPORTER}"}
    left = next(event for _, event in lived.happened if isinstance(event, FloorLeft))
    # What the floor is shown is what it is shown of a logout.
    assert AvatarGone(left.avatar) in told(lived, left)["floor:classroom"]


@pytest.mark.spec("T3.4")
def test_both_see_that_they_are_under_cover_and_with_whom_and_how_they_look() -> None:
    lived = in_a_talk()
    looks = {who: lived.school.accounts[who].look for who in (AKI, SUPPORTER)}
    call = call_of(lived)
    for who in (AKI, SUPPORTER):
        view = seen_by(lived, who)
        assert CoverShown(call, lived.wall_ms, CLOSES_MS, closing_min=0, said=0) in view
        members = {m.account: (m.name, m.look) for m in view if isinstance(m, CallMemberShown)}
        assert members == {
            AKI: ("aki", looks[AKI]), SUPPORTER: ("supporter", looks[SUPPORTER]),
        }  # fmt: skip
        assert not any(isinstance(m, DeskShown) for m in view)


def test_a_new_name_under_cover_is_on_the_card_in_the_talk_and_nowhere_else() -> None:
    lived = in_a_talk()
    [renamed] = lived.when(RenameAccount(AKI, "サクラ"))
    look = lived.school.accounts[AKI].look
    card = CallMemberShown(call_of(lived), AKI, "サクラ", staff=False, look=look)
    assert told(lived, renamed) == {f"account:{who}": [card] for who in (AKI, SUPPORTER)}


@pytest.mark.spec("T3.4")
def test_words_under_cover_reach_the_two_and_are_sealed_under_a_key_of_their_own() -> None:
    lived = in_a_talk()
    [said] = lived.when(SayInCall("きいて ほしい"), AKI)
    assert isinstance(said, SaidUnderCover)
    assert said.seal == counselling_seal(AKI) not in (AKI, SUPPORTER)
    shown = [SaidInCall(AKI, said.call, "きいて ほしい")]
    assert told(lived, said) == {f"account:{AKI}": shown, f"account:{SUPPORTER}": shown}
    [answer] = lived.when(SayInCall("うん"), SUPPORTER)
    assert isinstance(answer, SaidUnderCover)
    assert answer.seal == said.seal


@pytest.mark.spec("T3.4")
def test_from_under_cover_nothing_can_be_done_that_others_would_notice() -> None:
    lived = in_a_talk()
    for wish in (Say("やあ"), SayTo(HARU, "ねえ"), EnterFloor("classroom"), WalkTo(100, 100)):
        assert lived.refusal(wish, AKI).reason == "under_cover"


@pytest.mark.spec("T6.19")
def test_a_report_from_inside_waits_until_its_writer_is_here_again() -> None:
    lived = in_a_talk()
    assert lived.refusal(Report(HARU, Place.PERSON, 0, ()), AKI).reason == "no_such_person"
    [held] = lived.when(Report(SUPPORTER, Place.CALL, 0, ()), AKI)
    assert isinstance(held, ReportHeld)
    assert told(lived, held) == {}
    assert not any(isinstance(m, ReportShown) for m in seen_by(lived, ADMIN))
    events = lived.when(LeaveCounselling(), AKI)
    reported = Reported(AKI, held.report, SUPPORTER, Place.PERSON, (), (), lived.tick, ())
    assert reported in events
    assert events.index(reported) > kinds(events).index("Uncovered")
    [shown] = [m for m in seen_by(lived, ADMIN) if isinstance(m, ReportShown)]
    assert (shown.account, shown.about) == (AKI, SUPPORTER)
    # Nobody looks after what is said about themselves.
    assert not any(isinstance(m, ReportShown) for m in seen_by(lived, SUPPORTER))


@pytest.mark.spec("T6.19")
def test_a_report_of_somebody_who_went_home_from_a_talk_comes_with_their_next_login() -> None:
    lived = in_a_talk()
    lived.when(Report(SUPPORTER, Place.PERSON, 0, ()), AKI)
    assert "Reported" not in kinds(lived.when(LogOut(), AKI))
    assert "Reported" in kinds(lived.when(OpenSession(AKI, "n" * 22, Device.IPAD)))
    assert not lived.school.held_reports


def test_the_end_brings_both_back_to_the_desk_as_if_they_had_logged_in() -> None:
    lived = in_a_talk()
    call = call_of(lived)
    events = lived.when(LeaveCounselling(), AKI)
    assert events[0] == CounsellingEnded(call)
    assert events[1] == Uncovered(AKI, session_of(AKI), Device.IPAD, call)
    # As by any first login of a day: `given` let them in without one.
    assert "StampGiven" in kinds(events)
    assert {AKI, SUPPORTER} <= lived.school.sessions.keys()
    assert not lived.school.covered
    assert not lived.school.talks
    assert not lived.school.calls
    assert any(isinstance(m, DeskShown) for m in seen_by(lived, AKI))
    lived.when(EnterFloor("classroom"), AKI)
    assert lived.refusal(LeaveCounselling(), AKI).reason == "not_in_a_talk"


def test_whoever_goes_under_cover_leaves_their_calls_as_by_a_logout() -> None:
    lived = in_a_call(HARU, NATSU)
    lived.then(logged_in(SUPPORTER), NAMED)
    lived.when(OfferCounselling(AKI), SUPPORTER)
    events = lived.when(AnswerOffer(yes=True), AKI)
    assert kinds(events)[1:4] == ["CallLeft", "FloorLeft", "Covered"]
    two = in_a_call(SUPPORTER)
    two.then(NAMED)
    two.when(OfferCounselling(AKI), SUPPORTER)
    ended = kinds(two.when(AnswerOffer(yes=True), AKI))
    assert ended.count("CallLeft") == 2
    assert ended.count("CallEnded") == 1


def test_a_lost_line_keeps_the_talk_and_the_other_one_sees_it() -> None:
    lived = in_a_talk()
    call = call_of(lived)
    [dropped] = lived.when(Disconnect(AKI, session_of(AKI)))
    assert dropped == Dropped(AKI, session_of(AKI))
    line = LineShown(call, AKI, away=True)
    assert told(lived, dropped) == {f"account:{AKI}": [line], f"account:{SUPPORTER}": [line]}
    assert line in seen_by(lived, SUPPORTER)
    assert lived.wait(LEAVE_AFTER_DROP_TICKS - TICKS_PER_SECOND) == []
    [resumed] = lived.when(Reconnect(AKI, session_of(AKI)))
    assert resumed == Resumed(AKI, session_of(AKI))
    assert lived.school.covered.keys() == {AKI, SUPPORTER}


def test_whoever_does_not_come_back_has_gone_and_the_talk_ends() -> None:
    lived = in_a_talk()
    lived.when(Disconnect(AKI, session_of(AKI)))
    events = lived.wait(LEAVE_AFTER_DROP_TICKS + 2 * TICKS_PER_SECOND)
    assert kinds(events)[:3] == ["Left", "CounsellingEnded", "Uncovered"]
    assert AKI not in lived.school.covered
    assert SUPPORTER in lived.school.sessions


def test_whoever_is_cut_off_at_the_end_comes_back_when_their_line_does() -> None:
    lived = in_a_talk()
    lived.when(Disconnect(AKI, session_of(AKI)))
    lived.when(LeaveCounselling(), SUPPORTER)
    assert lived.school.covered.keys() == {AKI}
    assert "Uncovered" in kinds(lived.when(Reconnect(AKI, session_of(AKI))))
    assert not lived.school.calls


def test_nobody_is_idle_in_a_talk() -> None:
    lived = in_a_talk()
    assert [e for e in lived.wait(2 * IDLE_LOGOUT_TICKS) if getattr(e, "account", "") == AKI] == []


def test_at_closing_time_the_pupil_goes_home_as_everybody_does() -> None:
    lived = in_a_talk()
    lived.then(FloorClosed("classroom", 0), FloorClosed("yard", 0))
    events = lived.live(2)
    assert Left(AKI, session_of(AKI), Cause.CLOSING, lived.wall_ms - 50) in events
    assert SUPPORTER in lived.school.sessions


def test_a_login_on_another_device_moves_the_talk_there() -> None:
    lived = in_a_talk()
    new = "n" * 22
    assert lived.when(OpenSession(AKI, new, Device.CHROMEBOOK)) == [
        MovedUnderCover(AKI, new, Device.CHROMEBOOK)
    ]
    assert lived.school.covered[AKI].session == new
    assert lived.when(Disconnect(AKI, session_of(AKI))) == []


@pytest.mark.parametrize("command", [DisableAccount(AKI), EraseAccount(AKI)])
def test_an_account_that_is_disabled_or_erased_leaves_its_talk(
    command: DisableAccount | EraseAccount,
) -> None:
    lived = in_a_talk()
    events = kinds(lived.when(command, ADMIN))
    assert events[0] == "Left"
    assert "Uncovered" in events
    assert not lived.school.calls


def test_a_talk_outlives_the_server_and_a_snapshot() -> None:
    lived = in_a_talk()
    school = load(*dump(lived.school))
    assert state_hash(school) == state_hash(lived.school)
    assert school.covered.keys() == {AKI, SUPPORTER}
    [begun] = lived.when(BeginEpoch())
    assert all(stay.restarted for stay in lived.school.covered.values())
    # Whoever is quicker than the first tick learns that the other one is not back yet.
    call = call_of(lived)
    away = [LineShown(call, who, away=True) for who in sorted((AKI, SUPPORTER))]
    shown = told(lived, begun)
    assert [shown[f"account:{who}"] for who in (AKI, SUPPORTER)] == [away, away]
    lived.when(Reconnect(AKI, session_of(AKI)))
    lived.when(Reconnect(SUPPORTER, session_of(SUPPORTER)))
    assert name_of(lived.school, AKI) == "aki"
    assert lived.school.covered.keys() == {AKI, SUPPORTER}


def test_a_talk_whose_other_half_was_cut_off_in_the_same_tick_does_not_begin() -> None:
    lived = a_school()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    events = lived.when_all(
        (AnswerOffer(yes=True), AKI), (Disconnect(SUPPORTER, session_of(SUPPORTER)), None)
    )
    assert kinds(events) == ["CounsellingOpened", "Dropped", "CounsellingEnded"]
    assert not lived.school.talks
    assert not lived.school.calls
