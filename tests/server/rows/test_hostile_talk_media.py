"""Somebody with a line of their own tries to get into the sound and pictures of a talk, or to learn
that there are any (SPEC T3.4, T4.1)."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import pytest

from protocol.counselling import CoverShown
from protocol.media import MediaSet, SetMedia
from protocol.sessions import LogOut
from server.media.embedded.aiortc_parts import binding_request
from server.media.embedded.sdp import SLOTS
from tests.media_wire import WITHIN_S, WireClient, offer_of
from tests.server.callers import OFFER
from tests.server.people import Person, Rehearsal
from tests.server.talking import a_talk

pytestmark = pytest.mark.spec("T3.4")
DRAWN_BY_CHANCE = re.compile(r"(?<=a=ice-ufrag:)\S+|(?<=a=ice-pwd:)\S+|(?<=a=ssrc:)\d+")


class Listener(WireClient):
    """A line that keeps whatever comes, and can ask whether all has come."""

    def __init__(self, account: str) -> None:
        super().__init__(account)
        self.received: list[bytes] = []
        self._came = asyncio.Event()

    def take(self, data: bytes) -> None:
        self.received.append(data)
        self._came.set()
        super().take(data)

    async def packets(self) -> list[bytes]:
        """All sound and pictures so far, once a check is answered that is sent now: reports on
        what oneself sends are none."""
        asked = self.check()
        async with asyncio.timeout(WITHIN_S):
            while not any(data[0] < 4 and data[8:20] == asked[8:20] for data in self.received):
                self._came.clear()
                await self._came.wait()
        return [data for data in self.received if data[0] >= 128 and not 192 <= data[1] <= 223]


@contextmanager
def unknown_address(line: WireClient) -> Iterator[socket.socket]:
    """A socket that nobody knows, towards where the calls are."""
    found = re.search(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ", line.answer)
    assert found
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as somewhere:
        somewhere.connect((found[1], int(found[2])))
        somewhere.settimeout(WITHIN_S)
        yield somewhere


def of(line: WireClient, name: str) -> str:
    """A value of the answer to a line's offer."""
    found = re.search(rf"a={name}:(\S+)", line.answer)
    assert found
    return found[1]


def camera_slot(of_whom: str, seen_by: str) -> int:
    """Where two who are alone in a call see each other."""
    return SLOTS + (0 if of_whom > seen_by else 6)


async def answered(person: Person, sdp: str, query: str = "") -> str:
    """The answer to an offer, asked for again while one asks too fast: the tests before this one
    have asked as well."""
    status = 429
    while status == 429:
        status, answer = await person.browser.post(OFFER + query, {"sdp": sdp})
    assert status == 200, answer
    return str(answer["sdp"])


async def a_line_of(person: Person) -> Listener:
    line = await Listener(person.account).offer(lambda _account, sdp: answered(person, sdp))
    return await line.join("udp")


async def test_who_has_a_line_and_the_ids_of_a_talk_gets_no_packet_of_it_and_stops_none(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "えいぞうの せんせい") as (pupil, staff, third):
        call = pupil.all_of(CoverShown)[-1].call
        line, heard = [await a_line_of(person) for person in (pupil, staff)]
        assert await pupil.ask(SetMedia(True, True, False)) == ""
        await staff.until(MediaSet)
        slot = camera_slot(pupil.account, staff.account)

        mallory = await a_line_of(third)
        assert await third.ask(SetMedia(True, True, True)) == "not_in_a_call"
        for number in range(1, 4):
            # What they send reaches nobody; what the pupil's page sent, sent again, neither.
            mallory.send("camera")
            mallory.send_datagram(line.protected("camera"))
            line.send("camera")
            await heard.hears(pupil.account, "camera", slot, number)
        assert await mallory.packets() == []
        # The offer of the pupil's page, sent by somebody else, names the talk: it is their own line
        # that ends for it, and it opens to the pupil's keys alone.
        again = offer_of(line.certificate)
        named = f"?call={call}&account={pupil.account}"
        await answered(third, again, named)
        line.send("camera")
        await heard.hears(pupil.account, "camera", slot, 4)
        assert {whom for whom, _, _ in heard.heard} == {pupil.account}
        assert not mallory.heard
        for one in (line, heard, mallory):
            await one.close()


async def test_a_check_with_the_name_of_a_line_in_a_talk_is_answered_like_one_with_no_name(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "なまえの せんせい") as (pupil, staff, third):
        line, heard = [await a_line_of(person) for person in (pupil, staff)]
        assert await pupil.ask(SetMedia(True, True, False)) == ""
        await staff.until(MediaSet)
        mallory = await a_line_of(third)
        own = binding_request(f"{of(mallory, 'ice-ufrag')}:x", of(mallory, "ice-pwd"))
        with unknown_address(mallory) as somewhere:
            for user in (of(line, "ice-ufrag"), of(heard, "ice-ufrag"), token_hex(8)):
                for password in ("", token_hex(16), of(mallory, "ice-pwd")):
                    guess = binding_request(f"{user}:x", password)
                    somewhere.send(guess)
                    mallory.send_datagram(guess)
            somewhere.send(own)
            answer = await asyncio.to_thread(somewhere.recv, 2_048)
            # The first that comes back is the answer to the check that was theirs.
            assert answer[8:20] == own[8:20]
        assert await mallory.packets() == []
        line.send("camera")
        await heard.hears(pupil.account, "camera", camera_slot(pupil.account, staff.account))
        for one in (line, heard, mallory):
            await one.close()


async def test_the_answer_to_an_offer_says_nothing_of_who_else_has_a_line(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with a_talk(drill, some, "こたえの せんせい") as (pupil, staff, third):
        line = await a_line_of(pupil)
        assert await pupil.ask(SetMedia(True, True, False)) == ""
        await staff.until(MediaSet)
        sdp = offer_of(WireClient(third.account).certificate)
        in_a_talk = DRAWN_BY_CHANCE.sub("~", await answered(third, sdp))
        await line.close()
        for person in (pupil, staff):
            await person.send(LogOut())
            await person.until_closed()
        assert DRAWN_BY_CHANCE.sub("~", await answered(third, sdp)) == in_a_talk
