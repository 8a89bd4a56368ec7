"""An admin reads a talk back in the browser, and is told that this is recorded (SPEC T3.4, R6)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import arrive, without_faults
from tests.server.running import Server

pytestmark = pytest.mark.browser

WHOLE = """one => one.getBoundingClientRect().bottom
  <= one.closest('.panel').getBoundingClientRect().bottom"""
"""Whether something stands in its panel's view to its end."""
PAGE = ".rail.staff button:has-text('相談の記録')"


@pytest.mark.spec("T3.4")
@pytest.mark.spec("R6")
def test_an_admin_is_asked_whose_talk_and_why_and_sees_their_look_in_the_record(
    browser: Browser, school: Server
) -> None:
    pupil = arrive(browser, school, "よまれたこ")
    admin = arrive(browser, school, "よむかんり", "admin")
    assert pupil.page.locator(PAGE).count() == 0
    assert not any("talks_staff" in url for url in (*pupil.requests, *admin.requests))
    admin.page.click(PAGE)
    admin.page.wait_for_selector(".notice:has-text('管理者 全員が この画面で 見られます')")
    admin.page.click(".talks-asked .primary")
    admin.page.wait_for_selector(".wrong:has-text('だれの相談か')")
    admin.page.fill(".pupils input", "ﾖﾏﾚﾀ")
    admin.page.click(".pupils button:has-text('この人にする')")
    admin.page.click(".talks-asked .primary")
    admin.page.wait_for_selector("label:has(textarea) ~ .wrong:has-text('理由を 書いて')")
    assert admin.page.locator(".changes").count() == 0
    admin.page.fill(".talks-asked textarea", "担任からの れんらく")
    admin.resize(1366, 600)
    admin.page.click(".talks-asked .primary")
    admin.page.wait_for_selector(".talks-found:has-text('この日に 相談は ありません')")
    admin.until(lambda: admin.page.locator(".talks-found").evaluate(WHOLE))
    first = admin.page.locator(".changes li").first
    first.wait_for()
    assert "よむかんりさんが よまれたこさんの 相談を 読みました" in first.inner_text()
    assert "担任からの れんらく" in first.inner_text()
    assert grave_findings(admin.page) == []
    without_faults(pupil, admin)
