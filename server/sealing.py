"""Personal text is sealed before it reaches the log, under one key per person.

Erasing a person destroys the key, so the log never changes and the text is gone all the same. Batch
number and event index are bound in as associated data: a sealed text moved to another place does
not open. Nonces are 96 random bits and never derived from the batch, because a batch that was not
committed is sealed again under the same number (NIST SP 800-38D, 8.2.2 allows 2^32 per key).
"""

import os
import struct
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
OVERHEAD_BYTES: Final = NONCE_BYTES + 16
_NONCES_PER_DRAW: Final = 512
_PLACE: Final = struct.Struct(">QI")


class SealDamaged(ValueError):
    """A sealed text was changed, moved, or belongs to another key."""


class DataKeys(Protocol):
    """Where the keys come from: the vault."""

    def data_key(self, person: str) -> bytes | None:
        """The key of `person`; None when it was destroyed or never existed."""

    def ensure_data_key(self, person: str) -> bytes | None:
        """The key of `person`, made and synced now if needed; None for an erased person."""


class Sealer:
    """Seals and opens, with a cipher kept per person. For one thread at a time."""

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys
        self._ciphers: dict[str, AESGCM] = {}
        self._nonces = b""
        self._drawn_from = 0

    def seal(self, person: str, batch: int, index: int, plain: bytes) -> bytes:
        """`plain` as nonce + AES-256-GCM ciphertext + tag, bound to event `index` of `batch`.

        A key that does not exist yet is synced to disk first, which costs that call a commit; call
        `prepare` elsewhere to avoid it. What is sealed for an erased person opens for nobody.
        """
        cipher = self._ciphers.get(person)
        if cipher is None:
            key = self._keys.ensure_data_key(person)
            if key is None:
                # Still under way when the person was erased: sealed under a key nobody keeps.
                cipher = AESGCM(AESGCM.generate_key(8 * KEY_BYTES))
            else:
                cipher = self._ciphers[person] = AESGCM(key)
        nonce = self._nonce()
        return nonce + cipher.encrypt(nonce, plain, _PLACE.pack(batch, index))

    def open(self, person: str, batch: int, index: int, sealed: bytes) -> bytes | None:
        """The text, or None when the person's key was destroyed.

        Raises:
            SealDamaged: the bytes are not what was sealed for this person at this place.
        """
        cipher = self._ciphers.get(person)
        if cipher is None:
            key = self._keys.data_key(person)
            if key is None:
                return None
            cipher = self._ciphers[person] = AESGCM(key)
        if len(sealed) < OVERHEAD_BYTES:
            raise SealDamaged(f"sealed text too short in event {index} of batch {batch}")
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, ciphertext, _PLACE.pack(batch, index))
        except InvalidTag:
            raise SealDamaged(f"sealed text damaged in event {index} of batch {batch}") from None

    def prepare(self, person: str) -> None:
        """Make sure that `person` has a key, so that the first `seal` does not wait for a disk."""
        self._keys.ensure_data_key(person)

    def forget(self, person: str) -> None:
        """Drop the cached cipher. Call it in every process that seals, after erasing `person`."""
        self._ciphers.pop(person, None)

    def _nonce(self) -> bytes:
        if self._drawn_from >= len(self._nonces):
            self._nonces = os.urandom(NONCE_BYTES * _NONCES_PER_DRAW)
            self._drawn_from = 0
        start = self._drawn_from
        self._drawn_from = start + NONCE_BYTES
        return self._nonces[start : self._drawn_from]
