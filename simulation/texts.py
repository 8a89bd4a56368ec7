"""What people type, made safe to show: no invisible or reversing characters, no look-alike
names."""

import re
import unicodedata
from typing import Final

_FORBIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS: Final = frozenset("\u200d\ufe0f")
"""Zero-width joiner and emoji selector: legal only inside emoji, kept for them."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that draw nothing."""
_MARKS_IN_A_ROW_MAX: Final = 2

_ALIKE: Final = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "ー": "-", "一": "-", "―": "-",
     "二": "ニ", "力": "カ", "口": "ロ", "工": "エ", "夕": "タ", "八": "ハ", "卜": "ト"}
) | str.maketrans(
    "авеёнкмортсухһіјѕԁԛԝ" "αβεζηικμνορτυχγϲϳ",
    "abeehkmoptcyxhljsdqw" "abezhlkmvoptyxycj",
)  # fmt: skip
"""Small letters, as they are compared after folding. Cyrillic and Greek ones stand for the Latin
letter that they, or their capitals, are drawn like."""

_KATAKANA: Final = {letter: letter + 0x60 for letter in range(ord("ぁ"), ord("ゖ") + 1)}

_STAFF_MARKS: Final = frozenset("★☆⭐🌟✦✧✩✪✭✮✯⋆")
_STAFF_WORDS: Final = (
    "先生", "せんせい", "教師", "教員", "職員", "支援員", "しえんいん", "サポーター", "スタッフ",
    "管理者", "かんりしゃ", "相談員", "そうだんいん", "カウンセラー", "運営", "センター", "公式",
    "ティーチャー", "staff", "admin", "teacher", "supporter", "moderator", "system", "official",
)  # fmt: skip

_READING: Final = re.compile(
    "([\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufad9\U00016fe2-\U00016ff6\U00020000-\U0003347fヶ]+)《[ぁ-ゖァ-ヶー]+》"
)
"""A word in kanji (Unicode's script Han) with its reading behind it, 漢字《かんじ》."""


def cleaned(text: str, max_chars: int) -> str:
    """`text` in NFC with single spaces, without controls, bidi marks and characters that draw
    nothing.

    NFC can make a text longer than it was typed, so the limit holds again afterwards.
    """
    kept: list[str] = []
    marks = 0
    for typed in unicodedata.normalize("NFC", text):
        spacing = typed in "\n\t" or unicodedata.category(typed) in {"Zs", "Zl", "Zp"}
        letter = " " if spacing else typed
        category = unicodedata.category(letter)
        if letter in _BLANK or (category in _FORBIDDEN and letter not in _JOINERS):
            continue
        marks = marks + 1 if category in {"Mn", "Me"} and letter not in _JOINERS else 0
        if marks <= _MARKS_IN_A_ROW_MAX:
            kept.append(letter)
    text = " ".join("".join(kept).split())
    text = text[:max_chars].rstrip()
    return text if any(letter not in _JOINERS and letter != " " for letter in text) else ""


def without_readings(text: str) -> str:
    """The words alone, of what staff wrote for everybody: for lists, where no furigana can stand.

    `web_client/src/readings.js` must give the same words (tests/vectors/readings.json).
    """
    return _READING.sub(r"\1", text)


def look_alike(name: str) -> str:
    """Two names with the same form could be taken for each other: width, case, kana kind,
    similar shapes."""
    shaped = _in_katakana(name).translate(_ALIKE)
    return "".join(letter for letter in shaped if not _adds_nothing(letter))


def kana_form(typed: str) -> str:
    """What a search compares: kana kind, width, case and spaces make no difference."""
    form = _in_katakana(typed)
    if form.isalnum():  # Letters and digits all add something: nearly every name that there is.
        return form
    return "".join(letter for letter in form if not _adds_nothing(letter))


def _in_katakana(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)


def _adds_nothing(letter: str) -> bool:
    """Whether a letter of a composed text leaves it looking the same, or nearly: marks that join
    no letter and variation selectors among them."""
    return letter in _JOINERS or letter == " " or unicodedata.category(letter) in {"Mn", "Me"}


def looks_like_staff(name: str) -> bool:
    """Whether a child could take the bearer of `name` for one of the staff (T2.1.g).

    Clients draw a star beside staff, so a star in a name counts like the word.
    """
    form = look_alike(name)
    return not _STAFF_MARKS.isdisjoint(form) or any(word in form for word in _STAFF_FORMS)


_STAFF_FORMS: Final = tuple(look_alike(word) for word in _STAFF_WORDS)
