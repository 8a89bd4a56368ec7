"""Offers and answers: one layout, one codec each, nothing of a stranger's text but short tokens.

A page of ours always offers the same lines (`LAYOUT`), so that an offer is read strictly and an
answer never changes: who is in which slot is told by the school, not by SDP. Offers hold addresses
of pupils: they are never logged or quoted.
"""

import re
from typing import Final, NamedTuple

from protocol.units import CALL_SEATS
from server.media.plane import OfferRefused
from server.media.settings import CAMERA_BPS, SCREEN_BPS, VOICE_BPS, VOICE_LINE_BPS, line_bps

OFFER_MAX_CHARS: Final = 32_768
SLOTS: Final = CALL_SEATS - 1
SENT: Final = ("microphone", "camera", "screen")
LAYOUT: Final = (
    ("audio", "sendonly"), ("video", "sendonly"), ("video", "sendonly"),
    *(("audio", "recvonly"),) * SLOTS, *(("video", "recvonly"),) * (SLOTS + 1),
)  # fmt: skip
ABS_SEND_TIME: Final = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
MID: Final = "urn:ietf:params:rtp-hdrext:sdes:mid"
VOICE_PACKET_MS: Final = 60
"""Three times fewer packets than the usual 20 ms, which is what calls cost a server most."""
_CODECS: Final = {"audio": "opus/48000", "video": "vp8/90000"}
_LIMITS: Final = {
    "microphone": VOICE_BPS, "camera": line_bps(CAMERA_BPS), "screen": line_bps(SCREEN_BPS),
}  # fmt: skip
_START_BPS: Final = line_bps(CAMERA_BPS) + VOICE_LINE_BPS
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{1,16}")
_FINGERPRINT: Final = re.compile(
    r"(sha-256|sha-384|sha-512) ((?:[0-9A-Fa-f]{2}:){31,63}[0-9A-Fa-f]{2})"
)
_NUMBER: Final = re.compile(r"[0-9]{1,10}")


class Line(NamedTuple):
    """One line of an offer. `ssrc` is None where the browser tells it by `mid` in packets;
    extension ids are 0 where there is none."""

    kind: str
    mid: str
    payload_type: int
    ssrc: int | None
    abs_send_time: int
    mid_extension: int


class Offer(NamedTuple):
    """What a browser offered, in the order of LAYOUT."""

    fingerprint: tuple[str, str]
    lines: tuple[Line, ...]


class Ours(NamedTuple):
    """Our side of an answer. `ssrcs` are those of the receive lines, in order."""

    user: str
    password: str
    fingerprint: tuple[str, str]
    candidates: tuple[str, ...]
    ssrcs: tuple[int, ...]


