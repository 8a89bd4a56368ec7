"""Lines that break and come back: one avatar each, no word lost, minutes as if nothing happened."""

import asyncio
import random
from collections import Counter

import pytest

from protocol.chatting import Said, Say
from protocol.floors import AvatarGone, AvatarShown, FloorEntered
from protocol.sessions import Cause, Dropped, Left, LoggedIn, LogOut, Resumed
from protocol.vocabulary import Event
from tests.server.people import Person, Rehearsal, people_of
from tests.server.stored import analysts_rows, batches_of, facts_of

PEOPLE = 100
ROUNDS = 10
LONGEST_CUT_MS = 90_000
FACTS: tuple[type[Event], ...] = (LoggedIn, Dropped, Resumed, Left)


class Storm:
    """Cuts lines and joins them again, never one for longer than a minute and a half."""

    def __init__(self, drill: Rehearsal, people: list[Person]) -> None:
        self._drill, self._people = drill, people
        self._chance = random.Random(16)
        self._cut_ms: dict[Person, int] = {}
        self.said: list[str] = []
        self.cuts: Counter[str] = Counter()

    async def blow(self) -> None:
        """Some lines break, the others talk, time passes, some lines are back."""
        standing = [person for person in self._people if person not in self._cut_ms]
        cut = self._chance.sample(standing, min(len(standing), 30))
        talking = self._chance.sample([p for p in standing if p not in cut], 5)
        await asyncio.gather(*(self._cut(p) for p in cut), *(self._say(p) for p in talking))
        passed_ms = self._chance.randrange(LONGEST_CUT_MS // 3)
        await self._drill.jump(passed_ms)
        back = []
        for person in self._cut_ms:
            self._cut_ms[person] += passed_ms
            if self._chance.random() < 0.3 or self._cut_ms[person] > LONGEST_CUT_MS * 2 // 3:
                back.append(person)
        await self._join(back)

    async def calm(self) -> None:
        """Every line is back."""
        await self._join(list(self._cut_ms))

    async def _cut(self, person: Person) -> None:
        await person.drop()
        self._cut_ms[person] = 0
        self.cuts[person.account] += 1

    async def _say(self, person: Person) -> None:
        text = f"ことば{len(self.said)}"
        self.said.append(text)
        assert await person.ask(Say(text)) == ""

    async def _join(self, people: list[Person]) -> None:
        await asyncio.gather(*(person.connect() for person in people))
        await asyncio.gather(*(person.settled() for person in people))
        for person in people:
            del self._cut_ms[person]


@pytest.mark.spec("T1.6")
@pytest.mark.spec("T6.1")
async def test_a_hundred_people_with_breaking_lines_lose_no_word_and_no_minute(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, children[:PEOPLE]) as people:
        came_ms = await drill.now_ms()
        await asyncio.gather(*(person.arrive() for person in people))
        here_ms = await drill.now_ms()
        storm = Storm(drill, people)
        for _ in range(ROUNDS):
            await storm.blow()
        await storm.calm()
        await asyncio.gather(*(person.settled() for person in people))

        accounts = {person.account for person in people}
        for person in people:
            on_screen = [shown.account for shown in person.avatars().values()]
            assert sorted(on_screen) == sorted(accounts), "somebody is missing, or there twice"
            heard = [said.text for said in person.all_of(Said)]
            assert sorted(heard) == sorted(storm.said), "a word was lost, or came twice"

        leaving_ms = await drill.now_ms()
        await asyncio.gather(*(person.send(LogOut()) for person in people))
        await asyncio.gather(*(person.until_closed() for person in people))
        gone_ms = await drill.now_ms()

    drops = Counter(fact.account for _, fact in facts_of(drill.data_dir, Dropped, after=before))
    assert drops == storm.cuts
    assert drops == Counter(
        fact.account for _, fact in facts_of(drill.data_dir, Resumed, after=before)
    )
    logins = facts_of(drill.data_dir, LoggedIn, after=before)
    assert sorted(fact.account for _, fact in logins) == sorted(accounts)
    entries = facts_of(drill.data_dir, FloorEntered, after=before)
    assert sorted(fact.account for _, fact in entries) == sorted(accounts)
    causes = [fact.cause for _, fact in facts_of(drill.data_dir, Left, after=before)]
    assert causes == [Cause.LOGOUT] * PEOPLE

    rows = analysts_rows(
        drill,
        "SELECT present_ms, drops, account, estimated FROM attendance WHERE login_ms >= ?",
        came_ms,
    )
    assert len(rows) == PEOPLE
    for present_ms, counted_drops, account, estimated in rows:
        assert leaving_ms - here_ms <= present_ms <= gone_ms - came_ms
        assert (counted_drops, estimated) == (storm.cuts[account], False)


async def lost_to(other: Person, person: Person) -> None:
    """A line breaks, and somebody is shown that it did."""
    since = len(other.heard)
    await person.drop()
    await other.find(lambda m: isinstance(m, AvatarShown) and m.away, since)


@pytest.mark.spec("T1.6")
async def test_lost_back_and_gone_are_three_facts_and_minutes_end_at_the_loss(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, children[:2]) as (aki, haru):
        await aki.arrive("yard")
        await haru.arrive("yard")
        await lost_to(haru, aki)
        await aki.connect()
        await aki.settled()
        await drill.jump(60_000)
        await lost_to(haru, aki)
        await drill.jump(121_000)
        await haru.until(AvatarGone)
        assert {shown.account for shown in haru.avatars().values()} == {haru.account}
        assert await aki.get("/api/floors") == 401
    story = [
        (type(event), header.wall_ms)
        for header, event in facts_of(drill.data_dir, *FACTS, after=before)
        if getattr(event, "account", "") == aki.account
    ]
    assert [fact for fact, _ in story] == [LoggedIn, Dropped, Resumed, Dropped, Left]
    (left,) = [
        f for _, f in facts_of(drill.data_dir, Left, after=before) if f.account == aki.account
    ]
    assert (left.cause, left.present_until_ms) == (Cause.DROPPED, story[3][1])
