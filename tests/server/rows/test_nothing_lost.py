"""A server that is killed under load, its backup, and the proof that its log is whole."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from protocol.chatting import Said, Say
from protocol.floors import FloorShown
from protocol.moving import WalkTo
from protocol.sessions import Cause, EpochStarted, Left, Welcome
from replay.reader import fold
from simulation.school import bare_school
from simulation.snapshot import state_hash
from tests.server.people import LineClosed, Person, Rehearsal, people_of, rehearsing
from tests.server.running import run_hiroba
from tests.server.stored import batches_of, facts_of

ENOUGH = 120
TALKING = 8


def told(*arguments: str) -> str:
    ended = run_hiroba(*arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


async def talk_until_cut(person: Person, said: list[str], enough: asyncio.Event) -> None:
    """Say one thing after another; keep what the server has acknowledged."""
    while person.closed_with is None:
        text = f"{person.card['name']} {len(said)}"
        with suppress(LineClosed, ConnectionError):
            assert await person.ask(Say(text)) == ""
            said.append(text)
        if len(said) >= ENOUGH:
            enough.set()


async def kill_under_load(school: Rehearsal, people: list[Person]) -> list[str]:
    """Everybody talks, and the process is gone from one moment to the next."""
    said: list[str] = []
    enough = asyncio.Event()
    talking = [asyncio.ensure_future(talk_until_cut(p, said, enough)) for p in people]
    await enough.wait()
    school.process.kill()
    school.process.wait()
    await asyncio.gather(*talking)
    return said


@pytest.mark.spec("T6.16")
async def test_what_was_acknowledged_outlives_a_kill_and_a_restore(tmp_path: Path) -> None:
    data_dir, copy, again = tmp_path / "school", tmp_path / "copy", tmp_path / "again"
    with rehearsing(data_dir) as school:
        cards = await school.new_cards(*(f"はなす{n}" for n in range(TALKING)))
        people = [await Person(school, card).arrive() for card in cards]
        said = await kill_under_load(school, people)
    told("verify", "--data-dir", str(data_dir))
    stored = [fact.text for _, fact in facts_of(data_dir, Said)]
    assert set(said) <= set(stored)
    assert len(stored) == len(set(stored)), "a word is stored twice"

    with rehearsing(data_dir, start_ms=batches_of(data_dir)[-1].header.wall_ms + 1_000) as school:
        for person in people:
            person.follow(school)
            await person.connect(resume=False)
            await person.until(Welcome)
            assert (await person.until(FloorShown)).plan.floor == "plaza"
            await person.settled()
        told("backup", "--data-dir", str(data_dir), str(copy))
        head = await school.do("head")
        for person in people:
            await person.go()
    causes = [fact.cause for _, fact in facts_of(data_dir, Left)]
    assert causes == [Cause.LOGOUT] * TALKING, "a stay did not outlive the kill"
    assert len(facts_of(data_dir, EpochStarted)) == 2, "the server has begun twice"
    key = str(data_dir / "master.key")
    restored = told("restore", "--data-dir", str(again), "--master-key", key, str(copy))
    assert restored.startswith(f"restored to batch {head['batch']}:{head['head']}")
    told("verify", "--data-dir", str(again), "--head", f"{head['batch']}:{head['head']}")
    assert set(said) <= {fact.text for _, fact in facts_of(again, Said)}


@pytest.mark.spec("R4")
async def test_the_state_rebuilt_from_the_log_is_the_state_that_ran_in_another_process(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    ran: dict[int, str] = {}
    async with people_of(drill, some) as people:
        for number, person in enumerate(people):
            await person.arrive()
            await person.send(WalkTo(500 + 60 * number, 300))
            await person.ask(Say(f"やあ {number}"))
            if number % 2:
                await person.drop()
            asked = await drill.do("state_hash")
            ran[asked["batch"]] = asked["state_hash"]
            await drill.jump(130_000)
    rebuilt: dict[int, str] = {}
    school = bare_school()
    for batch in batches_of(drill.data_dir):
        fold(school, batch)
        if batch.header.number in ran:
            rebuilt[batch.header.number] = state_hash(school)
    assert len(ran) == len(some)
    assert rebuilt == ran
