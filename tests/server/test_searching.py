"""Searching over HTTP, and going near over the socket (T2.2.c)."""

from contextlib import AsyncExitStack

import pytest

from protocol.floors import FloorShown
from protocol.searching import GoNear
from protocol.units import SEARCHES_PER_SECOND
from tests.server.running import Server
from tests.server.test_queries import here


@pytest.mark.spec("T2.2.c")
async def test_a_search_tells_floor_and_zone_and_going_near_leads_there(demo: Server) -> None:
    async with AsyncExitStack() as people:
        leaver, _, wanted = await people.enter_async_context(
            here(demo, "さがされるヒト", "library")
        )
        browser, socket, _ = await people.enter_async_context(here(demo, "さがすこ", "yard"))
        status, rows = await browser.get("/api/search?name=ｻｶﾞｻﾚﾙ")
        assert status == 200
        [row] = rows
        assert (row["account"], row["floor"], row["role"]) == (wanted, "library", "pupil")
        assert set(row) == {
            "account", "name", "role", "floor", "floor_name", "floor_yomi", "zone_name",
            "zone_yomi",
        }  # fmt: skip
        await socket.send(GoNear(wanted))
        shown = await socket.until(FloorShown)
        assert shown.plan.floor == "library"
        assert (await leaver.post("/api/logout", {}))[0] == 204
        assert await browser.get("/api/search?name=さがされる") == (200, [])


async def test_whoever_asks_too_often_is_asked_to_slow_down(demo: Server) -> None:
    async with here(demo, "せっかち", "yard") as (browser, _, _):
        answers = [await browser.get("/api/search?name=a") for _ in range(9 * SEARCHES_PER_SECOND)]
    assert (429, {"reason": "too_fast", "at_ms": 0}) in answers
    assert answers[0][0] == 200
