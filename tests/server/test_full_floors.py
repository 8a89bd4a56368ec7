"""A floor as full as a floor may be is built, copied and entered over the real socket (T3.9)."""

import pytest

from protocol.floors import EnterFloor, FloorShown, Placed, Zone
from protocol.hours import HoursShown
from protocol.objects import CopyFloor, EditFloor, NewFloor, PutObject, PutZone
from protocol.sessions import Done, Refusal, Welcome
from protocol.units import CHANGES_MAX, LARGE_COMMAND_MAX_BYTES, OBJECTS_MAX, PLACES_MAX
from protocol.vocabulary import Command
from protocol.wire import encode_message
from tests.server.running import Browser, Server, Socket, new_card

LONGEST = "あ" * 200


async def answer(socket: Socket, wish: Command) -> str:
    """The reason of a refusal, '' for a yes."""
    sent = await socket.send(wish)
    while True:
        told = await socket.first_of(Done, Refusal)
        if isinstance(told, Refusal) and told.command_id == sent:
            return told.reason
        if isinstance(told, Done) and told.command_id == sent:
            return ""


async def added(socket: Socket, wish: Command, name: str) -> str:
    """The id of a floor that is new by `wish`."""
    await socket.send(wish)
    while True:
        row = await socket.until(HoursShown)
        if row.name == name:
            return row.floor


def sign(number: int) -> PutObject:
    place = (number % 50, 8 + number // 50)
    return PutObject(Placed(f"mat-{number}", "mat", *place, 1, 1, LONGEST))


@pytest.mark.spec("T3.9")
async def test_a_floor_with_all_its_things_and_zones_is_copied_at_once_and_entered(
    demo: Server,
) -> None:
    async with Browser(demo.address) as browser:
        card = new_card(demo, "うつすひと", "admin")
        assert (await browser.log_in(card))[0] == 200
        socket = await browser.connect()
        await socket.until(Welcome)
        full = await added(
            socket, NewFloor("いっぱい", "いっぱい", "classroom", 100, 70), "いっぱい"
        )
        for first in range(0, OBJECTS_MAX, CHANGES_MAX):
            numbers = range(first, min(first + CHANGES_MAX, OBJECTS_MAX))
            assert await answer(socket, EditFloor(full, tuple(map(sign, numbers)))) == ""
        assert await answer(socket, EditFloor(full, (sign(500),))) == "too_many_objects"
        zones = [
            PutZone(Zone(f"z{at}", LONGEST[:40], at, 30, 9, 9)) for at in range(PLACES_MAX + 1)
        ]
        assert await answer(socket, EditFloor(full, tuple(zones[:40]))) == ""
        assert await answer(socket, EditFloor(full, tuple(zones[40:]))) == "too_many_places"
        assert await answer(socket, EditFloor(full, tuple(zones[40:50]))) == ""
        copy = await added(
            socket, CopyFloor(full, "うつした へや", "うつしたへや"), "うつした へや"
        )
        await socket.send(EnterFloor(copy))
        shown = await socket.until(FloorShown)
        assert len(encode_message(shown)) > 4 * LARGE_COMMAND_MAX_BYTES
        assert {one.object for one in shown.plan.objects} == {f"mat-{n}" for n in range(500)}
        assert len(shown.plan.zones) == PLACES_MAX
        await socket.close()
