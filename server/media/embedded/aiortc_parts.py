"""Everything we take from aiortc, aioice and pylibsrtp, private names included, in one place.

aiortc's own connection decodes what it receives; forwarding wants only its DTLS, its SRTP keys and
its RTCP. `self_test` runs all of it once when the worker starts, so that a version that does not
fit says so in a sentence instead of failing in the middle of a call.
"""

import asyncio
import struct
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, Final, NamedTuple, cast

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport, rtp

DATAGRAM_MAX_BYTES: Final = 1_356
"""pylibsrtp's buffers hold 1500 B, of which `protect` keeps 144 for its trailer."""
_MEMORY_BYTES: Final = 1_500
WAITING_MAX: Final = 64
SRTP_ERRORS: Final = (pylibsrtp.Error, ValueError)
_PARSE_ERRORS: Final = (ValueError, KeyError, IndexError, TypeError, struct.error)
_SELF_TEST_S: Final = 5.0
_OUR_SSRC: Final = 1

ReceiverInfo = rtp.RtcpReceiverInfo
SenderReport = rtp.RtcpSrPacket
ReceiverReport = rtp.RtcpRrPacket
PictureFeedback = rtp.RtcpPsfbPacket
LossFeedback = rtp.RtcpRtpfbPacket


class PartsDoNotFit(Exception):
    """The installed libraries lack something that calls are built on."""


class Srtp(NamedTuple):
    """The keys of one line. Each function raises one of SRTP_ERRORS."""

    protect: Callable[[bytes], bytes]
    unprotect: Callable[[bytes], bytes]
    protect_rtcp: Callable[[bytes], bytes]
    unprotect_rtcp: Callable[[bytes], bytes]


class Certificate:
    """A key of our own, made anew at each start."""

    def __init__(self) -> None:
        self.own = RTCCertificate.generateCertificate()

    @property
    def fingerprint(self) -> tuple[str, str]:
        """Algorithm and value, as SDP writes them."""
        first = self.own.getFingerprints()[0]
        return first.algorithm, first.value


class Handshake:
    """DTLS over datagrams that somebody else carries. aiortc calls `_recv` and `_send`."""

    role = "controlled"

    def __init__(
        self, certificate: Certificate, send: Callable[[bytes], object], role: str = "server"
    ) -> None:
        self._send_datagram = send
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._dtls = RTCDtlsTransport(cast("Any", self), [certificate.own])
        self._dtls._set_role(role)

    async def _recv(self) -> bytes:
        datagram = await self._waiting.get()
        if datagram is None:
            raise ConnectionError
        return datagram

    async def _send(self, data: bytes) -> None:
        self._send_datagram(data)

    def take(self, datagram: bytes) -> None:
        """A datagram of the other side; more than a handshake needs is dropped."""
        if datagram and self._waiting.qsize() < WAITING_MAX:
            self._waiting.put_nowait(datagram)

    async def keys(self, fingerprint: tuple[str, str]) -> Srtp | None:
        """Shake hands with whoever holds the certificate of this fingerprint; None if it fails."""
        wanted = RTCDtlsParameters(fingerprints=[RTCDtlsFingerprint(*fingerprint)])
        await self._dtls.start(wanted)
        if self._dtls.state != "connected":
            return None
        to_them, from_them = self._dtls._tx_srtp, self._dtls._rx_srtp
        trailer_bytes = _MEMORY_BYTES - DATAGRAM_MAX_BYTES
        return Srtp(
            _quick(to_them, "srtp_protect", trailer_bytes),
            _quick(from_them, "srtp_unprotect", 0),
            to_them.protect_rtcp, from_them.unprotect_rtcp,
        )  # fmt: skip

    async def ended(self) -> None:
        """Until the other side says goodbye."""
        over = asyncio.Event()
        self._dtls.on("statechange", over.set)
        if self._dtls.state == "connected":
            await over.wait()

    async def stop(self) -> None:
        """Say goodbye, and be done."""
        await self._dtls.stop()
        self._waiting.put_nowait(None)


