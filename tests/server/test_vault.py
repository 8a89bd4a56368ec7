"""The vault keeps keys and credentials, forgets on demand, and opens for its own key alone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.vault import Vault, erased_in
from server.vault_file import (
    LAYOUT_VERSION,
    VaultFile,
    VaultRefused,
    make_master_key,
    read_master_key,
)
from server.vault_sessions import StoredSession

AKI, HARU = "A" * 22, "H" * 22
MASTER_KEY = bytes(range(32))


def opened(folder: Path, master_key: bytes = MASTER_KEY) -> Vault:
    return Vault(folder / "vault.db", master_key, folder / "erasures.txt")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with opened(tmp_path) as vault:
        yield vault


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_everybody_has_a_key_of_their_own_that_stays_the_same(vault: Vault, tmp_path: Path) -> None:
    assert vault.data_key(AKI) is None
    key = vault.ensure_data_key(AKI)
    assert key is not None
    assert len(key) == 32
    assert vault.ensure_data_key(AKI) == key
    assert vault.ensure_data_key(HARU) not in (key, None)
    assert vault.people() == [AKI, HARU]
    vault.close()
    with opened(tmp_path) as again:
        assert again.data_key(AKI) == key


def test_a_new_key_is_on_the_disk_when_the_call_returns(vault: Vault, tmp_path: Path) -> None:
    key = vault.ensure_data_key(AKI)
    # Another process sees it although this one has closed nothing.
    with opened(tmp_path) as other:
        assert other.data_key(AKI) == key


def test_no_key_and_no_seed_lies_open_in_any_file(vault: Vault, tmp_path: Path) -> None:
    key = vault.ensure_data_key(AKI)
    vault.logins.set_totp_seed(AKI, b"a seed of twenty byte")
    assert key is not None
    everything = bytes_below(tmp_path)
    assert key not in everything
    assert b"a seed of twenty byte" not in everything


@pytest.mark.spec("T6.7")
def test_after_an_erasure_no_trace_of_the_key_is_in_any_file(vault: Vault, tmp_path: Path) -> None:
    vault.ensure_data_key(AKI)
    vault.ensure_data_key(HARU)
    rows = sqlite3.connect(tmp_path / "vault.db")
    (wrapped,) = rows.execute("SELECT wrapped FROM data_keys WHERE person=?", (AKI,)).fetchone()
    rows.close()
    assert wrapped in bytes_below(tmp_path)
    vault.erase_person(AKI)
    assert wrapped not in bytes_below(tmp_path)
    assert vault.data_key(AKI) is None
    assert vault.data_key(HARU) is not None


def test_an_erased_person_never_gets_a_key_again(vault: Vault) -> None:
    vault.ensure_data_key(AKI)
    vault.erase_person(AKI)
    assert vault.ensure_data_key(AKI) is None
    assert vault.is_erased(AKI)
    assert not vault.is_erased(HARU)


@pytest.mark.spec("T6.7")
def test_an_erased_person_can_no_longer_log_in_by_any_means(vault: Vault) -> None:
    vault.ensure_data_key(AKI)
    vault.logins.add_login_id("sora-17", AKI)
    vault.logins.set_passphrase_hash(AKI, "hash")
    vault.logins.set_totp_seed(AKI, b"seed")
    vault.logins.count_failure(AKI, known_device=True, now_ms=1)
    vault.sessions.add(b"token", StoredSession("s", AKI, b"device", 1))
    vault.sessions.add_device(b"device", AKI, 1)
    vault.sessions.add_slip(b"slip", AKI, 10)
    vault.erase_person(AKI)
    assert vault.logins.account_of("sora-17") is None
    assert vault.logins.passphrase_hash(AKI) is None
    assert vault.logins.totp_seed(AKI) is None
    assert vault.sessions.find(b"token") is None
    assert not vault.sessions.knows_device(b"device", AKI)
    assert vault.sessions.take_slip(b"slip", 1) is None


def test_erasures_are_replayed_on_a_vault_that_came_from_a_backup(
    vault: Vault, tmp_path: Path
) -> None:
    vault.ensure_data_key(AKI)
    vault.ensure_data_key(HARU)
    old = tmp_path / "old.db"
    with sqlite3.connect(tmp_path / "vault.db") as source, sqlite3.connect(old) as copy:
        source.backup(copy)
    source.close()
    copy.close()
    vault.erase_person(AKI)
    assert erased_in(tmp_path / "erasures.txt") == [AKI]
    with Vault(old, MASTER_KEY, tmp_path / "erasures.txt") as restored:
        assert restored.data_key(AKI) is not None
        assert restored.replay_erasures() == [AKI]
        assert restored.data_key(AKI) is None
        assert restored.ensure_data_key(AKI) is None
        assert restored.data_key(HARU) is not None


def test_the_vault_does_not_open_with_another_key(vault: Vault, tmp_path: Path) -> None:
    vault.ensure_data_key(AKI)
    with pytest.raises(VaultRefused, match="does not belong"):
        opened(tmp_path, bytes(32))


def test_a_key_copied_to_another_persons_row_does_not_open(vault: Vault, tmp_path: Path) -> None:
    vault.ensure_data_key(AKI)
    vault.ensure_data_key(HARU)
    with sqlite3.connect(tmp_path / "vault.db") as rows:
        rows.execute(
            "UPDATE data_keys SET wrapped=(SELECT wrapped FROM data_keys WHERE person=?) "
            "WHERE person=?",
            (AKI, HARU),
        )
    rows.close()
    with pytest.raises(VaultRefused):
        vault.data_key(HARU)


def test_a_vault_of_a_newer_hiroba_is_refused(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    with sqlite3.connect(tmp_path / "vault.db") as file:
        file.execute(f"PRAGMA user_version={LAYOUT_VERSION + 1}")
    file.close()
    with pytest.raises(VaultRefused, match="newer"):
        opened(tmp_path)


def test_a_file_that_is_no_vault_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "vault.db").write_bytes(b"a letter, not a database. " * 300)
    with pytest.raises(VaultRefused, match="damaged"):
        opened(tmp_path)


def test_every_write_is_synced_and_what_is_deleted_is_overwritten(tmp_path: Path) -> None:
    with VaultFile(tmp_path / "vault.db", MASTER_KEY) as file:
        assert file.row("PRAGMA synchronous") == (2,)
        assert file.row("PRAGMA secure_delete") == (1,)


def test_half_a_transaction_is_no_transaction(tmp_path: Path) -> None:
    with VaultFile(tmp_path / "vault.db", MASTER_KEY) as file:
        with pytest.raises(sqlite3.IntegrityError), file.write() as connection:
            connection.executemany("INSERT INTO erased VALUES (?)", [(AKI,), (HARU,), (AKI,)])
        assert file.rows("SELECT * FROM erased") == []


def test_a_master_key_is_random_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, second = tmp_path / "first.key", tmp_path / "second.key"
    make_master_key(first)
    make_master_key(second)
    assert read_master_key(first) != read_master_key(second)
    assert first.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_master_key(first)


def test_a_master_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    path.chmod(0o644)
    with pytest.raises(VaultRefused, match="chmod 600"):
        read_master_key(path)


@pytest.mark.parametrize("text", ["", "no digits", "00" * 31, "00" * 33, "あ"])
def test_a_damaged_master_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(VaultRefused):
        read_master_key(path)


def test_a_missing_master_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="missing"):
        read_master_key(tmp_path / "master.key")
