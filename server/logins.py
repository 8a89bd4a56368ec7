"""Logging in: id, three words, for staff a code. Slow for guessers, never locked for a child.

Wrong answers cost the same time whether the id exists or not. Tries are counted per account and
apart for known and unknown devices, so that a bully who guesses cannot lock a child out of the
child's own device. Everything that reads the vault or hashes runs in one thread behind a bounded
queue: the loop never waits for a disk, and a flood of guesses cannot pile up in memory.
"""

import asyncio
import logging
import secrets
import sqlite3
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from protocol.rights import STAFF
from protocol.sessions import Device, OpenSession
from protocol.units import AccountId
from server import totp
from server.loop import Loop
from server.passphrases import normal_login_id, normal_passphrase
from server.vault import Vault
from server.vault_logins import passphrase_matches
from server.vault_sessions import StoredSession, hash_of

ALARM_FAILURES_PER_MINUTE: Final = 50
TOKEN_BYTES: Final = 32
DEVICE_TOKEN_BYTES: Final = 16
WAITING_MAX: Final = 300
"""Logins that may wait for the thread: some ten seconds of work, three schools' chimes at once."""
FORGET_FAILURES_AFTER_MS: Final = 24 * 3600 * 1000
FORGET_SESSIONS_AFTER_MS: Final = 7 * 24 * 3600 * 1000
TIDY_EVERY_MS: Final = 3600 * 1000

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class LoginRefused(Exception):
    """Why somebody did not get in. `at_ms`: when to try again, or when the school opens."""

    def __init__(self, status: int, reason: str, at_ms: int = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.at_ms = status, reason, at_ms


@dataclass(frozen=True)
class Attempt:
    """What was typed, and the device cookie that came with it ("" for none)."""

    login_id: str
    passphrase: str
    code: str
    device: Device
    device_token: str


@dataclass(frozen=True)
class Entered:
    """A new session: its cookies and who it is."""

    account: AccountId
    role: str
    token: str
    device_token: str


class Logins:
    """Checks credentials and opens sessions."""

    def __init__(self, vault: Vault, loop: Loop, *, codes_needed: bool) -> None:
        self._vault, self._loop = vault, loop
        self._codes_needed = codes_needed
        self._thread = ThreadPoolExecutor(1, "passphrases")
        self._waiting = 0
        self._failures: deque[float] = deque(maxlen=ALARM_FAILURES_PER_MINUTE)
        self._tidied_ms = 0
        self.outcomes: Counter[str] = Counter()
        """How often somebody got in ("entered"), or was refused and why."""

    async def log_in(self, attempt: Attempt) -> Entered:
        """A session for the right words. Raises LoginRefused."""
        try:
            entered = await self._log_in(attempt)
        except LoginRefused as refused:
            self.outcomes[refused.reason] += 1
            raise
        self.outcomes["entered"] += 1
        return entered

    async def _log_in(self, attempt: Attempt) -> Entered:
        if self._loop.read_only:
            raise LoginRefused(503, "read_only")
        account = await self._in_thread(lambda: self._check(attempt))
        session = secrets.token_urlsafe(16)
        answer = await self._loop.inbox.ask(OpenSession(account, session, attempt.device))
        if answer.reason is not None:
            raise LoginRefused(403, answer.reason, answer.at_ms)
        role = self._loop.school.accounts[account].role.value
        entered = Entered(
            account, role, secrets.token_urlsafe(TOKEN_BYTES),
            attempt.device_token or secrets.token_urlsafe(DEVICE_TOKEN_BYTES),
        )  # fmt: skip
        await self._in_thread(lambda: self._keep(entered, session))
        return entered

    @property
    def waiting(self) -> int:
        """Logins that wait for the thread, the one under way included."""
        return self._waiting

    def close(self) -> None:
        """Let the thread end after what it is doing."""
        self._thread.shutdown()

    def _check(self, attempt: Attempt) -> AccountId:
        """Whose words these are. In the thread. Raises LoginRefused."""
        login_id = normal_login_id(attempt.login_id)
        account = self._vault.logins.account_of(login_id)
        # An unknown id is counted too, under itself: whoever tries sees the same waiting times.
        counted = account or f"unknown:{login_id}"
        token = attempt.device_token
        known = bool(token) and self._vault.sessions.knows_device(hash_of(token), counted)
        now_ms = time.time_ns() // 1_000_000
        self._tidy(now_ms)
        wait_ms = self._vault.logins.wait_ms(counted, known_device=known, now_ms=now_ms)
        if wait_ms > 0:
            raise LoginRefused(429, "login_wait", now_ms + wait_ms)
        stored = self._vault.logins.passphrase_hash(account) if account else None
        right = passphrase_matches(stored, normal_passphrase(attempt.passphrase))
        person = self._loop.school.accounts.get(account or "")
        if not right or account is None or person is None:
            self._count_failure(counted, known, now_ms)
            raise LoginRefused(401, "login_wrong")
        if person.role in STAFF and self._codes_needed:
            self._check_code(account, attempt.code, known, now_ms)
        self._vault.logins.clear_failures(counted, known_device=known)
        return account

    def _check_code(self, account: AccountId, code: str, known: bool, now_ms: int) -> None:
        if not code:
            raise LoginRefused(401, "code_needed")
        seed = self._vault.logins.totp_seed(account)
        counter = None if seed is None else totp.matching_counter(seed.seed, code, now_ms)
        if counter is None or not self._vault.logins.use_totp_counter(account, counter):
            self._count_failure(account, known, now_ms)
            raise LoginRefused(401, "code_wrong")

    def _count_failure(self, counted: str, known: bool, now_ms: int) -> None:
        self._vault.logins.count_failure(counted, known_device=known, now_ms=now_ms)
        now_s = time.monotonic()
        self._failures.append(now_s)
        if len(self._failures) == ALARM_FAILURES_PER_MINUTE and now_s - self._failures[0] < 60:
            _log.warning("many failed logins", extra={"per_minute": len(self._failures)})
            self._failures.clear()

    def _keep(self, entered: Entered, session: str) -> None:
        """A login makes one session live: the account's older ones are revoked (T1.6)."""
        now_ms = time.time_ns() // 1_000_000
        sessions, device_hash = self._vault.sessions, hash_of(entered.device_token)
        sessions.revoke_all_of(entered.account, now_ms)
        sessions.add_device(device_hash, entered.account, now_ms)
        sessions.add(
            hash_of(entered.token), StoredSession(session, entered.account, device_hash, now_ms)
        )

    def _tidy(self, now_ms: int) -> None:
        if now_ms - self._tidied_ms < TIDY_EVERY_MS:
            return
        self._tidied_ms = now_ms
        self._vault.logins.forget_failures_before(now_ms - FORGET_FAILURES_AFTER_MS)
        self._vault.sessions.forget_created_before(now_ms - FORGET_SESSIONS_AFTER_MS)

    async def _in_thread(self, work: Callable[[], _Result]) -> _Result:
        if self._waiting >= WAITING_MAX:
            raise LoginRefused(503, "busy")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise LoginRefused(503, "read_only") from error
        finally:
            self._waiting -= 1
