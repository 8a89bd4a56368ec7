"""The socket of a running server: named answers, resume, one window, nobody else's bytes."""

import aiohttp
import msgpack
import pytest

from protocol.avatars import SetWatching
from protocol.chatting import DirectShown, Said, Say, SayTo
from protocol.floors import AvatarGone, AvatarShown, EnterFloor, FloorShown
from protocol.moving import Walked, WalkTo
from protocol.sessions import (
    Cause,
    Device,
    Done,
    EndSession,
    Left,
    LogOut,
    OpenSession,
    Refusal,
    Welcome,
)
from tests.server.running import Browser, Server, Socket, new_card

SPEED_SUBTILES_PER_TICK = 5


async def on_floor(browser: Browser, card: dict[str, str], floor: str = "plaza") -> Socket:
    status, answer = await browser.log_in(card)
    assert status == 200, answer
    socket = await browser.connect()
    await socket.until(Welcome)
    await socket.send(EnterFloor(floor))
    await socket.until(FloorShown)
    return socket


@pytest.mark.spec("T2.1.b")
async def test_a_walk_is_one_event_that_the_other_sees_too(demo: Server) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        aki = await on_floor(one, new_card(demo, "あるくあき"))
        haru = await on_floor(other, new_card(demo, "みるはる"))
        await aki.send(WalkTo(800, 700))
        mine, theirs = await aki.until(Walked), await haru.until(Walked)
        assert mine == theirs
        await aki.close()
        await haru.close()


@pytest.mark.spec("T2.2.b")
async def test_words_to_one_person_reach_the_two_and_not_the_third(demo: Server) -> None:
    async with (
        Browser(demo.address) as one,
        Browser(demo.address) as other,
        Browser(demo.address) as third,
    ):
        card = new_card(demo, "うけとる")
        aki = await on_floor(one, new_card(demo, "かくひと"))
        haru = await on_floor(other, card)
        fuyu = await on_floor(third, new_card(demo, "よこのひと"))
        await aki.send(SayTo(card["account"], "ふたりだけ"))
        assert (await haru.until(DirectShown)).text == "ふたりだけ"
        await aki.until(Done)
        # What the third hears next is what everybody hears: nothing came before it.
        await aki.send(Say("みんなへ"))
        heard = await fuyu.everything_until(Said)
        assert [m for m in heard if isinstance(m, DirectShown)] == []
        for socket in (aki, haru, fuyu):
            await socket.close()


@pytest.mark.spec("T1.6")
async def test_a_second_window_ends_the_first_and_says_so(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        first = await on_floor(browser, new_card(demo, "ふたつめ"))
        second = await browser.connect()
        await second.until(FloorShown)
        assert await first.closed() == 4409
        await second.close()


@pytest.mark.spec("T1.6")
async def test_a_login_elsewhere_ends_the_stay_here_with_its_cause(demo: Server) -> None:
    card = new_card(demo, "べつのきかい")
    async with Browser(demo.address) as here, Browser(demo.address) as elsewhere:
        first = await on_floor(here, card)
        await elsewhere.log_in(card)
        assert (await first.until(Left)).cause is Cause.MOVED_DEVICE
        assert await first.closed() == 4409
        assert (await here.get("/api/floors"))[0] == 401


@pytest.mark.spec("T1.6")
async def test_a_dropped_client_resumes_with_just_what_it_missed(demo: Server) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        aki = await on_floor(one, new_card(demo, "もどるあき"))
        haru = await on_floor(other, new_card(demo, "はなすはる"))
        await aki.until(AvatarShown)
        seen = aki.seen
        await aki.close()
        await haru.send(Say("いないときの ことば"))
        await haru.until(Said)
        again = await one.connect(seen)
        heard = await again.everything_until(Said)
        assert [m for m in heard if isinstance(m, Welcome | FloorShown)] == []
        assert [m.text for m in heard if isinstance(m, Said)] == ["いないときの ことば"]
        await again.close()
        await haru.close()


@pytest.mark.spec("T2.2.e")
async def test_after_logging_out_others_hold_no_trace_and_the_token_is_dead(demo: Server) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        aki = await on_floor(one, new_card(demo, "かえるあき"))
        haru = await on_floor(other, new_card(demo, "のこるはる"))
        await aki.send(LogOut())
        await aki.until(Left)
        assert await aki.closed() == 4401
        await haru.until(AvatarGone)
        assert (await one.get("/api/floors"))[0] == 401
        await haru.close()


@pytest.mark.spec("T3.5")
async def test_forged_commands_are_refused_by_name_and_change_nothing(demo: Server) -> None:
    card = new_card(demo, "いたずら")
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        victim = new_card(demo, "そのまま")
        haru = await on_floor(other, victim)
        aki = await on_floor(one, card)
        for forged in (
            EndSession(victim["account"]),
            OpenSession(victim["account"], "A" * 22, Device.OTHER),
        ):
            await aki.send(forged)
            assert (await aki.until(Refusal)).reason == "not_allowed"
        await aki.send(Say("まだ いるよね"))
        assert (await haru.until(Said)).text == "まだ いるよね"
        await aki.close()
        await haru.close()


async def test_each_kind_of_garbage_is_named_and_enough_of_it_closes(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        socket = await on_floor(browser, new_card(demo, "ごみばこ"))
        await socket.send_raw(b"\xc1")
        assert (await socket.until(Refusal)).reason == "not_msgpack"
        await socket.send_raw(msgpack.packb([9999, 1, 0]))
        assert (await socket.until(Refusal)).reason == "unknown_command"
        await socket.send_raw(b"\x90" * 5000)
        assert (await socket.until(Refusal)).reason == "oversized"
        for _ in range(5):
            await socket.send_raw(b"\xc1")
        assert await socket.closed() == 4400


async def test_a_flood_of_commands_is_refused_then_cut(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        socket = await on_floor(browser, new_card(demo, "おおあめ"))
        for _ in range(400):
            await socket.send(SetWatching(True))
        assert (await socket.until(Refusal)).reason == "too_fast"
        assert await socket.closed() == 4429


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", ""])
async def test_another_sites_page_cannot_open_the_socket(demo: Server, origin: str) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, f"よそ{len(origin)}"))
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.session.ws_connect(
                f"{demo.address}/plaza?v=1&seen=0", headers={"Origin": origin}
            )
        assert refused.value.status == 403


async def test_without_a_login_the_socket_closes_with_log_in(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        assert await (await browser.connect()).closed() == 4401
