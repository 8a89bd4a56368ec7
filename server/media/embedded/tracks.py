"""What one person sends (`Track`) and where another receives it (`Slot`): packets, never frames.

A slot keeps its SSRC for ever and counts on when its source changes, so a browser sees one stream
that pauses. This is the hot path of calls: a packet costs some 15 µs for each receiver, of which
half is encryption and the system call.
"""

import random
import struct
import time
from typing import Final, Protocol, TypeAlias

from server.media.embedded.aiortc_parts import (
    ReceiverInfo,
    keyframe_wanted,
    lost_wanted,
    sender_report,
)

HEADER: Final = struct.Struct("!BBHLL")
RING: Final = 512
"""Packets kept for those who missed one: two seconds of a camera."""
KEYFRAME_EVERY_S: Final = 0.5
GAP_MAX: Final = 200
CLOCK_HZ: Final = {"audio": 48_000, "video": 90_000}
_LONG_HEADER: Final = struct.Struct("!BBHLLLL")
_ONE_BYTE_EXTENSIONS: Final = 0xBEDE0001
_SHORT: Final = 0xFFFF
_LONG: Final = 0xFFFFFFFF

Packet: TypeAlias = tuple[int, int, int, int, int, bytes]
"""Number counted on over 65535, padding bit, marker bit, stamp, time of sending, payload."""


class Line(Protocol):
    """Somebody's line as tracks and slots use it."""

    def send_rtp(self, packet: bytes) -> bool: ...

    def send_rtcp(self, packet: bytes) -> None: ...

    def room_bps(self) -> int | None: ...


