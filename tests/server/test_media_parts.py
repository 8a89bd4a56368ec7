"""What is taken from aiortc is tried at each start, and says plainly what does not fit."""

import pytest
from aiortc import RTCDtlsTransport, rtp

from server.media.embedded.aiortc_parts import PartsDoNotFit, self_test


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
