"""What every media plane must keep: packets reach those in the call, and nobody else (T4.1)."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.media.embedded.plane import EmbeddedPlane
from server.media.plane import Calls, OfferRefused, PlaneAway, Sends, Wish
from server.media.settings import OFF, MediaSettings
from tests.media_clients import Client, camera_slot, voice_slot
from tests.media_wire import WITHIN_S, WireClient
from tests.simulation.given import AKI, FUYU, HARU, NATSU, id_of

CALL = id_of("call")
LISTENER = (False, False, False)
EVERYTHING = (True, True, False)
AT_ONCE_S = 20
"""Who is gone without a word is missed after half a minute."""


def local(**settings: Any) -> MediaSettings:
    return MediaSettings(listen="127.0.0.1", **settings).resolved("127.0.0.1", demo=True)


def plane_with(**settings: Any) -> EmbeddedPlane:
    return EmbeddedPlane(local(**settings))


@pytest.fixture
async def plane() -> AsyncIterator[EmbeddedPlane]:
    opened = plane_with()
    yield opened
    await opened.close()


async def joined(plane: EmbeddedPlane, way: str, *accounts: str) -> list[WireClient]:
    """People with a line each."""
    clients = [WireClient(account) for account in accounts]
    await asyncio.gather(*(client.offer(plane.signal) for client in clients))
    return [await client.join(way) for client in clients]


def call_of(*members: tuple[str, tuple[bool, bool, bool]]) -> Calls:
    """One call, seats in the order of its members."""
    return {CALL: {who: Sends(seat, *sends) for seat, (who, sends) in enumerate(members)}}


async def settled(plane: EmbeddedPlane) -> dict[str, Any]:
    """The counters once everything that was said before has been done."""
    people: Any = (await plane.counters())["people"]
    return dict(people)


async def pump(*senders: WireClient, rounds: int = 10) -> None:
    """Microphone, camera and screen of each, whatever the call thinks of it."""
    for _ in range(rounds):
        for client in senders:
            for source in ("microphone", "camera", "screen"):
                client.send(source, b"x" * 100)
        await asyncio.sleep(0)


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.9")
@pytest.mark.parametrize("way", ["udp", "tcp"])
async def test_packets_reach_the_members_and_nobody_else(plane: EmbeddedPlane, way: str) -> None:
    aki, haru, natsu, fuyu = await joined(plane, way, AKI, HARU, NATSU, FUYU)
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, EVERYTHING), (NATSU, LISTENER)))
    await settled(plane)
    await pump(aki, haru, natsu, fuyu)
    await natsu.hears(HARU, "camera", camera_slot(2, 1), total=5)
    await natsu.hears(AKI, "microphone", voice_slot(2, 0), total=5)
    await haru.hears(AKI, "camera", camera_slot(1, 0), total=5)
    await settled(plane)
    assert fuyu.heard == {}
    assert {whose for whose, _, _ in haru.heard} == {AKI}
    assert {source for _, source, _ in natsu.heard} == {"microphone", "camera"}
    assert (await settled(plane))[FUYU]["down_bytes"] == 0


@pytest.mark.spec("T4.1")
@pytest.mark.parametrize("way", ["udp", "tcp"])
async def test_a_leaver_gets_and_gives_nothing_more(plane: EmbeddedPlane, way: str) -> None:
    aki, haru, natsu = await joined(plane, way, AKI, HARU, NATSU)
    members = (AKI, EVERYTHING), (HARU, EVERYTHING), (NATSU, EVERYTHING)
    plane.sync(1, call_of(*members))
    await settled(plane)
    await pump(aki, haru, natsu)
    await natsu.hears(AKI, "camera", camera_slot(2, 0))
    plane.sync(2, call_of(*members[:2]))
    before = await settled(plane)
    await pump(aki, haru, natsu)
    await haru.hears(AKI, "camera", camera_slot(1, 0), total=15)
    after = await settled(plane)
    assert after[NATSU]["down"] == before[NATSU]["down"]
    for slot in (voice_slot(0, 2), camera_slot(0, 2)):
        assert after[AKI]["down"][slot] == before[AKI]["down"][slot]


@pytest.mark.spec("T4.2")
async def test_what_is_off_does_not_flow_even_if_it_is_sent(plane: EmbeddedPlane) -> None:
    aki, haru = await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, (False, True, False)), (HARU, LISTENER)))
    await settled(plane)
    await pump(aki)
    await haru.hears(AKI, "camera", camera_slot(1, 0))
    assert {source for _, source, _ in haru.heard} == {"camera"}


@pytest.mark.spec("T4.3")
async def test_a_screen_has_a_slot_of_its_own(plane: EmbeddedPlane) -> None:
    aki, haru = await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, (False, False, True)), (HARU, LISTENER)))
    await settled(plane)
    await pump(aki)
    await haru.hears(AKI, "screen", 14)


async def test_a_person_who_wishes_for_less_gets_less_and_never_more(plane: EmbeddedPlane) -> None:
    aki, haru = await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, LISTENER)))
    plane.want(HARU, Wish(True, True, ()))
    await settled(plane)
    await pump(aki)
    await haru.hears(AKI, "microphone", voice_slot(1, 0), total=5)
    await settled(plane)
    assert {source for _, source, _ in haru.heard} == {"microphone"}


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.8")
async def test_stock_clients_see_and_hear_each_other_and_nothing_is_decoded_between_them(
    plane: EmbeddedPlane,
) -> None:
    people = [Client(plane, who, grey) for who, grey in ((AKI, 60), (HARU, 120), (NATSU, 180))]
    await asyncio.gather(*(one.connect() for one in people))
    aki, haru, natsu = people
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, (True, False, True)), (NATSU, LISTENER)))
    aki.send(microphone=True, camera=True)
    haru.send(microphone=True, screen=True)
    await asyncio.gather(
        natsu.hears(camera_slot(2, 0), 5), natsu.hears(voice_slot(2, 1), 5),
        haru.hears(camera_slot(1, 0), 5), aki.hears(14, 5),
    )  # fmt: skip
    assert abs(natsu.greys[camera_slot(2, 0)] - 60) < 16, "somebody else's picture"
    assert abs(aki.greys[14] - 135) < 16, "somebody else's screen"
    counted = await plane.counters()
    assert counted["codecs"] == 0
    assert sum(haru.frames[slot] for slot in range(15) if slot not in {6, 13}) == 0
    for one in people:
        await one.close()


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_worker_that_was_killed_or_hangs_is_told_of_and_its_calls_come_back(
    fate: signal.Signals,
) -> None:
    plane = EmbeddedPlane(local(), beat_every_s=0.25)
    await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, LISTENER)))
    await settled(plane)
    was = plane.pid
    assert was is not None
    os.kill(was, fate)
    seen = [event.kind async for event in _until_up(plane)]
    assert seen[-2:] == ["down", "up"]
    with pytest.raises(ProcessLookupError):
        os.kill(was, 0)
    aki, haru = await joined(plane, "udp", AKI, HARU)
    await settled(plane)
    await pump(aki)
    await haru.hears(AKI, "camera", camera_slot(1, 0))
    await plane.close()


async def _until_up(plane: EmbeddedPlane) -> AsyncIterator[Any]:
    ups = 0
    async with asyncio.timeout(WITHIN_S):
        async for event in plane.events():
            ups += event.kind == "up"
            yield event
            if ups == 2:
                return


async def test_a_page_that_says_goodbye_is_gone_at_once(plane: EmbeddedPlane) -> None:
    aki, haru = await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, LISTENER)))
    await settled(plane)
    await aki.close()
    async with asyncio.timeout(AT_ONCE_S):
        async for event in plane.events():
            if event.kind == "lost":
                assert event.account == AKI
                break
    assert (await settled(plane)).keys() == {HARU}
    haru.cut()


async def test_a_second_offer_takes_the_place_of_the_first(plane: EmbeddedPlane) -> None:
    [old] = await joined(plane, "udp", AKI)
    [new, haru] = await joined(plane, "udp", AKI, HARU)
    plane.sync(1, call_of((AKI, EVERYTHING), (HARU, LISTENER)))
    await settled(plane)
    await pump(old, rounds=3)
    await pump(new, rounds=3)
    await haru.hears(AKI, "camera", camera_slot(1, 0), total=3)
    assert haru.heard[AKI, "camera", camera_slot(1, 0)] == 3


@pytest.mark.spec("T4.9")
async def test_an_answer_that_nobody_follows_up_is_noticed(plane: EmbeddedPlane) -> None:
    await WireClient(AKI).offer(plane.signal)
    async with asyncio.timeout(WITHIN_S):
        async for event in plane.events():
            if event.kind == "unreachable":
                assert event.account == AKI
                return


async def test_a_relay_in_front_changes_nothing_for_the_plane(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept by two servers", encoding="ascii")
    plane = plane_with(turn=("turns:turn.example.jp:443",), turn_secret=secret)
    [aki] = await joined(plane, "udp", AKI)
    assert (await settled(plane)).keys() == {AKI}
    aki.cut()
    await plane.close()


async def test_without_a_port_there_are_no_calls_and_the_reason_is_told() -> None:
    closed = plane_with(udp_port=OFF, tcp_port=OFF)
    with pytest.raises(PlaneAway, match="off"):
        await closed.signal(AKI, "v=0")
    await closed.close()


async def test_a_port_that_is_taken_is_taken_later() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        plane = plane_with(udp_port=other.getsockname()[1], tcp_port=OFF)
        with pytest.raises(PlaneAway, match="off"):
            await plane.signal(AKI, "v=0")
    async with asyncio.timeout(WITHIN_S):
        async for event in plane.events():
            if event.kind == "up":
                break
    await joined(plane, "udp", AKI)
    await plane.close()


async def test_an_offer_that_no_page_of_ours_makes_is_refused(plane: EmbeddedPlane) -> None:
    with pytest.raises(OfferRefused):
        await plane.signal(AKI, "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")
