"""Three-word passphrases: easy to type for a child, 33 bits for a guesser (security note,
section 4)."""

import secrets
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final

WORDS_IN_A_PASSPHRASE: Final = 3
LOGIN_ID_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LOGIN_ID_LENGTH: Final = 6


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Our own list of child-safe hiragana words, at least 2,048."""
    text = files("server").joinpath("words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def new_passphrase() -> str:
    return " ".join(secrets.choice(words()) for _ in range(WORDS_IN_A_PASSPHRASE))


def new_login_id() -> str:
    """A short id without letters that look alike; it says nothing about its child."""
    return "".join(secrets.choice(LOGIN_ID_LETTERS) for _ in range(LOGIN_ID_LENGTH))


def normal_passphrase(typed: str) -> str:
    """What is hashed: hiragana only, so that width, kana kind, spaces and signs do not matter."""
    folded = unicodedata.normalize("NFKC", typed).casefold()
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)
    return "".join(c for c in hiragana if c.isalnum() or c == "ー")


def normal_login_id(typed: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", typed).casefold() if c.isalnum())
