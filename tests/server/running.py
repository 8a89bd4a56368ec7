"""A real server in a process of its own, for tests that look at it from outside."""

import asyncio
import base64
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

import aiohttp
import orjson

from protocol.units import CommandId, Tick
from protocol.vocabulary import PROTOCOL_VERSION, Command, Message
from protocol.wire import FrameKind, decode_frame, encode_command, encode_seen
from server.totp import STEP_MS, code_at
from tests.server.faulty_disk import FaultyDisk
from tests.source_tree import ROOT

HIROBA = (sys.executable, "-m", "server")
STOPS_WITHIN_S = 60
ANSWERS_WITHIN_S = 120
"""What has not come by then never comes: a test says so instead of waiting for ever."""

_M = TypeVar("_M", bound=Message)


@dataclass
class Server:
    """A server that has printed its address."""

    process: subprocess.Popen[str]
    data_dir: Path
    address: str
    printed: str

    def cards(self, role: str) -> list[dict[str, str]]:
        """The login cards of a role in the demo."""
        cards = json.loads((self.data_dir / "demo-cards.json").read_text(encoding="utf-8"))
        return [card for card in cards if card["role"] == role]

    def card(self, role: str) -> dict[str, str]:
        """The first of them."""
        return self.cards(role)[0]

    def stop(self) -> int:
        """End it as an operator would; its exit status."""
        self.process.terminate()
        return self.process.wait(STOPS_WITHIN_S)


@contextmanager
def serving(
    data_dir: Path, *flags: str, disk: FaultyDisk | None = None, before: str = ""
) -> Iterator[Server]:
    """`hiroba serve` on a free port, ended with the block; `before` is Python that runs first."""
    program = (sys.executable, "-c", f"{before}\nfrom server.cli import main\nmain()")
    command = (*program, "serve", "--data-dir", str(data_dir), "--port", "0", *flags)
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | (disk.environment() if disk else {}),
    )  # fmt: skip
    try:
        yield Server(process, data_dir, *_address(process))
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(STOPS_WITHIN_S)
        assert process.stdout is not None
        process.stdout.close()


