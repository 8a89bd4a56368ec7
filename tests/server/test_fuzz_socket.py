"""Poison and forgeries over real sockets against a real server, made from the declarations.

The drill clock stands at three in the morning: nothing rings, opens or closes, so whatever changes
the state would have been one of the frames. Staff are let in at any hour.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from protocol.rights import Role, may
from protocol.sessions import Refusal, Welcome
from protocol.units import COMMAND_MAX_BYTES
from protocol.vocabulary import Command, Declared
from protocol.vocabulary import Phase as Stands
from protocol.wire import encode_command
from server.control import ask_running
from tests.conftest import TEST_SIZE
from tests.poison import Poisoned, poisoned
from tests.server.founded import demo_school
from tests.server.running import Browser, Server, Socket, new_card
from tests.strategies import COMMANDS, simplest

NIGHT_MS = 1_795_111_200_000
"""2026-11-20 03:00 in Tokyo."""
SOCKETS = 6
GARBAGE_MAX = 5
EXAMPLES = {"quick": 8, "fuzz": 400, "soak": 10_000}[TEST_SIZE]
INPUTS = SOCKETS * GARBAGE_MAX
A_FEW = 15
"""Commands that a connection may send at once."""


@dataclass
class Night:
    """A server at night, and people who are logged in."""

    server: Server
    runner: asyncio.Runner
    browsers: dict[str, Browser]

    async def state_hash(self) -> Any:
        """One hash of the whole state."""
        return await ask_running(self.server.data_dir / "control.sock", "state-hash", {})


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    folder = tmp_path_factory.mktemp("night") / "school"
    flags = ("--drill-clock", str(NIGHT_MS))
    with demo_school(folder, *flags) as server, asyncio.Runner() as runner:
        browsers = {}
        for number in range(SOCKETS):
            role = ("teacher", "supporter", "admin")[number % 3]
            card = new_card(server, f"よるの{number}", role)
            browser = browsers[f"{role} {number}"] = runner.run(_logged_in(server, card))
        yield Night(server, runner, browsers)
        for browser in browsers.values():
            runner.run(browser.session.close())
        assert server.process.poll() is None


async def _logged_in(server: Server, card: dict[str, str]) -> Browser:
    browser = Browser(server.address)
    assert (await browser.log_in(card))[0] == 200
    return browser


async def _connected(browser: Browser) -> Socket:
    """A socket whose arrival has been stored."""
    socket = await browser.connect()
    await socket.until(Welcome)
    return socket


def a_wish(declared: Declared) -> Command:
    """The simplest legal value of a command."""
    wish = declared.type(*(simplest(field.type) for field in declared.fields))
    assert isinstance(wish, Command)
    return wish


@pytest.mark.spec("T3.5")
def test_before_logging_in_every_command_is_answered_with_log_in(night: Night) -> None:
    """First of all: sockets that close later on leave people who drop and go by themselves."""

    async def tried(wish: Command) -> int:
        async with Browser(night.server.address) as stranger:
            socket = await stranger.connect()
            frame = encode_command(wish, 1, 0)
            assert len(frame) <= COMMAND_MAX_BYTES
            await socket.send_raw(frame)
            return await socket.closed()

    async def tried_all() -> list[int]:
        return [await tried(a_wish(declared)) for declared in COMMANDS]

    before = night.runner.run(night.state_hash())
    assert set(night.runner.run(tried_all())) == {4401}
    assert night.runner.run(night.state_hash()) == before


@settings(
    max_examples=EXAMPLES, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)  # fmt: skip
@given(frames=st.lists(poisoned({}).filter(lambda p: p.reasons), min_size=INPUTS, max_size=INPUTS))
def test_poison_is_named_and_changes_nothing_then_the_line_is_closed(
    night: Night, frames: list[Poisoned]
) -> None:
    night.runner.run(_poisoned(night, frames))


async def _poisoned(night: Night, frames: list[Poisoned]) -> None:
    sockets = [await _connected(browser) for browser in night.browsers.values()]
    before = await night.state_hash()
    for number, socket in enumerate(sockets):
        for frame in frames[number::SOCKETS]:
            await socket.send_raw(frame.data)
            refusal = await socket.until(Refusal)
            assert refusal.reason in (frame.reasons or ()), frame
    assert await night.state_hash() == before
    for socket in sockets:
        await socket.send_raw(b"\xc1")
        assert await socket.closed() == 4400
        await socket.close()


async def _reasons(browser: Browser, wishes: list[Command]) -> dict[str, str]:
    """What each command is refused with, by its name. Nothing may be accepted."""
    told = {}
    for start in range(0, len(wishes), A_FEW):
        socket, some = await _connected(browser), wishes[start : start + A_FEW]
        for wish in some:
            await socket.send(wish)
        for _ in some:
            refusal = await socket.until(Refusal)
            told[type(some[refusal.command_id - 1]).__name__] = refusal.reason
        await socket.close()
    return told


@pytest.mark.spec("T3.5")
def test_each_role_is_refused_every_command_it_may_not_send(night: Night) -> None:
    for name, browser in list(night.browsers.items())[:3]:
        role = Role(name.split()[0])
        forged = [a_wish(d) for d in COMMANDS if d.may is None or not may(role, d.may)]
        told = night.runner.run(_reasons(browser, forged))
        assert told == {type(wish).__name__: "not_allowed" for wish in forged}


@pytest.mark.spec("T3.5")
def test_at_the_desk_every_command_of_the_floor_is_refused_by_name(night: Night) -> None:
    name, browser = next(iter(night.browsers.items()))
    role = Role(name.split()[0])
    wishes = [
        a_wish(d)
        for d in COMMANDS
        if d.phase is Stands.FLOOR and d.may is not None and may(role, d.may)
    ]
    assert wishes
    told = night.runner.run(_reasons(browser, wishes))
    assert told == {type(wish).__name__: "not_on_a_floor" for wish in wishes}
