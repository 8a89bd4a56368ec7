"""People in calls of a running server: walked together, each with a line for sound and pictures."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from protocol.avatars import SetWatching, ShowStatus, Status
from protocol.calling import CallMemberShown
from protocol.moving import WalkTo
from server.demo import plan_of
from tests.media_wire import WireClient
from tests.server.people import Person, people_of
from tests.server.running import Browser, Server, new_card

OFFER: Final = "/api/media/offer"
PAUSE = threading.Event()
_Line = TypeVar("_Line", bound=WireClient)


@asynccontextmanager
async def in_a_call(demo: Server, *names: str) -> AsyncIterator[list[Person]]:
    """People whom no other test knows, in one call."""
    cards = [new_card(demo, name) for name in names]
    async with people_of(demo, cards) as people:
        for at, person in enumerate(people):
            await walk_up(person)
            # Two who met on the way would open a talk of their own, which stays one.
            if at > 0:
                await person.until(CallMemberShown)
        for person in people:
            while len({m.account for m in person.all_of(CallMemberShown)}) < len(people):
                await person.until(CallMemberShown, len(person.heard))
        yield people


async def walk_up(person: Person) -> None:
    """Come to where all of these stand, and be open to talk."""
    area = plan_of("plaza")["arrivals"][0]
    await person.arrive()
    await person.ask(SetWatching(False))
    await person.ask(ShowStatus(Status.OPEN_TO_TALK))
    await person.send(WalkTo(area["x"] * 16 + 40, area["y"] * 16 + 24))


async def line_of(person: Person, line: _Line) -> _Line:
    """A person's line, asked for as a page does."""

    async def ask(_account: str, sdp: str) -> str:
        status, answer = await person.browser.post(OFFER, {"sdp": sdp})
        assert status == 200, answer
        return str(answer["sdp"])

    return await (await line.offer(ask)).join("udp")


def worker_of(server: Server) -> int:
    """The media worker among the processes beside a server."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    for pid in children.split():
        if b"media.embedded.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return int(pid)
    raise AssertionError("no media worker")


async def pump(line: WireClient) -> None:
    """Send everything, for ever."""
    while True:
        for source in ("microphone", "camera", "screen"):
            line.send(source)
        await asyncio.to_thread(PAUSE.wait, 0.02)


async def counted(admin: Browser) -> dict[str, Any]:
    """What the media worker counted, by person."""
    status, told = await admin.get("/api/media/counters")
    assert status == 200, told
    people: dict[str, Any] = told["people"]
    return people
