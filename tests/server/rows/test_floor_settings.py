"""What an admin sets for a floor holds at once for those on it, and nobody else can set it."""

from collections.abc import Iterator
from typing import Final

import msgspec
import pytest

from protocol.avatars import Murmur, SetWatching
from protocol.calling import CallMemberShown, LeaveCall
from protocol.chatting import Say, SayTo
from protocol.chimes import ChimeRang, ChimeRule, SetChimes
from protocol.floors import DeskShown, EnterFloor, FloorShown
from protocol.hours import Calendar, SetCalendar
from protocol.objects import (
    CopyFloor,
    EditFloor,
    FloorEdited,
    NewFloor,
    PlanChanged,
    RedoEdit,
    RetireFloor,
    SetFace,
    SetRules,
    UndoEdit,
    WriteObject,
)
from protocol.rights import Role
from protocol.sessions import Refusal
from protocol.vocabulary import Command
from server.demo import always_open
from tests.server.people import MONDAY_10_MS, Person, Rehearsal, people_of, rehearsing
from tests.server.rows.test_leave_me_be import meet
from tests.server.stored import batches_of, facts_of

FLOOR: Final = "plaza"
ALL: Final = SetRules(tuple(Role), 100, True, True, True, True, True)
FIVE_MINUTES_MS: Final = 300_000


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """A school of its own: its floors are changed here."""
    with rehearsing(tmp_path_factory.mktemp("settings") / "school") as server:
        yield server


async def set_rules(admin: Person, **rules: object) -> None:
    change = msgspec.structs.replace(ALL, **rules)
    assert await admin.ask(EditFloor(FLOOR, (change,))) == ""


async def why_not_in(person: Person, floor: str) -> str:
    since = len(person.heard)
    await person.send(EnterFloor(floor))
    return (await person.until(Refusal, since)).reason


@pytest.mark.spec("T5.4")
@pytest.mark.spec("T3.5")
async def test_those_on_a_floor_obey_its_new_rules_without_coming_anew(school: Rehearsal) -> None:
    pupils = await school.new_cards("ここにいるこ", "となりのこ", "あとからくるこ")
    (admin_card,) = await school.new_cards("きめるひと", role="admin")
    async with people_of(school, [admin_card, *pupils]) as (admin, here, beside, late):
        for person in (admin, here, beside):
            await person.arrive(FLOOR)
        await late.arrive("yard")
        wishes = {
            "chat": (Say("こんにちは"), "no_chat_here"),
            "bubbles": (Murmur("ねむいな"), "no_murmurs_here"),
            "direct": (SayTo(beside.account, "ねえ"), "no_letters_here"),
        }
        for rule, (wish, reason) in wishes.items():
            await set_rules(admin, **{rule: False})
            assert await here.ask(wish) == reason
            await set_rules(admin)
            assert await here.ask(wish) == ""
        await set_rules(admin, capacity=2)
        assert await why_not_in(late, FLOOR) == "floor_full"
        await set_rules(admin, roles=(Role.ADMIN,))
        assert await why_not_in(late, FLOOR) == "floor_not_for_you"
        await set_rules(admin)
        await late.enter(FLOOR)


@pytest.mark.spec("T5.4")
async def test_a_call_ends_when_its_floor_is_set_to_have_none(school: Rehearsal) -> None:
    cards = await school.new_cards("よばれるこ", "よぶこ")
    (admin_card,) = await school.new_cards("とめるひと", role="admin")
    async with people_of(school, [admin_card, *cards]) as (admin, aki, haru):
        await admin.arrive("yard")
        for person in (aki, haru):
            await person.arrive(FLOOR)
            await person.ask(SetWatching(False))
        await meet(school, [aki, haru])
        assert {m.account for m in aki.all_of(CallMemberShown)} >= {haru.account}
        await set_rules(admin, calls=False)
        assert await aki.ask(LeaveCall()) == "not_in_a_call"
        await set_rules(admin)


