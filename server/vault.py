"""The vault: one data key per person, and what people log in with.

A key is committed before anything is sealed with it, and erasing a person is deleting that key. An
erased person never gets a key again, so a late event about them cannot bring their text back.

Backups hold keys that were erased later. Each erasure is therefore also written to a ledger beside
the master key, outside backups, and a restore replays it.
"""

import os
from pathlib import Path
from typing import Self

from server.sealing import KEY_BYTES
from server.vault_file import VaultFile
from server.vault_logins import VaultLogins
from server.vault_sessions import VaultSessions

_OF_A_PERSON = (
    "DELETE FROM data_keys WHERE person=?",
    "DELETE FROM login_ids WHERE account=?",
    "DELETE FROM passphrases WHERE account=?",
    "DELETE FROM totp WHERE account=?",
    "DELETE FROM sessions WHERE account=?",
    "DELETE FROM devices WHERE account=?",
    "DELETE FROM slips WHERE account=?",
    "DELETE FROM failures WHERE account=?",
    "INSERT OR IGNORE INTO erased VALUES (?)",
)


class Vault:
    """Keys of people (`DataKeys` of `server/sealing.py`), `logins` and `sessions`.

    Safe from any thread. Every write is synced before the call returns (up to some ten
    milliseconds), so callers on the event loop hand writes to a thread.
    """

    def __init__(self, path: Path, master_key: bytes, ledger: Path) -> None:
        """Open or create the vault at `path`. Raises VaultRefused."""
        self._file = VaultFile(path, master_key)
        self._ledger = ledger
        self.logins = VaultLogins(self._file)
        self.sessions = VaultSessions(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def data_key(self, person: str) -> bytes | None:
        """The key of `person`; None when it was destroyed or never existed."""
        found = self._file.row("SELECT wrapped FROM data_keys WHERE person=?", person)
        return None if found is None else self._file.unwrap(_label(person), found[0])

    def ensure_data_key(self, person: str) -> bytes | None:
        """The key of `person`, made and synced now if needed; None for an erased person."""
        if (key := self.data_key(person)) is not None:
            return key
        wrapped = self._file.wrap(_label(person), os.urandom(KEY_BYTES))
        with self._file.write() as connection:
            # In one statement with the check, so that an erasure at the same moment wins.
            connection.execute(
                "INSERT OR IGNORE INTO data_keys SELECT ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM erased WHERE person=?)",
                (person, wrapped, person),
            )
        return self.data_key(person)

    def people(self) -> list[str]:
        """Everybody who has a key, sorted."""
        return [row[0] for row in self._file.rows("SELECT person FROM data_keys ORDER BY 1")]

    def is_erased(self, person: str) -> bool:
        """Whether `person` was erased."""
        return self._file.row("SELECT 1 FROM erased WHERE person=?", person) is not None

    def erase_person(self, person: str) -> None:
        """Destroy the key and every credential of `person`, for good.

        Call `Sealer.forget` afterwards wherever the key may be cached. Raises VaultRefused when
        another process holds the file open for reading: the rows are gone, run it again to scrub.
        """
        with self._ledger.open("a", encoding="ascii") as ledger:
            ledger.write(f"{person}\n")
            ledger.flush()
            os.fsync(ledger.fileno())
        self._delete(person)
        self._file.scrub()

    def replay_erasures(self) -> list[str]:
        """Erase again whoever stands in the ledger; for a vault that came from a backup."""
        people = erased_in(self._ledger)
        for person in people:
            self._delete(person)
        self._file.scrub()
        return people

    def close(self) -> None:
        """Let go of the file; twice is harmless."""
        self._file.close()

    def _delete(self, person: str) -> None:
        with self._file.write() as connection:
            for statement in _OF_A_PERSON:
                connection.execute(statement, (person,))


def erased_in(ledger: Path) -> list[str]:
    """The people in an erasure ledger; nobody when there is none."""
    try:
        return ledger.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return []


def _label(person: str) -> str:
    return f"data key of {person}"