class Track:
    """One stream of one person: microphone, camera or screen. `ssrc` may become known later."""

    def __init__(self, line: Line, kind: str, ssrc: int | None) -> None:
        self.kind, self.ssrc = kind, ssrc
        self.slots: list[Slot] = []
        self.packets = self.octets = 0
        self._line = line
        self._ring: list[Packet | None] = [None] * RING
        self._first = self._highest = -1
        self._newest_s = 0.0
        self._expected_before = self._packets_before = 0
        self._asked_s = float("-inf")
        self._asked_again = False
        self._report_ntp, self._report_s = 0, 0.0

    def take(self, pad: int, mark: int, number: int, stamp: int, payload: bytes) -> None:
        """A packet came: keep it for a while, and send it on at once."""
        if self._highest < 0:
            self._first = self._highest = counted = number
        else:
            ahead = (number - self._highest) & _SHORT
            if 0 < ahead < 0x8000:
                if 1 < ahead < GAP_MAX and self.kind == "video":
                    self._ask_for_lost(ahead)
                counted = self._highest = self._highest + ahead
            else:
                counted = self._highest - (-ahead & _SHORT)
                if self._highest - counted >= RING or self.kept(number) is not None:
                    # Too late, or here already: no number is ever used for two packets.
                    return
        self.packets += 1
        self.octets += len(payload)
        # Seconds in 6.18 fixed point: browsers estimate their line from it (REMB).
        sent = int((time.time() % 64) * 262_144) & 0xFFFFFF
        packet = self._ring[number % RING] = (counted, pad, mark, stamp, sent, payload)
        if counted == self._highest:
            self._newest_s = time.monotonic()
        for slot in self.slots:
            slot.forward(packet)

    def newest(self) -> tuple[int, int, float]:
        """Number, stamp and time of the newest packet that came."""
        packet = self._ring[self._highest % RING]
        assert packet is not None, "nothing came yet"
        return self._highest, packet[3], self._newest_s

    def kept(self, number: int) -> Packet | None:
        """A packet that was forwarded not long ago, by its number."""
        packet = self._ring[number % RING]
        return packet if packet is not None and packet[0] & _SHORT == number else None

    def ask_for_keyframe(self) -> None:
        """A whole picture is needed. Many may ask; the sender hears it twice a second."""
        now_s = time.monotonic()
        if self.ssrc is None or self.kind != "video":
            return
        if now_s - self._asked_s < KEYFRAME_EVERY_S:
            self._asked_again = True
            return
        self._asked_s, self._asked_again = now_s, False
        self._line.send_rtcp(keyframe_wanted(self.ssrc))

    def ask_again(self) -> None:
        """Now and then: ask for those who asked too soon after another."""
        if self._asked_again:
            self.ask_for_keyframe()

    def take_report(self, ntp: int, stamp: int) -> None:
        """The sender says which wall clock a stamp belongs to; so do we, in each slot's stamps."""
        self._report_ntp, self._report_s = ntp, time.monotonic()
        for slot in self.slots:
            slot.forward_report(ntp, stamp)

    def report(self) -> ReceiverInfo | None:
        """How well we heard since the last report; None before the first packet."""
        if self.ssrc is None or self._highest < 0:
            return None
        expected = self._highest - self._first + 1
        wanted = expected - self._expected_before
        lost = wanted - (self.packets - self._packets_before)
        self._expected_before, self._packets_before = expected, self.packets
        missed = max(0, min(255, lost * 256 // max(1, wanted)))
        if self.kind == "audio":
            # Voices are not sent again: a sender that knows of the loss adds Opus' own repair.
            missed = max([missed, *(slot.lost for slot in self.slots)])
        heard_s = time.monotonic() - self._report_s
        return ReceiverInfo(
            ssrc=self.ssrc, fraction_lost=missed,
            packets_lost=max(0, min(0x7FFFFF, expected - self.packets)),
            highest_sequence=self._highest & _LONG, jitter=0,
            lsr=self._report_ntp >> 16 & _LONG,
            dlsr=int(heard_s * 65_536) & _LONG if self._report_ntp else 0,
        )  # fmt: skip

    def _ask_for_lost(self, ahead: int) -> None:
        assert self.ssrc is not None
        lost = [(self._highest + step) & _SHORT for step in range(1, ahead)]
        self._line.send_rtcp(lost_wanted(self.ssrc, lost))


class Slot:
    """One receive line of one browser. `extension` is the id under which it wants send times,
    `lost` what share of 256 packets it missed of late."""

    def __init__(self, line: Line, kind: str, payload_type: int, extension: int) -> None:
        self.ssrc = random.getrandbits(31) | 1
        self.kind = kind
        self.track: Track | None = None
        self.packets = self.octets = 0
        self.lost = 0
        self._line, self._payload_type = line, payload_type
        self._tagged = (extension << 4 | 2) << 24 if extension else 0
        # In the lower half: SRTP's roll-over counter starts with the first packet.
        self._number = random.getrandbits(14)
        self._stamp = random.getrandbits(30)
        self._sent_s = time.monotonic()
        self._number_shift: int | None = None
        self._stamp_shift = self._first = 0

    def room_bps(self) -> int | None:
        """Bits a second that the browser behind this slot can take of one camera."""
        return self._line.room_bps()

    def attach(self, track: Track) -> None:
        """Show `track` here from now on."""
        self.detach()
        self.track, self._number_shift, self.lost = track, None, 0
        track.slots.append(self)
        track.ask_for_keyframe()

    def detach(self) -> None:
        """Not one packet more. No number up to the track's highest is used again."""
        if self.track is None:
            return
        if self._number_shift is not None:
            number, stamp, self._sent_s = self.track.newest()
            self._number = (number + self._number_shift) & _SHORT
            self._stamp = (stamp + self._stamp_shift) & _LONG
        self.track.slots.remove(self)
        self.track = None

    def forward(self, packet: Packet) -> None:
        """Send a packet of the track under our own numbers."""
        number, stamp = packet[0], packet[3]
        shift = self._number_shift
        if shift is None:
            shift = self._begin(number, stamp)
        elif number < self._first:
            return  # Late, and of before this was shown here: its number has been used.
        out = (number + shift) & _SHORT
        if self._line.send_rtp(self._packed(packet, out)):
            self.packets += 1
            self.octets += len(packet[5])

    def resend(self, out: int) -> bool:
        """Send a packet once more that this browser missed; none from before it was shown here."""
        if self.track is None or self._number_shift is None:
            return False
        kept = self.track.kept((out - self._number_shift) & _SHORT)
        if kept is None or kept[0] < self._first:
            return False
        return self._line.send_rtp(self._packed(kept, out))

    def _packed(self, packet: Packet, out: int) -> bytes:
        """The packet as it leaves. The same each time: two packets of one number that differ would
        give the key of a line away (RFC 7714, section 8.1)."""
        _, pad, mark, stamp, sent, payload = packet
        stamped = (stamp + self._stamp_shift) & _LONG
        if not self._tagged:
            head = HEADER.pack(0x80 | pad, mark | self._payload_type, out, stamped, self.ssrc)
            return head + payload
        return (
            _LONG_HEADER.pack(
                0x90 | pad, mark | self._payload_type, out, stamped, self.ssrc,
                _ONE_BYTE_EXTENSIONS, self._tagged | sent,
            )
            + payload
        )  # fmt: skip

    def forward_report(self, ntp: int, stamp: int) -> None:
        if self._number_shift is not None:
            stamped = (stamp + self._stamp_shift) & _LONG
            told = (self.packets & _LONG, self.octets & _LONG)
            self._line.send_rtcp(sender_report(self.ssrc, ntp, stamped, *told))

    def _begin(self, number: int, stamp: int) -> int:
        """Count on from what was sent here last, whoever it came from; how far to shift numbers."""
        self._first = number
        passed = int((time.monotonic() - self._sent_s) * CLOCK_HZ[self.kind]) + 1
        self._number_shift = (self._number + 1 - number) & _SHORT
        self._stamp_shift = (self._stamp + passed - stamp) & _LONG
        return self._number_shift
