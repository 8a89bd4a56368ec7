"""Time-based one-time passwords (RFC 6238: SHA-1, 30 s, six digits), each accepted once."""

import base64
import hashlib
import hmac
import secrets
from typing import Final

STEP_MS: Final = 30_000
DIGITS: Final = 6
SEED_BYTES: Final = 20
_WINDOW: Final = 1


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def code_at(seed: bytes, counter: int) -> str:
    """The code of one 30-second counter (RFC 4226, 5.3)."""
    digest = hmac.digest(seed, counter.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_counter(seed: bytes, typed: str, now_ms: int) -> int | None:
    """The counter that `typed` is the code of, one step of clock error allowed; None if none."""
    middle = now_ms // STEP_MS
    for counter in range(middle - _WINDOW, middle + _WINDOW + 1):
        if hmac.compare_digest(code_at(seed, counter).encode(), typed.encode()):
            return counter
    return None


def setup_link(seed: bytes, login_id: str) -> str:
    """What an authenticator app reads."""
    secret = base64.b32encode(seed).decode().rstrip("=")
    return f"otpauth://totp/hiroba:{login_id}?secret={secret}&issuer=hiroba"
