"""Killed, or copied, in the middle of a busy hour: what anybody saw or had acknowledged is there.

Real processes, real sockets, the real log. A word goes round a ring of children: each who hears the
child before speaks next and walks somewhere, so the load makes itself, as fast as the school
answers and never faster than it allows.
"""

import asyncio
import random
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from protocol.chatting import Said, Say
from protocol.floors import EnterFloor, FloorShown
from protocol.moving import Walked, WalkTo
from protocol.sessions import Done, Welcome
from protocol.vocabulary import Message
from tests.conftest import TEST_SIZE
from tests.server.running import Browser, Server, Socket, run_hiroba, serving
from tests.server.stored import facts_of

KILLS = {"quick": 2, "fuzz": 20, "soak": 200}[TEST_SIZE]
CHILDREN = 6
FLAGS = ("--demo", "--children", "3")


class Child:
    """One of the ring, and everything that reached it."""

    def __init__(self, socket: Socket, place: int) -> None:
        self.socket, self.place = socket, place
        self.heard: list[Message] = []
        self._sent: dict[int, str] = {}

    @property
    def acknowledged(self) -> Iterator[str]:
        """The words of which the server said that they are kept."""
        for message in self.heard:
            if isinstance(message, Done) and message.command_id in self._sent:
                yield self._sent[message.command_id]

    async def speak(self, turn: int) -> None:
        text = f"ことば {turn}"
        self._sent[await self.socket.send(Say(text))] = text
        await self.socket.send(WalkTo(400 + 13 * turn % 300, 500 + 7 * turn % 200))

    async def take_part(self, last_turn: int) -> None:
        """Speak whenever it is this child's turn, until the last turn has been heard."""
        async for message in self.socket.each():
            self.heard.append(message)
            if isinstance(message, Said) and message.text.startswith("ことば "):
                turn = int(message.text.split()[1])
                if turn == last_turn:
                    return
                if turn % CHILDREN == self.place:
                    await self.speak(turn + 1)


async def ring(server: Server, held: AsyncExitStack) -> list[Child]:
    """Children on the yard, each on a line of its own."""
    children = []
    for place, card in enumerate(server.cards("pupil")[-CHILDREN:]):
        browser = await held.enter_async_context(Browser(server.address))
        assert (await browser.log_in(card))[0] == 200
        socket = await browser.connect()
        await socket.until(Welcome)
        await socket.send(EnterFloor("yard"))
        await socket.until(FloorShown)
        children.append(Child(socket, place))
    return children


async def turns(children: list[Child], first: int, last: int) -> None:
    """Let the word go round."""
    listening = [asyncio.ensure_future(child.take_part(last)) for child in children]
    await children[first % CHILDREN].speak(first)
    await asyncio.gather(*listening)


@pytest.mark.spec("T6.16")
async def test_a_server_killed_under_load_has_lost_nothing_that_anybody_saw(
    tmp_path: Path,
) -> None:
    chance = random.Random(4)
    turn = 0
    seen: set[str] = set()
    for _ in range(KILLS):
        with serving(tmp_path / "school", *FLAGS) as server:
            async with AsyncExitStack() as held:
                children = await ring(server, held)
                first, turn = turn + 1, turn + chance.randrange(10, 40)
                await turns(children, first, turn)
                server.process.kill()
                for child in children:
                    child.heard += await child.socket.rest()
        heard = [message for child in children for message in child.heard]
        acknowledged = {text for child in children for text in child.acknowledged}
        seen |= {message.text for message in heard if isinstance(message, Said)} | acknowledged
        assert len(acknowledged) >= turn - first, "the load was real"
        stored = {event.text for _, event in facts_of(tmp_path / "school", Said)}
        assert seen <= stored
        walked = {event for _, event in facts_of(tmp_path / "school", Walked)}
        assert {message for message in heard if isinstance(message, Walked)} <= walked
    proof = run_hiroba("verify", "--data-dir", str(tmp_path / "school"))
    assert proof.returncode == 0, proof.stderr


@pytest.mark.spec("T6.16", "R4")
async def test_a_backup_made_under_load_holds_what_was_said_before_it_and_is_whole(
    tmp_path: Path,
) -> None:
    school, copy, again = tmp_path / "school", tmp_path / "copy", tmp_path / "again"
    with serving(school, *FLAGS) as server:
        async with AsyncExitStack() as held:
            children = await ring(server, held)
            await turns(children, 1, 12)
            going_on = asyncio.ensure_future(turns(children, 13, 60))
            made = await asyncio.to_thread(
                run_hiroba, "backup", "--data-dir", str(school), str(copy)
            )
            assert made.returncode == 0, made.stderr
            await going_on
        server.stop()
    key = str(school / "master.key")
    done = run_hiroba("restore", "--data-dir", str(again), "--master-key", key, str(copy))
    assert done.returncode == 0, done.stderr
    head = done.stdout.splitlines()[0].removeprefix("restored to batch ")
    proof = run_hiroba("verify", "--data-dir", str(again), "--head", head)
    assert proof.returncode == 0, proof.stderr
    kept = [event.text for _, event in facts_of(again, Said) if "ことば" in event.text]
    assert kept == [f"ことば {turn}" for turn in range(1, 1 + len(kept))]
    assert len(kept) >= 12
