"""Questions over HTTP, answered from what people did over the socket."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from protocol.chatting import DirectShown, SayTo
from protocol.floors import AvatarShown, EnterFloor, FloorShown
from protocol.sessions import Done, Welcome
from tests.server.running import Browser, Server, Socket, new_card


@asynccontextmanager
async def here(server: Server, name: str, floor: str) -> AsyncIterator[tuple[Browser, Socket, str]]:
    """Somebody on a floor: their browser, socket and account."""
    card = new_card(server, name)
    async with Browser(server.address) as browser:
        assert (await browser.log_in(card))[0] == 200
        socket = await browser.connect()
        await socket.until(Welcome)
        await socket.send(EnterFloor(floor))
        await socket.until(FloorShown)
        yield browser, socket, card["account"]


async def test_both_read_what_one_wrote_to_the_other_and_nobody_else_does(demo: Server) -> None:
    async with AsyncExitStack() as people:
        aki, aki_socket, aki_account = await people.enter_async_context(here(demo, "アキ", "yard"))
        haru, haru_socket, haru_account = await people.enter_async_context(
            here(demo, "ハル", "library")
        )
        nosy, _, _ = await people.enter_async_context(here(demo, "ノゾキ", "yard"))
        await aki_socket.send(SayTo(haru_account, "おはよう"))
        await aki_socket.until(Done)
        shown = await haru_socket.until(DirectShown)
        assert shown.text == "おはよう"
        _, read_by_aki = await aki.get(f"/api/conversation?with={haru_account}")
        _, read_by_haru = await haru.get(f"/api/conversation?with={aki_account}")
        assert read_by_aki == read_by_haru
        assert [(row["account"], row["to"], row["text"]) for row in read_by_aki] == [
            (aki_account, haru_account, "おはよう")
        ]
        for other in (aki_account, haru_account):
            assert await nosy.get(f"/api/conversation?with={other}") == (200, [])


async def test_one_may_write_to_people_on_ones_own_floor(demo: Server) -> None:
    async with AsyncExitStack() as people:
        here_too = await people.enter_async_context(here(demo, "ここにも", "plaza"))
        elsewhere = await people.enter_async_context(here(demo, "べつの場所", "library"))
        asking = await people.enter_async_context(here(demo, "きくひと", "plaza"))
        _, rows = await asking[0].get("/api/people")
    listed = {row["account"]: row for row in rows}
    assert listed[here_too[2]] == {"account": here_too[2], "name": "ここにも", "staff": False}
    assert elsewhere[2] not in listed
    assert asking[2] not in listed


@pytest.mark.spec("T1.6")
async def test_a_leave_beacon_shows_the_person_away_at_once(demo: Server) -> None:
    async with AsyncExitStack() as people:
        leaver, _, account = await people.enter_async_context(here(demo, "いってくる", "yard"))
        _, friend, _ = await people.enter_async_context(here(demo, "まってる", "yard"))
        assert (await leaver.post("/api/leaving", {}))[0] == 204
        shown = await friend.until(AvatarShown)
        while shown.account != account or not shown.away:
            shown = await friend.until(AvatarShown)


async def test_after_logout_the_socket_closes_with_log_in(demo: Server) -> None:
    async with here(demo, "さようなら", "yard") as (browser, socket, _):
        assert (await browser.post("/api/logout", {}))[0] == 204
        assert await socket.closed() == 4401


async def test_a_newer_login_closes_the_older_socket_as_moved(demo: Server) -> None:
    card = new_card(demo, "うつった")
    async with Browser(demo.address) as older, Browser(demo.address) as newer:
        await older.log_in(card)
        socket = await older.connect()
        await socket.until(Welcome)
        await newer.log_in(card)
        assert await socket.closed() == 4409
