"""Calls on lines that lose packets, connections and whole pages (SPEC T4.1, T4.8).

The media worker of this school drops three packets of a hundred on their way to people. Its bots
send what a browser sends in a call of six, ten times as fast, and ask for lost pictures again.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from statistics import fmean
from typing import Final

import pytest

from protocol.calling import CallLeft, CallMemberShown
from protocol.locking import CallFull
from protocol.media import MediaSet, MediaSlots, SetMedia
from protocol.units import CALL_MAX_MEMBERS
from server.media.embedded.aiortc_parts import lost_wanted
from tests.conftest import TEST_SIZE
from tests.media_wire import HEADER, WITHIN_S, WireClient
from tests.server.callers import PAUSE, counted, in_a_call, line_of, pump, walk_up
from tests.server.people import Rehearsal, people_of, rehearsing
from tests.server.running import Browser, new_card

LOSS: Final = 0.03
MEDIA_S, FASTER = {"quick": (10, 10), "fuzz": (30, 5), "soak": (120, 1)}[TEST_SIZE]
ROUND_MS: Final = 300
"""In a round everybody says five packets of voice and sends three pictures of two packets."""
VOICES, FRAMES, FRAME_PACKETS = 5, 3, 2
SOON: Final = 20
"""A picture that is not there when ten more have come is too late to be shown."""
LEFT_AFTER_MS: Final = 121_000
LAG_SHARE: Final = 0.045
LAG_PACKETS: Final = 20


class Lossy(WireClient):
    """A browser that keeps the numbers of what it gets, and asks for lost pictures again."""

    def __init__(self, account: str) -> None:
        super().__init__(account)
        self.came: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.total = 0
        self._newest: dict[tuple[str, str], int] = {}
        self._numbers: dict[int, set[int]] = defaultdict(set)

    def take_packet(self, packet: bytes) -> None:
        first, _, number, _, ssrc = HEADER.unpack_from(packet)
        start = 12 + (8 if first & 0x10 else 0)
        account, source, said, _ = packet[start:].decode().split(" ", 3)
        flow, counted_on = (account, source), int(said)
        self.total += 1
        newest = self._newest[flow] = max(counted_on, self._newest.get(flow, 0))
        if newest - counted_on < SOON:
            self.came[flow].add(counted_on)
        if source == "camera" and self.keys is not None:
            here = self._numbers[ssrc]
            here.add(number)
            lost = [n for n in range(max(min(here), number - SOON), number) if n not in here]
            if lost and counted_on % 2 == 0:
                self.send_datagram(self.keys.protect_rtcp(lost_wanted(ssrc, lost)))

    def say(self, source: str, number: int) -> None:
        """A packet that tells its own number."""
        self.send(source, f"{number} ".encode().ljust(700 if source == "camera" else 120, b"x"))

    def heard_share(self, whom: str, total: int) -> float:
        """What of a voice is heard: Opus says each packet once more in the next one, smaller."""
        came = self.came[whom, "microphone"]
        return sum(n in came or n + 1 in came for n in range(total)) / total

    def seen_share(self, whom: str, total: int) -> float:
        """What of a camera's pictures was whole in time."""
        came = self.came[whom, "camera"]
        packets = range(0, total * FRAME_PACKETS, FRAME_PACKETS)
        return sum(all(n + part in came for part in range(FRAME_PACKETS)) for n in packets) / total


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    folder = tmp_path_factory.mktemp("lossy") / "school"
    with rehearsing(folder, "--media-loss", str(LOSS)) as server:
        yield server


@asynccontextmanager
async def an_operator(school: Rehearsal, name: str) -> AsyncIterator[Browser]:
    async with Browser(school.address) as admin:
        await admin.log_in(new_card(school, name, "admin"))
        yield admin


async def talk(lines: list[Lossy]) -> int:
    """Everybody sends voice and camera; how many rounds there were."""
    rounds = MEDIA_S * 1000 // ROUND_MS
    for now in range(rounds):
        for line in lines:
            for at in range(VOICES):
                line.say("microphone", now * VOICES + at)
            for at in range(FRAMES * FRAME_PACKETS):
                line.say("camera", now * FRAMES * FRAME_PACKETS + at)
        sent = (now + 1) * (VOICES + FRAMES * FRAME_PACKETS) * (len(lines) - 1)
        await asyncio.to_thread(PAUSE.wait, ROUND_MS / 1000 / FASTER)
        # On a busy machine nobody runs ahead of those who listen.
        async with asyncio.timeout(WITHIN_S):
            while min(line.total for line in lines) < sent * (1 - LAG_SHARE) - LAG_PACKETS:
                await asyncio.to_thread(PAUSE.wait, 0.01)
    return rounds


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.8")
async def test_six_hear_and_see_each_other_at_three_percent_loss_and_the_seventh_is_told(
    school: Rehearsal,
) -> None:
    names = [f"ろくにん{number}" for number in range(CALL_MAX_MEMBERS)]
    card = new_card(school, "しちにんめ")
    async with (
        in_a_call(school, *names) as six,
        people_of(school, [card]) as [seventh],
        an_operator(school, "みはり") as admin,
    ):
        lines = [await line_of(person, Lossy(person.account)) for person in six]
        for person in six:
            assert await person.ask(SetMedia(True, True, False)) == ""
        await walk_up(seventh)
        assert (await seventh.until(CallFull)).account == seventh.account
        outside = await line_of(seventh, Lossy(seventh.account))
        pumping = asyncio.ensure_future(pump(outside))
        rounds = await talk(lines)
        voices, frames = (rounds - 4) * VOICES, (rounds - 4) * FRAMES
        for line in lines:
            others = [other.account for other in lines if other is not line]
            assert fmean(line.heard_share(whom, voices) for whom in others) > 0.98
            assert fmean(line.seen_share(whom, frames) for whom in others) >= 0.95
        found = await counted(admin)
        assert sum(found[person.account]["resends"] for person in six) > 0
        lost = 1 - sum(arrived(line, voices) for line in lines) / (voices * 6 * 5)
        assert 0.01 < lost < 0.06, "a line that loses nothing would prove nothing"
        assert seventh.all_of(CallMemberShown) == []
        assert found[seventh.account]["unasked"] > 0
        assert found[seventh.account]["down_bytes"] == outside.total == 0
        assert seventh.account not in {whose for line in lines for whose, _ in line.came}
        async with asyncio.timeout(WITHIN_S):
            while (await admin.get("/api/metrics"))[1]["media_unasked"] == 0:
                await asyncio.to_thread(PAUSE.wait, 0.2)
        pumping.cancel()


