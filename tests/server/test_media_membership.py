"""Nobody outside a call gets a packet of it, whatever happens in whatever order (SPEC T4.1).

The forwarder runs here without a network, but with its own keys, checks and encryption: every
packet that leaves it is decrypted by whoever it was sent to, and says whom it came from.
"""

import random
from collections.abc import AsyncIterator

import pytest

from server.media.embedded.aiortc_parts import (
    ReceiverInfo,
    lost_wanted,
    read_rtcp,
    receiver_report,
)
from server.media.embedded.sdp import SENT, SLOTS
from server.media.plane import Calls, Sends, Wish
from tests.conftest import TEST_SIZE
from tests.media_room import Room
from tests.media_wire import HEADER
from tests.simulation.given import id_of

PEOPLE = [id_of(f"person{number}") for number in range(9)]
STEPS = {"quick": 400, "fuzz": 10_000, "soak": 100_000}[TEST_SIZE]
SCREEN = 2 * SLOTS


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    opened = Room()
    yield opened
    await opened.forwarder.close()


def some_calls(chance: random.Random) -> Calls:
    """Calls of people who mostly stay where they are, with anything on."""
    people = chance.sample(PEOPLE, len(PEOPLE))
    calls: Calls = {}
    while len(people) >= 2 and chance.random() < 0.8:
        size = chance.randrange(2, min(8, len(people)) + 1)
        members, people = people[:size], people[size:]
        seats = chance.sample(range(8), size)
        sharer = chance.choice([*members, ""])
        calls[id_of(f"call{len(calls)}")] = {
            who: Sends(seat, chance.random() < 0.6, chance.random() < 0.6, who == sharer)
            for who, seat in zip(members, seats, strict=True)
        }
    return calls


def expected(calls: Calls, wishes: dict[str, Wish]) -> set[tuple[str, str, str, int]]:
    """Who gets what of whom in which slot: told a second time, by hand."""
    flows = set()
    for members in calls.values():
        for own, mine in members.items():
            wish = wishes.get(own, Wish(True, True, tuple(range(SLOTS))))
            for other, theirs in members.items():
                slot = (theirs.seat - mine.seat - 1) % 8
                if other == own:
                    continue
                if theirs.microphone and wish.sound:
                    flows.add((own, other, "microphone", slot))
                if theirs.camera and slot in wish.cameras:
                    flows.add((own, other, "camera", SLOTS + slot))
                if theirs.screen and wish.screen:
                    flows.add((own, other, "screen", SCREEN))
    return flows


def calls_of(calls: Calls, who: str) -> str | None:
    """The call that somebody is in."""
    return next((call for call, members in calls.items() if who in members), None)


def everybody_sends(room: Room) -> set[tuple[str, str, str, int]]:
    """One packet of each source of each person; who got what."""
    for line in room.lines.values():
        line.heard.clear()
    for line in room.lines.values():
        for source in SENT:
            line.send(source)
    return {(who, *flow) for who, line in room.lines.items() for flow in line.heard}


@pytest.mark.spec("T4.1")
async def test_on_a_random_walk_of_calls_exactly_the_members_get_packets(room: Room) -> None:
    chance = random.Random(4)
    for account in PEOPLE:
        await room.enter(account)
    calls: Calls = {}
    wishes: dict[str, Wish] = {}
    flowed = 0
    for step in range(STEPS):
        if chance.random() < 0.6:
            kept = {who: calls_of(calls, who) for who in wishes}
            calls = some_calls(chance)
            room.forwarder.sync(calls)
            wishes = {who: wishes[who] for who in wishes if calls_of(calls, who) == kept[who]}
        elif chance.random() < 0.3:
            who = chance.choice(PEOPLE)
            slots = tuple(sorted(chance.sample(range(SLOTS), 3)))
            wishes[who] = Wish(chance.random() < 0.5, chance.random() < 0.5, slots)
            room.forwarder.want(who, wishes[who])
        elif chance.random() < 0.1:
            wishes.pop(who := chance.choice(PEOPLE), None)
            await room.enter(who)
        for peer in room.forwarder.peers.values():
            peer.every_second(300_000)
        assert everybody_sends(room) == expected(calls, wishes), f"step {step}"
        flowed += sum(bool(line.heard) for line in room.lines.values())
    assert flowed > STEPS, "a walk on which nothing flows would prove nothing"


@pytest.mark.spec("T4.1")
async def test_nobody_is_sent_again_what_was_sent_before_they_came(room: Room) -> None:
    aki, haru, natsu = [await room.enter(who) for who in PEOPLE[:3]]
    sending, silent = Sends(0, True, True, False), (False, False, False)
    room.forwarder.sync({id_of("call"): {PEOPLE[0]: sending, PEOPLE[1]: Sends(1, *silent)}})
    for _ in range(40):
        aki.send("camera")
    assert haru.heard.total() == 40
    room.forwarder.sync({id_of("call"): {PEOPLE[0]: sending, PEOPLE[2]: Sends(1, *silent)}})
    aki.send("camera")
    assert natsu.heard.total() == 1
    assert natsu.keys is not None
    slot = room.forwarder.peers[PEOPLE[2]].cameras[6]
    for wrong in (slot.ssrc, room.forwarder.peers[PEOPLE[1]].cameras[6].ssrc):
        for first in range(0, 1 << 16, 64):
            asked = lost_wanted(wrong, [(first + step) & 0xFFFF for step in range(64)])
            natsu.send_datagram(natsu.keys.protect_rtcp(asked))
            room.forwarder.peers[PEOPLE[2]].every_second(300_000)
    assert (natsu.heard.total(), natsu.repeated) == (1, 1), "only what they had been sent before"
    assert (haru.heard.total(), haru.repeated) == (40, 0)