def _quick(session: pylibsrtp.Session, name: str, trailer_bytes: int) -> Callable[[bytes], bytes]:
    """A function of libsrtp without what its wrapper makes anew for each packet: that is more than
    half of the cost of a packet. Raises one of SRTP_ERRORS."""
    native: Any = pylibsrtp
    function, handle = getattr(native.lib, name), cast("Any", session)._srtp[0]
    memory, length = native.ffi.new("unsigned char[]", _MEMORY_BYTES), native.ffi.new("int *")
    buffer, longest = native.ffi.buffer(memory), _MEMORY_BYTES - trailer_bytes

    def process(data: bytes, _kept: pylibsrtp.Session = session) -> bytes:
        size = len(data)
        if size > longest:
            raise ValueError("the packet is too long")
        buffer[:size] = data
        length[0] = size
        if function(handle, memory, length):
            raise pylibsrtp.Error("not a packet of this line")
        done: bytes = buffer[: length[0]]
        return done

    return process


class Binding(NamedTuple):
    """A check of connectivity that somebody sent. Nothing of it is true before `is_signed`."""

    user: str
    chosen: bool
    message: stun.Message


def read_binding(data: bytes) -> Binding | None:
    """The STUN binding request in a datagram, None if it is anything else."""
    try:
        message = stun.parse_message(data)
        user = message.attributes["USERNAME"].split(":")[0]
    except _PARSE_ERRORS:
        return None
    if (message.message_class, message.message_method) != (
        stun.Class.REQUEST, stun.Method.BINDING,
    ):  # fmt: skip
        return None
    return Binding(user, "USE-CANDIDATE" in message.attributes, message)


def is_signed(binding: Binding, password: str) -> bool:
    """Whether the sender knows the password that we gave to one person alone."""
    try:
        return binding.message.check_message_integrity(password.encode())
    except _PARSE_ERRORS:
        return False


def binding_answer(binding: Binding, address: tuple[str, int], password: str) -> bytes:
    """That we heard them, and where from."""
    answer = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=binding.message.transaction_id,
    )
    answer.attributes["XOR-MAPPED-ADDRESS"] = address
    answer.add_message_integrity(password.encode())
    return bytes(answer)


def binding_request(user: str, password: str) -> bytes:
    """What a browser sends to see whether it is heard."""
    request = stun.Message(message_method=stun.Method.BINDING, message_class=stun.Class.REQUEST)
    request.attributes["USERNAME"] = user
    request.attributes["USE-CANDIDATE"] = None
    request.add_message_integrity(password.encode())
    return bytes(request)


def read_rtcp(data: bytes) -> list[Any]:
    """The packets of a compound; none if any of it is broken."""
    try:
        return list(rtp.RtcpPacket.parse(data))
    except _PARSE_ERRORS:
        return []


def asks_for_keyframe(feedback: PictureFeedback) -> int | None:
    """Of which of our streams a whole picture is asked for, None if it is another feedback."""
    if feedback.fmt == rtp.RTCP_PSFB_PLI:
        return int(feedback.media_ssrc)
    if feedback.fmt == rtp.RTCP_PSFB_FIR and len(feedback.fci) >= 4:
        return int.from_bytes(feedback.fci[:4], "big")
    return None


def estimated_bps(feedback: PictureFeedback) -> int | None:
    """The bits a second that a receiver believes its line can take."""
    if feedback.fmt != rtp.RTCP_PSFB_APP:
        return None
    try:
        return int(rtp.unpack_remb_fci(feedback.fci)[0])
    except _PARSE_ERRORS:
        return None


def keyframe_wanted(ssrc: int) -> bytes:
    """PLI (RFC 4585)."""
    return bytes(rtp.RtcpPsfbPacket(fmt=rtp.RTCP_PSFB_PLI, ssrc=_OUR_SSRC, media_ssrc=ssrc))


