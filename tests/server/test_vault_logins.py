"""Logging in: ids, passphrases, one-time codes, growing delays, sessions, devices, slips."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.vault import Vault
from server.vault_logins import (
    DELAY_MAX_MS,
    FREE_TRIES,
    delay_after_ms,
    hash_passphrase,
    passphrase_matches,
)
from server.vault_sessions import StoredSession, hash_of

AKI, HARU = "A" * 22, "H" * 22
DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.db", bytes(32), tmp_path / "erasures.txt") as vault:
        yield vault


def test_a_login_id_leads_to_its_account_and_back(vault: Vault) -> None:
    assert vault.logins.add_login_id("sora-17", AKI)
    assert vault.logins.account_of("sora-17") == AKI
    assert vault.logins.login_id_of(AKI) == "sora-17"
    assert vault.logins.account_of("sora-18") is None
    assert vault.logins.login_id_of(HARU) is None


def test_a_taken_login_id_is_not_given_twice_and_a_new_one_replaces_the_old(vault: Vault) -> None:
    vault.logins.add_login_id("sora-17", AKI)
    assert not vault.logins.add_login_id("sora-17", HARU)
    assert vault.logins.add_login_id("sora-17", AKI)
    assert vault.logins.add_login_id("umi-3", AKI)
    assert vault.logins.account_of("sora-17") is None
    assert vault.logins.account_of("umi-3") == AKI


def test_only_the_right_passphrase_matches(vault: Vault) -> None:
    vault.logins.set_passphrase_hash(AKI, hash_passphrase("さくら すいか とけい"))
    stored = vault.logins.passphrase_hash(AKI)
    assert stored is not None
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passphrase_matches(stored, "さくら すいか とけい")
    assert not passphrase_matches(stored, "さくら すいか とけ")
    assert not passphrase_matches("damaged", "さくら すいか とけい")


def test_nobody_logs_in_where_there_is_no_passphrase(vault: Vault) -> None:
    assert vault.logins.passphrase_hash(HARU) is None
    assert not passphrase_matches(None, "no account has this passphrase")


def test_the_same_passphrase_never_gives_the_same_hash() -> None:
    assert hash_passphrase("さくら") != hash_passphrase("さくら")


def test_a_one_time_code_is_spent_once_and_older_ones_with_it(vault: Vault) -> None:
    assert vault.logins.totp_seed(AKI) is None
    assert not vault.logins.use_totp_counter(AKI, 5)
    vault.logins.set_totp_seed(AKI, b"seed")
    assert vault.logins.totp_seed(AKI) == (b"seed", -1)
    assert vault.logins.use_totp_counter(AKI, 5)
    assert not vault.logins.use_totp_counter(AKI, 5)
    assert not vault.logins.use_totp_counter(AKI, 4)
    assert vault.logins.use_totp_counter(AKI, 6)
    assert vault.logins.totp_seed(AKI) == (b"seed", 6)


@given(st.integers(0, 10**6))
def test_the_delay_never_shrinks_and_never_locks_out(failures: int) -> None:
    delay_ms = delay_after_ms(failures)
    assert delay_ms <= delay_after_ms(failures + 1) <= DELAY_MAX_MS
    assert (delay_ms == 0) == (failures < FREE_TRIES)


def test_five_tries_are_free_and_then_the_delay_doubles() -> None:
    delays_s = [delay_after_ms(failures) // 1000 for failures in range(17)]
    assert delays_s == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_strangers_wrong_tries_do_not_slow_a_child_on_its_own_device(vault: Vault) -> None:
    logins = vault.logins
    for _ in range(10):
        logins.count_failure(AKI, known_device=False, now_ms=1_000)
    assert logins.wait_ms(AKI, known_device=False, now_ms=1_000) == 32_000
    assert logins.wait_ms(AKI, known_device=False, now_ms=21_000) == 12_000
    assert logins.wait_ms(AKI, known_device=False, now_ms=33_000) == 0
    assert logins.wait_ms(AKI, known_device=True, now_ms=1_000) == 0
    assert logins.wait_ms(HARU, known_device=False, now_ms=1_000) == 0


def test_a_right_try_clears_the_counter_of_such_devices_alone(vault: Vault) -> None:
    logins = vault.logins
    for known in (False, True):
        for _ in range(6):
            logins.count_failure(AKI, known_device=known, now_ms=1_000)
    logins.clear_failures(AKI, known_device=True)
    assert logins.wait_ms(AKI, known_device=True, now_ms=1_000) == 0
    assert logins.wait_ms(AKI, known_device=False, now_ms=1_000) > 0
    logins.forget_failures_before(1_001)
    assert logins.wait_ms(AKI, known_device=False, now_ms=1_000) == 0


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(vault: Vault) -> None:
    for _ in range(6):
        vault.logins.count_failure(AKI, known_device=True, now_ms=DAY_MS)
    assert vault.logins.wait_ms(AKI, known_device=True, now_ms=0) == delay_after_ms(6)


def session(name: str, account: str = AKI, created_ms: int = 1) -> StoredSession:
    return StoredSession(name, account, None, created_ms)


def test_a_session_is_found_by_its_token_until_it_is_revoked(vault: Vault) -> None:
    token = hash_of("token")
    stored = StoredSession("s1", AKI, hash_of("device"), 17)
    vault.sessions.add(token, stored)
    assert vault.sessions.find(token) == stored
    assert vault.sessions.find(hash_of("other")) is None
    assert vault.sessions.revoke("s1", 20)
    assert vault.sessions.find(token) is None
    assert not vault.sessions.revoke("s1", 21)


def test_revoking_all_sessions_of_an_account_leaves_others_alone(vault: Vault) -> None:
    for name, account in (("s1", AKI), ("s2", AKI), ("s3", HARU)):
        vault.sessions.add(hash_of(name), session(name, account))
    vault.sessions.revoke("s1", 5)
    assert vault.sessions.live_of(AKI) == ["s2"]
    assert vault.sessions.revoke_all_of(AKI, 6) == ["s2"]
    assert vault.sessions.revoke_all_of(AKI, 7) == []
    assert vault.sessions.live_of(HARU) == ["s3"]


def test_a_token_is_never_given_twice(vault: Vault) -> None:
    vault.sessions.add(hash_of("token"), session("s1"))
    with pytest.raises(sqlite3.IntegrityError):
        vault.sessions.add(hash_of("token"), session("s2"))


def test_old_sessions_are_forgotten(vault: Vault) -> None:
    vault.sessions.add(hash_of("old"), session("s1", created_ms=1))
    vault.sessions.add(hash_of("new"), session("s2", created_ms=2))
    vault.sessions.forget_created_before(2)
    assert vault.sessions.live_of(AKI) == ["s2"]


def test_no_token_lies_in_the_file(vault: Vault, tmp_path: Path) -> None:
    vault.sessions.add(hash_of("a secret token"), session("s1"))
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert hash_of("a secret token") in everything
    assert b"a secret token" not in everything


def test_a_device_is_known_to_those_who_logged_in_on_it(vault: Vault) -> None:
    vault.sessions.add_device(hash_of("tablet"), AKI, 1)
    vault.sessions.add_device(hash_of("tablet"), AKI, 2)
    assert vault.sessions.knows_device(hash_of("tablet"), AKI)
    assert not vault.sessions.knows_device(hash_of("tablet"), HARU)
    vault.sessions.forget_devices_of(AKI)
    assert not vault.sessions.knows_device(hash_of("tablet"), AKI)


def test_a_slip_works_once_and_not_after_its_week(vault: Vault) -> None:
    vault.sessions.add_slip(hash_of("slip"), AKI, expires_ms=7 * DAY_MS)
    assert vault.sessions.take_slip(hash_of("slip"), 7 * DAY_MS - 1) == AKI
    assert vault.sessions.take_slip(hash_of("slip"), 1) is None
    vault.sessions.add_slip(hash_of("late"), AKI, expires_ms=7 * DAY_MS)
    assert vault.sessions.take_slip(hash_of("late"), 7 * DAY_MS) is None
