"""Disks that fill up and fail, rules that break, a second writer: seen from where the children are.

Every server here is the real one in a process of its own. Nobody is shown what is not stored, the
school says what is the matter, and a start afterwards finds everything that was acknowledged.
"""

import asyncio
import json
from pathlib import Path

import pytest

from protocol.chatting import Said, Say
from protocol.floors import EnterFloor, FloorShown
from protocol.sessions import Done, ReadOnly, Refusal, Welcome
from server.commands.serve import STOPPED
from tests.server.faulty_disk import FaultyDisk
from tests.server.founded import demo_school
from tests.server.running import (
    STOPS_WITHIN_S,
    Browser,
    Server,
    Socket,
    run_hiroba,
    serving,
)

FLAGS = ("--demo", "--children", "0")


@pytest.fixture
def disk(shim: Path, tmp_path: Path) -> FaultyDisk:
    (tmp_path / "orders").mkdir()
    return FaultyDisk(shim, tmp_path / "school", tmp_path / "orders")


async def on_the_yard(browser: Browser, card: dict[str, str], seen: int = 0) -> Socket:
    if browser.cookie("hiroba-demo-sid") is None:
        assert (await browser.log_in(card))[0] == 200
    socket = await browser.connect(seen)
    await socket.until(Welcome)
    await socket.send(EnterFloor("yard"))
    await socket.until(FloorShown)
    return socket


def refusals(server: Server, *arguments: str) -> str:
    told = run_hiroba(*arguments[:2], "--data-dir", str(server.data_dir), *arguments[2:])
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    return told.stderr


async def test_on_a_full_disk_the_school_waits_and_goes_on_by_itself(disk: FaultyDisk) -> None:
    with serving(disk.folder, *FLAGS, disk=disk) as server:
        cards = server.cards("pupil")
        async with (
            Browser(server.address) as one,
            Browser(server.address) as other,
            Browser(server.address) as late,
        ):
            aki, haru = await on_the_yard(one, cards[0]), await on_the_yard(other, cards[1])
            await aki.send(Say("まえの ことば"))
            assert (await haru.until(Said)).text == "まえの ことば"
            with disk.full():
                await aki.send(Say("あとで とどく"))
                heard = await haru.everything_until(ReadOnly)
                assert heard[-1] == ReadOnly(True)
                assert not any(isinstance(message, Said) for message in heard)
                assert (await aki.until(ReadOnly)).on
                assert await late.get("/healthz") == (503, {"state": "read_only"})
                # Whoever asks for something is told at once; nothing hangs until there is room.
                await haru.send(Say("いまは むり"))
                assert (await haru.until(Refusal)).reason == "read_only"
                assert (await late.log_in(server.card("pupil")))[1]["reason"] == "read_only"
                assert (await one.post("/api/logout", {}))[1]["reason"] == "read_only"
                adding = ("accounts", "add", "--role", "pupil", "--name", "あとから")
                told = await asyncio.to_thread(refusals, server, *adding)
                assert "full" in told
                # The server stays a living voice: it speaks at least every two seconds.
                ended = haru.seen
                assert await haru.heard() >= ended
            heard = await haru.everything_until(Said)
            assert ReadOnly(False) in heard
            assert [m.text for m in heard if isinstance(m, Said)] == ["あとで とどく"]
            await aki.until(Done)
            assert await late.get("/healthz") == (200, {"state": "ok"})
            assert (await late.log_in(server.card("pupil")))[0] == 200
        assert server.stop() == 0
    proof = run_hiroba("verify", "--data-dir", str(disk.folder))
    assert proof.returncode == 0, proof.stderr


async def test_who_comes_back_during_a_full_disk_misses_nothing(disk: FaultyDisk) -> None:
    with serving(disk.folder, *FLAGS, disk=disk) as server:
        cards = server.cards("pupil")
        async with Browser(server.address) as one, Browser(server.address) as other:
            aki, haru = await on_the_yard(one, cards[0]), await on_the_yard(other, cards[1])
            await aki.send(Say("ひとつめ"))
            await haru.until(Said)
            seen = haru.seen
            with disk.full():
                await aki.send(Say("ふたつめ"))
                await haru.until(ReadOnly)
                await haru.close()
                again = await other.connect(seen)
                # It is told at once why it has to wait, and nothing that ends a tick.
                assert (await again.until(ReadOnly)).on
            heard = await again.everything_until(Said)
            assert [m.text for m in heard if isinstance(m, Said)] == ["ふたつめ"]


