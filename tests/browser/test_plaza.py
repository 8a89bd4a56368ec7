"""The spine as its people use it: real server, real Chromium, two pupils and a supporter."""

import os
import signal

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import (
    NOON_MS,
    TWO_FRAMES,
    Person,
    arrive,
    in_menu,
    without_faults,
)
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

TOLD_WITHIN_MS = 5_000
UNDER_WAY_FRAMES = 10
TRANSFERRED = """['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.transferSize, 0)"""
"""Bytes over the line with their headers: what a worker shares with the page comes only once."""


@pytest.mark.spec("T2.1.a")
@pytest.mark.spec("T2.1.g")
@pytest.mark.spec("T2.2.b")
def test_two_pupils_and_a_supporter_see_each_other_talk(browser: Browser, school: Server) -> None:
    aki = arrive(browser, school, "あき")
    haru = arrive(browser, school, "はる")
    staff = arrive(browser, school, "しえんいん", "supporter")
    for person in (aki, haru, staff):
        person.open_panel("people")
    aki.page.wait_for_selector(f"{in_list('しえんいん')} .role:has-text('支援員')")
    aki.page.wait_for_selector(in_list("はる"))
    haru.page.wait_for_selector(in_list("あき"))
    staff.page.wait_for_selector(in_list("あき"))
    assert staff.page.locator(f"{in_list('あき')} .role").count() == 0

    aki.open_panel("chat")
    to_floor = aki.page.locator(".typing input").first
    to_floor.fill("みんな おはよう")
    to_floor.press("Enter")
    for person in (haru, staff):
        person.open_panel("chat")
        person.page.wait_for_selector(".lines :text('みんな おはよう')")

    haru.open_panel("people")
    haru.page.click("li:has-text('あき') button:has-text('メッセージ')")
    haru.page.fill(".typing input", "ないしょだよ")
    haru.page.press(".typing input", "Enter")
    aki.until(lambda: aki.page.locator(".tabs .dot").count() == 1)
    aki.page.click(".tabs button:has-text('メッセージ')")
    aki.page.click(".talks button:has-text('はる')")
    aki.until(lambda: "ないしょだよ" in aki.text())
    aki.until(lambda: aki.page.locator(f"{in_menu('chat')} .dot").count() == 0)
    assert "ないしょだよ" not in staff.text()
    without_faults(aki, haru, staff)


