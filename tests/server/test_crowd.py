"""A full floor on a real server: nobody too many, nothing lost, the same picture for everybody."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bench.load.crowds import Pupils
from bench.load.hearing import read_all
from bench.load.processes import Running
from bench.load.school import Pupil, found_school, plans_of, recovered_school
from bench.load.sockets import Ears, pupil_line
from protocol.floors import EnterFloor, FloorShown
from protocol.sessions import Left, LogOut, Refusal
from protocol.units import FLOOR_CAPACITY
from protocol.vocabulary import PROTOCOL_VERSION
from server.school_app import SECURE_COOKIE
from simulation.corners import map_of
from tests.server.running import Server, Socket, serving

CROWD = 30
TOO_MANY = 2


@asynccontextmanager
async def sockets_of(server: Server, pupils: list[Pupil]) -> AsyncIterator[list[Socket]]:
    """A socket for each, with the session they were founded with."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        url = f"{server.address}/plaza?v={PROTOCOL_VERSION}&seen=0"
        cookies = [{"Cookie": f"{SECURE_COOKIE}={pupil.token}"} for pupil in pupils]
        opened = (
            session.ws_connect(url, origin=server.address, headers=cookie) for cookie in cookies
        )
        yield [Socket(ws, asleep=False) for ws in await asyncio.gather(*opened)]


async def wish_in(socket: Socket, floor: str) -> str | None:
    """Try to enter: None once inside, otherwise the reason why not."""
    await socket.send(EnterFloor(floor))
    answer = await socket.first_of(FloorShown, Refusal)
    return answer.reason if isinstance(answer, Refusal) else None


@pytest.mark.spec("T1.2")
async def test_of_all_who_come_at_once_a_hundred_get_in_and_the_others_are_told_it_is_full(
    tmp_path: Path,
) -> None:
    plan = plans_of(1)[0]
    everybody = FLOOR_CAPACITY + TOO_MANY
    pupils = await asyncio.to_thread(found_school, tmp_path / "school", [plan], everybody)
    with serving(tmp_path / "school") as server:
        async with sockets_of(server, pupils) as sockets:
            told = await asyncio.gather(*(wish_in(socket, plan.floor) for socket in sockets))
            assert sorted(filter(None, told)) == ["floor_full"] * TOO_MANY
            inside = [s for s, reason in zip(sockets, told, strict=True) if reason is None]
            outside = [s for s, reason in zip(sockets, told, strict=True) if reason is not None]
            await inside[0].send(LogOut())
            await inside[0].until(Left)
            last_place = await asyncio.gather(*(wish_in(s, plan.floor) for s in outside))
            assert set(last_place) == {None, "floor_full"}
        server.stop()
    assert len(recovered_school(tmp_path / "school").floors[plan.floor].here) == FLOOR_CAPACITY


@pytest.mark.spec("T1.2")
def test_whatever_a_crowd_does_everybody_ends_with_the_picture_that_the_log_tells(
    tmp_path: Path,
) -> None:
    plans = plans_of(1)
    pupils = found_school(tmp_path / "school", plans, CROWD)
    with serving(tmp_path / "school") as server:
        ears, port = Ears(), int(server.address.rsplit(":", 1)[1])
        lines = [ears.add(pupil_line(port, pupil.token, 0)) for pupil in pupils]
        crowd = Pupils(
            ears, lines, Running(server.process.pid, port), random.Random(5), [map_of(plans[0])]
        )
        crowd.enter([plans[0].floor])
        crowd.window(2.0, 0.4, talking=True)
        crowd.dress()
        server.stop()
    heard = read_all(lines, recovered_school(tmp_path / "school"))
    assert len(heard.walks_ms) > CROWD * (CROWD - 1)
    assert (heard.lost, heard.astray, heard.refusals) == (0, 0, 0)
    ears.close()
