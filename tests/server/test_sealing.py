"""Sealed text opens for its person at its place, and for nobody once the key is destroyed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sealing import OVERHEAD_BYTES, SealDamaged, Sealer
from server.vault import Vault

AKI, HARU = "A" * 22, "H" * 22


class KeysOfTwo:
    """Two people with fixed keys."""

    def data_key(self, person: str) -> bytes | None:
        return {AKI: bytes(32), HARU: bytes(range(32))}.get(person)

    ensure_data_key = data_key


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault(tmp_path / "vault.db", bytes(32), tmp_path / "erasures.txt") as vault:
        yield vault


@given(st.binary(max_size=300), st.integers(1, 2**63 - 1), st.integers(0, 2**32 - 1))
def test_what_was_sealed_opens_to_the_same_text(plain: bytes, batch: int, index: int) -> None:
    sealed = Sealer(KeysOfTwo()).seal(AKI, batch, index, plain)
    assert len(sealed) == len(plain) + OVERHEAD_BYTES
    assert Sealer(KeysOfTwo()).open(AKI, batch, index, sealed) == plain


@given(st.data())
def test_one_changed_bit_anywhere_is_found(data: st.DataObject) -> None:
    sealed = bytearray(Sealer(KeysOfTwo()).seal(AKI, 3, 1, "おはよう".encode()))
    bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealDamaged):
        Sealer(KeysOfTwo()).open(AKI, 3, 1, bytes(sealed))


@pytest.mark.parametrize(
    ("person", "batch", "index"), [(HARU, 3, 1), (AKI, 4, 1), (AKI, 3, 2), (AKI, 1, 3)]
)
def test_a_text_moved_to_another_person_or_place_does_not_open(
    person: str, batch: int, index: int
) -> None:
    sealed = Sealer(KeysOfTwo()).seal(AKI, 3, 1, b"text")
    with pytest.raises(SealDamaged):
        Sealer(KeysOfTwo()).open(person, batch, index, sealed)


@pytest.mark.parametrize("length", [0, 1, OVERHEAD_BYTES - 1])
def test_a_cut_off_text_does_not_open(length: int) -> None:
    sealed = Sealer(KeysOfTwo()).seal(AKI, 3, 1, b"text")[:length]
    with pytest.raises(SealDamaged):
        Sealer(KeysOfTwo()).open(AKI, 3, 1, sealed)


def test_no_nonce_is_used_twice_not_even_for_the_same_batch_after_a_crash() -> None:
    sealed = []
    for _ in range(2):
        sealer = Sealer(KeysOfTwo())
        sealed += [sealer.seal(AKI, 7, 0, b"text") for _ in range(2_000)]
    assert len({text[:12] for text in sealed}) == len(sealed)


@pytest.mark.spec("T6.7")
def test_an_erased_persons_text_opens_for_nobody(vault: Vault) -> None:
    sealer = Sealer(vault)
    sealed = sealer.seal(AKI, 1, 0, b"text")
    vault.erase_person(AKI)
    sealer.forget(AKI)
    assert sealer.open(AKI, 1, 0, sealed) is None
    assert Sealer(vault).open(AKI, 1, 0, sealed) is None


def test_what_is_still_said_about_an_erased_person_is_sealed_for_nobody(vault: Vault) -> None:
    sealer = Sealer(vault)
    vault.ensure_data_key(AKI)
    vault.erase_person(AKI)
    sealed = sealer.seal(AKI, 2, 0, b"a late text")
    assert b"a late text" not in sealed
    assert sealer.open(AKI, 2, 0, sealed) is None


def test_a_key_exists_on_disk_before_anything_is_sealed_with_it(
    vault: Vault, tmp_path: Path
) -> None:
    sealed = Sealer(vault).seal(AKI, 1, 0, b"text")
    with Vault(tmp_path / "vault.db", bytes(32), tmp_path / "erasures.txt") as other:
        assert Sealer(other).open(AKI, 1, 0, sealed) == b"text"