@pytest.mark.spec("T6.17")
@pytest.mark.spec("T7.2")
def test_the_first_load_is_small_and_asks_nobody_else(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    person.log_in(new_card(school, "ちいさい"), typed=True)
    assert len(person.requests) <= 25, person.requests
    assert any("worker" in url for url in person.requests), "what paints the floor is counted too"
    assert 50_000 < person.page.evaluate(TRANSFERRED) <= 150_000
    assert [url for url in person.requests if not url.startswith(school.address)] == []
    without_faults(person)


@pytest.mark.spec("T2.2.d")
@pytest.mark.spec("T2.2.f")
def test_zoom_is_two_and_back_to_one_and_where_am_i_centres(
    browser: Browser, school: Server
) -> None:
    person = arrive(browser, school, "ズーム")
    page = person.page
    page.mouse.move(600, 300)
    page.mouse.down()
    page.mouse.move(200, 500, steps=4)
    page.mouse.up()
    page.click("text=自分の居場所")
    zoom = "text=200%に 拡大"
    page.click(zoom)
    person.until(lambda: page.locator("text=もとの 大きさ").count() == 1)
    page.click("text=もとの 大きさ")
    person.until(lambda: page.locator(zoom).count() == 1)
    page.click("text=フロア全体")
    person.until(lambda: page.locator("text=もとに もどす").count() == 1)
    without_faults(person)


@pytest.mark.spec("T1.8")
@pytest.mark.spec("T2.2.e")
def test_keyboard_alone_changes_floor_chats_and_logs_out(browser: Browser, school: Server) -> None:
    person = arrive(browser, school, "キーボード")
    page = person.page
    page.focus(".stage")
    page.keyboard.press("KeyM")
    page.wait_for_selector(".floors button.library")
    page.focus(".floors button.library")
    page.keyboard.press("Enter")
    person.until(lambda: page.inner_text(".floor-name") == "図書室")
    page.focus(".stage")
    page.keyboard.press("KeyC")
    page.wait_for_selector(".chat")
    page.focus(".bottom .leave")
    page.keyboard.press("Enter")
    page.focus(".ask .primary")
    page.keyboard.press("Enter")
    page.focus(".goodbye .primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#login_id")
    page.go_back()
    page.goto(school.address)
    page.wait_for_selector("#login_id")
    without_faults(person)


@pytest.mark.spec("T2.1.b")
@pytest.mark.spec("T1.1")
def test_a_touch_walks_the_avatar(browser: Browser, school: Server) -> None:
    person = Person(
        browser, school.address, has_touch=True, viewport={"width": 1080, "height": 810}
    )
    person.log_in(new_card(school, "タッチ"))
    before = person.page.evaluate("window.__stats.drawn")
    person.page.touchscreen.tap(700, 520)
    person.until(lambda: person.page.evaluate("window.__stats.drawn") > before + 8)
    without_faults(person)


@pytest.mark.spec("T1.6")
def test_a_silent_server_shows_a_calm_banner_and_a_reload_leaves_no_ghost(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.page.clock.install()
    person.log_in(new_card(school, "とぎれる"))
    other = arrive(browser, school, "みている")
    os.kill(school.process.pid, signal.SIGSTOP)
    try:
        # What was sent before is heard first. Then five seconds pass by the page's own clock: the
        # world's would judge the machine.
        for _ in range(UNDER_WAY_FRAMES):
            person.page.evaluate(TWO_FRAMES)
        person.page.clock.run_for(TOLD_WITHIN_MS)
        assert person.page.locator(".banner:has-text('つなぎなおしています')").count() == 1
    finally:
        os.kill(school.process.pid, signal.SIGCONT)
    person.page.wait_for_selector(".banner", state="detached")
    person.page.reload()
    person.until(lambda: person.page.evaluate("window.__ready === true"))
    other.open_panel("people")
    other.until(lambda: other.page.locator("li:has-text('とぎれる')").count() == 1)


@pytest.mark.spec("T2.3.c")
def test_closing_time_warns_then_sends_pupils_home_and_keeps_staff(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("closing") / "school"
    with demo_school(folder, "--drill-clock", str(NOON_MS)) as school:
        pupil = arrive(browser, school, "おわりまで")
        staff = arrive(browser, school, "のこるひと", "supporter")
        set_hours(school, opens=9 * 60, closes=12 * 60 + 20)
        jump_to(school, minute=19)
        pupil.until(lambda: "あと 1分で" in pupil.text())
        staff.until(lambda: "あと 1分で" in staff.text())
        jump_to(school, minute=20)
        goodbye = pupil.page.locator(".goodbye")
        assert "また来てね" in goodbye.inner_text()
        assert "11月20日(金) 9:00" in goodbye.inner_text()
        goodbye.locator(".primary").click()
        pupil.page.wait_for_selector("#login_id")
        staff.page.wait_for_selector(".people")


def in_list(name: str) -> str:
    """Somebody in the list of who is on the floor."""
    return f".people-list li:has(b:text-is('{name}'))"


def jump_to(school: Server, *, minute: int) -> None:
    """Make it so many minutes past noon; more than half an hour would be an idle pupil."""
    operate(school, "set_clock", wall_ms=NOON_MS + minute * 60_000)


def set_hours(school: Server, *, opens: int, closes: int) -> None:
    openings = [
        {"floor": floor, "weekday": day, "opens": opens, "closes": closes}
        for floor in ("classroom", "yard", "library", "plaza")
        for day in range(7)
    ]
    calendar = {
        "first_day": 0, "last_day": 100_000, "openings": openings,
        "closed_days": [], "extra_days": [],
    }  # fmt: skip
    operate(school, "set_calendar", calendar=calendar)
