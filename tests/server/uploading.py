"""People who send files and look at them, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from protocol.floors import EnterFloor, FloorShown
from protocol.objects import Change, EditFloor
from protocol.sessions import Done, Refusal, Welcome
from protocol.vocabulary import Command
from tests.server.running import Browser, Server, Socket, new_card


class Admin:
    """Somebody who builds, at the desk."""

    def __init__(self, browser: Browser, socket: Socket) -> None:
        self.browser, self.socket = browser, socket

    async def send(self, content: Any, title: str = "しゃしん", **headers: str) -> tuple[int, Any]:
        return await send(self.browser, content, title, **headers)

    async def upload(self, content: bytes, title: str = "しゃしん") -> str:
        status, told = await self.send(content, title)
        assert status == 200, told
        upload: str = told["upload"]
        return upload

    async def ask(self, command: Command) -> str:
        number = await self.socket.send(command)
        while True:
            answer = await self.socket.first_of(Done, Refusal)
            assert isinstance(answer, Done | Refusal)
            if answer.command_id == number:
                return answer.reason if isinstance(answer, Refusal) else ""

    async def edit(self, *changes: Change) -> None:
        assert await self.ask(EditFloor("library", changes)) == ""


async def send(
    browser: Browser, content: Any, title: str = "しゃしん", **headers: str
) -> tuple[int, Any]:
    sent = {
        "Sec-Fetch-Site": "same-origin", "Content-Type": "application/octet-stream", **headers
    }  # fmt: skip
    path = f"{browser.address}/api/uploads?title={quote(title)}"
    async with browser.session.post(path, data=content, headers=sent) as response:
        return response.status, await response.json()


async def fetched(browser: Browser, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    async with browser.session.get(browser.address + path, headers=headers) as response:
        return response.status, dict(response.headers), await response.read()


@asynccontextmanager
async def an_admin(server: Server, name: str, role: str = "admin") -> AsyncIterator[Admin]:
    async with Browser(server.address) as browser:
        assert (await browser.log_in(new_card(server, name, role)))[0] == 200
        socket = await browser.connect()
        await socket.until(Welcome)
        yield Admin(browser, socket)


@asynccontextmanager
async def a_pupil(server: Server, name: str, floor: str) -> AsyncIterator[Browser]:
    async with Browser(server.address) as browser:
        assert (await browser.log_in(new_card(server, name)))[0] == 200
        socket = await browser.connect()
        await socket.until(Welcome)
        await socket.send(EnterFloor(floor))
        await socket.until(FloorShown)
        yield browser
