"""Where no WebSocket gets through: the same school by events down and posts up (T1.6)."""

import asyncio
from pathlib import Path
from typing import Any

import msgpack
import pytest

from protocol.avatars import SetWatching
from protocol.chatting import DirectShown, Said, Say, SayTo
from protocol.floors import AvatarShown, EnterFloor, FloorShown
from protocol.moving import Walked, WalkTo
from protocol.sessions import Cause, Done, EndSession, Left, LogOut, Refusal, Welcome
from protocol.vocabulary import Message
from protocol.wire import encode_command
from tests.server.founded import demo_school
from tests.server.running import Browser, Server, Socket, new_card
from tests.server.streaming import (
    StreamSocket,
    ask_for_stream,
    connect_by_stream,
    framed,
    open_stream,
    post_to,
)

WATCHFUL = """
import server.connection, server.plaza
server.plaza.SWEEP_S = 0.2
server.connection.GIVEN_UP_S = 5
"""


async def on_floor(browser: Browser, card: dict[str, str]) -> StreamSocket:
    """Somebody on the plaza, by a stream."""
    await logged_in(browser, card)
    line = await connect_by_stream(browser)
    await entered(line)
    return line


async def on_floor_by_socket(browser: Browser, card: dict[str, str]) -> Socket:
    await logged_in(browser, card)
    line = await browser.connect()
    await entered(line)
    return line


async def logged_in(browser: Browser, card: dict[str, str]) -> None:
    status, answer = await browser.log_in(card)
    assert status == 200, answer


async def entered(line: Socket) -> None:
    await line.until(Welcome)
    await line.send(EnterFloor("plaza"))
    await line.until(FloorShown)


@pytest.mark.spec("T1.6")
async def test_somebody_on_a_stream_and_somebody_on_a_socket_live_the_same_day(
    demo: Server,
) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        aki = await on_floor(one, new_card(demo, "ながれのあき"))
        haru = await on_floor_by_socket(other, new_card(demo, "せんのはる"))
        await aki.until(AvatarShown)
        await aki.send(WalkTo(800, 700))
        await aki.send(Say("ながれから"))
        await haru.send(Say("せんから"))
        heard = await lived(aki, 2)
        assert heard == await lived(haru, 2)
        assert sorted(type(m).__name__ for m in heard) == ["Said", "Said", "Walked"]
        await aki.close()
        await haru.close()


async def lived(line: Socket, words: int) -> list[Message]:
    """Walks and words, until so many were said."""
    seen: list[Message] = []
    async for message in line.each():
        seen += [message] if isinstance(message, Walked | Said) else []
        if sum(isinstance(one, Said) for one in seen) == words:
            break
    return seen


async def test_several_commands_of_one_post_are_taken_in_their_order(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, "まとめて"))
        stream = await open_stream(browser)
        commands = [EnterFloor("plaza"), *(Say(str(n)) for n in range(5))]
        assert await stream.post(encode_command(c, n, 0) for n, c in enumerate(commands, 1)) == 204
        line = StreamSocket(stream)
        texts = [(await line.until(Said)).text for _ in range(5)]
        assert texts == list("01234")
        await line.close()


@pytest.mark.spec("T1.6")
async def test_the_newest_window_wins_whichever_way_it_came(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        first = await on_floor(browser, new_card(demo, "ふたつのみち"))
        second = await browser.connect()
        await second.until(FloorShown)
        assert await first.closed() == 4409
        third = await connect_by_stream(browser)
        await third.until(FloorShown)
        assert await second.closed() == 4409
        await third.close()


@pytest.mark.spec("T1.6")
async def test_who_changes_from_socket_to_stream_misses_nothing_and_hears_nothing_twice(
    demo: Server,
) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        card = new_card(demo, "みちをかえる")
        aki = await on_floor_by_socket(one, card)
        haru = await on_floor(other, new_card(demo, "まつはる"))
        await aki.until(AvatarShown)
        seen = aki.seen
        await aki.close()
        await haru.send(Say("いないときに"))
        await haru.until(Said)
        await haru.send(SayTo(card["account"], "てがみ"))
        await haru.until(DirectShown)
        again = await connect_by_stream(one, seen)
        heard = await again.everything_until(DirectShown)
        assert [m for m in heard if isinstance(m, Welcome | FloorShown)] == []
        assert [m.text for m in heard if isinstance(m, Said)] == ["いないときに"]
        await again.close()
        await haru.close()


async def test_logging_out_says_why_and_ends_the_stream(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        line = await on_floor(browser, new_card(demo, "ながれをでる"))
        await line.send(LogOut())
        assert (await line.until(Left)).cause is Cause.LOGOUT
        assert await line.closed() == 4401
        assert (await ask_for_stream(browser)).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": ""},
    ],
)
async def test_another_sites_page_can_neither_hear_nor_send(
    demo: Server, headers: dict[str, str]
) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, f"よその{len(str(headers))}"))
        assert (await ask_for_stream(browser, headers=headers)).status == 403
        stream = await open_stream(browser)
        frame = framed([encode_command(EnterFloor("plaza"), 1, 0)])
        assert await post_to(browser, stream.name, frame, **headers) == 403
        as_form = {"Content-Type": "text/plain"}
        assert await post_to(browser, stream.name, frame, **as_form) == 415
        await stream.close()


