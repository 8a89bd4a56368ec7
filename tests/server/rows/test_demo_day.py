"""The demo as its visitors find it: thirty scripted children, and nobody real."""

import asyncio
import json
from pathlib import Path

import pytest

from protocol.accounts import AccountAdded
from protocol.chatting import DirectShown, SayTo
from protocol.floors import AvatarShown
from server.demo import CHILDREN, FLOORS
from tests.server.people import Person, Rehearsal, people_of
from tests.server.running import serving
from tests.server.stored import facts_of

THIRTY = frozenset(CHILDREN)


def seen_by(observers: list[Person]) -> set[str]:
    """The names that any of these people were ever shown."""
    return {shown.name for person in observers for shown in person.all_of(AvatarShown)}


@pytest.mark.spec("T8.2")
async def test_the_demo_opens_with_thirty_scripted_children_and_no_real_name(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "school", "--demo") as server:
        school = Rehearsal(**vars(server))
        names = [f"みる{floor}" for floor in FLOORS]
        cards = await school.new_cards(*names, role="supporter")
        async with people_of(school, cards) as observers:
            for person, floor in zip(observers, FLOORS, strict=True):
                await person.arrive(floor)
            async with asyncio.timeout(60):
                while not seen_by(observers) >= THIRTY:
                    await first_to_hear(observers)
            assert seen_by(observers) == THIRTY | set(names)
            await written_to_and_answered(observers[0])
            kept = json.loads((school.data_dir / "demo-cards.json").read_text(encoding="utf-8"))
            for card in kept:
                for person in observers:
                    assert not person.was_sent(card["passphrase"])
                    assert not person.was_sent(card["login_id"])
        added = facts_of(school.data_dir, AccountAdded)
        assert {fact.real_name for _, fact in added if fact.name in THIRTY} == {""}


async def written_to_and_answered(visitor: Person) -> None:
    """A child of the demo answers whoever writes to it."""
    child = next(shown for shown in visitor.all_of(AvatarShown) if shown.name in THIRTY)
    assert await visitor.ask(SayTo(child.account, "はじめまして")) == ""
    await visitor.find(lambda m: isinstance(m, DirectShown) and m.account == child.account)


async def first_to_hear(observers: list[Person]) -> None:
    """Wait until anybody has heard anything more."""
    waiting = {asyncio.ensure_future(person.next_change()) for person in observers}
    done, pending = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    for task in done:
        task.result()
