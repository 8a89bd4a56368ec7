"""A seeded day with people of every role: no marker reaches anybody who may not see it.

Everything private is planted as a text that exists once in the world: real names, home schools,
login ids, pass words, letters, words in a call, words and bubbles on a floor. The script knows who
may see each of them, by what it has itself let people do; every byte that the server sends to
anybody, over the socket and in answers, is kept and searched.
"""

import asyncio
import random
from functools import partial
from typing import Final

import pytest

from protocol.avatars import Murmur, SetWatching
from protocol.calling import CallMemberShown
from protocol.chatting import Say, SayInCall, SayTo
from protocol.moving import WalkTo
from protocol.units import MURMUR_TICKS, TICK_MS
from protocol.vocabulary import Message
from server.demo import plan_of
from tests.server.observer import Observer
from tests.server.people import Person, Rehearsal, people_of

FLOORS: Final = ("plaza", "yard", "library")
ROUNDS: Final = 8
QUESTIONS: Final = ("/api/floors", "/api/people", "/api/metrics", "/api/session")
HOME_SCHOOL: Final = "school-of-13thtown"
ROLES: Final = ("pupil",) * 8 + ("supporter", "teacher", "admin")


class Day:
    """People who wander, break off, talk; the script's own account of who is where."""

    def __init__(self, drill: Rehearsal, people: list[Person]) -> None:
        self.chance = random.Random(1411)
        self.drill, self.people = drill, people
        self.observer = Observer(people)
        self.where: dict[Person, str] = {}
        self.away: set[Person] = set()

    def on(self, floor: str) -> list[Person]:
        """Who sees what happens on a floor, those included whose line is broken just now."""
        return [person for person, there in self.where.items() if there == floor]

    async def come(self, person: Person) -> None:
        floor = self.chance.choice(FLOORS)
        await person.arrive(floor)
        self.where[person] = floor

    async def move(self) -> None:
        """Some change floor, some lose their line, those without one are back."""
        await self.join()
        for person in self.chance.sample(self.people, 4):
            floor = self.chance.choice(FLOORS)
            if floor != self.where[person]:
                await person.enter(floor)
                self.where[person] = floor
        for person in self.chance.sample(self.people, 2):
            await person.drop()
            self.away.add(person)

    async def join(self) -> None:
        """Every line is back."""
        await asyncio.gather(*(person.connect() for person in self.away))
        self.away.clear()
        await asyncio.gather(*(person.settled() for person in self.people))

    async def talk(self, number: int) -> None:
        """Everybody who has a line says something to the floor, and something to one person.

        Whoever comes while a bubble stands may read it, so all of them are gone before that.
        """
        speaking = [person for person in self.people if person not in self.away]
        await asyncio.gather(*(self._speak(person, number) for person in speaking))
        await self.drill.jump(MURMUR_TICKS * TICK_MS)

    async def _speak(self, person: Person, number: int) -> None:
        floor, plant = self.where[person], self.observer.plant
        name = f"{self.people.index(person)}x{number}"
        heard_by = self.on(floor)
        kind = Say if self.chance.random() < 0.6 else Murmur
        other = self.chance.choice([p for p in self.people if p is not person])
        said = kind(plant(f"{floor}-{name}-", heard_by))
        letter = SayTo(other.account, plant(f"letter-{name}-", (person, other)))
        assert await person.ask(said) == ""
        assert await person.ask(letter) == ""

    async def call(self, members: list[Person]) -> None:
        """Some meet in a call and talk there; nobody else hears a word."""
        area = plan_of("plaza")["arrivals"][0]
        for person in members:
            if self.where[person] != "plaza":
                await person.enter("plaza")
                self.where[person] = "plaza"
            await person.ask(SetWatching(False))
            await person.send(WalkTo(area["x"] * 16 + 40, area["y"] * 16 + 24))
        await asyncio.gather(*(person.settled() for person in members))
        await self.drill.jump(60_000)
        for person in members:
            for member in members:
                await person.find(partial(is_member, member.account))
        # Staff who happen to stand there are in the call like anybody else, and are seen to be.
        shown = {m.account for person in members for m in person.all_of(CallMemberShown)}
        hearing = [person for person in self.people if person.account in shown]
        for person in members:
            words = self.observer.plant(f"call-{self.people.index(person)}-", hearing)
            assert await person.ask(SayInCall(words)) == ""

    async def ask_everything(self) -> None:
        """Every question that has an answer, by everybody, also about other people's letters."""
        letters = [f"/api/conversation?with={other.account}" for other in self.people]
        for path in (*QUESTIONS, *letters):
            await asyncio.gather(*(person.get(path) for person in self.people))


def is_member(account: str, message: Message) -> bool:
    return isinstance(message, CallMemberShown) and message.account == account


def plant_the_cards(day: Day, people: list[Person]) -> None:
    """What belongs to a card is nobody's business, not even on its owner's own wire."""
    for person in people:
        card = person.card
        for secret in (f"本名{card['name']}", card["login_id"], card["passphrase"]):
            day.observer.plant(secret)
    day.observer.plant(HOME_SCHOOL)


@pytest.mark.spec("T2.2.b")
@pytest.mark.spec("T5.5")
async def test_over_a_day_nobody_is_sent_a_byte_that_they_may_not_see(drill: Rehearsal) -> None:
    cards = []
    for number, role in enumerate(ROLES):
        cards += await drill.new_cards(f"ひとり{number}", role=role, home_school=HOME_SCHOOL)
    async with people_of(drill, cards) as people:
        day = Day(drill, people)
        plant_the_cards(day, people)
        for person in people:
            await day.come(person)
        for number in range(ROUNDS):
            await day.move()
            await day.talk(number)
        await day.join()
        await day.call(people[:3])
        await day.join()
        await day.ask_everything()
        assert day.observer.leaks() == []
        assert day.observer.missing() == []