@pytest.mark.spec("T4.1")
async def test_an_offer_alone_lets_nothing_flow(room: Room) -> None:
    for account in PEOPLE[:3]:
        await room.enter(account)
    assert everybody_sends(room) == set()


async def test_a_speaker_learns_of_the_loss_that_listeners_have(room: Room) -> None:
    aki, haru = [await room.enter(who) for who in PEOPLE[:2]]
    call = {PEOPLE[0]: Sends(0, True, False, False), PEOPLE[1]: Sends(1, False, False, False)}
    room.forwarder.sync({id_of("call"): call})
    aki.send("microphone")
    assert haru.keys is not None
    slot = room.forwarder.peers[PEOPLE[1]].voices[6]
    missed = ReceiverInfo(slot.ssrc, 20, 1, 1, 0, 0, 0)
    haru.send_datagram(haru.keys.protect_rtcp(receiver_report([missed])))
    room.forwarder.every_second()
    [report] = read_rtcp(aki.reports[-1])
    assert report.reports[0].fraction_lost == 20


async def test_no_number_is_ever_used_for_two_packets(room: Room) -> None:
    """Late and repeated packets, a change of who is shown: a key would be given away otherwise."""
    chance = random.Random(3)
    aki, haru, natsu = [await room.enter(who) for who in PEOPLE[:3]]
    used: dict[tuple[int, int], bytes] = {}
    slot = room.forwarder.peers[PEOPLE[1]]
    send_rtp = slot.send_rtp

    def send(packet: bytes) -> bool:
        _, _, number, _, ssrc = HEADER.unpack_from(packet)
        assert used.setdefault((ssrc, number), packet) == packet
        return send_rtp(packet)

    slot.send_rtp = send  # type: ignore[method-assign]
    seats = [Sends(seat, False, True, False) for seat in (0, 1, 0)]
    for step in range(20):
        shown = (PEOPLE[0], PEOPLE[2])[step % 2]
        call = {shown: seats[0], PEOPLE[1]: seats[1]}
        room.forwarder.sync({id_of("call"): call})
        line = (aki, natsu)[step % 2]
        sent = [line.protected("camera") for _ in range(40)]
        chance.shuffle(sent)
        for packet in sent:
            line.send_datagram(packet)
        assert haru.keys is not None
        asked = lost_wanted(slot.cameras[6].ssrc, sorted(number for _, number in used)[-30:])
        haru.send_datagram(haru.keys.protect_rtcp(asked))
        room.forwarder.every_second()
    assert len(used) > 300


async def test_packets_lost_where_numbers_begin_anew_are_asked_for(room: Room) -> None:
    aki = await room.enter(PEOPLE[0])
    aki.numbers["camera"] = 65_532
    aki.send("camera")
    aki.numbers["camera"] = 65_538
    aki.send("camera")
    [asked] = read_rtcp(aki.reports[-1])
    assert [number & 0xFFFF for number in asked.lost] == [65_534, 65_535, 0, 1, 2]


async def test_a_long_talk_goes_on_when_numbers_have_begun_anew(room: Room) -> None:
    aki, haru = [await room.enter(who) for who in PEOPLE[:2]]
    call = {PEOPLE[0]: Sends(0, False, True, False), PEOPLE[1]: Sends(1, False, False, False)}
    room.forwarder.sync({id_of("call"): call})
    for number in range(0, 400_000, 20_000):
        aki.numbers["camera"] = number
        aki.send("camera")
    assert haru.heard.total() == 20


async def test_a_packet_that_comes_much_too_late_is_dropped(room: Room) -> None:
    aki, haru = [await room.enter(who) for who in PEOPLE[:2]]
    call = {PEOPLE[0]: Sends(0, False, True, False), PEOPLE[1]: Sends(1, False, False, False)}
    room.forwarder.sync({id_of("call"): call})
    for number in range(700):
        aki.send("camera")
        if number % 100 == 0:
            room.forwarder.every_second()
    aki.numbers["camera"] -= 600
    aki.send("camera", b"something else")
    assert (haru.heard.total(), haru.repeated) == (700, 0)


@pytest.mark.spec("T4.8")
async def test_at_three_percent_loss_everything_arrives_that_is_asked_for_again(
    room: Room,
) -> None:
    aki, haru = [await room.enter(who) for who in PEOPLE[:2]]
    call = {PEOPLE[0]: Sends(0, False, True, False), PEOPLE[1]: Sends(1, False, False, False)}
    room.forwarder.sync({id_of("call"): call})
    peer, numbers = room.forwarder.peers[PEOPLE[1]], set[int]()
    count = haru.take_packet

    def take_packet(packet: bytes) -> None:
        numbers.add(HEADER.unpack_from(packet)[2])
        count(packet)

    haru.take_packet = take_packet  # type: ignore[method-assign]
    aki.send("camera")
    peer.loss = 0.03
    for _ in range(20):
        for _ in range(50):
            aki.send("camera")
        missing = sorted(set(range(min(numbers), max(numbers))) - numbers)
        if missing and haru.keys is not None:
            asked = haru.keys.protect_rtcp(lost_wanted(peer.cameras[6].ssrc, missing))
            haru.send_datagram(asked)
        room.forwarder.every_second()
    assert peer.resends > 10
    assert haru.heard.total() >= 990