def run_hiroba(*arguments: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    return subprocess.run(
        (*HIROBA, *arguments),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=ANSWERS_WITHIN_S,
    )


def new_card(server: Server, name: str, role: str = "pupil") -> dict[str, str]:
    """Somebody whom no other test knows."""
    card: dict[str, str] = operate(server, "add_account", role=role, name=name)
    return card


def current_code(card: dict[str, str]) -> str:
    """What the authenticator app of this card's owner shows now."""
    secret = card["code_link"].split("secret=")[1].split("&")[0]
    seed = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return code_at(seed, time.time_ns() // 1_000_000 // STEP_MS)


def operate(server: Server, operation: str, **values: object) -> Any:
    """Ask the running server as the command line does, without starting a process for it."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(server.data_dir / "control.sock"))
        line.sendall(orjson.dumps({"do": operation, "with": values}) + b"\n")
        with line.makefile("rb") as answers:
            answer = orjson.loads(answers.readline())
    assert "refused" not in answer, answer["refused"]
    return answer["done"]


def _address(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if found := re.match(r"listening on (\S+)", line):
            return found[1], printed
    raise AssertionError(f"the server ended with {process.wait()} and printed {printed!r}")


class Browser:
    """What a page of ours does: keeps cookies, sends its own origin."""

    def __init__(self, address: str) -> None:
        self.address = address
        # Certificates of tests are made on the spot; nobody has signed them.
        connector = aiohttp.TCPConnector(ssl=not address.startswith("https:"))
        jar = aiohttp.CookieJar(unsafe=True)
        self.session = aiohttp.ClientSession(cookie_jar=jar, connector=connector)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """Status and JSON (or text) of a question."""
        async with self.session.get(self.address + path, headers=headers) as response:
            return response.status, await _content(response)

    async def post(self, path: str, content: object, **headers: str) -> tuple[int, Any]:
        """Status and answer of a JSON POST from our own page, unless `headers` say otherwise."""
        sent = {"Sec-Fetch-Site": "same-origin", **headers}
        async with self.session.post(self.address + path, json=content, headers=sent) as response:
            return response.status, await _content(response)

    async def log_in(self, card: dict[str, str], code: str = "") -> tuple[int, Any]:
        """Log in with a printed card."""
        form = {
            "login_id": card["login_id"], "passphrase": card["passphrase"], "device": "other",
            "code": code,
        }  # fmt: skip
        return await self.post("/api/login", form)

    async def connect(self, seen: Tick = 0, *, asleep: bool = False) -> "Socket":
        """Open the socket, as the page does after logging in."""
        url = f"{self.address}/plaza?v={PROTOCOL_VERSION}&seen={seen}"
        return Socket(await self.session.ws_connect(url, origin=self.address), asleep=asleep)

    def cookie(self, name: str) -> str | None:
        """The value of a cookie this browser holds."""
        return next((c.value for c in self.session.cookie_jar if c.key == name), None)


async def _content(response: aiohttp.ClientResponse) -> Any:
    if response.content_type == "application/json":
        return await response.json()
    return await response.text()


class Socket:
    """The socket of a page: sends commands, and says what it has seen even when nobody looks.

    A page acknowledges once a second; a test that is slow to look must not be cut for that. One
    that is asleep hears everything and acknowledges when it is told to.
    """

    def __init__(self, ws: aiohttp.ClientWebSocketResponse, *, asleep: bool) -> None:
        self._ws, self._asleep = ws, asleep
        self._ended: Tick = 0
        self._seen: Tick = 0
        self._command_id = 0
        self._waiting: deque[Message] = deque()
        self._received: asyncio.Queue[aiohttp.WSMessage] = asyncio.Queue()
        self._hearing = asyncio.ensure_future(self._hear())

    async def _hear(self) -> None:
        said_s = 0.0
        while True:
            received = await self._ws.receive()
            self._received.put_nowait(received)
            if received.type is not aiohttp.WSMsgType.BINARY:
                return
            kind, tick, _ = decode_frame(received.data)
            if kind is FrameKind.CLOSING:
                self._ended = tick
            now_s = asyncio.get_running_loop().time()
            if now_s - said_s > 1 and not self._asleep:
                said_s = now_s
                await self.acknowledge(self._ended)

    async def acknowledge(self, tick: Tick | None = None) -> None:
        """Say what was seen: everything up to `tick`, or to the last tick that has ended."""
        with suppress(ConnectionError):
            await self._ws.send_bytes(encode_seen(self._ended if tick is None else tick))

    async def _frame(self) -> list[Message]:
        received = await self._received.get()
        assert received.type is aiohttp.WSMsgType.BINARY, received
        _, self._seen, messages = decode_frame(received.data)
        return messages

    async def send(self, command: Command) -> CommandId:
        """Send a command under the next number, which comes back."""
        self._command_id += 1
        await self._ws.send_bytes(encode_command(command, self._command_id, self._seen))
        return self._command_id

    async def until(self, kind: type[_M]) -> _M:
        """The next message of a kind; what came before it is dropped."""
        message: _M = await self._next((kind,))
        return message

    async def first_of(self, *kinds: type[Message]) -> Message:
        """The next message of any of some kinds; what came before it is dropped."""
        message: Message = await self._next(kinds)
        return message

    async def _next(self, kinds: tuple[type[Any], ...]) -> Any:
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            while True:
                while self._waiting:
                    message = self._waiting.popleft()
                    if isinstance(message, kinds):
                        return message
                self._waiting.extend(await self._frame())

    async def each(self) -> AsyncIterator[Message]:
        """Every message as it comes."""
        while True:
            for message in await self._frame():
                yield message

    @property
    def seen(self) -> Tick:
        """The last tick that the test has looked at."""
        return self._seen

    async def send_raw(self, data: bytes) -> None:
        """Send what no page of ours would."""
        await self._ws.send_bytes(data)

    async def everything_until(self, kind: type[Message]) -> list[Message]:
        """All messages up to the next one of a kind, that one included."""
        heard: list[Message] = []
        while True:
            while self._waiting:
                heard.append(self._waiting.popleft())
                if isinstance(heard[-1], kind):
                    return heard
            self._waiting.extend(await self._frame())

    async def heard(self) -> Tick:
        """The tick of the next frame: the server says something at least every two seconds."""
        self._waiting.extend(await self._frame())
        return self._seen

    async def rest(self) -> list[Message]:
        """All messages until the line ends, however it ends."""
        heard = list(self._waiting)
        while (received := await self._received.get()).type is aiohttp.WSMsgType.BINARY:
            heard.extend(decode_frame(received.data)[2])
        return heard

    async def closed(self) -> int:
        """The code of the close frame, once the server has sent it."""
        async with asyncio.timeout(ANSWERS_WITHIN_S):
            while (received := await self._received.get()).type is not aiohttp.WSMsgType.CLOSE:
                assert received.type is aiohttp.WSMsgType.BINARY, received
        return int(received.data)

    async def close(self) -> None:
        """Hang up."""
        self._hearing.cancel()
        await self._ws.close()
