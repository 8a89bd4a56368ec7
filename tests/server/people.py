"""People on real sockets who keep every byte they are sent, and the clock of a rehearsal.

A person reads all the time, as a page does, so that a test can ask later what reached whom. Ticks
are learnt whole: what a question finds is what stands in closed ticks, never half of one.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import aiohttp

from protocol.chatting import SayTo
from protocol.floors import AvatarGone, AvatarShown, EnterFloor, FloorShown
from protocol.moving import Walked
from protocol.sessions import Done, Refusal, Welcome
from protocol.units import AvatarHandle, Tick
from protocol.vocabulary import PROTOCOL_VERSION, Command, Message
from protocol.wire import FrameKind, decode_frame, encode_command, encode_seen
from server.control import ask_running
from simulation.motion import Walk, path_from_wire
from tests.server.founded import demo_school
from tests.server.running import Browser, Server

PATIENCE_S: Final = 60.0
ACKNOWLEDGED_EVERY_S: Final = 1.0
MONDAY_10_MS: Final = 1_795_395_600_000
"""2026-11-23 10:00 in Tokyo, a Monday."""
DAY_MS: Final = 24 * 3600 * 1000

SAID_BY_THE_SOCKET: Final = frozenset(
    {
        "bad_fields", "busy", "not_a_command", "not_binary", "not_msgpack", "oversized",
        "read_only", "too_fast", "unknown_command",
    }
)  # fmt: skip

_M = TypeVar("_M", bound=Message)
_decoded = lru_cache(maxsize=4096)(decode_frame)


class LineClosed(AssertionError):
    """The server ended the line that somebody was listening on."""


class Person:
    """Somebody with a login card, on one device."""

    def __init__(self, server: Server, card: dict[str, str]) -> None:
        self.server, self.card, self.account = server, card, card["account"]
        self.browser = Browser(server.address)
        self.heard: list[Message] = []
        self.received: list[bytes] = []
        self.closed_with: int | None = None
        self.seen: Tick = 0
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Future[None] | None = None
        self._command_id = 0
        self._changed = asyncio.Event()

    async def log_in(self) -> None:
        status, answer = await self.browser.log_in(self.card)
        assert status == 200, answer
        self.received.append(json.dumps(answer).encode())

    async def connect(self, *, resume: bool = True) -> Self:
        """Open the socket; with `resume` as a page that knows what it has seen."""
        seen = self.seen if resume else 0
        url = f"{self.server.address}/plaza?v={PROTOCOL_VERSION}&seen={seen}"
        self._ws = await self.browser.session.ws_connect(
            url, origin=self.server.address, max_msg_size=0
        )
        self.closed_with = None
        self._reading = asyncio.ensure_future(self._read(self._ws))
        return self

    async def arrive(self, floor: str = "plaza") -> Self:
        """From the login page to a floor."""
        await self.log_in()
        await self.connect()
        await self.until(Welcome)
        await self.enter(floor)
        return self

    async def enter(self, floor: str) -> None:
        since = len(self.heard)
        await self.send(EnterFloor(floor))
        await self.until(FloorShown, since)

    async def send(self, command: Command) -> int:
        """Send a command; the number it goes by."""
        assert self._ws is not None
        self._command_id += 1
        await self._ws.send_bytes(encode_command(command, self._command_id, self.seen))
        return self._command_id

    async def send_raw(self, data: bytes) -> None:
        """Send what no page of ours would."""
        assert self._ws is not None
        await self._ws.send_bytes(data)

    async def ask(self, command: Command) -> str:
        """Send a durable command and wait for its answer: a refusal's reason, or nothing."""
        since = len(self.heard)
        number = await self.send(command)
        return await self.answer_to(number, since)

    async def answer_to(self, number: int, since: int = 0) -> str:
        """The refusal of a command by its number; empty when it is in the log."""
        answer = await self.find(
            lambda m: isinstance(m, Done | Refusal) and m.command_id == number, since
        )
        return answer.reason if isinstance(answer, Refusal) else ""

    async def settled(self) -> None:
        """Everything sent so far is decided, and what it showed has arrived.

        Words to oneself are refused without a trace, after all that was sent before them. They
        are asked again when one has asked too much of late.
        """
        while (reason := await self.ask(SayTo(self.account, "-"))) == "too_fast":
            pass
        assert reason == "no_such_person"

    async def until(self, kind: type[_M], since: int = 0) -> _M:
        """The first message of a kind after `since` messages."""
        found = await self.find(lambda message: isinstance(message, kind), since)
        assert isinstance(found, kind)
        return found

    async def find(self, holds: Callable[[Message], bool], since: int = 0) -> Message:
        """The first message after `since` for which something holds."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for at, message in enumerate(self.heard[since:], since):
                    since = at + 1
                    if holds(message):
                        return message
                await self.next_change()

    async def until_closed(self) -> int:
        """The code with which the server ended the socket."""
        async with asyncio.timeout(PATIENCE_S):
            while self.closed_with is None:
                await self.next_change()
        return self.closed_with

    def all_of(self, kind: type[_M], since: int = 0) -> list[_M]:
        """Every message of a kind after `since` messages."""
        return [message for message in self.heard[since:] if isinstance(message, kind)]

    def avatars(self) -> dict[AvatarHandle, AvatarShown]:
        """Who stands on the floor, as this person's screen shows it."""
        shown: dict[AvatarHandle, AvatarShown] = {}
        for message in self.heard:
            if isinstance(message, FloorShown | Welcome):
                shown.clear()
            elif isinstance(message, AvatarShown):
                shown[message.avatar] = message
            elif isinstance(message, AvatarGone):
                shown.pop(message.avatar, None)
        return shown

    def walks(self) -> dict[AvatarHandle, Walk]:
        """The last walk of each avatar that this person was ever shown."""
        walks = {}
        for message in self.heard:
            if isinstance(message, AvatarShown | Walked):
                walks[message.avatar] = Walk(message.start_tick, path_from_wire(message.path))
        return walks

    def handle(self) -> AvatarHandle:
        """The number of one's own avatar."""
        return self.all_of(FloorShown)[-1].avatar

    def was_sent(self, marker: str) -> bool:
        """Whether some text is in any byte that reached this person."""
        return any(marker.encode() in data for data in self.received)

    async def get(self, path: str) -> Any:
        """The answer to a question over HTTP, kept like every other byte."""
        async with self.browser.session.get(self.server.address + path) as response:
            body = await response.read()
            self.received.append(body)
            return await response.json() if response.status == 200 else response.status

    def follow(self, server: Server) -> None:
        """The school has another address now; the cookies stay."""
        self.server = server
        self.browser.address = server.address

    async def drop(self) -> None:
        """Lose the connection without a word."""
        if self._ws is not None and self._reading is not None:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading
            await self._ws.close()
            self._ws = None

    async def go(self) -> None:
        """Log out, wherever one is, and close the browser."""
        await self.drop()
        await self.browser.post("/api/logout", {})
        await self.browser.session.close()

    async def next_change(self) -> None:
        """Wait until something more has been heard. Raises LineClosed."""
        if self.closed_with is not None:
            raise LineClosed(f"closed with {self.closed_with}")
        self._changed.clear()
        await self._changed.wait()

    async def _read(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        waiting: list[Message] = []
        acknowledged_s = time.monotonic()
        while (received := await ws.receive()).type is aiohttp.WSMsgType.BINARY:
            self.received.append(received.data)
            kind, tick, messages = _decoded(received.data)
            waiting += messages
            if kind is FrameKind.PRIVATE and not _outside_of_any_tick(messages):
                continue
            self.heard += waiting
            waiting = []
            if kind is FrameKind.CLOSING:
                self.seen = tick
            self._changed.set()
            if time.monotonic() - acknowledged_s > ACKNOWLEDGED_EVERY_S:
                acknowledged_s = time.monotonic()
                await ws.send_bytes(encode_seen(self.seen))
        self.heard += waiting
        self.closed_with = ws.close_code or 1006
        self._changed.set()


def _outside_of_any_tick(messages: list[Message]) -> bool:
    """What the socket answers by itself comes alone: no closing frame follows it."""
    return any(isinstance(m, Refusal) and m.reason in SAID_BY_THE_SOCKET for m in messages)


class Rehearsal(Server):
    """A server whose clock is driven."""

    async def jump(self, passed_ms: int | None = None) -> int:
        """Let time pass at once; without a number, until anything is due. The wall clock then."""
        told = await self.do("jump-clock", passed_ms=passed_ms)
        wall_ms: int = told["wall_ms"]
        return wall_ms

    async def now_ms(self) -> int:
        return await self.jump(0)

    async def new_cards(
        self, *names: str, role: str = "pupil", home_school: str = ""
    ) -> list[dict[str, str]]:
        """Login cards of new people. Their real names are their names after 本名."""
        rows = [
            {"role": role, "name": name, "real_name": f"本名{name}", "home_school": home_school}
            for name in names
        ]
        cards: list[dict[str, str]] = await self.do("import_accounts", rows=rows)
        return cards

    async def do(self, operation: str, **values: Any) -> Any:
        """An operation of the command line, through the same local socket."""
        return await ask_running(self.data_dir / "control.sock", operation, values)


@contextmanager
def rehearsing(data_dir: Path, *flags: str, start_ms: int = MONDAY_10_MS) -> Iterator[Rehearsal]:
    """A demo school without scripted children, on a clock that can be driven."""
    with demo_school(data_dir, "--drill-clock", str(start_ms), *flags) as server:
        yield Rehearsal(**vars(server))


@asynccontextmanager
async def people_of(server: Server, cards: list[dict[str, str]]) -> AsyncIterator[list[Person]]:
    """Somebody for each card; after the block nothing of them is left in the school."""
    people = [Person(server, card) for card in cards]
    try:
        yield people
    finally:
        await asyncio.gather(*(person.go() for person in people))
