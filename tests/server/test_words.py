"""The word list behind passphrases, and what a child may type for a word."""

import re
from collections import defaultdict

import pytest

from server.passphrases import (
    LOGIN_ID_LENGTH,
    LOGIN_ID_LETTERS,
    new_login_id,
    new_passphrase,
    normal_login_id,
    normal_passphrase,
    words,
)

WORDS_MIN = 2_048
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
VOICED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほう",
)
VOWEL_ROWS = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみり",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれ",
    "お": "おこそとのほもよろを",
}
VOWEL_OF = {kana: vowel for vowel, row in VOWEL_ROWS.items() for kana in row}
LENGTHENS = {("お", "う"), ("え", "い")}
UNFIT = tuple(
    """
    しね しぬ ばか あほ ぶす でぶ くそ うんこ うんち ちんこ ちんげ きもい ころす くたば おっぱ
    えっち げろ おなら ゆうれい おばけ じごく のろい
    """.split()  # noqa: SIM905  (a list of words reads as words)
)


def sounded(word: str) -> str:
    """A word as one hears it on a bad line: no small kana, voicing or long vowels."""
    heard = ""
    for kana in word.translate(SMALL).translate(VOICED):
        before = VOWEL_OF.get(heard[-1]) if heard else None
        if before is None or (kana != before and (before, kana) not in LENGTHENS):
            heard += kana
    return heard


def test_the_list_has_enough_words_for_33_bits_in_three() -> None:
    assert len(words()) >= WORDS_MIN


def test_every_word_is_two_to_six_hiragana() -> None:
    assert [word for word in words() if not re.fullmatch("[ぁ-ん]{2,6}", word)] == []


def test_no_two_words_sound_alike() -> None:
    heard = defaultdict(list)
    for word in words():
        heard[sounded(word)].append(word)
    assert [alike for alike in heard.values() if len(alike) > 1] == []


def test_no_word_contains_a_rude_or_scary_one() -> None:
    assert [word for word in words() if any(unfit in word for unfit in UNFIT)] == []


def test_a_passphrase_is_three_words_of_the_list() -> None:
    for _ in range(50):
        chosen = new_passphrase().split()
        assert len(chosen) == 3
        assert set(chosen) <= set(words())


@pytest.mark.parametrize(
    "typed",
    [
        "りす もも そら",
        "りすももそら",
        "リス　モモ　ソラ",
        "ﾘｽ ﾓﾓ ｿﾗ",
        " りす・もも、そら ",
        "りす-もも-そら",
    ],
)
def test_kana_kind_width_and_separators_do_not_matter(typed: str) -> None:
    assert normal_passphrase(typed) == normal_passphrase("りす もも そら")


def test_other_words_stay_other_words() -> None:
    assert normal_passphrase("りす もも そり") != normal_passphrase("りす もも そら")


def test_a_login_id_says_nothing_and_has_no_letters_that_look_alike() -> None:
    ids = {new_login_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(one) == LOGIN_ID_LENGTH and set(one) <= set(LOGIN_ID_LETTERS) for one in ids)
    assert not set(LOGIN_ID_LETTERS) & set("01oil")


def test_a_login_id_may_be_typed_in_capitals_wide_letters_and_groups() -> None:
    assert normal_login_id("ＡＢ３-Ｋｍ 7") == "ab3km7"
