"""What is taken from aiortc is tried at each start, and says plainly what does not fit."""

import asyncio

import pytest
from aiortc import RTCDtlsTransport, rtp

from server.media.embedded.aiortc_parts import (
    DATAGRAM_MAX_BYTES,
    SRTP_ERRORS,
    Certificate,
    Handshake,
    PartsDoNotFit,
    self_test,
)
from server.media.embedded.tracks import HEADER


async def test_the_pinned_versions_fit() -> None:
    await self_test()


@pytest.mark.parametrize(
    ("owner", "name"),
    [(RTCDtlsTransport, "_set_role"), (rtp, "RTCP_PSFB_PLI"), (rtp, "RtcpPacket")],
)
async def test_a_version_without_something_we_need_is_named(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    monkeypatch.delattr(owner, name)
    with pytest.raises(PartsDoNotFit, match=r"aiortc 1\.\d+.*do not fit"):
        await self_test()


async def test_a_packet_that_is_too_long_or_not_ours_is_refused_and_the_next_one_goes() -> None:
    ours, theirs = Certificate(), Certificate()
    back: list[Handshake] = []

    def answer(data: bytes) -> None:
        back[0].take(data)

    here = Handshake(ours, answer)
    there = Handshake(theirs, here.take, "client")
    back.append(there)
    pair = await asyncio.gather(here.keys(theirs.fingerprint), there.keys(ours.fingerprint))
    to_them, to_us = pair
    assert to_them is not None
    assert to_us is not None
    header = HEADER.pack(0x80, 96, 1, 2, 3)
    with pytest.raises(SRTP_ERRORS):
        to_them.protect(header + b"x" * DATAGRAM_MAX_BYTES)
    with pytest.raises(SRTP_ERRORS):
        to_us.unprotect(header + b"x" * 2_000)
    packet = to_them.protect(header + b"something")
    with pytest.raises(SRTP_ERRORS):
        to_us.unprotect(packet[:-1] + bytes([packet[-1] ^ 1]))
    assert to_us.unprotect(packet) == header + b"something"
    await asyncio.gather(here.stop(), there.stop())