async def hears_more(line: WireClient, whom: str, source: str, more: int) -> None:
    """Until so many more packets of somebody have come, in whatever slot."""

    def heard() -> int:
        flows = line.heard.items()
        return sum(count for (who, what, _), count in flows if (who, what) == (whom, source))

    goal = heard() + more
    async with asyncio.timeout(WITHIN_S):
        while heard() < goal:
            await asyncio.to_thread(PAUSE.wait, 0.02)


def sound_of(line: WireClient, whom: str) -> int:
    """How many packets of somebody have come at all."""
    return sum(count for (who, _, _), count in line.heard.items() if who == whom)


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.2")
async def test_a_lost_connection_is_silent_and_what_was_on_comes_back_with_it(
    school: Rehearsal,
) -> None:
    async with in_a_call(school, "とぎれる", "きいている", "みている") as [aki, haru, natsu]:
        people = (aki, haru, natsu)
        lines = [await line_of(person, WireClient(person.account)) for person in people]
        for person in (aki, natsu):
            assert await person.ask(SetMedia(True, True, False)) == ""
        pumping = [asyncio.ensure_future(pump(line)) for line in (lines[0], lines[2])]
        await hears_more(lines[1], aki.account, "camera", 5)
        since = len(haru.heard)
        await aki.drop()
        off = await haru.until(MediaSet, since)
        assert (off.account, off.microphone, off.camera, off.screen) == (
            aki.account, False, False, False,
        )  # fmt: skip
        await hears_more(lines[1], natsu.account, "camera", 10)
        before, heard_before = sound_of(lines[1], aki.account), sound_of(lines[0], natsu.account)
        await hears_more(lines[1], natsu.account, "camera", 20)
        assert sound_of(lines[1], aki.account) == before
        assert sound_of(lines[0], natsu.account) == heard_before

        await aki.connect()
        assert await aki.ask(SetMedia(True, True, False)) == ""
        await hears_more(lines[1], aki.account, "camera", 5)
        assert not any(m.account == aki.account for m in haru.all_of(CallLeft))
        for task in pumping:
            task.cancel()


@pytest.mark.spec("T4.1")
async def test_a_closed_page_gives_and_gets_nothing_and_its_place_is_free(
    school: Rehearsal,
) -> None:
    async with (
        in_a_call(school, "とじるひと", "のこるひと", "もうひとり") as [aki, haru, natsu],
        an_operator(school, "かぞえる") as admin,
    ):
        people = (aki, haru, natsu)
        lines = [await line_of(person, WireClient(person.account)) for person in people]
        for person in (aki, natsu):
            assert await person.ask(SetMedia(True, True, False)) == ""
        pumping = [asyncio.ensure_future(pump(line)) for line in (lines[0], lines[2])]
        await hears_more(lines[1], aki.account, "camera", 5)
        seats = haru.all_of(MediaSlots)[-1].seats
        since = len(haru.heard)
        # A page that goes closes its socket and says goodbye on its line.
        await aki.drop()
        await lines[0].handshake.stop()
        async with asyncio.timeout(WITHIN_S):
            while aki.account in await counted(admin):
                await asyncio.to_thread(PAUSE.wait, 0.05)
        await hears_more(lines[1], natsu.account, "camera", 10)
        before, got = await counted(admin), sound_of(lines[0], natsu.account)
        await hears_more(lines[1], natsu.account, "camera", 20)
        after = await counted(admin)
        down = zip(before[haru.account]["down"], after[haru.account]["down"], strict=True)
        grown = [slot for slot, (was, now) in enumerate(down) if now > was]
        place = (seats.index(natsu.account) - seats.index(haru.account) - 1) % 8
        assert grown == [place, 7 + place], "only who is left"
        assert sound_of(lines[0], natsu.account) == got

        await school.jump(LEFT_AFTER_MS)
        left = await haru.until(CallLeft, since)
        assert left.account == aki.account
        since = haru.heard.index(left)
        assert await natsu.ask(SetMedia(False, True, False)) == ""
        free = await haru.until(MediaSlots, since)
        assert free.seats[seats.index(aki.account)] is None
        for task in pumping:
            task.cancel()


def arrived(line: Lossy, total: int) -> int:
    """How many of the first packets of all voices came: those are never sent again."""
    voices = (came for (_, source), came in line.came.items() if source == "microphone")
    return sum(number < total for came in voices for number in came)
