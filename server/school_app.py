"""The parts of a running school, put together once and handed to routes, control socket and
tests."""

from typing import Final

from aiohttp import web

from protocol.log import EventLog
from protocol.units import AccountId, SessionId
from server.blobs import Blobs
from server.cards import Cards
from server.client_files import ClientFiles
from server.config import Config
from server.data_dir import DataDir
from server.guide_files import guide_folder, read_guide
from server.logins import Logins
from server.loop import Loop
from server.media.service import Media
from server.middlewares import is_own_origin
from server.plaza import Plaza
from server.sealing import Sealer
from server.uploads import Uploads
from server.vault import Vault
from server.vault_sessions import StoredSession, hash_of
from server.wire_recorder import WireRecorder
from simulation.school import session_of

SECURE_COOKIE: Final = "__Host-sid"
PLAIN_COOKIE: Final = "hiroba-demo-sid"
SESSIONS_REMEMBERED: Final = 2_000


class SchoolApp:
    """A school with its door open: loop, sockets, logins and files."""

    def __init__(
        self, config: Config, loop: Loop, log: EventLog, keys: tuple[Vault, Sealer]
    ) -> None:
        self.config, self.data_dir = config, DataDir(config.data_dir)
        self.loop, self.log = loop, log
        self.vault, self.sealer = keys
        self.logins = Logins(self.vault, loop, codes_needed=not config.demo)
        self.cards = Cards(self.vault, loop)
        self.uploads = Uploads(Blobs(self.data_dir), loop)
        self.media = Media(loop, config.media.resolved(config.host, demo=config.demo))
        self.client = ClientFiles()
        self.guide = read_guide(guide_folder())
        self.port = config.port
        self._sessions: dict[bytes, StoredSession] = {}
        self.recorder = WireRecorder(self.data_dir.recordings) if config.wire_recorder else None
        self.plaza = Plaza(loop, self.authenticate, self.may_connect, self.recorder)

    @property
    def session_cookie(self) -> str:
        return SECURE_COOKIE if self.config.secure_cookies else PLAIN_COOKIE

    @property
    def device_cookie(self) -> str:
        return "__Host-device" if self.config.secure_cookies else "hiroba-demo-device"

    def origins(self) -> tuple[str, ...]:
        """The exact origins our own pages can have."""
        if self.config.origins:
            return self.config.origins
        scheme = "https" if self.config.tls else "http"
        host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
        names = {host, "localhost", "127.0.0.1"}
        return tuple(f"{scheme}://{name}:{self.port}" for name in sorted(names))

    def socket_origins(self) -> tuple[str, ...]:
        """The same for the socket; browsers see these in the policy."""
        return tuple(origin.replace("http", "ws", 1) for origin in self.origins())

    def may_connect(self, request: web.Request) -> bool:
        return is_own_origin(request, self.origins())

    def authenticate(self, request: web.Request) -> tuple[AccountId, SessionId] | None:
        """Who holds the cookie, if that stay has not ended. Being in the state is what counts."""
        token = request.cookies.get(self.session_cookie)
        stored = self._session_of(hash_of(token)) if token else None
        if stored is None:
            return None
        session = session_of(self.loop.school, stored.account)
        if session is None or session.session != stored.session:
            return None
        return stored.account, stored.session

    def _session_of(self, token_hash: bytes) -> StoredSession | None:
        """From memory where possible: the vault may be busy syncing, and ticks must not wait."""
        stored = self._sessions.get(token_hash)
        if stored is None and (stored := self.vault.sessions.find(token_hash)) is not None:
            if len(self._sessions) >= SESSIONS_REMEMBERED:
                del self._sessions[next(iter(self._sessions))]
            self._sessions[token_hash] = stored
        return stored
