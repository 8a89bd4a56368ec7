"""A form that is refused stays filled in, and says why beside the field it is about."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import arrive, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser


def plan(page: Page, title: str, starts: str) -> None:
    page.click(".panel.left .primary.wide")
    page.fill("form .field:has-text('授業の名前') input", title)
    page.fill("form input[type=datetime-local]", starts)
    page.keyboard.press("Tab")
    page.click("form .primary")


def told_after(page: Page, field: str) -> str:
    """What stands directly behind a field of the form, the page's own toast being silent."""
    told = page.locator(f"form .field:has-text('{field}') + .wrong[role=alert]")
    told.wait_for()
    assert page.locator(".toast").count() == 0
    return told.inner_text()


@pytest.mark.spec("T6.8")
def test_a_lesson_that_cannot_be_says_why_beside_its_field(
    browser: Browser, school: Server
) -> None:
    admin = arrive(browser, school, "よていかんり", "admin")
    new_card(school, "べつのせんせい", "teacher")
    page = admin.page
    page.click(".rail.staff button:has-text('授業')")
    plan(page, "さくぶん", "2026-11-25T10:00")
    page.wait_for_selector(".lessons li:has-text('さくぶん')")
    plan(page, "おなじ せんせい", "2026-11-25T10:20")
    assert "授業者" in told_after(page, "授業者")
    page.select_option("form .field:has-text('授業者') select", label="べつのせんせい")
    page.click("form .primary")
    assert "その場所" in told_after(page, "場所")
    page.fill("form input[type=datetime-local]", "2026-11-01T10:00")
    page.keyboard.press("Tab")
    page.click("form .primary")
    assert "すぎた" in told_after(page, "はじまり")
    kept = page.input_value("form .field:has-text('授業の名前') input")
    assert kept == "おなじ せんせい", "what was written is still there"
    without_faults(admin)


@pytest.mark.spec("T3.8")
def test_a_post_that_is_over_before_it_begins_keeps_its_words(
    browser: Browser, school: Server
) -> None:
    staff = arrive(browser, school, "はるしえん", "supporter")
    page = staff.page
    page.click(".rail.staff button:has-text('掲示板')")
    page.click("button:has-text('新しく 書く')")
    page.fill("form .field:has-text('題名') input", "むかしの こと")
    page.fill("form .field:has-text('いつまで') input", "2020-01-01")
    page.click("form .primary")
    assert "おわりの日" in told_after(page, "いつまで")
    page.fill("form .field:has-text('いつまで') input", "")
    page.click("form .primary")
    page.wait_for_selector(".all li:has-text('むかしの こと'):has-text('掲示中')")
    without_faults(staff)
