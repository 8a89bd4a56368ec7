"""Chimes and the calendar, set in the browser by an admin (T1.4, T2.3)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import NOON_MS, Person, without_faults
from tests.browser.test_menu import OVERLAPPING
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser
MINUTE_MS = 60_000


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("times") / "school"
    with demo_school(folder, "--drill-clock", str(NOON_MS)) as server:
        yield server


def open_page(browser: Browser, school: Server, name: str, page: str) -> Person:
    person = Person(browser, school.address)
    person.log_in(new_card(school, name, "admin"))
    person.page.click(f".rail.staff button:has-text('{page}')")
    return person


@pytest.mark.spec("T2.3.a")
def test_a_chime_that_an_admin_adds_rings(browser: Browser, school: Server) -> None:
    admin = open_page(browser, school, "かねのひと", "チャイム")
    admin.page.wait_for_selector(".chime >> nth=23")
    admin.page.click("button:has-text('チャイムを足す')")
    new = admin.page.locator(".chime >> nth=24")
    new.locator("input[type=time]").fill("12:04")
    new.locator("button:has-text('土')").click()
    new.locator("select").select_option("harp")
    new.locator("button:has-text('きいてみる')").click()
    admin.page.click(".panel.left .primary")
    assert new.locator("input:invalid").count() == 1, "a chime has a name"
    new.locator(".name").fill("おひるの はじまり")
    admin.page.click(".panel.left .primary")
    admin.page.wait_for_selector("[role=status]:has-text('保存しました')")
    operate(school, "jump_clock", passed_ms=4 * MINUTE_MS)
    admin.page.wait_for_selector(".banner.bell:has-text('おひるの はじまり')")
    without_faults(admin)


@pytest.mark.spec("T1.4")
def test_an_admin_turns_a_day_saves_and_asks_when_it_is_open(
    browser: Browser, school: Server
) -> None:
    admin = open_page(browser, school, "こよみのひと", "カレンダー")
    page = admin.page
    page.fill("input[type=date] >> nth=0", "2026-11-01")
    page.fill("input[type=date] >> nth=1", "2027-03-31")
    closes = page.locator("fieldset input[type=time]").nth(1)
    assert closes.input_value() == "00:00", "midnight is the end of the day"
    assert "一日中 ひらきます" in page.inner_text("fieldset .hint >> nth=0")
    closes.fill("23:00")
    closes.fill("00:00")
    day = page.locator(".month button[aria-label^='2026-11-24']")
    day.click()
    page.click("button:has-text('祝日を')")
    holiday = page.locator(".month button[aria-label^='2026-11-23']")
    assert holiday.get_attribute("aria-pressed") == "false"
    assert "勤労感謝の日" in str(holiday.get_attribute("aria-label"))
    page.click("button:has-text('カレンダーを保存する')")
    page.wait_for_selector("[role=status]:has-text('保存しました')")
    for moment, words in (
        ("2026-11-24T10:00", "しまっています"),
        ("2026-11-25T23:59", "あいています"),
    ):
        page.fill(".moment", moment)
        page.keyboard.press("Tab")
        page.click("button:has-text('たしかめる')")
        page.wait_for_selector(f"ul[role=status] li:has-text('{words}')")
    page.fill("input[type=date] >> nth=1", "2026-10-01")
    page.wait_for_selector(".wrong:has-text('前です')")
    assert page.locator("button:has-text('カレンダーを保存する')").is_disabled()
    without_faults(admin)


@pytest.mark.spec("T2.2.a")
def test_on_an_upright_tablet_a_wide_page_covers_no_notice_and_a_panel_lies_over_it(
    browser: Browser, school: Server
) -> None:
    admin = open_page(browser, school, "たての がめん", "お知らせ")
    page = admin.page
    admin.resize(810, 1080)
    page.fill(".panel.left textarea", "あしたの ひるやすみは 校庭で あそべます。" * 6)
    page.click(".panel.left .primary")
    page.wait_for_selector(".top .news")
    page.click(".rail.staff button:has-text('カレンダー')")
    page.wait_for_selector(".wide-left .month")
    admin.until(lambda: page.evaluate(OVERLAPPING) == [])
    admin.open_panel("chat")
    # The panel and the page meet, and neither meets what is told.
    admin.until(lambda: len(page.evaluate(OVERLAPPING)) == 1)
    page.click(".chat-panel .typing input >> nth=0")
    assert page.locator(".wide-left .month").count() > 0, "what is set there stays"
    page.click(".rail.staff button:has-text('カレンダー')")
    page.click(".rail.staff button:has-text('授業')")
    page.wait_for_selector(".chat-panel", state="detached")
    without_faults(admin)
