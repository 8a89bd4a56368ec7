"""Dressing: free at any time, seen by others at once, and kept."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, in_menu, without_faults
from tests.browser.still import nothing_moves
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

AT_LEAST = {"かみがた": 8, "はだの 色": 6, "ふくの 色": 8, "ふく": 4, "かざり": 7, "もちもの": 7}
"""Ornaments and held things: six, and none."""


def chosen(person: Person) -> list[str]:
    """What the wardrobe shows as worn."""
    worn = person.page.locator(".parts [aria-pressed=true]")
    return [str(one.get_attribute("aria-label")) for one in worn.all()]


@pytest.mark.spec("T2.1.a")
def test_a_new_look_is_seen_by_others_at_once_and_worn_after_the_next_login(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "きがえる")
    one, other = Person(browser, school.address), Person(browser, school.address)
    one.log_in(card)
    other.log_in(new_card(school, "ながめるひと"))
    other.tap_on("きがえる")
    before = other.page.inner_html(".person .doll")

    one.page.click(in_menu("look"))
    one.page.wait_for_selector(".parts")
    for part, least in AT_LEAST.items():
        group = one.page.locator("fieldset", has=one.page.locator(f"legend:text-is('{part}')"))
        assert group.locator("button").count() >= least, part
        group.locator("button[aria-pressed=false]").last.click()
    wish = chosen(one)
    one.page.click(".mirror .primary")
    other.until(lambda: other.page.inner_html(".person .doll") != before)

    one.log_out()
    one.log_in(card, dress=False)
    one.page.click(in_menu("look"))
    one.page.wait_for_selector(".parts")
    assert chosen(one) == wish
    without_faults(one, other)


@pytest.mark.spec("T2.1.a")
@pytest.mark.spec("T2.2.i")
def test_what_is_pressed_in_the_menu_stands_still_from_the_moment_it_is_there(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.log_in(new_card(school, "すぐおすこ"))
    page = person.page
    with nothing_moves(person, ".settings-panel"):
        page.click(in_menu("settings"))
        page.wait_for_selector(".settings-panel .comfort")
        page.wait_for_selector(".settings-panel :text('おたのしみ')")
    with nothing_moves(person, ".chat-panel .notice"):
        page.click(in_menu("chat"))
        page.click(".tabs [role=tab] >> nth=1")
        page.wait_for_selector(".talks")
    person.close_panel()
    with nothing_moves(person, ".bottom"):
        page.click(".bottom .alone")
        page.wait_for_selector(".bottom .alone.on")
        page.click(".bottom .alone")
        page.wait_for_selector(".bottom .alone:not(.on)")
    with nothing_moves(person, ".wide-card"):
        page.click(in_menu("look"))
        page.wait_for_selector(".mirror svg")
    without_faults(person)
