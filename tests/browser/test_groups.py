"""Groups, stamps and search, as two people use them (SPEC T2.2.b, T2.2.c)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, in_menu, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser


@pytest.mark.spec("T2.2.c")
def test_somebody_on_another_floor_is_found_by_name_and_one_press_leads_near_them(
    browser: Browser, school: Server
) -> None:
    wanted, seeker = Person(browser, school.address), Person(browser, school.address)
    wanted.log_in(new_card(school, "さがされるはる"))
    seeker.log_in(new_card(school, "さがすあき"))
    seeker.open_panel("floors")
    seeker.page.click(".floors button:not([disabled])")
    seeker.open_panel("people")
    seeker.page.fill(".search input", "ｻｶﾞｻﾚﾙ")
    seeker.page.wait_for_selector(".matches li:has-text('ひろば')")
    seeker.page.click(".matches button:has-text('近くへ')")
    seeker.page.wait_for_selector(".people-list > ul li:has-text('さがされるはる')")
    seeker.page.fill(".search input", "いないひと")
    seeker.page.wait_for_selector(".search .empty")
    without_faults(wanted, seeker)


def make_group(maker: Person, name: str, *others: str) -> None:
    """Make a group of people who are near, and open it."""
    maker.open_panel("chat")
    maker.page.click(".tabs button:has-text('メッセージ')")
    maker.page.click(".talks .wide")
    maker.page.fill(".group-card input", name)
    for other in others:
        maker.page.click(f".group-card label:has-text('{other}')")
    maker.page.click(".group-card .primary")
    maker.page.click(f".talks button:has-text('{name}')")


@pytest.mark.spec("T2.2.b")
def test_a_group_is_made_hears_a_stamp_and_words_and_is_left(
    browser: Browser, school: Server
) -> None:
    aki, haru = Person(browser, school.address), Person(browser, school.address)
    haru.log_in(new_card(school, "はるちゃん"))
    aki.log_in(new_card(school, "あきちゃん"))
    make_group(aki, "なかよしはん", "はるちゃん")
    aki.page.click(".with-stamps")
    aki.page.click(".stamps button:has([aria-label='ありがとう'])")
    aki.page.fill(".talk .typing input", "よろしくね")
    aki.page.press(".talk .typing input", "Enter")
    aki.page.wait_for_selector(".lines :text('よろしくね')")

    haru.page.wait_for_selector(f"{in_menu('chat')} .dot:text-is('2')")
    haru.open_panel("chat")
    haru.page.click(".talks button:has-text('なかよしはん')")
    haru.page.wait_for_selector(".lines [aria-label='ありがとう']")
    haru.page.wait_for_selector(f"{in_menu('chat')} .dot", state="detached")
    haru.page.click(".talk-head button:has-text('メンバー')")
    haru.page.click(".group-card .wide")
    haru.page.click(".ask .primary")
    haru.page.wait_for_selector(".talks")
    haru.page.wait_for_selector(".talks button:has-text('なかよしはん')", state="detached")
    aki.page.click(".talk-head button:has-text('メンバー')")
    aki.page.wait_for_selector(".group-card li:has-text('はるちゃん') button:has-text('入れる')")
    without_faults(aki, haru)