@pytest.mark.spec("T5.3")
@pytest.mark.spec("T5.4")
async def test_a_new_text_and_a_new_look_are_shown_at_once_and_the_old_ones_are_kept(
    school: Rehearsal,
) -> None:
    before = len(batches_of(school.data_dir))
    (card,) = await school.new_cards("よむこ")
    (admin_card,) = await school.new_cards("かくひと", role="admin")
    async with people_of(school, [admin_card, card]) as (admin, pupil):
        await admin.arrive(FLOOR)
        await pupil.arrive(FLOOR)
        sign = pupil.all_of(FloorShown)[-1].plan.objects[0].object
        for change in (
            WriteObject(sign, "あさの ことば", ""),
            SetFace("ひろびろ", "ひろびろ", "gym"),
            WriteObject(sign, "ひるの ことば", ""),
        ):
            assert await admin.ask(EditFloor(FLOOR, (change,))) == ""
            await pupil.settled()
            assert pupil.all_of(PlanChanged)[-1] == PlanChanged(FLOOR, (change,))
    edits = facts_of(school.data_dir, FloorEdited, after=before)
    texts = [c.text for _, e in edits for c in e.changes if isinstance(c, WriteObject)]
    assert texts == ["あさの ことば", "ひるの ことば"]
    assert {edit.account for _, edit in edits} == {admin_card["account"]}


@pytest.mark.spec("T5.4")
async def test_bells_and_hours_that_an_admin_sets_hold_for_those_who_are_here(
    school: Rehearsal,
) -> None:
    (card,) = await school.new_cards("きくこ")
    (admin_card,) = await school.new_cards("ならすひと", role="admin")
    async with people_of(school, [admin_card, card]) as (admin, pupil):
        await admin.arrive("yard")
        await pupil.arrive(FLOOR)
        minute = minutes_of_day(await school.now_ms()) + 5
        bell = ChimeRule("soon", "もうすぐ", minute, tuple(range(7)), (), "bell", 50)
        assert await admin.ask(SetChimes((bell,), "")) == ""
        await school.jump(FIVE_MINUTES_MS)
        await pupil.find(lambda m: isinstance(m, ChimeRang) and m.chime == "soon")
        calendar = msgspec.convert(always_open(), Calendar)
        closing = [
            msgspec.structs.replace(opening, opens=0, closes=1) for opening in calendar.openings
        ]
        shut = msgspec.structs.replace(calendar, openings=tuple(closing))
        assert await admin.ask(SetCalendar(shut, "")) == ""
        await pupil.until(DeskShown)
        assert await admin.ask(SetCalendar(calendar, "")) == ""


def minutes_of_day(wall_ms: int) -> int:
    """Local, of the school's clock: it began on a Monday at ten."""
    return 600 + (wall_ms - MONDAY_10_MS) // 60_000


@pytest.mark.spec("T5.4")
@pytest.mark.parametrize("role", ["pupil", "teacher", "supporter"])
async def test_nobody_but_an_admin_sets_anything_of_a_floor(school: Rehearsal, role: str) -> None:
    (card,) = await school.new_cards(f"ためす{role[:3]}", role=role)
    commands: list[Command] = [
        EditFloor(FLOOR, (ALL,)),
        EditFloor(FLOOR, (SetFace("わたしの", "わたしの", "gym"),)),
        UndoEdit(FLOOR),
        RedoEdit(FLOOR),
        NewFloor("わたしの", "わたしの", "gym", 40, 30),
        CopyFloor(FLOOR, "わたしの", "わたしの"),
        RetireFloor(FLOOR),
        SetChimes((), ""),
        SetCalendar(msgspec.convert(always_open(), Calendar), ""),
    ]
    async with people_of(school, [card]) as (person,):
        await person.log_in()
        await person.connect()
        for wish in commands:
            assert await person.ask(wish) == "not_allowed"
