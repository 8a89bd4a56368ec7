"""A killed server ends nobody's stay, and the log gives the state that ran."""

from pathlib import Path

import pytest

from protocol.chatting import Say
from protocol.floors import FloorShown
from protocol.moving import WalkTo
from protocol.sessions import Cause, Dropped, EpochStarted, Left, LoggedIn, LogOut, Welcome
from replay.reader import fold
from simulation.school import bare_school
from simulation.snapshot import state_hash
from tests.server.people import Person, Rehearsal, people_of, rehearsing
from tests.server.stored import analysts_rows, batches_of, facts_of


@pytest.mark.spec("T6.1")
@pytest.mark.spec("T6.16")
async def test_a_stay_goes_on_after_a_kill_in_the_same_place_and_is_no_absence(
    tmp_path: Path,
) -> None:
    with rehearsing(tmp_path / "school") as school:
        cards = await school.new_cards("のこる", "もどらない")
        stays, gone = [await Person(school, card).arrive("yard") for card in cards]
        handle = stays.handle()
        starts = len(facts_of(school.data_dir, EpochStarted))
        school.process.kill()
        for person in (stays, gone):
            await person.until_closed()
        await gone.browser.session.close()
    last_ms = batches_of(school.data_dir)[-1].header.wall_ms
    with rehearsing(school.data_dir, start_ms=last_ms + 30_000) as school:
        since = len(stays.heard)
        stays.follow(school)
        await stays.connect()
        await stays.until(Welcome, since)
        assert (await stays.until(FloorShown, since)).avatar == handle
        await school.jump(121_000)
        await stays.settled()
        await stays.send(LogOut())
        await stays.until_closed()
        await stays.browser.session.close()
        ends = {fact.account: fact.cause for _, fact in facts_of(school.data_dir, Left)}
        assert ends == {stays.account: Cause.LOGOUT, gone.account: Cause.RESTART}
        assert len(facts_of(school.data_dir, LoggedIn)) == 2
        assert len(facts_of(school.data_dir, EpochStarted)) == starts + 1
        assert facts_of(school.data_dir, Dropped) == []
        rows = analysts_rows(
            school, "SELECT account, restarts, present_until_ms >= ?, estimated FROM attendance "
            "ORDER BY account", last_ms + 120_000,
        )  # fmt: skip
    assert rows == sorted([(stays.account, 1, True, False), (gone.account, 1, False, True)])


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
