"""What people log in with: ids, passphrase hashes, one-time codes, and how often it went wrong.

Hashing a passphrase takes some 27 ms and 19 MiB on purpose (argon2id, OWASP's first choice); call
`hash_passphrase` and `passphrase_matches` in a thread, never on the event loop. Wrong tries grow a
delay, per account and apart for devices that the account is known on: a hard lock-out, or a delay
shared with strangers, would be a tool for bullying.
"""

from functools import cache
from typing import Final, NamedTuple

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from server.vault_file import VaultFile

FREE_TRIES: Final = 5
FIRST_DELAY_MS: Final = 1_000
DELAY_MAX_MS: Final = 15 * 60 * 1000

_HASHER: Final = PasswordHasher(
    time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
)


class TotpSeed(NamedTuple):
    """A shared secret, and the 30-second counter that was used last (-1: none yet)."""

    seed: bytes
    last_counter: int


def hash_passphrase(passphrase: str) -> str:
    """An argon2id hash (m = 19 MiB, t = 2, p = 1) with its salt and parameters."""
    return _HASHER.hash(passphrase)


def passphrase_matches(stored: str | None, passphrase: str) -> bool:
    """Whether `passphrase` made `stored`; with None the same work is done for a sure no."""
    try:
        _HASHER.verify(stored or _hash_of_nobody(), passphrase)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def delay_after_ms(failures: int) -> int:
    """How long to wait after that many wrong tries in a row: five free, then doubling to 15 min."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, 20)
    return min(FIRST_DELAY_MS << doublings, DELAY_MAX_MS)


class VaultLogins:
    """The credentials in the vault."""

    def __init__(self, file: VaultFile) -> None:
        self._file = file

    def add_login_id(self, login_id: str, account: str) -> bool:
        """Give `account` its login id, in place of an older one. False when the id is taken."""
        with self._file.write() as connection:
            taken = connection.execute(
                "SELECT 1 FROM login_ids WHERE login_id=? AND account<>?", (login_id, account)
            ).fetchone()
            if taken is None:
                connection.execute("DELETE FROM login_ids WHERE account=?", (account,))
                connection.execute("INSERT INTO login_ids VALUES (?, ?)", (login_id, account))
        return taken is None

    def account_of(self, login_id: str) -> str | None:
        """Whose login id this is; None for one that was never issued."""
        found = self._file.row("SELECT account FROM login_ids WHERE login_id=?", login_id)
        return None if found is None else str(found[0])

    def login_id_of(self, account: str) -> str | None:
        """The login id of `account`, if it has one."""
        found = self._file.row("SELECT login_id FROM login_ids WHERE account=?", account)
        return None if found is None else str(found[0])

    def set_passphrase_hash(self, account: str, stored: str) -> None:
        """Keep what `hash_passphrase` made."""
        with self._file.write() as connection:
            connection.execute("REPLACE INTO passphrases VALUES (?, ?)", (account, stored))

    def passphrase_hash(self, account: str) -> str | None:
        """For `passphrase_matches`."""
        found = self._file.row("SELECT hash FROM passphrases WHERE account=?", account)
        return None if found is None else str(found[0])

    def set_totp_seed(self, account: str, seed: bytes) -> None:
        """Keep a new seed, wrapped; codes of an older one stop working."""
        wrapped = self._file.wrap(_label(account), seed)
        with self._file.write() as connection:
            connection.execute("REPLACE INTO totp VALUES (?, ?, -1)", (account, wrapped))

    def totp_seed(self, account: str) -> TotpSeed | None:
        """The seed of `account`, if it has a second factor."""
        found = self._file.row(
            "SELECT wrapped_seed, last_counter FROM totp WHERE account=?", account
        )
        if found is None:
            return None
        return TotpSeed(self._file.unwrap(_label(account), found[0]), int(found[1]))

    def use_totp_counter(self, account: str, counter: int) -> bool:
        """Spend the code of `counter`. False when it, or a later one, was spent before."""
        with self._file.write() as connection:
            spent = connection.execute(
                "UPDATE totp SET last_counter=? WHERE account=? AND last_counter<?",
                (counter, account, counter),
            )
        return spent.rowcount == 1

    def count_failure(self, account: str, *, known_device: bool, now_ms: int) -> None:
        """Remember a wrong try."""
        with self._file.write() as connection:
            connection.execute(
                "INSERT INTO failures VALUES (?, ?, 1, ?) ON CONFLICT (account, known_device) "
                "DO UPDATE SET count=count+1, last_ms=excluded.last_ms",
                (account, known_device, now_ms),
            )

    def wait_ms(self, account: str, *, known_device: bool, now_ms: int) -> int:
        """How long this account must still wait on such a device; 0 for not at all."""
        found = self._file.row(
            "SELECT count, last_ms FROM failures WHERE account=? AND known_device=?",
            account,
            known_device,
        )
        if found is None:
            return 0
        count, last_ms = found
        # A clock that was set back must not make anybody wait longer than the delay itself.
        delay_ms = delay_after_ms(count)
        return max(0, min(delay_ms, int(last_ms) + delay_ms - now_ms))

    def clear_failures(self, account: str, *, known_device: bool) -> None:
        """Forget wrong tries, after a right one on such a device."""
        with self._file.write() as connection:
            connection.execute(
                "DELETE FROM failures WHERE account=? AND known_device=?", (account, known_device)
            )

    def forget_failures_before(self, time_ms: int) -> None:
        """Drop counters whose last wrong try is older than `time_ms`."""
        with self._file.write() as connection:
            connection.execute("DELETE FROM failures WHERE last_ms<?", (time_ms,))


@cache
def _hash_of_nobody() -> str:
    return hash_passphrase("no account has this passphrase")


def _label(account: str) -> str:
    return f"totp seed of {account}"
