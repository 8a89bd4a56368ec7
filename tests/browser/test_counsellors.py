"""Admins name counsellors in the browser, and take the right back (SPEC T3.4, T5.5)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import arrive, without_faults
from tests.server.running import Server

pytestmark = pytest.mark.browser

COUNSEL = ".rail.staff button:has-text('相談する')"


@pytest.mark.spec("T5.5")
def test_an_admin_gives_the_right_to_counsel_and_takes_it_back_and_both_count_at_once(
    browser: Browser, school: Server
) -> None:
    staff = arrive(browser, school, "けんりのひと", "supporter")
    admin = arrive(browser, school, "わたすひと", "admin")
    admin.page.click(".rail.staff button:has-text('相談の権限')")
    row = admin.page.locator(".counsellors .case", has_text="けんりのひと")
    assert staff.page.locator(COUNSEL).count() == 0
    row.locator("button").click()
    admin.page.click("dialog .primary")
    row.locator("mark:has-text('相談できます')").wait_for()
    staff.page.click(COUNSEL)
    staff.page.wait_for_selector(".pupils input")
    assert grave_findings(admin.page) == []
    row.locator("button").focus()
    for key in ("Enter", "Enter"):
        admin.page.keyboard.press(key)
    admin.page.wait_for_selector(".changes li:has-text('もどしました')")
    staff.page.wait_for_selector(COUNSEL, state="detached")
    # The page it led to goes too, and it says why.
    staff.page.wait_for_selector("text=相談の 権限が もどされました")
    assert staff.page.locator(".pupils").count() == 0
    first = admin.page.locator(".changes li").first
    assert "わたすひとさんが けんりのひとさんから もどしました" in first.inner_text()
    without_faults(staff, admin)
