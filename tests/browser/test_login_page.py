"""The login page: three words by touch, by keys or typed, an id from the slip, kind refusals."""

import pytest
from playwright.sync_api import Browser

from server.passphrases import words
from server.vault_logins import FREE_TRIES
from tests.browser.pages import Person, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

PLAIN = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほ",
)
ROWS = (
    "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
    "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わ",
)  # fmt: skip
OFFERED = 6


@pytest.mark.parametrize("way", ["touch", "keys"])
@pytest.mark.spec("T7.2")
def test_three_words_are_chosen_by_their_first_letters_and_let_one_in(
    browser: Browser, school: Server, way: str
) -> None:
    card = new_card(school, f"えらぶ{way}")
    person = Person(
        browser, school.address, has_touch=True, viewport={"width": 810, "height": 1080}
    )
    page = person.page

    def press(selector: str) -> None:
        if way == "touch":
            page.tap(selector)
        else:
            page.focus(selector)
            page.keyboard.press("Enter")

    page.goto(f"{school.address}/#id={card['login_id']}")
    page.wait_for_selector("#passphrase:focus")
    assert page.input_value("#login_id") == card["login_id"]
    assert page.url == f"{school.address}/"
    press("button:has-text('ことばを えらぶ')")
    for word in card["passphrase"].split():
        letter = word[0].translate(PLAIN)
        row = next(row for row in ROWS if letter in row)
        press(f".kana:nth-of-type(1) button:text-is('{row[0]}')")
        press(f".kana:nth-of-type(2) button:text-is('{letter}')")
        press(f".found button:text-is('{word}')")
    press(".picker .primary")
    page.wait_for_selector("#enter:focus")
    assert page.input_value("#passphrase") == card["passphrase"]
    press("#enter")
    page.wait_for_selector(".mirror")
    without_faults(person)


def beginning_of(word: str) -> str:
    """The fewest letters after which it is among those offered; all of it, if it never is."""
    for length in range(1, len(word)):
        begun = word[:length]
        like_it = [one for one in words() if one.startswith(begun)]
        if begun not in like_it and word in like_it[:OFFERED]:
            return begun
    return word


@pytest.mark.spec("T7.2")
def test_a_word_begun_by_typing_is_offered_whole(browser: Browser, school: Server) -> None:
    card = new_card(school, "とちゅう")
    person = Person(browser, school.address)
    page = person.page
    page.goto(school.address)
    page.fill("#login_id", card["login_id"])
    page.focus("#passphrase")
    for word in card["passphrase"].split():
        begun = beginning_of(word)
        page.keyboard.insert_text(begun)
        if begun == word:
            page.keyboard.insert_text(" ")
        else:
            page.click(f".completions button:text-is('{word}')")
            page.wait_for_selector("#passphrase:focus")
    assert page.input_value("#passphrase").split() == card["passphrase"].split()
    page.keyboard.press("Enter")
    page.wait_for_selector(".mirror")
    without_faults(person)


@pytest.mark.spec("T7.2")
def test_wrong_words_are_answered_kindly_and_then_with_a_time(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    page = person.page
    page.goto(school.address)
    page.fill("#login_id", new_card(school, "まちがい")["login_id"])
    page.fill("#passphrase", "ちがう ことば です")

    def answer() -> str:
        with page.expect_response("**/api/login") as answered:
            page.click("#enter:enabled")
        reason: str = answered.value.json()["reason"]
        return reason

    for _ in range(FREE_TRIES):
        assert answer() == "login_wrong"
        page.wait_for_selector("#problem:has-text('みたい')")
    # A slow computer tries again after the first short waits are over; each is twice the last.
    person.until(lambda: answer() == "login_wait")
    person.until(lambda: "ごろに もういちど ためしてね" in page.inner_text("#problem"))
