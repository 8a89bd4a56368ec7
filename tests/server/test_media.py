"""Calls through the whole server: a press, a packet, and nothing after leaving (SPEC T4)."""

import asyncio
import os
import signal
from typing import Any

import pytest

from protocol.calling import CallLeft, LeaveCall
from protocol.media import MediaSet, MediaSlots, MediaState, SetMedia
from server.media.embedded.aiortc_parts import Certificate
from server.media.embedded.sdp import OFFER_MAX_CHARS
from server.routes.media import CAPS
from tests.media_clients import camera_slot
from tests.media_wire import WireClient, offer_of
from tests.server.callers import OFFER, in_a_call, line_of, pump, worker_of
from tests.server.running import Browser, Server, new_card


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.2")
async def test_a_press_lets_packets_flow_until_one_leaves_and_after_the_worker_hung(
    demo: Server,
) -> None:
    async with in_a_call(demo, "えい", "びい", "しい") as [aki, haru, natsu]:
        lines = [await line_of(person, WireClient(person.account)) for person in (aki, haru, natsu)]
        here = [person.account for person in (aki, haru, natsu)]
        pumping = asyncio.ensure_future(pump(lines[0]))
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
        os.kill(worker_of(demo), signal.SIGSTOP)
        gone = await natsu.find(lambda m: isinstance(m, MediaState), since)
        assert gone == MediaState(False, "worker_lost")
        back = await natsu.find(lambda m: isinstance(m, MediaState) and m.up, since)
        assert back == MediaState(True, "ready")
        anew = [await line_of(person, WireClient(person.account)) for person in (aki, natsu)]
        pumping = asyncio.ensure_future(pump(anew[0]))
        await anew[1].hears(*seen, total=3)
        pumping.cancel()


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
        assert config["caps"] == CAPS
        assert (await stranger.get("/api/media/counters"))[0] == 403
        wish: dict[str, Any] = {"sound": True, "screen": False, "cameras": [0, 7]}
        assert (await stranger.post("/api/media/wanted", wish))[0] == 400
        wish["cameras"] = [0, 6]
        assert (await stranger.post("/api/media/wanted", wish))[0] == 204
