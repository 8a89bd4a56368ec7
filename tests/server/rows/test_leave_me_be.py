"""Whoever wants no call gets none: by status, by only watching, by the floor."""

import asyncio

import msgpack
import pytest

from protocol.avatars import Murmur, Murmured, SetWatching, ShowStatus, Status
from protocol.calling import (
    CallJoined,
    CallMemberShown,
    CallStarted,
    LeaveCall,
    OverlapBegan,
)
from protocol.chatting import Said, Say, SayInCall
from protocol.knocking import AnswerKnock
from protocol.moving import Walked, WalkTo
from protocol.sessions import Refusal
from server.demo import plan_of
from tests.server.people import Person, Rehearsal, people_of
from tests.server.stored import batches_of, facts_of

OFFERS = (OverlapBegan, CallStarted, CallJoined, CallMemberShown)
MEETING_MS = 30_000
"""Long enough to walk anywhere."""
TOGETHER_MS = 60_000
UNKNOWN = 9_999
"""A number that no command has."""


async def meet(drill: Rehearsal, people: list[Person], floor: str = "plaza") -> None:
    """All stand in one place of a floor, and stay there for a minute."""
    area = plan_of(floor)["arrivals"][0]
    for person in people:
        await person.send(WalkTo(area["x"] * 16 + 40, area["y"] * 16 + 24))
    await asyncio.gather(*(person.settled() for person in people))
    await drill.jump(MEETING_MS)
    for _ in range(4):
        await asyncio.gather(*(person.settled() for person in people))
        await drill.jump(TOGETHER_MS // 4)
    await asyncio.gather(*(person.settled() for person in people))
    assert len({person.walks()[person.handle()].path[-1] for person in people}) == 1


def offers_to(person: Person) -> list[object]:
    return [message for kind in OFFERS for message in person.all_of(kind)]


@pytest.mark.spec("T2.1.c")
async def test_nobody_can_call_a_person_whose_status_says_no(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[:2]) as (owner, caller):
        for person in (owner, caller):
            await person.arrive()
            await person.ask(SetWatching(False))
        await owner.ask(ShowStatus(Status.FOCUSING))
        await caller.ask(ShowStatus(Status.OPEN_TO_TALK))
        await meet(drill, [owner, caller])
        for forged, answer in (
            ([UNKNOWN, 7, 0, "A" * 22, owner.account], "unknown_command"),
            ([0, 8, 0, owner.account], "not_a_command"),
        ):
            since = len(caller.heard)
            await caller.send_raw(msgpack.packb(forged))
            assert (await caller.until(Refusal, since)).reason == answer
        assert await caller.ask(SayInCall("きこえる？")) == "not_in_a_call"
        assert await caller.ask(LeaveCall()) == "not_in_a_call"
        assert await caller.ask(AnswerKnock(owner.account, yes=True)) == "knock_is_over"
        await owner.settled()
        assert offers_to(owner) == []
        assert facts_of(drill.data_dir, CallStarted, after=before) == []

        await owner.drop()
        await drill.jump(10_000)
        await owner.connect(resume=False)
        await meet(drill, [owner, caller])
        assert owner.avatars()[owner.handle()].status == "focusing"
        assert offers_to(owner) == []

        await owner.ask(ShowStatus(Status.OPEN_TO_TALK))
        await owner.until(CallMemberShown)


@pytest.mark.spec("T2.1.e")
async def test_a_child_who_only_watches_is_in_no_call_until_they_say_so(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[2:4]) as (new, friend):
        await new.arrive("yard")
        await friend.arrive("yard")
        await friend.ask(SetWatching(False))
        await friend.ask(ShowStatus(Status.OPEN_TO_TALK))
        await meet(drill, [new, friend], "yard")
        assert offers_to(new) == offers_to(friend) == []
        await new.ask(SetWatching(False))
        await meet(drill, [new, friend], "yard")
        await new.until(CallMemberShown)
        assert len(facts_of(drill.data_dir, CallStarted, after=before)) == 1


@pytest.mark.spec("T3.2")
async def test_on_a_floor_for_study_nobody_is_called_and_nothing_can_be_said(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[4:6]) as pair:
        one, other = pair
        for person in pair:
            await person.arrive("study")
            await person.ask(SetWatching(False))
            await person.ask(ShowStatus(Status.OPEN_TO_TALK))
        await meet(drill, pair, "library")
        assert facts_of(drill.data_dir, CallStarted, after=before) == []
        assert offers_to(one) == offers_to(other) == []
        assert await one.ask(Say("しずかにね")) == "no_chat_here"
        assert await one.ask(Murmur("ひとりごと")) == "no_murmurs_here"
        assert await one.ask(SayInCall("ここだけ")) == "not_in_a_call"
        await other.settled()
        for text in ("しずかにね", "ひとりごと", "ここだけ"):
            assert not other.was_sent(text)


@pytest.mark.spec("T3.3")
async def test_who_never_talks_sees_and_hears_all_that_the_others_do(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:3]) as (silent, aki, haru):
        for person in (silent, aki, haru):
            await person.arrive("yard")
        since = len(silent.heard)
        await aki.send(WalkTo(560, 290))
        await aki.ask(Murmur("はれたね"))
        await haru.ask(Say("あそぼう"))
        await haru.ask(ShowStatus(Status.RESTING))
        await silent.settled()
        assert [m.avatar for m in silent.all_of(Walked, since)] == [aki.handle()]
        assert [m.text for m in silent.all_of(Murmured, since)] == ["はれたね"]
        assert [m.text for m in silent.all_of(Said, since)] == ["あそぼう"]
