"""The SQLite file under the vault, and the master key that closes it.

Belief: the log may be copied, printed and kept for years; what opens it must be small, apart, and
able to forget. So keys and credentials live in a file of their own with `secure_delete`, every
secret in it is wrapped by the master key, and the master key is yet another file, in no backup.

Refused: a master key that others can read, a key that does not belong to the file, a newer layout.

Ugly, and why: deleted rows survive in the write-ahead log until it is moved, so `scrub` moves it
at once. Blocks that the file system has freed are beyond reach of any program; what lies there is
still wrapped.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MASTER_KEY_BYTES: Final = 32
LAYOUT_VERSION: Final = 1
APPLICATION_ID: Final = 0x68697276
_NONCE_BYTES: Final = 12
_CHECK_LABEL: Final = "check"
_CHECK: Final = b"this vault belongs to this key"

_LAYOUT: Final = """
CREATE TABLE secrets (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE data_keys (person TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE erased (person TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE login_ids (
    login_id TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE passphrases (account TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE totp (
    account TEXT PRIMARY KEY, wrapped_seed BLOB NOT NULL, last_counter INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY, session TEXT NOT NULL UNIQUE, account TEXT NOT NULL,
    device_hash BLOB, created_ms INTEGER NOT NULL, revoked_ms INTEGER) WITHOUT ROWID;
CREATE INDEX sessions_of_account ON sessions (account);
CREATE TABLE devices (
    device_hash BLOB NOT NULL, account TEXT NOT NULL, created_ms INTEGER NOT NULL,
    PRIMARY KEY (device_hash, account)) WITHOUT ROWID;
CREATE TABLE slips (
    secret_hash BLOB PRIMARY KEY, account TEXT NOT NULL, expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE failures (
    account TEXT NOT NULL, known_device INTEGER NOT NULL, count INTEGER NOT NULL,
    last_ms INTEGER NOT NULL, PRIMARY KEY (account, known_device)) WITHOUT ROWID;
"""


class VaultRefused(Exception):
    """The vault does not open. The sentence says why and is fit to be shown to an operator."""


def make_master_key(path: Path) -> None:
    """Write a new random key, readable by its owner alone. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(os.urandom(MASTER_KEY_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_master_key(path: Path) -> bytes:
    """The key in `path`. Raises VaultRefused when it is absent, damaged or open to others."""
    try:
        text = path.read_text(encoding="ascii")
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise VaultRefused(f"The master key {path} is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise VaultRefused(f"The master key {path} cannot be read: {error}.") from error
    if os.name == "posix" and mode & 0o077:
        raise VaultRefused(f"Other users can read the master key {path}: run chmod 600 on it.")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise VaultRefused(f"The master key {path} is damaged: 64 hexadecimal digits expected.")
    return key


class VaultFile:
    """One connection, shared by threads under a lock; every write is synced before it returns."""

    def __init__(self, path: Path, master_key: bytes) -> None:
        """Open or create the vault at `path`. Raises VaultRefused."""
        self._master = AESGCM(master_key)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._configure()
            self._check_owner(path)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise VaultRefused(f"The vault {path} is damaged: {error}.") from error
        except VaultRefused:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of the block is stored and synced, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def row(self, statement: str, *parameters: object) -> tuple[Any, ...] | None:
        """The first row of the answer."""
        with self._lock:
            found = self._connection.execute(statement, parameters).fetchone()
        return None if found is None else tuple(found)

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        with self._lock:
            return self._connection.execute(statement, parameters).fetchall()

    def wrap(self, label: str, plain: bytes) -> bytes:
        """`plain` under the master key, bound to `label`."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, plain, label.encode())

    def unwrap(self, label: str, wrapped: bytes) -> bytes:
        """What `wrap` was given. Raises VaultRefused for other bytes, another label or key."""
        try:
            nonce, ciphertext = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
            return self._master.decrypt(nonce, ciphertext, label.encode())
        except (InvalidTag, ValueError):
            raise VaultRefused("A secret in the vault does not open with this key.") from None

    def scrub(self) -> None:
        """Overwrite what was deleted also in the write-ahead log. Raises VaultRefused if held."""
        with self._lock:
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise VaultRefused("Another process is reading the vault; scrubbing waits for it.")

    def close(self) -> None:
        """Let go of the file; twice is harmless."""
        with self._lock:
            self._connection.close()

    def _configure(self) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=1"):
            self._connection.execute(f"PRAGMA {pragma}")
        asked = ("journal_mode", "synchronous", "secure_delete")
        answers = [self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        if answers != ["wal", 2, 1]:
            raise VaultRefused("SQLite did not accept the settings that the vault needs.")

    def _check_owner(self, path: Path) -> None:
        (layout,) = self._connection.execute("PRAGMA user_version").fetchone()
        if layout > LAYOUT_VERSION:
            raise VaultRefused(f"The vault {path} was written by a newer hiroba.")
        if layout == 0:
            with self.write() as connection:
                for statement in filter(str.strip, _LAYOUT.split(";")):
                    connection.execute(statement)
                connection.execute(
                    "INSERT INTO secrets VALUES (?, ?)",
                    (_CHECK_LABEL, self.wrap(_CHECK_LABEL, _CHECK)),
                )
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version={LAYOUT_VERSION}")
        found = self.row("SELECT wrapped FROM secrets WHERE name=?", _CHECK_LABEL)
        try:
            belongs = found is not None and self.unwrap(_CHECK_LABEL, found[0]) == _CHECK
        except VaultRefused:
            belongs = False
        if not belongs:
            raise VaultRefused(f"The master key does not belong to the vault {path}.")
