"""One browser's line: DTLS, then packets in and out. What is in them is nobody's business here.

Everything that comes is a stranger's until SRTP says otherwise, and also then it is limited: bytes
and packets a second, resends a second, streams that were offered and no others.
"""

import random
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

from protocol.units import AccountId
from server.media.embedded.aiortc_parts import (
    DATAGRAM_MAX_BYTES,
    SRTP_ERRORS,
    Certificate,
    Handshake,
    LossFeedback,
    PictureFeedback,
    ReceiverReport,
    SenderReport,
    Srtp,
    asks_for_keyframe,
    estimated_bps,
    limit_told,
    read_rtcp,
    receiver_report,
)
from server.media.embedded.sdp import SENT, SLOTS, Offer
from server.media.embedded.tracks import HEADER, Slot, Track
from server.media.plane import Wish
from server.media.settings import SCREEN_BPS, VOICE_LINE_BPS, line_bps

Send = Callable[[bytes], None]
UPLINK_MAX_BYTES_PER_S: Final = 400_000
UPLINK_MAX_PACKETS_PER_S: Final = 600
RESENDS_MAX_PER_S: Final = 200
KEYFRAMES_MAX_PER_S: Final = 20
RESTS_BPS: Final = 80_000
"""A camera is not asked to go below this: from there on it is switched off by its person."""
EVERYTHING: Final = Wish(True, True, tuple(range(SLOTS)))


