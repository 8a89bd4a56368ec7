"""The other way to be connected, looking to a test just like a socket."""

import asyncio
from base64 import b64decode
from collections.abc import Iterable
from typing import Any, cast

import aiohttp

from protocol.units import Tick
from protocol.vocabulary import PROTOCOL_VERSION
from tests.server.running import Browser, Socket

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class Stream:
    """Events down, posts up; what `Socket` asks of a WebSocket."""

    def __init__(self, browser: Browser, answer: aiohttp.ClientResponse, name: str) -> None:
        self._browser, self._answer, self.name = browser, answer, name

    async def receive(self) -> aiohttp.WSMessage:
        """The next frame, or how the stream ended."""
        try:
            kind, text = await event_of(self._answer)
        except (aiohttp.ClientError, asyncio.IncompleteReadError, RuntimeError):
            return aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None)
        if kind == "end":
            return aiohttp.WSMessage(aiohttp.WSMsgType.CLOSE, int(text), None)
        return aiohttp.WSMessage(aiohttp.WSMsgType.BINARY, b64decode(text), None)

    async def send_bytes(self, data: bytes) -> None:
        try:
            await self.post([data])
        except aiohttp.ClientError as error:
            raise ConnectionError(str(error)) from error

    async def post(self, frames: Iterable[bytes]) -> int:
        """Send some frames at once; the status of the answer."""
        return await post_to(self._browser, self.name, framed(frames))

    async def close(self) -> None:
        self._answer.close()


async def event_of(answer: aiohttp.ClientResponse) -> tuple[str, str]:
    """Kind and text of the next event. Raises IncompleteReadError at the end of all."""
    kind, text = "", ""
    while line := (await answer.content.readline()).decode().rstrip("\n"):
        field, _, value = line.partition(": ")
        kind, text = (value, text) if field == "event" else (kind, value)
    if not text:
        raise asyncio.IncompleteReadError(b"", None)
    return kind, text


def framed(frames: Iterable[bytes]) -> bytes:
    """A post's body."""
    return b"".join(len(frame).to_bytes(2, "big") + frame for frame in frames)


async def post_to(browser: Browser, name: str, body: bytes, **headers: str) -> int:
    own = {"Content-Type": "application/octet-stream", "Connection": "close"}
    sent = {**SAME_SITE, **own, **headers}
    url = f"{browser.address}/plaza/send?line={name}"
    async with browser.session.post(url, data=body, headers=sent) as answer:
        return answer.status


async def ask_for_stream(
    browser: Browser, seen: Tick = 0, headers: dict[str, str] | None = None
) -> Any:
    """The answer to a page that asks for a stream, still open."""
    opening = {"version": PROTOCOL_VERSION, "seen": seen, "motion": 0}
    return await browser.session.post(
        f"{browser.address}/plaza/stream", json=opening, headers=SAME_SITE | (headers or {})
    )


async def open_stream(browser: Browser, seen: Tick = 0) -> Stream:
    answer = await ask_for_stream(browser, seen)
    assert answer.status == 200, await answer.text()
    kind, name = await event_of(answer)
    assert kind == "line"
    return Stream(browser, answer, name)


class StreamSocket(Socket):
    """What a test does with a socket, on a stream."""

    def __init__(self, stream: Stream, *, asleep: bool = False) -> None:
        super().__init__(cast("aiohttp.ClientWebSocketResponse", stream), asleep=asleep)
        self.stream = stream


async def connect_by_stream(
    browser: Browser, seen: Tick = 0, *, asleep: bool = False
) -> StreamSocket:
    """As `Browser.connect`, for a network that lets no WebSocket through."""
    return StreamSocket(await open_stream(browser, seen), asleep=asleep)
