"""Calls as the rest of the server sees them: offers, TURN for those who need it, lost ways told."""

import base64
import hmac
import logging
import secrets
import time
from collections.abc import Iterable
from typing import Final, NamedTuple

from protocol.media import MediaState, NoteUnreachable
from protocol.units import AccountId
from protocol.wire import FrameKind, encode_frame, encode_message
from server.frames import websocket_frame
from server.listener import write_to
from server.loop import Loop
from server.media.embedded.plane import EmbeddedPlane
from server.media.follower import Follower
from server.media.plane import MediaPlane, Wish
from server.media.settings import MediaSettings

_log = logging.getLogger(__name__)
TURN_TTL_S: Final = 12 * 60 * 60


class IceServer(NamedTuple):
    """A relay of our own, with a password that ends by itself."""

    urls: tuple[str, ...]
    username: str
    credential: str


class Media:
    """The media plane of a school, and what follows from what it notices. `unasked` counts how
    often somebody kept sending while in no call."""

    def __init__(
        self, loop: Loop, settings: MediaSettings, plane: MediaPlane | None = None
    ) -> None:
        self.settings = settings
        self.plane: MediaPlane = plane or EmbeddedPlane(settings)
        self._loop = loop
        self._follower = Follower(loop, self.plane)
        self._connected: set[AccountId] = set()
        self.unasked = 0
        secret = settings.turn_secret
        self._secret = b"" if secret is None else secret.read_bytes().strip()

    def start(self) -> None:
        """Have the plane ready. Where it starts at the first call, that one waits for a second, and
        whoever makes an offer without a call learns whether there has been any (T3.4)."""
        self.plane.start()

    async def answer(self, account: AccountId, offer: str) -> str:
        """The answer to a browser's offer. Raises PlaneAway or OfferRefused."""
        answer = await self.plane.signal(account, offer)
        self._connected.add(account)
        return answer

    def want(self, account: AccountId, wish: Wish) -> None:
        """A person wants to receive no more than this."""
        self.plane.want(account, wish)

    def ice_servers(self) -> list[IceServer]:
        """Our TURN, if there is one."""
        server = turn_server(self.settings, self._secret, int(time.time()))
        return [] if server is None else [server]

    async def watch(self) -> None:
        """Tell people about their way for sound and picture, until cancelled."""
        was_down: set[AccountId] = set()
        async for event in self.plane.events():
            match event.kind:
                case "unreachable":
                    self._connected.discard(event.account)
                    self._tell([event.account], MediaState(False, "unreachable"))
                    self._loop.inbox.put(NoteUnreachable(event.account), 0, None, None)
                case "unasked":
                    self.unasked += 1
                    _log.warning("a page keeps sending sound or pictures while it is in no call")
                case "lost":
                    self._connected.discard(event.account)
                case "down":
                    was_down, self._connected = self._connected, set()
                    self._tell(was_down, MediaState(False, "worker_lost"))
                case "up":
                    self._tell(was_down, MediaState(True, "ready"))
                    was_down = set()

    async def close(self) -> None:
        await self.plane.close()

    def _tell(self, accounts: Iterable[AccountId], state: MediaState) -> None:
        """Outside of any tick: the school itself has not changed."""
        row = encode_message(state)
        frame = websocket_frame(encode_frame(FrameKind.PRIVATE, self._loop.last_tick, [row]))
        here = self._loop.publisher.connections
        write_to([here[account] for account in sorted(accounts) if account in here], frame, 0)


def turn_server(settings: MediaSettings, secret: bytes, now_s: int) -> IceServer | None:
    """A password of coturn's shared secret scheme, for whoever gets it; no account is in it."""
    if not settings.turn:
        return None
    user = f"{now_s + TURN_TTL_S}:{secrets.token_hex(8)}"
    digest = hmac.new(secret, user.encode(), "sha1").digest()
    return IceServer(settings.turn, user, base64.b64encode(digest).decode())
