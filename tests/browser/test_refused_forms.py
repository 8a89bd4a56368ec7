"""A form that is refused stays filled in, and says why beside the field it is about."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import arrive, without_faults
from tests.browser.places import MAZE
from tests.server.running import Server, new_card, operate

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


def stands_on(site: Server, floor: str, name: str) -> None:
    """Another floor, with a bench along its lower edge and a link."""
    bench = {"object": "bench", "kind": "bench", "x": 10, "y": 23, "w": 4, "h": 1, "text": ""}
    link = {"object": "link", "kind": "link", "x": 14, "y": 12, "w": 1, "h": 1, "text": "ほん"}
    plan = {**MAZE, "floor": floor, "name": name, "yomi": name, "objects": [bench, link]}
    operate(site, "add_floor", plan=plan)


@pytest.mark.spec("T5.3")
@pytest.mark.spec("T3.7")
def test_a_thing_that_cannot_be_so_says_why_where_it_stands_and_keeps_what_was_written(
    browser: Browser, site: Server
) -> None:
    stands_on(site, "edge", "はしの へや")
    admin = arrive(browser, site, "はしかんり", "admin")
    page = admin.page
    page.click(".rail.staff button:has-text('つくる')")
    page.click(".panel.left .tabs button:nth-child(4)")
    page.click(".all li:has-text('はしの へや') button:has-text('行く')")
    page.wait_for_selector(".floor-name:has-text('はしの へや')")
    page.click(".panel.left .tabs button:nth-child(1)")
    page.click("summary")
    page.click(".all button:has-text('10, 23')")
    page.click(".properties button:has-text('回す')")
    told = page.locator(".glass .told[role=alert]")
    told.wait_for()
    assert "はみ出して" in told.inner_text()
    outline = page.locator(".glass .outline").bounding_box()
    place = told.bounding_box()
    assert outline is not None
    assert place is not None
    assert place["y"] + place["height"] <= page.evaluate("innerHeight"), "it is in sight"
    assert abs(place["x"] - outline["x"]) < place["width"] + outline["width"], "it is near"
    page.click(".properties button:has-text('選び終える')")
    page.click("summary")
    page.click(".all button:has-text('「ほん」')")
    page.fill(".properties input[type=url]", "https://example.jp/a\\b")
    page.click(".properties .primary")
    beside = page.locator(".properties .field:has(input[type=url]) + .wrong[role=alert]")
    beside.wait_for()
    assert "https://" in beside.inner_text()
    assert page.input_value(".properties input[type=url]") == "https://example.jp/a\\b"
    assert page.locator(".toast").count() == 0
    without_faults(admin)


@pytest.mark.spec("T2.3.a")
@pytest.mark.spec("T1.4")
def test_chimes_and_hours_of_a_floor_that_is_no_more_say_so_in_their_own_row(
    browser: Browser, site: Server
) -> None:
    stands_on(site, "fading", "きえる へや")
    admin, other = (arrive(browser, site, name, "admin") for name in ("かねかんり", "しめかんり"))
    page = admin.page
    page.click(".rail.staff button:has-text('カレンダー')")
    page.click("form > button:has-text('時間を足す')")
    page.locator("fieldset").last.locator("tr:has-text('きえる') button").first.click()
    other.page.click(".rail.staff button:has-text('つくる')")
    other.page.click(".panel.left .tabs button:nth-child(4)")
    row = other.page.locator(".all li:has-text('きえる へや')")
    row.locator("button:has-text('しめる')").click()
    row.locator(".danger").click()
    page.wait_for_selector("fieldset tr:has-text('もう ありません')")
    page.click("button:has-text('カレンダーを保存する')")
    page.wait_for_selector("fieldset:last-of-type .wrong[role=alert]:has-text('フロア')")
    page.locator("fieldset").last.locator("tr:has-text('きえる') button").first.click()
    page.click("button:has-text('カレンダーを保存する')")
    page.wait_for_selector("[role=status]:has-text('保存しました')")
    without_faults(admin, other)


def builds_on(page: Page, floor: str) -> None:
    """Over the list of floors to one of them, and to the link that stands there."""
    page.click(".panel.left .tabs button:nth-child(4)")
    page.click(f".all li:has-text('{floor}') button:has-text('行く')")
    page.wait_for_selector(f".floor-name:has-text('{floor}')")


@pytest.mark.spec("T5.3")
@pytest.mark.spec("T3.7")
def test_who_builds_is_told_when_another_takes_the_thing_or_the_floor_away(
    browser: Browser, site: Server
) -> None:
    stands_on(site, "going", "なくなる へや")
    admin, other = (arrive(browser, site, name, "admin") for name in ("たてかんり", "とるかんり"))
    for page in (admin.page, other.page):
        page.click(".rail.staff button:has-text('つくる')")
        builds_on(page, "なくなる へや")
        page.click(".panel.left .tabs button:nth-child(1)")
        page.click("summary")
        page.click(".all button:has-text('「ほん」')")
    admin.page.fill(".properties textarea", "かきかけの ことば")
    other.page.click(".properties .danger")
    admin.told("先に消した")
    other.page.wait_for_selector(".properties", state="detached")
    assert other.page.locator(".toast").count() == 0, "who took it away knows"
    builds_on(other.page, "校庭")
    other.page.click(".all li:has-text('なくなる へや') button:has-text('しめる')")
    other.page.click(".all .danger")
    admin.told("ほかの人が しめました")
    without_faults(admin, other)
