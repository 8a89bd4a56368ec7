"""Logging in: id, three words, for staff a code; slow for guessers, never a locked door for a
child.

Wrong answers cost the same time whether the id exists or not. Tries are counted per account and
apart for
known and unknown devices, so that a bully who guesses cannot lock a child out of the child's
own device.
"""

import asyncio
import logging
import secrets
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

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
_log = logging.getLogger(__name__)


class LoginRefused(Exception):
    """Why somebody did not get in. `at_ms`: when to try again, or when the school opens."""

    def __init__(self, status: int, reason: str, at_ms: int = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.at_ms = status, reason, at_ms


@dataclass(frozen=True)
class LoggedIn:
    """A new session: its cookies and who it is."""

    account: AccountId
    role: str
    token: str
    device_token: str


class Logins:
    """Checks credentials and opens sessions. Hashing runs in one thread, off the event loop."""

    def __init__(self, vault: Vault, loop: Loop, *, codes_needed: bool) -> None:
        self._vault, self._loop = vault, loop
        self._codes_needed = codes_needed
        self._thread = ThreadPoolExecutor(1, "passphrases")
        self._failures: deque[float] = deque(maxlen=ALARM_FAILURES_PER_MINUTE)

    async def log_in(
        self, login_id: str, passphrase: str, code: str, device: Device, device_token: str
    ) -> LoggedIn:
        """A session for the right words. Raises LoginRefused."""
        if self._loop.read_only:
            raise LoginRefused(503, "read_only")
        account = await self._check(login_id, passphrase, code, device_token)
        token, new_device_token = secrets.token_urlsafe(TOKEN_BYTES), secrets.token_urlsafe(16)
        session = secrets.token_urlsafe(16)
        answer = await self._loop.inbox.ask(OpenSession(account, session, device))
        if answer.reason is not None:
            raise LoginRefused(403, answer.reason, answer.at_ms)
        await self._in_thread(self._keep, account, session, token, new_device_token)
        role = self._loop.school.accounts[account].role.value
        return LoggedIn(account, role, token, new_device_token)

    async def _check(
        self, login_id: str, passphrase: str, code: str, device_token: str
    ) -> AccountId:
        account = self._vault.logins.account_of(normal_login_id(login_id))
        # An unknown id is counted too, under itself: whoever tries sees the same waiting times.
        counted = account or f"unknown:{normal_login_id(login_id)[:40]}"
        known = bool(device_token) and (
            self._vault.sessions.knows_device(hash_of(device_token), counted)
        )
        now_ms = time.time_ns() // 1_000_000
        wait_ms = self._vault.logins.wait_ms(counted, known_device=known, now_ms=now_ms)
        if wait_ms > 0:
            raise LoginRefused(429, "login_wait", now_ms + wait_ms)
        stored = self._vault.logins.passphrase_hash(account) if account else None
        typed = normal_passphrase(passphrase)
        right = await self._in_thread(passphrase_matches, stored, typed)
        person = self._loop.school.accounts.get(account or "")
        if not right or account is None or person is None:
            await self._count_failure(counted, known, now_ms)
            raise LoginRefused(401, "login_wrong")
        if person.role in STAFF and self._codes_needed:
            await self._check_code(account, code, known, now_ms)
        await self._in_thread(
            lambda: self._vault.logins.clear_failures(counted, known_device=known)
        )
        return account

    async def _check_code(self, account: AccountId, code: str, known: bool, now_ms: int) -> None:
        if not code:
            raise LoginRefused(401, "code_needed")
        seed = self._vault.logins.totp_seed(account)
        counter = None if seed is None else totp.matching_counter(seed.seed, code, now_ms)
        if counter is None or not await self._in_thread(
            self._vault.logins.use_totp_counter, account, counter
        ):
            await self._count_failure(account, known, now_ms)
            raise LoginRefused(401, "code_wrong")

    async def _count_failure(self, counted: str, known: bool, now_ms: int) -> None:
        await self._in_thread(
            lambda: self._vault.logins.count_failure(counted, known_device=known, now_ms=now_ms)
        )
        now_s = time.monotonic()
        self._failures.append(now_s)
        if len(self._failures) == ALARM_FAILURES_PER_MINUTE and now_s - self._failures[0] < 60:
            _log.warning("many failed logins", extra={"per_minute": len(self._failures)})

    def _keep(self, account: AccountId, session: str, token: str, device_token: str) -> None:
        """A login makes one session live: the account's older ones are revoked (T1.6)."""
        now_ms = time.time_ns() // 1_000_000
        self._vault.sessions.revoke_all_of(account, now_ms)
        self._vault.sessions.add_device(hash_of(device_token), account, now_ms)
        stored = StoredSession(session, account, hash_of(device_token), now_ms)
        self._vault.sessions.add(hash_of(token), stored)

    async def _in_thread(self, function, *arguments):  # type: ignore[no-untyped-def]
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    def close(self) -> None:
        self._thread.shutdown()
