"""Browsers for tests of calls where no browser is: aiortc's own connections, as they come.

They encode and decode in the test's process; the plane under test is a process of its own.
"""

import asyncio
from typing import Any

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import AudioStreamTrack, MediaStreamTrack, VideoStreamTrack
from av import AudioFrame, VideoFrame

from server.media.embedded.sdp import LAYOUT, SENT, SLOTS
from server.media.plane import MediaPlane
from tests.media_wire import WITHIN_S


class Colour(VideoStreamTrack):
    """A small picture of one colour, thirty times a second."""

    def __init__(self, grey: int) -> None:
        super().__init__()
        self._grey = grey

    async def recv(self) -> VideoFrame:
        stamp, base = await self.next_timestamp()
        frame = VideoFrame(64, 48, "gray")
        for plane in frame.planes:
            plane.update(bytes([self._grey]) * plane.buffer_size)
        frame.pts, frame.time_base = stamp, base
        return frame


class Client:
    """A person's browser: connects without a track, switches on and off, counts what it gets."""

    def __init__(
        self, plane: MediaPlane, account: str, grey: int = 128, film: MediaStreamTrack | None = None
    ) -> None:
        self._plane, self.account, self._grey, self._film = plane, account, grey, film
        everything = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self._connection = RTCPeerConnection(everything)
        self.frames = [0] * (len(LAYOUT) - len(SENT))
        self.greys: list[int] = [-1] * len(self.frames)
        self._listening: list[asyncio.Task[None]] = []
        for kind, direction in LAYOUT:
            self._connection.addTransceiver(kind, direction=direction)
        lines = self._connection.getTransceivers()
        for line in lines:
            wanted = "audio/opus" if line.kind == "audio" else "video/VP8"
            codecs = RTCRtpSender.getCapabilities(line.kind).codecs
            line.setCodecPreferences([one for one in codecs if one.mimeType == wanted])

    async def connect(self) -> None:
        """Offer, and wait until the line is up."""
        up = asyncio.Event()

        def look() -> None:
            if self._connection.connectionState == "connected":
                up.set()

        self._connection.on("connectionstatechange", look)
        await self._connection.setLocalDescription(await self._connection.createOffer())
        answer = await self._plane.signal(self.account, self._connection.localDescription.sdp)
        await self._connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        for number, line in enumerate(self._connection.getTransceivers()[len(SENT) :]):
            self._listening.append(asyncio.ensure_future(self._listen(number, line.receiver.track)))
        async with asyncio.timeout(WITHIN_S):
            await up.wait()

    def send(self, *, microphone: bool = False, camera: bool = False, screen: bool = False) -> None:
        """Switch one's own tracks, as after a press."""
        tracks: list[MediaStreamTrack | None] = [
            AudioStreamTrack() if microphone else None,
            (self._film or Colour(self._grey)) if camera else None,
            Colour(255 - self._grey) if screen else None,
        ]
        for line, track in zip(self._connection.getTransceivers(), tracks, strict=False):
            line.sender.replaceTrack(track)

    async def hears(self, slot: int, more: int = 1) -> None:
        """Until more frames have been decoded in a slot."""
        until = self.frames[slot] + more
        async with asyncio.timeout(WITHIN_S):
            while self.frames[slot] < until:
                await asyncio.wait(self._listening, timeout=0.02)

    async def close(self) -> None:
        for task in self._listening:
            task.cancel()
        await self._connection.close()

    async def _listen(self, number: int, track: Any) -> None:
        while True:
            frame = await track.recv()
            self.frames[number] += 1
            if isinstance(frame, VideoFrame):
                self.greys[number] = bytes(frame.planes[0])[0]
            else:
                assert isinstance(frame, AudioFrame)


def camera_slot(own: int, seat: int) -> int:
    """Where the camera of `seat` is received by whoever sits in `own`."""
    return SLOTS + voice_slot(own, seat)


def voice_slot(own: int, seat: int) -> int:
    """The same for the voice."""
    return (seat - own - 1) % 8