def read_offer(text: str) -> Offer:
    """Raises OfferRefused for anything that no page of ours offers."""
    if len(text) > OFFER_MAX_CHARS:
        raise OfferRefused("too long")
    head, *parts = re.split(r"^m=", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    if len(parts) != len(LAYOUT):
        raise OfferRefused("other lines")
    prints = [_attribute(part, "fingerprint") for part in (*parts, head)]
    found = _FINGERPRINT.fullmatch(next(filter(None, prints), ""))
    if found is None:
        raise OfferRefused("no fingerprint")
    lines = tuple(_line(part, *wanted) for part, wanted in zip(parts, LAYOUT, strict=True))
    if len({line.mid for line in lines}) != len(lines):
        raise OfferRefused("lines of one name")
    return Offer((found[1], found[2].upper()), lines)


def write_answer(offer: Offer, ours: Ours) -> str:
    """The answer to an offer. Candidates stand in every line: some clients read only the last."""
    mids = " ".join(line.mid for line in offer.lines)
    rows = [
        "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite",
        "a=msid-semantic: WMS *", f"a=group:BUNDLE {mids}",
    ]  # fmt: skip
    ssrcs = iter(ours.ssrcs)
    for number, line in enumerate(offer.lines):
        source = SENT[number] if number < len(SENT) else ""
        rows += _transport(line, ours, _LIMITS.get(source, 0))
        rows += _codec(line)
        if source:
            mid_extension = 0 if line.ssrc is not None else line.mid_extension
            rows += ["a=recvonly", *_extension_rows(mid_extension, MID)]
        else:
            rows += [
                *_extension_rows(line.abs_send_time, ABS_SEND_TIME),
                "a=sendonly", f"a=msid:s{line.mid} t{line.mid}",
                f"a=ssrc:{next(ssrcs)} cname:hiroba",
            ]  # fmt: skip
        rows += [*(f"a={candidate}" for candidate in ours.candidates), "a=end-of-candidates"]
    return "\r\n".join(rows) + "\r\n"


def candidates(addresses: tuple[str, ...], udp_port: int | None, tcp_port: int | None) -> list[str]:
    """Where we can be reached, UDP first."""
    rows = []
    for number, address in enumerate(addresses):
        if udp_port is not None:
            priority = 2_130_706_431 - (number << 8)
            rows.append(f"candidate:{number}1 1 udp {priority} {address} {udp_port} typ host")
        if tcp_port is not None:
            priority = 1_518_280_447 - (number << 8)
            way = f"{address} {tcp_port} typ host tcptype passive"
            rows.append(f"candidate:{number}2 1 tcp {priority} {way}")
    return rows


def _line(part: str, kind: str, direction: str) -> Line:
    first, *_ = part.split("\n", 1)
    if first.split(" ")[0] != kind or _direction(part) != direction:
        raise OfferRefused("lines in another order")
    mid = _attribute(part, "mid")
    if not _TOKEN.fullmatch(mid):
        raise OfferRefused("a line without a name")
    ssrc = _number(_attribute(part, "ssrc").split(" ")[0], 2**32)
    extensions = dict(_extensions(part))
    return Line(
        kind, mid, _payload_type(part, kind), ssrc,
        extensions.get(ABS_SEND_TIME, 0), extensions.get(MID, 0),
    )  # fmt: skip


def _direction(part: str) -> str:
    found = re.search(r"^a=(sendonly|recvonly|sendrecv|inactive)$", part, re.MULTILINE)
    return found[1] if found else "sendrecv"


def _attribute(part: str, name: str) -> str:
    found = re.search(rf"^a={name}:(.*)$", part, re.MULTILINE)
    return found[1].strip() if found else ""


def _payload_type(part: str, kind: str) -> int:
    for found in re.finditer(r"^a=rtpmap:([0-9]{1,3}) (\S+)", part, re.MULTILINE):
        number = _number(found[1], 128)
        if number is not None and found[2].lower().startswith(_CODECS[kind]):
            return number
    raise OfferRefused("another codec")


def _extensions(part: str) -> list[tuple[str, int]]:
    """Header extensions by their names; only ids that fit the one-byte form (RFC 8285)."""
    found = re.finditer(r"^a=extmap:([0-9]{1,2})(?:/\w+)? (\S+)", part, re.MULTILINE)
    return [(one[2], int(one[1])) for one in found if 1 <= int(one[1]) <= 14]


def _number(text: str, below: int) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) and int(text) < below else None


def _transport(line: Line, ours: Ours, limit_bps: int) -> list[str]:
    return [
        f"m={line.kind} 9 UDP/TLS/RTP/SAVPF {line.payload_type}", "c=IN IP4 0.0.0.0",
        *([f"b=AS:{limit_bps // 1000}"] if limit_bps else []),
        f"a=mid:{line.mid}", "a=rtcp-mux", f"a=ice-ufrag:{ours.user}",
        f"a=ice-pwd:{ours.password}", "a=fingerprint:{} {}".format(*ours.fingerprint),
        "a=setup:passive",
    ]  # fmt: skip


def _codec(line: Line) -> list[str]:
    number = line.payload_type
    if line.kind == "audio":
        return [
            f"a=rtpmap:{number} opus/48000/2",
            f"a=fmtp:{number} minptime=20;useinbandfec=1;usedtx=1;maxaveragebitrate={VOICE_BPS}",
            f"a=ptime:{VOICE_PACKET_MS}", f"a=maxptime:{VOICE_PACKET_MS}",
        ]  # fmt: skip
    return [
        f"a=rtpmap:{number} VP8/90000",
        # Without it a sender starts small and takes many seconds to become sharp.
        f"a=fmtp:{number} x-google-start-bitrate={_START_BPS // 1000}",
        *(f"a=rtcp-fb:{number} {kind}" for kind in ("nack", "nack pli", "ccm fir", "goog-remb")),
    ]


def _extension_rows(number: int, name: str) -> list[str]:
    return [f"a=extmap:{number} {name}"] if number else []