async def test_nobody_sends_on_the_line_of_another(demo: Server) -> None:
    async with Browser(demo.address) as one, Browser(demo.address) as other:
        aki = await on_floor(one, new_card(demo, "せんのもちぬし"))
        await other.log_in(new_card(demo, "ぬすむひと"))
        own = await open_stream(other)
        said = framed([encode_command(Say("にせもの"), 1, 0)])
        stolen = await post_to(other, aki.stream.name, said)
        guessed = await post_to(other, "A" * 22, said)
        assert (stolen, guessed) == (404, 404)
        await aki.send(Say("ほんもの"))
        assert (await aki.until(Said)).text == "ほんもの"
        await own.close()
        # Of a line that has ended nothing is left.
        await aki.close()
        other_line = await connect_by_stream(one)
        await other_line.until(Welcome)
        assert await post_to(one, aki.stream.name, said) == 404
        await other_line.close()


async def test_garbage_on_a_stream_is_named_and_enough_of_it_ends_it(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        line = await on_floor(browser, new_card(demo, "ながれのごみ"))
        name = line.stream.name
        for frame, reason in (
            (b"\xc1", "not_msgpack"),
            (msgpack.packb([9999, 1, 0]), "unknown_command"),
            (b"\x90" * 5000, "oversized"),
        ):
            await line.send_raw(frame)
            assert (await line.until(Refusal)).reason == reason
        assert await post_to(browser, name, b"\xff\xff\x01") == 204
        assert (await line.until(Refusal)).reason == "not_a_command"
        assert await post_to(browser, name, b"\x00\x01a" * 30_000) == 413
        await line.send(SetWatching(True))
        await line.until(Done)
        for _ in range(2):
            await line.send_raw(b"\xc1")
        assert await line.closed() == 4400


@pytest.mark.parametrize("flood", ["commands", "pings"])
async def test_a_flood_on_a_stream_is_cut(demo: Server, flood: str) -> None:
    async with Browser(demo.address) as browser:
        line = await on_floor(browser, new_card(demo, f"おおみず{flood[0]}"))
        name = line.stream.name
        frame = encode_command(SetWatching(True), 1, 0)
        body = framed([frame] * 150) if flood == "commands" else b""
        flooding = asyncio.gather(*(post_to(browser, name, body) for _ in range(60)))
        assert await line.closed() == 4429
        await flooding


async def test_a_forged_command_on_a_stream_is_refused(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        card = new_card(demo, "ながれのいたずら")
        line = await on_floor(browser, card)
        await line.send(EndSession(card["account"]))
        assert (await line.until(Refusal)).reason == "not_allowed"
        await line.close()


async def test_a_page_of_an_older_version_is_told_to_load_anew(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, "ふるいページ"))
        status, told = await browser.post("/plaza/stream", {"version": 0, "seen": 0, "motion": 0})
        assert (status, told["reason"]) == (410, "outdated")


async def test_a_stream_that_is_not_read_is_cut_and_one_that_has_ended_is_noticed(
    tmp_path: Path,
) -> None:
    with demo_school(tmp_path / "school", before=WATCHFUL) as server:
        async with Browser(server.address) as admin, Browser(server.address) as browser:
            await admin.log_in(server.card("admin"))
            await browser.log_in(server.card("pupil"))
            asleep = await connect_by_stream(browser, asleep=True)
            await asleep.until(Welcome)
            await asleep.rest()
            assert (await measured(admin))["sockets_cut"] == {"behind": 1}
            line = await connect_by_stream(browser)
            await line.until(Welcome)
            assert (await measured(admin))["connections"] == {"pupil": 1}
            await line.close()
            while (await measured(admin))["connections"]:
                pass


async def measured(admin: Browser) -> Any:
    return (await admin.get("/api/metrics"))[1]
