"""A hundred people on one floor: the last place, and what one of them shows the others."""

import asyncio

import pytest

from protocol.avatars import ShowStatus, Status, StatusShown
from protocol.floors import DeskShown, EnterFloor, FloorShown
from protocol.sessions import LogOut, Refusal, Welcome
from tests.server.people import Person, Rehearsal, people_of

PLACES = 100


async def race_for_a_place(people: list[Person]) -> tuple[list[Person], list[str]]:
    """All ask for the same floor at once: who got in, and why the others did not."""
    since = [len(person.heard) for person in people]
    await asyncio.gather(*(person.send(EnterFloor("plaza")) for person in people))
    answers = [
        await person.find(lambda m: isinstance(m, FloorShown | Refusal), at)
        for person, at in zip(people, since, strict=True)
    ]
    got_in = [p for p, a in zip(people, answers, strict=True) if isinstance(a, FloorShown)]
    return got_in, [answer.reason for answer in answers if isinstance(answer, Refusal)]


@pytest.mark.spec("T1.2")
@pytest.mark.spec("T2.1.c")
async def test_a_hundred_share_a_floor_and_the_next_one_is_told_that_it_is_full(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    async with people_of(drill, children) as people:
        await asyncio.gather(*(person.log_in() for person in people))
        await asyncio.gather(*(person.connect() for person in people))
        await asyncio.gather(*(person.until(DeskShown) for person in people))
        here, refused = await race_for_a_place(people)
        assert (len(here), refused) == (PLACES, ["floor_full"] * (len(people) - PLACES))

        await asyncio.gather(*(person.settled() for person in people))
        on_screen = {person.account for person in here}
        for person in here:
            assert {shown.account for shown in person.avatars().values()} == on_screen

        await here[0].ask(ShowStatus(Status.FOCUSING))
        for other in here[1:]:
            shown = await other.until(StatusShown)
            assert (shown.account, shown.status) == (here[0].account, Status.FOCUSING)

        await here[0].send(LogOut())
        await here[0].until_closed()
        late = [person for person in people if person not in here]
        lucky, unlucky = await race_for_a_place(late)
        assert (len(lucky), unlucky) == (1, ["floor_full"] * (len(late) - 1))
        assert all(person.all_of(Welcome) for person in lucky)