def lost_wanted(ssrc: int, lost: list[int]) -> bytes:
    """NACK (RFC 4585). `lost` goes up, over 65535 to 0 too, where aiortc's own packing breaks."""
    rows: list[list[int]] = []
    for number in lost:
        ahead = (number - rows[-1][0] - 1) & 0xFFFF if rows else 16
        if ahead < 16:
            rows[-1][1] |= 1 << ahead
        else:
            rows.append([number, 0])
    body = b"".join(struct.pack("!HH", *row) for row in rows)
    head = struct.pack("!LL", _OUR_SSRC, ssrc)
    return rtp.pack_rtcp_packet(rtp.RTCP_RTPFB, rtp.RTCP_RTPFB_NACK, head + body)


def limit_told(ssrcs: list[int], bits_per_second: int) -> bytes:
    """REMB: no more than this in all, please."""
    fci = rtp.pack_remb_fci(bits_per_second, ssrcs)
    return bytes(rtp.RtcpPsfbPacket(fmt=rtp.RTCP_PSFB_APP, ssrc=_OUR_SSRC, media_ssrc=0, fci=fci))


def receiver_report(reports: list[ReceiverInfo]) -> bytes:
    """How well we hear (RFC 3550)."""
    return bytes(rtp.RtcpRrPacket(ssrc=_OUR_SSRC, reports=reports[:31]))


def sender_report(ssrc: int, ntp: int, stamp: int, packets: int, octets: int) -> bytes:
    """Which wall clock belongs to which stamp of a stream: lips and voice stay together."""
    sender = rtp.RtcpSenderInfo(
        ntp_timestamp=ntp, rtp_timestamp=stamp, packet_count=packets, octet_count=octets
    )
    return bytes(rtp.RtcpSrPacket(ssrc=ssrc, sender_info=sender))


async def self_test() -> None:
    """Use every part once, with ourselves. Raises PartsDoNotFit."""
    try:
        async with asyncio.timeout(_SELF_TEST_S):
            await _shake_hands_with_ourselves()
        request = read_binding(binding_request("them:us", "secret"))
        assert request is not None, "STUN"
        assert is_signed(request, "secret"), "STUN"
        assert not is_signed(request, "guess"), "STUN"
        assert binding_answer(request, ("192.0.2.7", 9), "secret"), "STUN"
        [asked] = read_rtcp(keyframe_wanted(77))
        [limit] = read_rtcp(limit_told([77], 300_000))
        [missed] = read_rtcp(lost_wanted(77, [65_534, 65_535, 0, 40]))
        [report] = read_rtcp(sender_report(77, 1, 2, 3, 4))
        assert (asks_for_keyframe(asked), report.sender_info.rtp_timestamp) == (77, 2), "RTCP"
        assert [number & 0xFFFF for number in missed.lost] == [65_534, 65_535, 0, 40], "NACK"
        assert estimated_bps(limit) == 300_000, "REMB"
    except Exception as error:
        names = ", ".join(f"{name} {version(name)}" for name in ("aiortc", "aioice", "pylibsrtp"))
        raise PartsDoNotFit(f"{names} do not fit calls: {type(error).__name__} {error}") from error


async def _shake_hands_with_ourselves() -> None:
    ours, theirs = Certificate(), Certificate()
    back: list[Handshake] = []

    def answer(data: bytes) -> None:
        back[0].take(data)

    server = Handshake(ours, answer)
    client = Handshake(theirs, server.take, "client")
    back.append(client)
    here, there = await asyncio.gather(
        server.keys(theirs.fingerprint), client.keys(ours.fingerprint)
    )
    assert here is not None, "DTLS"
    assert there is not None, "DTLS"
    packet = struct.pack("!BBHLL", 0x80, 96, 1, 2, 3) + b"payload"
    assert there.unprotect(here.protect(packet)) == packet, "SRTP"
    report = sender_report(77, 1, 2, 3, 4)
    assert here.unprotect_rtcp(there.protect_rtcp(report)) == report, "SRTCP"
    await server.stop()
    await client.stop()
