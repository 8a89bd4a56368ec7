"""One moving picture for three people: through our worker, and through aiortc's own relay."""

import asyncio
import json
import sys
import time
from contextlib import suppress
from typing import Final

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack, VideoStreamTrack
from av import VideoFrame

from bench.load.processes import cpu_s
from server.media.embedded.plane import EmbeddedPlane
from server.media.plane import Sends
from server.media.settings import MediaSettings
from simulation.chatting import id_from
from tests.media_clients import Client, camera_slot

WIDTH, HEIGHT = 640, 360
RECEIVERS: Final = 3


class Film(VideoStreamTrack):
    """Something that moves in every frame, thirty times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = 0
        self._row = bytes(abs(x * 3 % 512 - 256) % 256 for x in range(4 * WIDTH))

    async def recv(self) -> VideoFrame:
        stamp, base = await self.next_timestamp()
        self._drawn += 1
        frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
        for plane in frame.planes:
            rows = range(plane.buffer_size // plane.line_size)
            shifts = ((y + 3 * self._drawn) % (2 * WIDTH) for y in rows)
            plane.update(b"".join(self._row[at : at + plane.line_size] for at in shifts))
        frame.pts, frame.time_base = stamp, base
        return frame


async def forwarded_ms(seconds: float) -> float:
    """Milliseconds of CPU a second of our worker, for each picture it passes on."""
    here = MediaSettings(listen="127.0.0.1").resolved("127.0.0.1", demo=True)
    plane = EmbeddedPlane(here)
    people = [Client(plane, id_from(n + 1), film=Film()) for n in range(RECEIVERS + 1)]
    for one in people:
        await one.connect()
    sends = {one.account: Sends(n, False, n == 0, False) for n, one in enumerate(people)}
    plane.sync(1, {id_from(99): sends})
    people[0].send(camera=True)
    for seat, one in enumerate(people[1:], 1):
        await one.hears(camera_slot(seat, 0))
    assert plane.pid is not None
    cost = await _over(plane.pid, seconds)
    for one in people:
        await one.close()
    await plane.close()
    return cost / RECEIVERS


async def relay_ms(seconds: float) -> float:
    """The same of a process with aiortc's relay."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.load.relay",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    kept = [RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(RECEIVERS + 1)]
    seen = []
    for number, connection in enumerate(kept):
        if number == 0:
            connection.addTrack(Film())
        else:
            connection.addTransceiver("video", direction="recvonly")
        await connection.setLocalDescription(await connection.createOffer())
        process.stdin.write(json.dumps(connection.localDescription.sdp).encode() + b"\n")
        answer = json.loads(await process.stdout.readline())
        await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        if number:
            seen.append(_watched(connection.getReceivers()[0].track))
    await asyncio.gather(*(first.wait() for first in seen))
    cost = await _over(process.pid, seconds)
    process.kill()
    await process.wait()
    for connection in kept:
        await connection.close()
    return cost / RECEIVERS


def _watched(track: MediaStreamTrack) -> asyncio.Event:
    """Take frames for as long as they come; set with the first one."""
    first = asyncio.Event()

    async def watch() -> None:
        with suppress(MediaStreamError):
            while True:
                await track.recv()
                first.set()

    _WATCHING.append(asyncio.ensure_future(watch()))
    return first


_WATCHING: Final[list["asyncio.Future[None]"]] = []


async def _over(pid: int, seconds: float) -> float:
    """Milliseconds of CPU a second of a process, over some seconds."""
    before_s, began_s = cpu_s(pid), time.perf_counter()
    await asyncio.sleep(seconds)
    return (cpu_s(pid) - before_s) / (time.perf_counter() - began_s) * 1000
