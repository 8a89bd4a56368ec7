"""A private talk as its two people and a third one live it, in real browsers (SPEC T3.4, T3.10)."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import grave_findings
from tests.browser.pages import Person, arrive, without_faults
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

WORDS = "だれにも 言えなかったこと"


def draw_a_line(page: Page) -> None:
    page.wait_for_selector(".whiteboard .paper")
    box = page.locator(".whiteboard .paper").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=6)
    page.mouse.up()


def a_counsellor(browser: Browser, school: Server, name: str, **context: Any) -> Person:
    card = new_card(school, name, "supporter")
    operate(school, "name_counsellor", account=card["account"])
    person = Person(browser, school.address, **context)
    person.log_in(card)
    return person


@pytest.mark.spec("T3.4")
@pytest.mark.spec("T3.10")
def test_a_pupil_asks_talks_in_private_and_comes_back_while_a_third_sees_two_people_leave(
    browser: Browser, school: Server
) -> None:
    pupil, third = arrive(browser, school, "そうだんしたい"), arrive(browser, school, "しらないこ")
    staff = a_counsellor(browser, school, "きいてくれるひと")
    third.open_panel("people")
    third.page.wait_for_selector(".people-panel li:has-text('そうだんしたい')")
    pupil.page.click(".help-me")
    pupil.page.click("dialog .in-private button")
    pupil.page.wait_for_selector(".own-help.private:has-text('たのみました')")
    staff.page.click(".rail.staff button:has-text('相談する')")
    waiting = staff.page.locator(".case.urgent", has_text="そうだんしたい")
    waiting.locator("button.primary").click()
    staff.page.wait_for_selector(".case:has-text('へんじを まっています')")
    pupil.page.click(".knock.private .primary")
    for person in (pupil, staff):
        person.page.wait_for_selector(".cover:has-text('ログアウトしたように 見えています')")
        assert grave_findings(person.page) == []
    pupil.page.fill(".cover .typing input", WORDS)
    pupil.page.press(".cover .typing input", "Enter")
    staff.page.wait_for_selector(f".cover .lines:has-text('{WORDS}')")
    pupil.page.click(".board-of-talk")
    pupil.page.wait_for_selector(".covered .whiteboard .paper")
    staff.page.wait_for_selector(".cover:has-text('いっしょに 書けます')")
    staff.page.click(".board-of-talk")
    draw_a_line(staff.page)
    pupil.page.wait_for_selector(
        ".covered .whiteboard li:has-text('きいてくれるひと')", state="attached"
    )
    assert grave_findings(pupil.page) == []
    assert pupil.page.locator(".whiteboard [data-name=save]").count() == 0
    pupil.page.reload()
    pupil.page.wait_for_selector(f".cover .lines:has-text('{WORDS}')")
    third.until(lambda: third.page.locator("li:has-text('そうだんしたい')").count() == 0)
    assert "きいてくれるひと" not in third.page.inner_text(".people-panel")
    assert WORDS not in third.text()
    staff.page.click(".cover .end")
    staff.page.click(".ask .primary")
    pupil.page.wait_for_selector("text=相談が おわりました")
    for person in (pupil, staff):
        person.page.wait_for_selector(".people")
        assert person.page.locator(".cover").count() == 0
    third.page.wait_for_selector(".people-panel li:has-text('そうだんしたい')")
    without_faults(pupil, third, staff)
