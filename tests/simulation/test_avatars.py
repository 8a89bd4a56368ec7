"""Avatars: look, status, 見ているだけ, つぶやき (SPEC T2.1)."""

import pytest

from protocol.accounts import AccountAdded
from protocol.avatars import (
    ChooseLook,
    Look,
    LookChosen,
    Murmur,
    Murmured,
    SetWatching,
    ShowStatus,
    Status,
    StatusShown,
    WatchingSet,
)
from protocol.floors import EnterFloor, FloorEntered, FloorShown
from protocol.rights import Role
from protocol.sessions import Disconnect, LogOut, Reconnect
from protocol.units import MURMUR_MAX_CHARS, MURMUR_TICKS
from simulation.floors import avatar_shown, floor_view
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    PLACE,
    an_open_school,
    given,
    handle_of,
    known,
    logged_in,
    plan,
    session_of,
    standing_at,
)

DRESSED = Look(3, 2, 1, 4, 5, 6, 0)


@pytest.mark.spec("T2.1.a")
def test_a_look_is_chosen_at_any_time_and_stays_with_the_person() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(ChooseLook(DRESSED), AKI) == [LookChosen(AKI, DRESSED)]
    assert lived.school.accounts[AKI].look_chosen
    lived.when(LogOut(), AKI)
    assert lived.school.accounts[AKI].look == DRESSED


@pytest.mark.spec("T2.1.c")
@pytest.mark.parametrize("status", Status)
def test_a_status_is_shown_from_the_floor_and_from_the_desk(status: Status) -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), logged_in(HARU))
    for who in (AKI, HARU):
        assert lived.when(ShowStatus(status), who) == [StatusShown(who, status)]
        assert lived.school.accounts[who].status is status


@pytest.mark.spec("T2.1.c")
def test_a_status_stays_over_a_floor_change_and_a_lost_connection() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), StatusShown(AKI, Status.FOCUSING))
    lived.when(EnterFloor("yard"), AKI)
    lived.when(Disconnect(AKI, session_of(AKI)))
    lived.when(Reconnect(AKI, session_of(AKI)))
    avatar = next(iter(lived.school.avatars.values()))
    assert avatar_shown(lived.school, avatar, lived.tick).status == "focusing"


@pytest.mark.spec("T2.1.e")
@pytest.mark.parametrize("role", Role)
def test_a_pupils_first_visit_is_looking_only_and_staff_begin_open(role: Role) -> None:
    lived = given(AccountAdded(AKI, role, "あき", "", ""))
    assert lived.school.accounts[AKI].watching is (role is Role.PUPIL)


@pytest.mark.spec("T2.1.e")
def test_looking_only_ends_and_begins_when_the_pupil_says_so_and_is_kept() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(SetWatching(False), AKI) == [WatchingSet(AKI, False)]
    lived.when(LogOut(), AKI)
    assert not lived.school.accounts[AKI].watching


@pytest.mark.spec("T2.1.d")
def test_a_murmur_stands_for_twelve_seconds() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [murmured] = lived.when(Murmur("ねむい"), AKI)
    assert murmured == Murmured(AKI, handle_of(AKI), "ねむい", lived.tick + MURMUR_TICKS)


def test_an_empty_murmur_takes_the_bubble_away() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.when(Murmur("ねむい"), AKI)
    assert lived.when(Murmur("\u200b "), AKI) == [Murmured(AKI, handle_of(AKI), "", lived.tick)]


def test_a_murmur_is_shown_without_what_could_hide_or_turn_text() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [murmured] = lived.when(Murmur("\u202eabc\u200b\n  d"), AKI)
    assert isinstance(murmured, Murmured)
    assert murmured.text == "abc d"


def test_a_murmur_that_grows_when_it_is_cleaned_is_cut() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [murmured] = lived.when(Murmur("\u0958" * MURMUR_MAX_CHARS), AKI)
    assert isinstance(murmured, Murmured)
    assert len(murmured.text) == MURMUR_MAX_CHARS


def test_a_quiet_floor_has_no_bubbles() -> None:
    school = [*an_open_school(plan(bubbles=False)), *standing_at(PLACE, AKI)]
    assert given(school).refusal(Murmur("ねむい"), AKI).reason == "no_murmurs_here"


def test_a_murmur_stays_behind_when_its_floor_is_left() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    lived.when(Murmur("ねむい"), AKI)
    lived.when(EnterFloor("yard"), AKI)
    [avatar] = lived.school.avatars.values()
    shown = avatar_shown(lived.school, avatar, lived.tick)
    assert (shown.murmur, shown.murmur_until) == ("", 0)


def test_whoever_comes_to_a_floor_is_shown_how_everybody_there_is() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI), known(HARU))
    lived.when(Murmur("ねむい"), AKI)
    lived.when(ShowStatus(Status.RESTING), AKI)
    lived.then(logged_in(HARU)[1:], FloorEntered(HARU, handle_of(HARU), "classroom", *FAR))
    floor, *people = floor_view(lived.school, HARU, lived.tick)
    assert isinstance(floor, FloorShown)
    aki = avatar_shown(lived.school, lived.school.avatars[handle_of(AKI)], lived.tick)
    assert aki in people
    assert (aki.murmur, aki.status) == ("ねむい", "resting")
