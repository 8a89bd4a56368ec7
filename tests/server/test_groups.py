"""Groups over real sockets: who hears a word of them, and who may ask for one (SPEC T2.2.b)."""

from contextlib import AsyncExitStack

import pytest

from protocol.chatting import GroupTalkShown, MarkRead, SayTo, StampTo, UnreadShown
from protocol.groups import (
    AddToGroup,
    GroupMemberShown,
    GroupShown,
    LeaveGroup,
    MakeGroup,
    RemoveFromGroup,
)
from protocol.sessions import Welcome
from tests.server.people import Person, people_of
from tests.server.running import Server, new_card


def groups_seen(person: Person) -> dict[str, tuple[str, ...]]:
    """The groups that a person's last view told of, with their members' names."""
    views = [at for at, m in enumerate(person.heard) if isinstance(m, Welcome)]
    return {
        shown.group: tuple(sorted(member.name for member in shown.members))
        for shown in person.all_of(GroupShown, views[-1])
    }


@pytest.mark.spec("T2.2.b")
async def test_a_group_is_heard_by_its_members_from_the_moment_they_belong_to_it(
    demo: Server,
) -> None:
    cards = [new_card(demo, f"くみ{letter}") for letter in "あいうえ"]
    async with people_of(demo, cards) as (aki, haru, natsu, nosy):
        for person in (aki, haru, natsu, nosy):
            await person.arrive("yard")
        assert await aki.ask(MakeGroup("ひみつきち", (haru.account,))) == ""
        group = (await haru.until(GroupShown)).group
        assert await haru.ask(SayTo(group, "まえの ことば")) == ""
        assert await aki.ask(AddToGroup(group, natsu.account)) == ""
        assert (await natsu.until(GroupShown)).name == "ひみつきち"
        await haru.find(lambda m: isinstance(m, GroupMemberShown) and m.account == natsu.account)
        assert await haru.ask(StampTo(group, 9)) == ""
        assert (await natsu.until(GroupTalkShown)).stamp == 9
        assert [row["stamp"] for row in await natsu.get(f"/api/conversation?with={group}")] == [9]
        both = await aki.get(f"/api/conversation?with={group}")
        assert [row["text"] for row in both] == ["まえの ことば", ""]
        assert await nosy.get(f"/api/conversation?with={group}") == []
        assert await nosy.get("/api/conversations") == []
        [talk] = await aki.get("/api/conversations")
        assert (talk["talk"], talk["name"], talk["last"]["stamp"]) == (group, "ひみつきち", 9)

        assert await aki.ask(RemoveFromGroup(group, natsu.account)) == ""
        assert await aki.ask(SayTo(group, "ふたりの ことば")) == ""
        assert await natsu.ask(SayTo(group, "きこえる？")) == "not_in_the_group"
        assert await natsu.get(f"/api/conversation?with={group}") == []
        await nosy.settled()
        for text in ("まえの ことば", "ふたりの ことば"):
            assert not natsu.was_sent(text)
        for text in ("ひみつきち", "ことば", group):
            assert not nosy.was_sent(text)


@pytest.mark.spec("T2.2.b")
async def test_marks_on_a_group_wait_for_a_login_and_are_cleared_on_every_device(
    demo: Server,
) -> None:
    cards = [new_card(demo, f"はん{letter}") for letter in "あい"]
    async with AsyncExitStack() as stack:
        [aki] = await stack.enter_async_context(people_of(demo, cards[:1]))
        await aki.arrive("yard")
        assert await aki.ask(MakeGroup("はん", (cards[1]["account"],))) == ""
        group = (await aki.until(GroupShown)).group
        for _ in range(3):
            assert await aki.ask(SayTo(group, "いる？")) == ""
        for wanted in (3, 0):
            async with people_of(demo, cards[1:]) as (haru,):
                await haru.arrive("yard")
                assert groups_seen(haru) == {group: ("はんあ", "はんい")}
                assert [m.count for m in haru.all_of(UnreadShown) if m.of == group] == [wanted] * (
                    wanted > 0
                )
                await haru.send(MarkRead(group))
                await haru.settled()
        assert await aki.ask(LeaveGroup(group)) == ""
