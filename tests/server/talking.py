"""Two people in a counselling talk on the wire, and a third one who sees two people leave."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from protocol.counselling import AnswerOffer, CoverShown, OfferCounselling, OwnCounsellingShown
from protocol.sessions import Welcome
from tests.server.people import Person, Rehearsal, people_of


@asynccontextmanager
async def a_talk(
    drill: Rehearsal, cards: list[dict[str, str]], name: str, role: str = "supporter"
) -> AsyncIterator[tuple[Person, Person, Person]]:
    """A pupil and one of the staff in a talk, and a third person on the floor that they left."""
    [staff_card] = await drill.new_cards(name, role=role)
    if role != "admin":
        await drill.do("name_counsellor", account=staff_card["account"])
    async with people_of(drill, [cards[0], staff_card, cards[1]]) as (pupil, staff, third):
        for person in (third, staff, pupil):
            await person.arrive()
        assert await staff.ask(OfferCounselling(pupil.account)) == ""
        await pupil.find(lambda m: isinstance(m, OwnCounsellingShown) and m.name != "")
        since = {person: len(person.heard) for person in (pupil, staff)}
        assert await pupil.ask(AnswerOffer(yes=True)) == ""
        for person, heard in since.items():
            await shown_anew(person, heard)
        yield pupil, staff, third


async def shown_anew(person: Person, since: int) -> CoverShown:
    """What somebody is shown under cover after a `Welcome`."""
    welcome = await person.until(Welcome, since)
    return await person.until(CoverShown, person.heard.index(welcome, since))
