"""What somebody set for themselves: kept with the account, told to nobody else (SPEC T1.7)."""

import pytest

from protocol.accounts import EraseAccount
from protocol.comfort import ChooseComfort, Comfort, ComfortChosen, ComfortShown, Language
from protocol.sessions import Device, LogOut, OpenSession
from simulation.comfort import view_comfort
from simulation.school import Now
from simulation.sight import shown_by
from tests.simulation.given import (
    AKI,
    HARU,
    JAPAN_MIN,
    Lived,
    an_open_school,
    given,
    id_of,
    known,
    logged_in,
)

pytestmark = pytest.mark.spec("T1.7")

LARGE_AND_QUIET = Comfort(Language.EASY, 200, calm=True, shown=True, volume=40)


def shown_to(lived: Lived, account: str) -> list[object]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    return list(view_comfort(lived.school, account, now))


def test_what_one_chose_is_there_after_the_next_login_on_another_device() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert shown_to(lived, AKI) == [ComfortShown(False, Comfort())]
    assert lived.when(ChooseComfort(LARGE_AND_QUIET), AKI) == [ComfortChosen(AKI, LARGE_AND_QUIET)]
    lived.when(LogOut(), AKI)
    lived.when(OpenSession(AKI, id_of("another"), Device.CHROMEBOOK))
    assert shown_to(lived, AKI) == [ComfortShown(True, LARGE_AND_QUIET)]


def test_nobody_else_is_told_what_somebody_needs() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    [chosen] = lived.when(ChooseComfort(LARGE_AND_QUIET), AKI)
    assert list(shown_by(lived.school, chosen)) == [((f"account:{AKI}",), chosen)]
    assert shown_to(lived, HARU) == [ComfortShown(False, Comfort())]


def test_choosing_the_same_again_is_not_noted_again() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    lived.when(ChooseComfort(LARGE_AND_QUIET), AKI)
    assert lived.when(ChooseComfort(LARGE_AND_QUIET), AKI) == []


def test_the_first_choice_is_kept_also_when_it_is_what_everybody_has() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(ChooseComfort(Comfort()), AKI) == [ComfortChosen(AKI, Comfort())]


def test_nothing_is_left_of_whoever_is_erased() -> None:
    lived = given(an_open_school(), logged_in(AKI), known(HARU))
    lived.when(ChooseComfort(LARGE_AND_QUIET), AKI)
    lived.when(LogOut(), AKI)
    lived.when(EraseAccount(AKI))
    assert lived.school.comfort == {}
