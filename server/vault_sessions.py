"""Sessions, devices and login slips. Only SHA-256 of the secrets is kept.

The secrets have 128 or more random bits, so a fast hash is enough: whoever copies the file can log
in as nobody, and nothing has to be guessed slowly.
"""

import hashlib
from typing import NamedTuple

from server.vault_file import VaultFile


class StoredSession(NamedTuple):
    """One login on one device. `device_hash` is None where no device cookie was set."""

    session: str
    account: str
    device_hash: bytes | None
    created_ms: int


def hash_of(secret: str | bytes) -> bytes:
    """The SHA-256 under which the vault knows a token, a device cookie or a slip."""
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).digest()


class VaultSessions:
    """The sessions, devices and slips in the vault."""

    def __init__(self, file: VaultFile) -> None:
        self._file = file

    def add(self, token_hash: bytes, stored: StoredSession) -> None:
        """Keep a new session. Raises sqlite3.IntegrityError for a token or id that exists."""
        with self._file.write() as connection:
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, NULL)", (token_hash, *stored)
            )

    def find(self, token_hash: bytes) -> StoredSession | None:
        """The live session of a token; None for an unknown or revoked one."""
        found = self._file.row(
            "SELECT session, account, device_hash, created_ms FROM sessions "
            "WHERE token_hash=? AND revoked_ms IS NULL",
            token_hash,
        )
        return None if found is None else StoredSession(*found)

    def live_of(self, account: str) -> list[str]:
        """The ids of the sessions of `account` that are not revoked, sorted."""
        found = self._file.rows(
            "SELECT session FROM sessions WHERE account=? AND revoked_ms IS NULL ORDER BY 1",
            account,
        )
        return [row[0] for row in found]

    def revoke(self, session: str, now_ms: int) -> bool:
        """End one session. False when it had ended or never was."""
        with self._file.write() as connection:
            ended = connection.execute(
                "UPDATE sessions SET revoked_ms=? WHERE session=? AND revoked_ms IS NULL",
                (now_ms, session),
            )
        return ended.rowcount == 1

    def revoke_all_of(self, account: str, now_ms: int) -> list[str]:
        """End every session of `account`; the ids of those that ended, sorted."""
        with self._file.write() as connection:
            ended = connection.execute(
                "UPDATE sessions SET revoked_ms=? WHERE account=? AND revoked_ms IS NULL "
                "RETURNING session",
                (now_ms, account),
            ).fetchall()
        return sorted(row[0] for row in ended)

    def forget_created_before(self, time_ms: int) -> None:
        """Drop sessions older than `time_ms`, live ones too."""
        with self._file.write() as connection:
            connection.execute("DELETE FROM sessions WHERE created_ms<?", (time_ms,))

    def add_device(self, device_hash: bytes, account: str, now_ms: int) -> None:
        """Remember that `account` has logged in on this device."""
        with self._file.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO devices VALUES (?, ?, ?)", (device_hash, account, now_ms)
            )

    def knows_device(self, device_hash: bytes, account: str) -> bool:
        """Whether `account` has logged in on this device before."""
        found = self._file.row(
            "SELECT 1 FROM devices WHERE device_hash=? AND account=?", device_hash, account
        )
        return found is not None

    def forget_devices_of(self, account: str) -> None:
        """Treat every device as new to `account` from here on."""
        with self._file.write() as connection:
            connection.execute("DELETE FROM devices WHERE account=?", (account,))

    def add_slip(self, secret_hash: bytes, account: str, expires_ms: int) -> None:
        """Keep the one-time secret of a printed QR code."""
        with self._file.write() as connection:
            connection.execute(
                "INSERT INTO slips VALUES (?, ?, ?)", (secret_hash, account, expires_ms)
            )

    def take_slip(self, secret_hash: bytes, now_ms: int) -> str | None:
        """Spend a slip: whose it was, or None when it is unknown, spent or too old."""
        with self._file.write() as connection:
            taken = connection.execute(
                "DELETE FROM slips WHERE secret_hash=? RETURNING account, expires_ms",
                (secret_hash,),
            ).fetchone()
        return str(taken[0]) if taken is not None and now_ms < taken[1] else None
