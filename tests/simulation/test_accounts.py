"""Accounts: who belongs to the school, under which name (SPEC T2.1.g, T6.7)."""

import pytest

from protocol.accounts import (
    AccountAdded,
    AccountDisabled,
    AccountEnabled,
    AccountErased,
    AccountRenamed,
    AddAccount,
    DisableAccount,
    EnableAccount,
    EraseAccount,
    RenameAccount,
)
from protocol.chatting import SaidTo
from protocol.floors import FloorLeft
from protocol.helping import CallForHelp, HelpShown
from protocol.hiding import HiddenShown, HidePerson
from protocol.reporting import Place, Report, ReportShown
from protocol.rights import Role
from protocol.sessions import Cause, Left
from protocol.vocabulary import Command
from simulation.sight import view_of
from tests.simulation.given import (
    ADMIN,
    AKI,
    HARU,
    NATSU,
    PLACE,
    SUPPORTER,
    an_open_school,
    given,
    handle_of,
    id_of,
    known,
    logged_in,
    session_of,
    standing_at,
)

MESSAGE = id_of("message")


def add(name: str, role: Role = Role.PUPIL) -> AddAccount:
    return AddAccount(NATSU, role, name, "ほんみょう", "0012")


def test_an_admin_adds_a_person() -> None:
    lived = given(logged_in(ADMIN))
    added = AccountAdded(NATSU, Role.PUPIL, "なつ", "ほんみょう", "0012")
    assert lived.when(add("なつ"), ADMIN) == [added]


def test_an_id_belongs_to_one_person() -> None:
    assert given(known(NATSU)).refusal(add("べつのひと")).reason == "account_exists"


def test_a_name_is_stored_without_what_draws_nothing() -> None:
    [added] = given().when(add(" な\u200bつ\u202e  み "))
    assert isinstance(added, AccountAdded)
    assert added.name == "なつ み"


@pytest.mark.spec("T2.1.g")
@pytest.mark.parametrize(
    "name", [" ", "\u200b", "\u202e\u2066", "\u3164", "\u2800\u115f", "\ufe0f"]
)
def test_a_name_of_invisible_characters_is_refused(name: str) -> None:
    assert given().refusal(add(name)).reason == "name_empty"


@pytest.mark.spec("T2.1.g")
@pytest.mark.parametrize(
    ("taken", "wished"),
    [
        ("さくら", "さくら"),
        ("さくら", "サクラ"),
        ("サクラ", "ｻｸﾗ"),
        ("Haru", "ｈａｒｕ"),
        ("Haru", "HARU"),
        ("sora", "s0ra"),
        ("ひいろ", "ひ い ろ"),
        ("カズ", "力ズ"),
        ("ロク", "口ク"),
        ("リー", "リ一"),
        ("lily", "Ii1y"),
        ("はる", "は\u200bる"),
        ("ガク", "カ\u3099ク"),
    ],
)
def test_a_name_that_looks_like_another_persons_is_refused(taken: str, wished: str) -> None:
    lived = given(AccountAdded(AKI, Role.PUPIL, taken, "", ""))
    assert lived.refusal(add(wished)).reason == "name_taken"
    lived.then(known(HARU))
    assert lived.refusal(RenameAccount(HARU, wished)).reason == "name_taken"


@pytest.mark.spec("T2.1.g")
@pytest.mark.parametrize(
    "name",
    [
        "★みどり", "☆みどり", "みどり先生", "せんせい", "しえんいん", "管理者", "Admin",
        "ＳＴＡＦＦ", "すたっふ", "センター", "さぽ一た一",
    ],
)  # fmt: skip
def test_a_pupils_name_that_imitates_staff_is_refused(name: str) -> None:
    lived = given(known(AKI))
    assert lived.refusal(add(name)).reason == "name_like_staff"
    assert lived.refusal(RenameAccount(AKI, name)).reason == "name_like_staff"
    assert lived.when(add(name, Role.TEACHER))


def test_ones_own_name_may_be_written_another_way() -> None:
    lived = given(AccountAdded(AKI, Role.PUPIL, "さくら", "", ""))
    assert lived.when(RenameAccount(AKI, "サクラ")) == [AccountRenamed(AKI, "サクラ")]
    assert lived.school.words[AKI].name == "サクラ"


@pytest.mark.parametrize(
    "command",
    [RenameAccount(AKI, "だれか"), DisableAccount(AKI), EnableAccount(AKI), EraseAccount(AKI)],
)
def test_nothing_can_be_done_to_somebody_unknown(command: Command) -> None:
    assert given().refusal(command).reason == "no_such_account"


def test_disabling_ends_a_running_stay_first() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    assert lived.when(DisableAccount(AKI)) == [
        FloorLeft(AKI, handle_of(AKI), "classroom"),
        Left(AKI, session_of(AKI), Cause.REMOVED, lived.wall_ms),
        AccountDisabled(AKI),
    ]


def test_an_account_is_disabled_and_enabled_once() -> None:
    lived = given(known(AKI))
    assert lived.refusal(EnableAccount(AKI)).reason == "account_enabled"
    assert lived.when(DisableAccount(AKI)) == [AccountDisabled(AKI)]
    assert lived.refusal(DisableAccount(AKI)).reason == "account_disabled"
    assert lived.when(EnableAccount(AKI)) == [AccountEnabled(AKI)]


@pytest.mark.spec("T6.7")
def test_erasing_a_person_leaves_nothing_of_them_in_the_state() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU))
    lived.then(SaidTo(AKI, HARU, MESSAGE, "やあ", 0, 0), SaidTo(HARU, AKI, MESSAGE, "うん", 0, 0))
    events = lived.when(EraseAccount(AKI))
    assert events[-1] == AccountErased(AKI)
    assert [event.cause for event in events if isinstance(event, Left)] == [Cause.REMOVED]
    assert not any(AKI in str(kept) for kept in (
        lived.school.accounts, lived.school.words, lived.school.sessions, lived.school.unread,
        lived.school.conversations,
    ))  # fmt: skip


@pytest.mark.spec("T6.7")
def test_everybody_can_still_be_shown_the_school_once_somebody_is_erased() -> None:
    lived = given(an_open_school(), logged_in(AKI, HARU, SUPPORTER))
    lived.when(HidePerson(AKI), HARU)
    lived.when(HidePerson(HARU), AKI)
    lived.when(Report(AKI, Place.PERSON, 0, ()), HARU)
    lived.when(Report(HARU, Place.PERSON, 0, ()), AKI)
    lived.when(CallForHelp(), AKI)
    lived.when(EraseAccount(AKI))
    shown = [m for one in (HARU, SUPPORTER) for m in view_of(lived.school, one, lived._now(0))]
    assert not any(isinstance(message, HiddenShown | HelpShown) for message in shown)
    cases = [message for message in shown if isinstance(message, ReportShown)]
    assert [(case.name, case.about_name) for case in cases] == [("haru", ""), ("", "haru")]


def test_the_name_of_an_erased_person_is_free_again() -> None:
    lived = given(AccountAdded(AKI, Role.PUPIL, "さくら", "", ""), AccountErased(AKI))
    assert lived.when(add("さくら"))


def test_two_people_have_another_look_before_they_choose() -> None:
    lived = given(known(AKI, HARU, NATSU))
    looks = {str(person.look) for person in lived.school.accounts.values()}
    assert len(looks) == 3
