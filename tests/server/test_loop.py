"""The heartbeat: collect, step, append, publish; and what happens when one of them fails."""

import asyncio
from pathlib import Path

import pytest

from protocol.accounts import AccountAdded, AddAccount
from protocol.chatting import Say
from protocol.floors import AddFloor, EnterFloor
from protocol.log import IN_FLIGHT_MAX, LogBroken, LogState
from protocol.record import chain_hash
from protocol.rights import Role
from protocol.sessions import BeginEpoch, Device, EpochStarted, OpenSession, ReadOnly
from protocol.wire import encode_command
from replay.reader import recover
from server.connection import Connection
from server.event_logs.sqlite import SqliteEventLog
from server.loop import BEAT_EVERY_TICKS, SNAPSHOT_EVERY_TICKS
from server.sealing import Sealer
from simulation.snapshot import state_hash
from tests.school_days import Keys
from tests.server.heard import Heard
from tests.server.ticking import Running, running, slow, until
from tests.simulation.given import (
    AKI,
    id_of,
    plan,
)


def add(name: str) -> AddAccount:
    return AddAccount(id_of(name), Role.PUPIL, name, "", "")


async def add_while_ticking(ticking: Running, name: str) -> None:
    """Ask for an account, and tick until the answer is there."""
    asked = asyncio.ensure_future(ticking.inbox.ask(add(name)))
    await asyncio.sleep(0)
    await ticking.tick()
    assert (await asked).reason is None


