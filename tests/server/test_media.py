"""Calls through the whole server: a press, a packet, and nothing after leaving (SPEC T4)."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from protocol.avatars import SetWatching, ShowStatus, Status
from protocol.calling import CallLeft, CallMemberShown, LeaveCall
from protocol.media import MediaSet, MediaSlots, MediaState, SetMedia
from protocol.moving import WalkTo
from server.demo import plan_of
from server.media.embedded.aiortc_parts import Certificate
from server.media.embedded.sdp import OFFER_MAX_CHARS
from tests.media_clients import camera_slot
from tests.media_wire import WireClient, offer_of
from tests.server.people import Person, people_of
from tests.server.running import Browser, Server, new_card

OFFER = "/api/media/offer"
PAUSE = threading.Event()


@asynccontextmanager
async def in_a_call(demo: Server, *names: str) -> AsyncIterator[list[Person]]:
    """People whom no other test knows, in one call."""
    cards = [new_card(demo, name) for name in names]
    area = plan_of("plaza")["arrivals"][0]
    async with people_of(demo, cards) as people:
        for person in people:
            await person.arrive()
            await person.ask(SetWatching(False))
            await person.ask(ShowStatus(Status.OPEN_TO_TALK))
            await person.send(WalkTo(area["x"] * 16 + 40, area["y"] * 16 + 24))
        for person in people:
            while len({m.account for m in person.all_of(CallMemberShown)}) < len(people):
                await person.until(CallMemberShown, len(person.heard))
        yield people


async def line_of(person: Person) -> WireClient:
    """A person's line, asked for as a page does."""

    async def ask(_account: str, sdp: str) -> str:
        status, answer = await person.browser.post(OFFER, {"sdp": sdp})
        assert status == 200, answer
        return str(answer["sdp"])

    return await (await WireClient(person.account).offer(ask)).join("udp")


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.2")
async def test_a_press_lets_packets_flow_until_one_leaves_and_also_after_a_crash(
    demo: Server,
) -> None:
    async with in_a_call(demo, "えい", "びい", "しい") as [aki, haru, natsu]:
        lines = [await line_of(person) for person in (aki, haru, natsu)]
        here = [person.account for person in (aki, haru, natsu)]
        pumping = asyncio.ensure_future(_pump(lines[0]))
        assert await aki.ask(SetMedia(False, True, False)) == ""
        slots = await haru.until(MediaSlots)
        own, his = slots.seats.index(here[1]), slots.seats.index(here[0])
        await lines[1].hears(here[0], "camera", camera_slot(own, his), total=3)
        since = len(natsu.heard)
        await haru.ask(LeaveCall())
        await natsu.until(CallLeft, since)
        own = slots.seats.index(here[2])
        seen = here[0], "camera", camera_slot(own, his)
        # What was on its way may still arrive; ten packets later nothing is on its way.
        await lines[2].hears(*seen, total=lines[2].heard[seen] + 10)
        before = dict(lines[1].heard)
        await lines[2].hears(*seen, total=lines[2].heard[seen] + 20)
        assert lines[1].heard == before
        pumping.cancel()

        since = len(natsu.heard)
        os.kill(worker_of(demo), signal.SIGKILL)
        gone = await natsu.find(lambda m: isinstance(m, MediaState), since)
        assert gone == MediaState(False, "worker_lost")
        back = await natsu.find(lambda m: isinstance(m, MediaState) and m.up, since)
        assert back == MediaState(True, "ready")
        anew = [await line_of(person) for person in (aki, natsu)]
        pumping = asyncio.ensure_future(_pump(anew[0]))
        await anew[1].hears(*seen, total=3)
        pumping.cancel()


def worker_of(server: Server) -> int:
    """The media worker among the processes beside a server."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
    for pid in children.split():
        if b"media.embedded.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return int(pid)
    raise AssertionError("no media worker")


async def _pump(line: WireClient) -> None:
    while True:
        for source in ("microphone", "camera", "screen"):
            line.send(source)
        await asyncio.to_thread(PAUSE.wait, 0.02)


@pytest.mark.spec("T4.2")
@pytest.mark.spec("T4.9")
async def test_a_line_that_never_comes_up_is_told_and_a_lost_page_sends_nothing(
    demo: Server,
) -> None:
    async with in_a_call(demo, "でい", "いい") as [aki, haru]:
        status, _answer = await aki.browser.post(OFFER, {"sdp": offer_of(Certificate())})
        assert status == 200
        told = await aki.until(MediaState)
        assert (told.up, told.reason) == (False, "unreachable")
        assert haru.all_of(MediaState) == []

        await aki.ask(SetMedia(True, True, False))
        assert (await haru.until(MediaSet)).camera
        since = len(haru.heard)
        await aki.drop()
        off = await haru.until(MediaSet, since)
        assert (off.account, off.microphone, off.camera) == (aki.account, False, False)


async def test_offers_are_for_people_of_the_school_and_have_a_size(demo: Server) -> None:
    async with Browser(demo.address) as stranger:
        assert (await stranger.post(OFFER, {"sdp": offer_of(Certificate())}))[0] == 401
        card = new_card(demo, "えいち")
        await stranger.log_in(card)
        foreign = {"Sec-Fetch-Site": "cross-site"}
        assert (await stranger.post(OFFER, {"sdp": offer_of(Certificate())}, **foreign))[0] == 403
        assert await stranger.post(OFFER, {"sdp": "v=0"}) == (
            400, {"reason": "bad_offer", "at_ms": 0},
        )  # fmt: skip
        assert (await stranger.post(OFFER, {"sdp": "x" * (OFFER_MAX_CHARS + 1)}))[0] == 400
        status, config = await stranger.get("/api/media/config")
        assert (status, config["ice_servers"]) == (200, [])
        assert config["caps"]["camera"]["bitrate_bps"] == 300_000
        assert (await stranger.get("/api/media/counters"))[0] == 403
        wish: dict[str, Any] = {"sound": True, "screen": False, "cameras": [0, 7]}
        assert (await stranger.post("/api/media/wanted", wish))[0] == 400
        wish["cameras"] = [0, 6]
        assert (await stranger.post("/api/media/wanted", wish))[0] == 204
