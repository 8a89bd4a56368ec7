"""A whole server in this process whose ticks a test makes: real sockets, a real log, one clock.

Random bits follow from the tick and from how many were drawn in it, so that two schools that are
asked the same in a tick do the same in it, whatever else happened before.
"""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any, NamedTuple, cast

import pytest

from protocol.vocabulary import Command
from server.app import make_app, open_school
from server.clock import RANDOM_BITS, Clock, ManualClock, first_tick_after
from server.config import Config
from server.listening import answering, reserved
from server.loop import Loop
from server.school_app import SchoolApp
from simulation.school import Now, Position
from tests.server.founded import demo_school
from tests.server.people import MONDAY_10_MS, Person
from tests.server.running import Server, new_card


class SameBits(ManualClock):
    """Draws the same for the same place in a tick."""

    _tick_now = _drawn = 0

    def begin(self, stored: Position) -> None:
        """The log goes on from here."""
        self._tick = first_tick_after(stored, self.wall_ms)

    @property
    def wall_ms(self) -> int:
        return self._wall_ms

    def now(self, last_tick: int) -> Now:
        now = super().now(last_tick)
        self._tick_now, self._drawn = now.tick, 0
        return now

    def fresh(self) -> int:
        self._drawn += 1
        return random.Random(f"{self._tick_now} {self._drawn}").getrandbits(RANDOM_BITS)


class Stage:
    """A school on real sockets that stands still until it is told."""

    def __init__(self, school_app: SchoolApp, clock: SameBits, server: Server) -> None:
        self.loop: Loop = school_app.loop
        self.server = server
        self.clock = clock

    async def tick(self, commands: int = 0) -> None:
        """One tick, once so many commands have arrived, to the moment at which it is stored."""
        await _until(lambda: self.loop.inbox.waiting >= commands)
        assert self.loop.inbox.waiting == commands
        ticked = self.loop.samples.ticks
        self.clock.advance(1)
        await _until(lambda: self.loop.samples.ticks > ticked and self.loop.in_flight == 0)

    async def arrived(self, commands: int) -> None:
        """So many commands wait for the next tick."""
        await _until(lambda: self.loop.inbox.waiting >= commands)

    async def live(self, ticks: int) -> None:
        for _ in range(ticks):
            await self.tick()

    async def do(self, *wishes: tuple[Person, Command]) -> None:
        """Commands that arrive in this order, and one tick."""
        for number, (person, command) in enumerate(wishes, 1):
            await person.send(command)
            await _until(lambda n=number: self.loop.inbox.waiting >= n)  # type: ignore[misc]
        await self.tick(len(wishes))

    async def log_in(self, *people: Person) -> None:
        """All in one tick, their sockets in the next."""
        entering = []
        for number, person in enumerate(people, 1):
            entering.append(asyncio.ensure_future(person.log_in()))
            await _until(lambda n=number: self.loop.inbox.waiting >= n)  # type: ignore[misc]
        await self.tick(len(people))
        await asyncio.gather(*entering)
        for number, person in enumerate(people, 1):
            await person.connect()
            await _until(lambda n=number: self.loop.inbox.waiting >= n)  # type: ignore[misc]
        await self.tick(len(people))


async def _until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not happened():  # noqa: ASYNC110  (it moves by its own steps)
            await asyncio.sleep(0)


class Twins(NamedTuple):
    """Two folders of the same school, and the cards of its people: a pupil and a supporter with
    the right, then a pupil, a teacher and a supporter without."""

    cards: list[dict[str, str]]
    talk: Path
    logouts: Path


def twin_schools(folder: Path) -> Twins:
    """Two demo schools that are the same to the last bit, in a new folder each."""
    with demo_school(folder / "school") as server:
        cards = [server.card("pupil"), server.card("supporter")]
        cards += [new_card(server, f"みている{role[:3]}", role) for role in ("pupil", "teacher")]
        cards.append(new_card(server, "みている しえん", "supporter"))
        server.stop()
    (folder / "school" / "lock").unlink()
    twins = Twins(cards, folder / "talk", folder / "logouts")
    for copy in (twins.talk, twins.logouts):
        shutil.copytree(folder / "school", copy)
    return twins


@asynccontextmanager
async def staged(config: Config, wall_ms: int = MONDAY_10_MS) -> AsyncIterator[Stage]:
    """The school of a folder, listening, with a clock that a test moves."""
    clock = SameBits(config.zone, 1, wall_ms)

    def clock_of(_config: Config, stored: Position) -> Clock:
        clock.begin(stored)
        return clock

    with pytest.MonkeyPatch.context() as patched, reserved(config) as door:
        patched.setattr("server.app._clock", clock_of)
        async with open_school(config) as (school_app, _operations):
            school_app.port = door.port
            async with answering(make_app(school_app), door):
                address = f"http://127.0.0.1:{door.port}"
                nobody = cast("Popen[str]", None)
                server = Server(nobody, config.data_dir, address, "")
                running = asyncio.ensure_future(school_app.loop.run())
                stage = Stage(school_app, clock, server)
                await stage.tick(1)
                yield stage
                school_app.loop.stop()
                await running


def config_of(data_dir: Path, **others: Any) -> Config:
    """A demo on a free port."""
    return Config(
        data_dir=data_dir, host="127.0.0.1", port=0, zone="Asia/Tokyo", demo=True, children=0,
        production=False, tls_cert=None, tls_key=None, origins=(), selftest_echo=False,
        wire_recorder=False, drill_ms=None, seed=None, **others,
    )  # fmt: skip