async def test_a_school_whose_disk_is_full_can_be_stopped(disk: FaultyDisk) -> None:
    with serving(disk.folder, *FLAGS, disk=disk) as server:
        card = server.card("pupil")
        async with Browser(server.address) as browser:
            aki = await on_the_yard(browser, card)
            await aki.send(Say("のこる"))
            await aki.until(Done)
            with disk.full():
                await aki.send(Say("きえる"))
                await aki.until(ReadOnly)
                assert server.stop() in {0, STOPPED}
    proof = run_hiroba("verify", "--data-dir", str(disk.folder))
    assert proof.returncode == 0, proof.stderr


async def test_a_failed_sync_stops_the_school_and_a_start_recovers_it(disk: FaultyDisk) -> None:
    with serving(disk.folder, *FLAGS, disk=disk) as server:
        cards = server.cards("pupil")
        async with Browser(server.address) as one, Browser(server.address) as other:
            aki, haru = await on_the_yard(one, cards[0]), await on_the_yard(other, cards[1])
            await aki.send(Say("たしかな ことば"))
            await haru.until(Said)
            await aki.until(Done)
            disk.break_syncs()
            await aki.send(Say("ふたしかな ことば"))
            assert not [m for m in await haru.rest() if isinstance(m, Said)]
            assert not [m for m in await aki.rest() if isinstance(m, Done)]
        assert server.process.wait(STOPS_WITHIN_S) == STOPPED
    disk.mend()
    proof = run_hiroba("verify", "--data-dir", str(disk.folder))
    assert proof.returncode == 0, proof.stderr
    with demo_school(disk.folder) as server:
        async with Browser(server.address) as one:
            assert (await one.log_in(cards[0]))[0] == 200


BROKEN_RULE = """
from protocol.chatting import Said
from simulation import rules
def broken(school, event):
    raise KeyError('a broken rule')
import simulation.slices
rules.APPLIERS[Said] = broken
"""


async def test_a_broken_rule_stops_the_school_before_anything_of_its_tick_is_seen(
    tmp_path: Path,
) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir, before=BROKEN_RULE) as server:
        cards = server.cards("pupil")
        async with Browser(server.address) as one, Browser(server.address) as other:
            aki, haru = await on_the_yard(one, cards[0]), await on_the_yard(other, cards[1])
            await aki.send(Say("だれにも とどかない"))
            assert not [m for m in await haru.rest() if isinstance(m, Said)]
            assert not [m for m in await aki.rest() if isinstance(m, Done)]
        assert server.process.wait(STOPS_WITHIN_S) == STOPPED
    with demo_school(data_dir) as server:
        async with Browser(server.address) as one, Browser(server.address) as other:
            aki, haru = await on_the_yard(one, cards[0]), await on_the_yard(other, cards[1])
            await aki.send(Say("こんどは とどく"))
            assert (await haru.until(Said)).text == "こんどは とどく"


async def test_of_two_writers_the_older_one_stops_by_itself(tmp_path: Path) -> None:
    """Somebody deleted the lock file, so nothing but the log itself can tell the two apart."""
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        card = server.card("pupil")
        async with Browser(server.address) as browser:
            aki = await on_the_yard(browser, card)
            (data_dir / "lock").unlink()
            adding = ("--data-dir", str(data_dir), "--role", "pupil", "--name", "べつのてから")
            told = await asyncio.to_thread(run_hiroba, "accounts", "add", *adding)
            await aki.send(Say("ふるい てから"))
            assert not [m for m in await aki.rest() if isinstance(m, Done)]
        assert server.process.wait(STOPS_WITHIN_S) == STOPPED
    people = run_hiroba("accounts", "list", "--data-dir", str(data_dir))
    assert json.loads(told.stdout)["account"] in people.stdout
    assert run_hiroba("verify", "--data-dir", str(data_dir)).returncode == 0