async def test_a_server_begins_by_fencing_the_one_before(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        assert [type(event) for event in ticking.batches()[0].events] == [EpochStarted]


async def test_what_was_answered_is_in_the_log(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        await add_while_ticking(ticking, "aki")
        [added] = ticking.batches()[-1].events
        assert isinstance(added, AccountAdded)
        assert added.name == "aki"


async def test_a_tick_in_which_nothing_happens_stores_nothing(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        for _ in range(5):
            await ticking.tick()
        assert ticking.loop.number == len(ticking.batches()) == 1


async def test_batches_are_numbered_without_a_gap_and_carry_the_hash_before(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        for name in ("aki", "haru", "natsu"):
            await ticking.tick(ticks=7)
            await add_while_ticking(ticking, name)
        rows = ticking.log.read(0, 10)
        batches = ticking.batches()
    assert [batch.header.number for batch in batches] == [1, 2, 3, 4]
    assert [b.header.previous for b in batches[1:]] == [chain_hash(r.state) for r in rows[:-1]]
    ticks = [batch.header.tick for batch in batches]
    assert ticks == sorted(set(ticks))


async def test_a_restart_goes_on_where_the_log_ends(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        await add_while_ticking(ticking, "aki")
        before, number = state_hash(ticking.loop.school), ticking.loop.number
        last_tick = ticking.batches()[-1].header.tick
    log = SqliteEventLog(tmp_path / "log")
    recovered = recover(log, Sealer(Keys()))
    assert (recovered.number, state_hash(recovered.school)) == (number, before)
    again = Running(log, recovered)
    await again.tick()
    assert again.loop.last_tick > last_tick
    await again.stop()
    log.close()


async def test_stopping_keeps_a_snapshot_of_the_last_batch(tmp_path: Path) -> None:
    async with running(tmp_path / "log") as ticking:
        await add_while_ticking(ticking, "aki")
    log = SqliteEventLog(tmp_path / "log")
    kept = log.latest_snapshot()
    log.close()
    assert kept is not None
    assert kept.number == ticking.loop.number


async def test_every_half_minute_with_news_is_kept_as_a_snapshot() -> None:
    ticking, log = slow()
    await ticking.tick()
    log.answer()
    for _ in range(3):
        await ticking.tick(SNAPSHOT_EVERY_TICKS)
    assert [snapshot.number for snapshot in log.snapshots] == [1]
    await ticking.stop()


async def test_nothing_is_shown_before_the_disk_has_answered() -> None:
    ticking, log = slow()
    ticking.loop.publisher.arrive(heard := Heard(AKI))
    ticking.inbox.put(Say("やあ"), 1, AKI, heard)
    await ticking.tick()
    assert heard.written == []
    log.answer()
    await until(lambda: heard.written)
    assert "やあ" in str(heard.messages())
    await ticking.stop()


async def test_with_four_batches_on_their_way_the_loop_waits() -> None:
    ticking, log = slow()
    for number in range(IN_FLIGHT_MAX):
        ticking.inbox.put(BeginEpoch(), number, None, None)
        await ticking.tick()
    ticking.inbox.put(BeginEpoch(), 9, None, None)
    ticking.clock.advance(1)
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(log.batches) == IN_FLIGHT_MAX
    log.answer()
    await until(lambda: len(log.batches) > IN_FLIGHT_MAX)
    await ticking.stop()


@pytest.mark.spec("T6.16")
async def test_a_log_that_breaks_ends_the_loop_and_nothing_of_it_is_shown() -> None:
    ticking, log = slow()
    ticking.loop.publisher.arrive(heard := Heard(AKI))
    await ticking.tick()
    ticking.loop.publisher.arrive(late := Heard(AKI))
    await ticking.tick()
    log.answer(LogBroken("sync failed"))
    with pytest.raises(LogBroken):
        await ticking.running
    assert heard.written == late.written == []
    assert log.snapshots == []


async def test_a_broken_invariant_ends_the_loop_before_anything_of_the_tick_is_stored() -> None:
    ticking, log = slow()
    await ticking.tick()
    log.answer()
    ticking.loop.publisher.arrive(heard := Heard(AKI))
    ticking.loop.school.floors["classroom"].here.add(2**20)
    ticking.inbox.put(Say("やあ"), 1, AKI, heard)
    stored = len(log.batches)
    await ticking.tick(ticks=4)
    with pytest.raises(KeyError):
        await ticking.running
    assert len(log.batches) == stored
    assert heard.written == []
    assert log.snapshots == []


async def test_a_quiet_school_is_heard_every_two_seconds() -> None:
    ticking, log = slow()
    ticking.loop.publisher.arrive(heard := Heard(AKI))
    await ticking.tick()
    log.answer()
    await until(lambda: heard.written)
    heard.take()
    for _ in range(3):
        await ticking.tick(BEAT_EVERY_TICKS)
    assert [frame.messages for frame in heard.take()] == [[], [], []]
    await ticking.stop()


async def test_a_full_disk_is_told_to_everybody_and_its_end_too() -> None:
    ticking, log = slow()
    ticking.loop.publisher.arrive(heard := Heard(AKI))
    await ticking.tick()
    log.answer()
    await until(lambda: heard.written)
    heard.take()
    for state, said in ((LogState.FULL, ReadOnly(True)), (LogState.WRITING, ReadOnly(False))):
        log.state = state
        log.tell(state)
        await until(lambda: heard.written)
        assert heard.messages() == [said]
    await ticking.stop()


async def test_two_schools_with_the_same_commands_have_the_same_state(tmp_path: Path) -> None:
    hashes = []
    for name in ("one", "other"):
        async with running(tmp_path / name) as ticking:
            ticking.inbox.put(AddFloor(plan()), 0, None, None)
            await add_while_ticking(ticking, "aki")
            ticking.inbox.put(OpenSession(AKI, id_of("s"), Device.IPAD), 0, None, None)
            ticking.inbox.put(EnterFloor("classroom"), 0, AKI, None)
            await ticking.tick()
            hashes.append(state_hash(ticking.loop.school))
    assert hashes[0] == hashes[1]


class NoLine:
    """A line that carries nothing anywhere."""

    def write(self, frames: bytes) -> int:
        return len(frames)

    def unsent_bytes(self) -> int:
        return 0

    def is_gone(self) -> bool:
        return False

    def cut(self) -> None:
        """There is nothing to cut."""


async def test_what_comes_late_on_a_line_that_was_replaced_is_not_taken_any_more() -> None:
    ticking, _log = slow()
    lines = [Connection(ticking.loop, NoLine(), (AKI, id_of("sat")), None) for _ in range(2)]
    for line in lines:
        ticking.loop.publisher.arrive(line)
    waiting = ticking.inbox.waiting
    for line in lines:
        await line.take(encode_command(Say("おそい ことば"), 1, 0))
    assert ticking.inbox.waiting == waiting + 1
    ticking.running.cancel()
