"""Whatever strangers and members send to the media worker, the calls of others go on (T4.1)."""

import asyncio
import random
import re
import struct
from collections.abc import AsyncIterator, Callable

import pytest

from server.media.embedded.aiortc_parts import Certificate, binding_request
from server.media.embedded.endpoint import ADDRESSES_MAX
from server.media.embedded.forwarder import SILENT_MAX_S
from server.media.embedded.sdp import OFFER_MAX_CHARS, SLOTS, read_offer
from server.media.plane import OfferRefused, Sends
from tests.conftest import TEST_SIZE
from tests.media_room import PAUSE, Room
from tests.media_wire import WireClient, offer_of
from tests.simulation.given import AKI, HARU, id_of

MALLORY = id_of("mallory")
ROUNDS = {"quick": 1_500, "fuzz": 50_000, "soak": 500_000}[TEST_SIZE]
HANDSHAKES = {"quick": 8, "fuzz": 200, "soak": 2_000}[TEST_SIZE]
CALL = {id_of("call"): {AKI: Sends(0, True, True, False), HARU: Sends(1, False, False, False)}}


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """Aki talks to Haru; Mallory has a line and is in no call."""
    opened = Room()
    for account in (AKI, HARU, MALLORY):
        await opened.enter(account)
    opened.forwarder.sync(CALL)
    yield opened
    await opened.forwarder.close()


def goes_on(room: Room) -> None:
    """Aki's next packet reaches Haru, and Mallory has got nothing."""
    for peer in room.forwarder.peers.values():
        peer.every_second(300_000)
    aki, haru = room.lines[AKI], room.lines[HARU]
    before = haru.heard[AKI, "camera", SLOTS + 6]
    aki.send("camera")
    assert haru.heard[AKI, "camera", SLOTS + 6] == before + 1
    assert room.lines[MALLORY].heard.total() == 0


def spoilt(chance: random.Random, data: bytes) -> bytes:
    """The same with some bytes changed, cut off or put in."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed)) if changed else 0
        kind = chance.randrange(4)
        if kind == 0 and changed:
            changed[at] = chance.randrange(256)
        elif kind == 1 and changed:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del changed[at:]
        else:
            changed[at:at] = chance.randbytes(chance.randrange(1, 40))
    return bytes(changed)


def report(chance: random.Random) -> bytes:
    """RTCP that says anything, with lengths that may be true."""
    rows = b""
    for _ in range(chance.randrange(1, 4)):
        body = chance.randbytes(4 * chance.randrange(12))
        length = len(body) // 4 if chance.random() < 0.8 else chance.randrange(1 << 16)
        first = 0x80 | chance.randrange(64) if chance.random() < 0.9 else chance.randrange(256)
        rows += struct.pack("!BBH", first, chance.randrange(192, 224), length) + body
    return rows.ljust(8, b"\0")


def packet(chance: random.Random) -> bytes:
    """RTP with header fields that may reach beyond the packet."""
    ssrc = chance.choice((1_000, 1_001, 1_002, chance.getrandbits(32)))
    head = struct.pack(
        "!BBHLL", 0x80 | chance.randrange(64), chance.randrange(256), chance.getrandbits(16),
        chance.getrandbits(32), ssrc,
    )  # fmt: skip
    return head + chance.randbytes(chance.choice((0, 1, 8, 60, 1_200)))


def attacks(room: Room, chance: random.Random) -> list[Callable[[], None]]:
    """Ways in, from somewhere nobody knows and from Mallory's own line."""
    mallory = room.lines[MALLORY]
    keys = mallory.keys
    assert keys is not None
    user = re.findall(r"a=ice-ufrag:(\S+)", room.lines[AKI].answer)[0]
    sent = mallory.protected("camera")

    def from_anywhere(data: bytes) -> None:
        place = chance.randrange(60_000)
        room.endpoint.take(data, ("198.51.100.7", place), lambda _data: None)

    def sealed(protect: Callable[[bytes], bytes], data: bytes) -> None:
        try:
            mallory.send_datagram(protect(data))
        except Exception:  # noqa: BLE001  (the library refuses to seal nonsense)
            mallory.send_datagram(data)

    return [
        lambda: from_anywhere(spoilt(chance, binding_request(f"{user}:x", "a guess"))),
        lambda: mallory.send_datagram(spoilt(chance, binding_request(f"{user}:x", "a guess"))),
        lambda: from_anywhere(chance.randbytes(chance.randrange(1, 1_400))),
        lambda: mallory.send_datagram(chance.randbytes(chance.randrange(1, 1_700))),
        lambda: from_anywhere(sent),
        lambda: mallory.send_datagram(spoilt(chance, sent)),
        lambda: sealed(keys.protect, packet(chance)),
        lambda: sealed(keys.protect_rtcp, report(chance)),
        lambda: mallory.send_datagram(bytes([22]) + chance.randbytes(60)),
        lambda: mallory.send_datagram(b""),
    ]


@pytest.mark.spec("T4.1")
async def test_packets_of_strangers_and_of_a_hostile_member_hurt_nobody(room: Room) -> None:
    chance = random.Random(11)
    ways = attacks(room, chance)
    for number in range(ROUNDS):
        chance.choice(ways)()
        if number % 50 == 0:
            goes_on(room)
    goes_on(room)


