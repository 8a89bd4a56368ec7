"""Pupils found by name for those who book or read talks back: here or not, it is the same answer
(SPEC T3.10)."""

import pytest

from protocol.accounts import AccountDisabled, AccountRenamed
from protocol.counselling import LeaveCounselling
from protocol.sessions import Cause, Left, LogOut
from simulation.searching import pupils_named
from tests.simulation.counselling_given import a_school, in_a_talk
from tests.simulation.given import AKI, FUYU, HARU, SUPPORTER, Lived, known, session_of

pytestmark = pytest.mark.spec("T3.10")


@pytest.mark.parametrize("typed", ["あき", "アキ", "ｱｷ", "き", " あ き "])
def test_a_part_of_a_name_finds_a_pupil_whatever_kana_and_width(typed: str) -> None:
    lived = a_school()
    lived.then(AccountRenamed(AKI, "あき"), AccountRenamed(HARU, "はるか"))
    assert pupils_named(lived.school, typed) == [AKI]


def test_the_answer_does_not_tell_whether_a_pupil_is_here_in_a_talk_or_at_home() -> None:
    def found(lived: Lived) -> list[str]:
        return pupils_named(lived.school, "な")

    lived = in_a_talk()
    lived.then(*known(FUYU))
    lived.then(*(AccountRenamed(who, f"なまえ{who[:3]}") for who in (AKI, HARU, FUYU)))
    assert AKI in lived.school.covered
    assert FUYU not in lived.school.sessions
    in_talk = found(lived)
    assert sorted(in_talk) == sorted([AKI, HARU, FUYU])
    lived.when(LeaveCounselling(), AKI)
    assert AKI in lived.school.sessions
    assert found(lived) == in_talk
    lived.when(LogOut(), AKI)
    assert AKI not in lived.school.sessions
    assert found(lived) == in_talk


def test_only_pupils_are_found_and_those_who_may_not_come_any_more_only_if_asked() -> None:
    lived = a_school()
    people = (AKI, HARU, SUPPORTER)
    lived.then(*(AccountRenamed(who, f"ひと{n}") for n, who in enumerate(people)))
    lived.then(Left(HARU, session_of(HARU), Cause.LOGOUT, 0), AccountDisabled(HARU))
    assert pupils_named(lived.school, "ひと") == [AKI]
    assert pupils_named(lived.school, "ひと", gone=True) == [AKI, HARU]
    assert pupils_named(lived.school, "") == pupils_named(lived.school, "  ") == []


def test_names_that_begin_so_come_first() -> None:
    lived = a_school()
    lived.then(AccountRenamed(AKI, "あはなこ"), AccountRenamed(HARU, "はなこ"))
    assert pupils_named(lived.school, "はなこ") == [HARU, AKI]
