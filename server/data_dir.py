"""The data directory: everything a server writes lies below it, and one server at a time holds it.

A start that cannot succeed says why in one sentence and leaves the disk as it was.
"""

import contextlib
import fcntl
import os
import sqlite3
from pathlib import Path
from typing import IO

from protocol.log import LogBroken, LogFull
from server.event_logs.sqlite import SqliteEventLog
from server.vault import Vault
from server.vault_file import VaultRefused, make_master_key, read_master_key


class StartRefused(Exception):
    """A start that cannot succeed. The text is one sentence for an operator."""


class DataDir:
    """The paths below one directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log = path / "school.db"
        self.vault = path / "vault.db"
        self.erasures = path / "erasures.txt"
        self.master_key = path / "master.key"
        self.lock = path / "lock"
        self.control = path / "control.sock"
        self.analytics = path / "projections" / "analytics.duckdb"
        self.projected = path / "projections" / "position"
        self.published = path / "published"
        self.recordings = path / "recordings"
        self.blobs = path / "blobs"
        self.incoming = path / "incoming"

    def check(self) -> None:
        """Whether a server could start here. Changes nothing. Raises StartRefused."""
        if not self.path.exists():
            if not self.path.parent.is_dir():
                raise StartRefused(f"The folder {self.path.parent} does not exist.")
            if not os.access(self.path.parent, os.W_OK):
                raise StartRefused(f"The folder {self.path.parent} cannot be written to.")
            return
        if not self.path.is_dir():
            raise StartRefused(f"{self.path} is not a folder.")
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise StartRefused(f"The folder {self.path} cannot be written to.")
        # SQLite takes an empty file for a new one, so here it counts as missing.
        if self.log.exists() and self.log.stat().st_size:
            for needed in (self.vault, self.master_key):
                if not needed.exists():
                    raise StartRefused(
                        f"{self.log.name} is here but {needed.name} is missing: "
                        "without it no name can be read. Restore it from its own safe place."
                    )
        elif _has_people(self.vault):
            raise StartRefused(
                f"{self.vault.name} holds keys of people but {self.log.name} is missing: "
                "an empty school is not begun over it. Restore the log from a backup."
            )

    def hold(self) -> IO[str]:
        """Make the directory if needed and take its lock; keep the result open. Raises
        StartRefused."""
        self.check()
        self.path.mkdir(mode=0o700, exist_ok=True)
        file = self.lock.open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise StartRefused(f"Another server is running on {self.path}.") from None
        return file

    def is_held(self) -> bool:
        """Whether a server is running on this directory."""
        if not self.lock.exists():
            return False
        with self.lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def open_log(self) -> SqliteEventLog:
        """The event log, for writing. Raises StartRefused."""
        try:
            return SqliteEventLog(self.log)
        except LogBroken as error:
            raise StartRefused(f"The event log {self.log} cannot be used: {error}.") from error
        except LogFull as error:
            raise StartRefused(f"There is no space for the event log {self.log}.") from error

    def open_vault(self) -> Vault:
        """The vault, with a new master key for a new school. Raises StartRefused."""
        try:
            if not self.master_key.exists() and not self.vault.exists():
                make_master_key(self.master_key)
            return Vault(self.vault, read_master_key(self.master_key), self.erasures)
        except VaultRefused as error:
            raise StartRefused(str(error)) from error


def _has_people(vault: Path) -> bool:
    """Whether a vault holds any key, read without its master key and without touching a file."""
    try:
        uri = f"{vault.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            return bool(connection.execute("SELECT COUNT(*) FROM data_keys").fetchone()[0])
    except sqlite3.Error:
        return False