class Peer:
    """A person's line. Counts what it does; sends only by the path that a signed check chose.

    `checks` are the numbers of its signed checks, and whence each came first.
    `unasked` are packets that came while the person was in no call, `unasked_s` for how many
    seconds on end there have been some: no page of ours does that.
    """

    def __init__(self, account: AccountId, offer: Offer, certificate: Certificate) -> None:
        self.account = account
        self.user, self.password = secrets.token_hex(8), secrets.token_hex(16)
        self.handshake = Handshake(certificate, self._send_plain)
        self.path: Send | None = None
        self.way = ""
        self.addresses: set[tuple[object, ...]] = set()
        self.checks: dict[bytes, tuple[object, ...]] = {}
        self.made_s = self.seen_s = time.monotonic()
        self.connected = False
        self.wish = EVERYTHING
        self.in_call = False
        self.unasked = self.unasked_s = 0
        self.loss = 0.0
        self.tracks = {
            source: Track(self, line.kind, line.ssrc)
            for source, line in zip(SENT, offer.lines, strict=False)
        }
        lines = offer.lines[len(SENT) :]
        self.slots = [
            Slot(self, line.kind, line.payload_type, line.abs_send_time) for line in lines
        ]
        self.voices, self.cameras = self.slots[:SLOTS], self.slots[SLOTS : 2 * SLOTS]
        self.screen = self.slots[2 * SLOTS]
        self.uplink_octets = self.downlink_octets = self.overruns = self.broken = self.resends = 0
        self._fingerprint = offer.fingerprint
        self._srtp: Srtp | None = None
        self._by_ssrc = {t.ssrc: t for t in self.tracks.values() if t.ssrc is not None}
        self._by_mid = {
            line.mid: (self.tracks[source], line.mid_extension)
            for source, line in zip(SENT, offer.lines, strict=False)
            if line.ssrc is None
        }
        self._slot_by_ssrc = {slot.ssrc: slot for slot in self.slots}
        self._estimate_bps: int | None = None
        self._octets_before = self._down_bps = self._unasked_before = 0
        self._bytes_left, self._packets_left = UPLINK_MAX_BYTES_PER_S, UPLINK_MAX_PACKETS_PER_S
        self._resends_left, self._keyframes_left = RESENDS_MAX_PER_S, KEYFRAMES_MAX_PER_S

    async def connect(self) -> bool:
        """Shake hands. From then on packets can flow, if anything is attached."""
        self._srtp = await self.handshake.keys(self._fingerprint)
        self.connected = self._srtp is not None
        return self.connected

    def take_dtls(self, data: bytes) -> None:
        self.handshake.take(data)

    def take_srtp(self, data: bytes) -> None:
        """An encrypted packet of this browser, or of somebody who pretends to be it."""
        if self._srtp is None or not 12 <= len(data) <= DATAGRAM_MAX_BYTES + 100:
            return
        self._bytes_left -= len(data)
        self._packets_left -= 1
        if self._bytes_left < 0 or self._packets_left < 0:
            self.overruns += 1
            return
        try:
            if 192 <= data[1] <= 223:
                self._take_rtcp(self._srtp.unprotect_rtcp(data))
                return
            packet = self._srtp.unprotect(data)
        except SRTP_ERRORS:
            self.broken += 1
            return
        self.uplink_octets += len(packet)
        self.unasked += not self.in_call
        first, second, number, stamp, ssrc = HEADER.unpack_from(packet)
        start = 12 + 4 * (first & 15)
        extensions = b""
        if first & 16 and len(packet) >= start + 4:
            words = packet[start + 2] << 8 | packet[start + 3]
            extensions = packet[start : start + 4 + 4 * words]
            start += 4 + 4 * words
        track = self._by_ssrc.get(ssrc) or self._by_extension(ssrc, extensions)
        if track is not None and start <= len(packet) <= DATAGRAM_MAX_BYTES - 8:
            track.take(first & 0x20, second & 0x80, number, stamp, packet[start:])

    def send_rtp(self, packet: bytes) -> bool:
        """Encrypt and send. False if it did not leave."""
        if self._srtp is None or self.path is None:
            return False
        if self.loss and random.random() < self.loss:  # noqa: S311  (packets lost on purpose)
            return True
        try:
            self.path(self._srtp.protect(packet))
        except SRTP_ERRORS:
            return False
        self.downlink_octets += len(packet)
        return True

    def send_rtcp(self, packet: bytes) -> None:
        if self._srtp is not None and self.path is not None:
            try:
                self.path(self._srtp.protect_rtcp(packet))
            except SRTP_ERRORS:
                self.broken += 1

    def every_second(self, camera_bps: int) -> None:
        """Reports up the line, new allowances, and the rate at which this browser receives."""
        octets = sum(slot.octets for slot in self.slots if slot.kind == "video")
        self._down_bps = (octets - self._octets_before) * 8
        self._octets_before = octets
        self._bytes_left, self._packets_left = UPLINK_MAX_BYTES_PER_S, UPLINK_MAX_PACKETS_PER_S
        self._resends_left, self._keyframes_left = RESENDS_MAX_PER_S, KEYFRAMES_MAX_PER_S
        self.unasked_s = self.unasked_s + 1 if self.unasked > self._unasked_before else 0
        self._unasked_before = self.unasked
        reports = [report for track in self.tracks.values() if (report := track.report())]
        if reports:
            self.send_rtcp(receiver_report(reports))
        limits: dict[int, int] = {}
        for source, limit_bps in (("camera", camera_bps), ("screen", SCREEN_BPS)):
            track = self.tracks[source]
            track.ask_again()
            if track.ssrc is not None and track.slots:
                rooms = [slot.room_bps() for slot in track.slots]
                known = (room for room in rooms if room is not None)
                limits[track.ssrc] = min([line_bps(limit_bps), *known])
        if limits:
            # A browser takes it for everything that it sends, whatever streams it names.
            self.send_rtcp(limit_told(list(limits), sum(limits.values()) + VOICE_LINE_BPS))

    def room_bps(self) -> int | None:
        """Bits a second that a camera may send to this browser; None where nothing is known.

        A browser's estimate is at most half again what it receives, so one above the received
        rate is no limit. To obey it would hold every camera down for ever.
        """
        shown = sum(1 for slot in self.slots if slot.kind == "video" and slot.track is not None)
        if not shown or self._estimate_bps is None or self._estimate_bps >= self._down_bps:
            return None
        return max(RESTS_BPS, self._estimate_bps // shown)

    async def close(self) -> None:
        """Cut everything that hangs on this line."""
        for slot in self.slots:
            slot.detach()
        for track in self.tracks.values():
            for slot in list(track.slots):
                slot.detach()
        self._srtp, self.connected = None, False
        await self.handshake.stop()
        self.path = None

    def _send_plain(self, data: bytes) -> None:
        if self.path is not None:
            self.path(data)

    def _by_extension(self, ssrc: int, extensions: bytes) -> Track | None:
        """The track of a stream whose SSRC was not offered: its packets name their line."""
        for mid, (track, number) in self._by_mid.items():
            name = mid.encode()
            if track.ssrc is None and bytes([number << 4 | len(name) - 1]) + name in extensions:
                track.ssrc = ssrc
                self._by_ssrc[ssrc] = track
                return track
        return None

    def _take_rtcp(self, data: bytes) -> None:
        for packet in read_rtcp(data):
            if isinstance(packet, SenderReport | ReceiverReport):
                for heard in packet.reports:
                    if (slot := self._slot_by_ssrc.get(heard.ssrc)) is not None:
                        slot.lost = heard.fraction_lost
            if isinstance(packet, SenderReport):
                track = self._by_ssrc.get(packet.ssrc)
                if track is not None:
                    sender: Any = packet.sender_info
                    track.take_report(sender.ntp_timestamp, sender.rtp_timestamp)
            elif isinstance(packet, PictureFeedback):
                self._take_feedback(packet)
            elif isinstance(packet, LossFeedback):
                self._resend(packet)

    def _take_feedback(self, packet: PictureFeedback) -> None:
        """Only for what this browser is sent: nobody steers the cameras of strangers."""
        estimate = estimated_bps(packet)
        if estimate is not None:
            self._estimate_bps = estimate
        slot = self._slot_by_ssrc.get(asks_for_keyframe(packet) or 0)
        if slot is not None and slot.track is not None and self._keyframes_left > 0:
            self._keyframes_left -= 1
            slot.track.ask_for_keyframe()

    def _resend(self, packet: LossFeedback) -> None:
        slot = self._slot_by_ssrc.get(packet.media_ssrc)
        for number in packet.lost if slot is not None else ():
            if self._resends_left <= 0:
                return
            self._resends_left -= 1
            self.resends += slot.resend(number & 0xFFFF) if slot is not None else 0
