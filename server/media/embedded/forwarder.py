"""Who is connected, and which track is shown in which slot. `sync` is the only thing that shows.

What should flow is worked out anew from the calls each time and compared with what does: leavers
are cut first, newcomers attached last, and there is no way from an offer to a packet.
"""

import asyncio
import contextlib
import gc
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

from protocol.units import CALL_SEATS, AccountId
from server.media.embedded.aiortc_parts import Certificate
from server.media.embedded.endpoint import Endpoint
from server.media.embedded.peer import EVERYTHING, Peer
from server.media.embedded.sdp import Ours, read_offer, write_answer
from server.media.embedded.tracks import Slot, Track
from server.media.plane import Calls, OfferRefused, Sends, Wish
from server.media.settings import CAMERA_BPS, SMALL_CAMERA_BPS, SMALL_FROM_MEMBERS

PEERS_MAX: Final = 1_000
CONNECTS_WITHIN_S: Final = 5.0
SILENT_MAX_S: Final = 30.0
"""Browsers repeat their check every few seconds for as long as they live."""
UNASKED_S: Final = 5
"""Who was in a call a moment ago has packets under way; for so long nobody has."""
Tell = Callable[[str, AccountId], None]
_log = logging.getLogger(__name__)


class Forwarder:
    """The peers of a school and the calls they are in."""

    def __init__(
        self, endpoint: Endpoint, candidates: tuple[str, ...], tell: Tell, loss: float = 0.0
    ) -> None:
        self.peers: dict[AccountId, Peer] = {}
        self._endpoint, self._candidates, self._tell, self._loss = endpoint, candidates, tell, loss
        self._certificate = Certificate()
        self._calls: Calls = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, account: AccountId, offer: str) -> str:
        """A new line for a person; an older one of theirs ends. Raises OfferRefused."""
        read = read_offer(offer)
        if len(self.peers) >= PEERS_MAX and account not in self.peers:
            raise OfferRefused("too many")
        self.drop(account)
        peer = Peer(account, read, self._certificate)
        peer.loss, peer.in_call = self._loss, _call_of(self._calls, account) is not None
        self.peers[account] = peer
        self._endpoint.know(peer)
        self._keep(self._connect(peer))
        ours = Ours(
            peer.user, peer.password, self._certificate.fingerprint, self._candidates,
            tuple(slot.ssrc for slot in peer.slots),
        )  # fmt: skip
        return write_answer(read, ours)

    def sync(self, calls: Calls) -> None:
        """From now on exactly this flows."""
        for account, peer in self.peers.items():
            if _call_of(self._calls, account) != _call_of(calls, account):
                peer.wish = EVERYTHING
            peer.in_call = _call_of(calls, account) is not None
        self._calls = calls
        self._show()

    def want(self, account: AccountId, wish: Wish) -> None:
        """Show a person less than they may see."""
        peer = self.peers.get(account)
        if peer is not None:
            peer.wish = wish
            self._show()

    def drop(self, account: AccountId) -> None:
        """Cut a person's line, and what others see of them."""
        peer = self.peers.pop(account, None)
        if peer is not None:
            self._endpoint.forget(peer)
            self._keep(peer.close())

    def every_second(self) -> None:
        """Reports, limits, and an end for lines that never came up or have gone silent."""
        now_s = time.monotonic()
        sizes = {account: len(call) for call in self._calls.values() for account in call}
        for account, peer in list(self.peers.items()):
            if not peer.connected and now_s - peer.made_s > CONNECTS_WITHIN_S:
                self._lose(peer, "unreachable")
            elif now_s - peer.seen_s > SILENT_MAX_S:
                self._lose(peer, "lost")
            else:
                small = sizes.get(account, 0) >= SMALL_FROM_MEMBERS
                peer.every_second(SMALL_CAMERA_BPS if small else CAMERA_BPS)
                if peer.unasked_s == UNASKED_S:
                    self._tell("unasked", account)

    def counters(self) -> dict[str, object]:
        """Packets by person and line, and how many codecs exist in this process: none, ever."""
        return {
            "strangers": self._endpoint.strangers,
            "codecs": sum(_is_codec(one) for one in gc.get_objects()),
            "people": {account: _counted(peer) for account, peer in self.peers.items()},
        }

    async def close(self) -> None:
        for account in list(self.peers):
            self.drop(account)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _show(self) -> None:
        wanted = self._wanted()
        for peer in self.peers.values():
            for slot in peer.slots:
                if slot.track is not None and wanted.get(slot) is not slot.track:
                    slot.detach()
        for slot, track in wanted.items():
            if slot.track is None:
                slot.attach(track)

    def _wanted(self) -> dict[Slot, Track]:
        wanted: dict[Slot, Track] = {}
        for call in self._calls.values():
            for account, own in call.items():
                peer = self.peers.get(account)
                if peer is None or not peer.connected:
                    continue
                for other, sends in call.items():
                    source = self.peers.get(other)
                    if source is not None and source is not peer:
                        wanted.update(_shown(peer, own, source, sends))
        return wanted

    async def _connect(self, peer: Peer) -> None:
        try:
            if await peer.connect() and self.peers.get(peer.account) is peer:
                self._tell("connected", peer.account)
                self._show()
                await peer.handshake.ended()
        except Exception as error:  # noqa: BLE001  (a stranger's certificate can be anything)
            _log.warning("a handshake failed: %s", type(error).__name__)
        if self.peers.get(peer.account) is peer and peer.connected:
            self._lose(peer, "lost")

    def _lose(self, peer: Peer, kind: str) -> None:
        self.drop(peer.account)
        self._tell(kind, peer.account)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await work

        task = asyncio.ensure_future(quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _shown(peer: Peer, own: Sends, source: Peer, sends: Sends) -> dict[Slot, Track]:
    """What of `source` is shown to `peer`, and where (protocol/media.py says why so)."""
    number = (sends.seat - own.seat - 1) % CALL_SEATS
    if number >= len(peer.voices):
        return {}
    shown: dict[Slot, Track] = {}
    if sends.microphone and peer.wish.sound:
        shown[peer.voices[number]] = source.tracks["microphone"]
    if sends.camera and number in peer.wish.cameras:
        shown[peer.cameras[number]] = source.tracks["camera"]
    if sends.screen and peer.wish.screen:
        shown[peer.screen] = source.tracks["screen"]
    return shown


def _call_of(calls: Calls, account: AccountId) -> str | None:
    return next((call for call, members in calls.items() if account in members), None)


def _counted(peer: Peer) -> dict[str, object]:
    return {
        "way": peer.way,
        "connected": peer.connected,
        "up": {source: track.packets for source, track in peer.tracks.items()},
        "down": [slot.packets for slot in peer.slots],
        "up_bytes": peer.uplink_octets,
        "down_bytes": peer.downlink_octets,
        "unasked": peer.unasked,
        "overruns": peer.overruns,
        "broken": peer.broken,
        "resends": peer.resends,
    }


def _is_codec(one: object) -> bool:
    """Whether an object can look into sound or pictures."""
    module = type(one).__module__
    return module.startswith(
        ("av.codec.context", "av.audio.codeccontext", "av.video.codeccontext")
    ) or (
        module.startswith("aiortc.codecs") and type(one).__name__.endswith(("Encoder", "Decoder"))
    )
