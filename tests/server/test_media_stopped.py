"""A worker that stood still goes on with what the school has said meanwhile (SPEC T4.1)."""

import asyncio
import os
import signal
import socket
from collections import Counter

import pytest

from server.media.embedded.endpoint import HEARD_WITHIN_S, Endpoint
from server.media.embedded.lines import Told, packed
from server.media.embedded.plane import EmbeddedPlane
from server.media.embedded.school_line import SchoolLine
from server.media.plane import Calls, Sends
from server.media.settings import MediaSettings
from tests.media_clients import voice_slot
from tests.media_room import PAUSE
from tests.media_wire import WireClient
from tests.simulation.given import AKI, FUYU, HARU, NATSU, id_of

ON = (True, True, False)
TOGETHER: Calls = {
    id_of("call"): {who: Sends(seat, *ON) for seat, who in enumerate((AKI, HARU, NATSU))}
}
WITHOUT_NATSU: Calls = {
    id_of("call"): {who: Sends(seat, *ON) for seat, who in enumerate((AKI, HARU))}
}
STOPS = 4
WAITING = 20
STANDSTILL_S = 5 * HEARD_WITHIN_S


async def joined(plane: EmbeddedPlane, way: str, *accounts: str) -> list[WireClient]:
    lines = [await WireClient(who).offer(plane.signal) for who in accounts]
    return [await line.join(way) for line in lines]


async def hears_the_last(line: WireClient, total: int) -> None:
    """Until a line has got so many packets of Aki's voice, and each has read what has come."""
    await line.hears(AKI, "microphone", voice_slot(1, 0), total)
    for _ in range(20):
        await asyncio.sleep(0)


def flowed(leaver: WireClient, *others: WireClient) -> Counter[str]:
    """How much a person got, and each other one of theirs."""
    heard = Counter({leaver.account: leaver.heard.total()})
    for line in others:
        of_leaver = (n for (whose, _, _), n in line.heard.items() if whose == leaver.account)
        heard[line.account] = sum(of_leaver)
    return heard


@pytest.mark.spec("T4.1")
@pytest.mark.parametrize("way", ["udp", "tcp"])
async def test_after_a_standstill_a_leaver_neither_gets_nor_gives_what_waited_in_the_sockets(
    way: str,
) -> None:
    plane = EmbeddedPlane(MediaSettings(listen="127.0.0.1").resolved("127.0.0.1", demo=True))
    aki, haru, natsu, fuyu = await joined(plane, way, AKI, HARU, NATSU, FUYU)
    worker = plane.pid
    assert worker is not None
    voices = 0
    for stop in range(STOPS):
        plane.sync(2 * stop, TOGETHER)
        await plane.counters()
        for line in (natsu, aki):
            line.send("microphone")
        await natsu.hears(AKI, "microphone", voice_slot(2, 0), stop + 1)
        await aki.hears(NATSU, "microphone", voice_slot(0, 2), stop + 1)
        await haru.hears(NATSU, "microphone", voice_slot(1, 2), stop + 1)
        await hears_the_last(haru, voices := voices + 1)
        os.kill(worker, signal.SIGSTOP)
        plane.sync(2 * stop + 1, WITHOUT_NATSU)
        await asyncio.sleep(0)
        for _ in range(WAITING):
            for line in (natsu, aki):
                line.send("camera")
                line.send("microphone")
        await asyncio.to_thread(PAUSE.wait, STANDSTILL_S)
        before = flowed(natsu, aki, haru, fuyu)
        os.kill(worker, signal.SIGCONT)
        await hears_the_last(haru, voices := voices + WAITING)
        assert flowed(natsu, aki, haru, fuyu) == before, f"stop {stop}"
    assert natsu.heard.total() == STOPS
    assert fuyu.heard.total() == 0
    await plane.close()


async def test_while_the_school_is_in_the_middle_of_a_message_no_packet_is_taken() -> None:
    school, ours = socket.socketpair()
    line, endpoint = SchoolLine(ours), Endpoint(MediaSettings())
    heard: list[Told] = []
    line.tell(heard.append)
    endpoint.hear_school = line.look
    message = packed("sync", 1, {})
    school.send(message + message[:7])
    endpoint.take(b"a stranger's", ("192.0.2.1", 1), None)
    assert (heard, endpoint.strangers) == ([["sync", 1, {}]], 0)
    school.send(message[7:])
    endpoint.take(b"a stranger's", ("192.0.2.1", 1), None)
    assert (len(heard), endpoint.strangers) == (2, 1)
    school.close()
    await line.ended
    line.close()


async def test_what_the_school_does_not_take_at_once_reaches_it_whole_later() -> None:
    school, ours = socket.socketpair()
    line = SchoolLine(ours)
    line.tell(lambda _message: None)
    long = bytes(3 << 20)
    line.say(long)
    reader, writer = await asyncio.open_unix_connection(sock=school)
    assert await reader.readexactly(len(long)) == long
    line.close()
    writer.close()


async def test_a_message_that_cannot_be_done_ends_the_worker_instead_of_being_passed_by() -> None:
    school, ours = socket.socketpair()
    line = SchoolLine(ours)

    def take(message: Told) -> None:
        raise AssertionError(message)

    line.tell(take)
    school.send(packed("nonsense"))
    with pytest.raises(AssertionError, match="nonsense"):
        await line.ended
    school.close()
    line.close()