@pytest.mark.spec("T4.1")
async def test_somebody_elses_check_or_packet_takes_over_no_line(room: Room) -> None:
    """Seen on the way and sent again from another address, neither opens a door."""
    aki = room.lines[AKI]
    caught: list[bytes] = []
    aki.send_datagram(aki.protected("camera"))
    before = room.lines[HARU].heard.total()
    packet_of_aki = aki.protected("camera")
    room.endpoint.take(packet_of_aki, ("198.51.100.7", 7), caught.append)
    assert room.lines[HARU].heard.total() == before
    user = re.findall(r"a=ice-ufrag:(\S+)", aki.answer)[0]
    forged = binding_request(f"{user}:x", "a guess")
    room.endpoint.take(forged, ("198.51.100.7", 7), caught.append)
    assert caught == []


@pytest.mark.spec("T3.4")
async def test_a_check_that_was_overheard_and_is_sent_again_moves_no_packets(room: Room) -> None:
    """On a school's own wireless network others can hear the checks of a page, signed as they are;
    who sent one again would be sent its packets, and so know that there are any."""
    haru, overheard, caught = room.lines[HARU], list[bytes](), list[bytes]()
    send = haru.send_datagram

    def heard_on_the_way(data: bytes) -> None:
        overheard.append(data)
        send(data)

    haru.send_datagram = heard_on_the_way
    haru.check()
    [check] = overheard
    for _ in range(3):
        room.endpoint.take(check, ("198.51.100.7", 7), caught.append)
        goes_on(room)
    assert caught == []
    # The page itself may repeat it, as it does when the answer is lost.
    send(check)
    goes_on(room)


async def test_spoilt_handshakes_end_and_nothing_else_does(room: Room) -> None:
    chance = random.Random(5)
    for number in range(HANDSHAKES):
        line = await WireClient(MALLORY).offer(room.signal)
        place = 1_000 + number

        def send(data: bytes, place: int = place, line: WireClient = line) -> None:
            if data[0] >= 4 and chance.random() < 0.4:
                data = spoilt(chance, data)
            room.endpoint.take(data, ("203.0.113.5", place), line.take)

        line.send_datagram = send
        shaking = asyncio.ensure_future(line.shake_hands())
        await asyncio.to_thread(PAUSE.wait, 0.05)
        shaking.cancel()
        await asyncio.gather(shaking, return_exceptions=True)
        goes_on_without_mallory(room)


def goes_on_without_mallory(room: Room) -> None:
    room.lines[MALLORY].heard.clear()
    goes_on(room)


async def test_a_certificate_that_was_not_offered_is_turned_away(room: Room) -> None:
    """Who knows the password but not the key of the offer gets no keys."""
    line = await WireClient(MALLORY).offer(room.signal)
    thief = WireClient(MALLORY)
    thief.answer = line.answer
    shaking = asyncio.ensure_future(thief.inside(room.endpoint, 9_999))
    await asyncio.to_thread(PAUSE.wait, 0.3)
    assert not room.forwarder.peers[MALLORY].connected
    shaking.cancel()
    await asyncio.gather(shaking, return_exceptions=True)


def test_spoilt_offers_are_refused_or_answered_and_never_break_anything() -> None:
    chance = random.Random(7)
    offer = offer_of(Certificate())
    assert read_offer(offer)
    for _ in range(ROUNDS):
        text = spoilt(chance, offer.encode()).decode("utf-8", "replace")
        lines = text.split("\n")
        if chance.random() < 0.5:
            chance.shuffle(lines)
        try:
            read_offer("\n".join(lines))
        except OfferRefused:
            continue


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("VP8/90000", "H264/90000"),
        ("a=sendonly", "a=sendrecv"),
        ("a=fingerprint:", "a=fingerprinted:"),
        ("a=mid:3\r\n", "a=mid:2\r\n"),
        ("a=mid:3\r\n", "a=mid:3 <b>\r\n"),
        ("m=video", "m=application"),
        ("s=-", "x" * OFFER_MAX_CHARS),
    ],
)
def test_an_offer_that_no_page_of_ours_makes_is_refused(old: str, new: str) -> None:
    with pytest.raises(OfferRefused):
        read_offer(offer_of(Certificate()).replace(old, new))


async def test_a_member_who_floods_is_heard_up_to_a_limit(room: Room) -> None:
    aki, haru = room.lines[AKI], room.lines[HARU]
    for _ in range(5_000):
        aki.send("camera", b"x" * 1_000)
    assert 300 < haru.heard.total() < 600
    assert room.forwarder.peers[AKI].overruns > 4_000
    goes_on(room)


async def test_a_line_has_a_few_addresses_and_ends_when_it_is_silent(room: Room) -> None:
    mallory = room.lines[MALLORY]
    user = re.findall(r"a=ice-ufrag:(\S+)", mallory.answer)[0]
    password = re.findall(r"a=ice-pwd:(\S+)", mallory.answer)[0]
    answered: list[bytes] = []
    for place in range(50):
        check = binding_request(f"{user}:x", password)
        room.endpoint.take(check, ("198.51.100.7", place), answered.append)
    assert len(answered) == ADDRESSES_MAX - 1
    room.forwarder.peers[MALLORY].seen_s -= SILENT_MAX_S
    room.forwarder.every_second()
    assert MALLORY not in room.forwarder.peers
    assert ("lost", MALLORY) in room.told
    mallory.send("camera")
    assert room.lines[HARU].heard.total() == 0
