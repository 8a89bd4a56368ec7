"""Every function is near, large enough for a finger, and covered by nothing (T2.2)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

SCREENS = ((1366, 768), (1080, 810), (810, 1080))
PHONE = (390, 844)
FINGER_PX = 44
PANELS = {
    "chat": "チャット", "people": "人を検索", "floors": "フロア移動", "status": "ステータス",
    "settings": "設定",
}  # fmt: skip
ONE_TAP = ("ひとりになる", "おわる", "自分の居場所", "200%に 拡大", "フロア全体")
HIT = """button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return { width, height, free: button === top || button.contains(top) };
}"""
OVERLAPPING = """() => {
  const all = document.querySelectorAll(
    '.top > *, .panel, .menu, .rail button, .bottom button');
  const boxes = [...all]
    .map((one) => [one.textContent.trim().slice(0, 12), one.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => meet(a, b)).map(([other]) => `${name} / ${other}`));
}"""


def resized(person: Person, size: tuple[int, int]) -> None:
    width, height = size
    person.page.set_viewport_size({"width": width, "height": height})
    person.until(lambda: person.page.evaluate("innerWidth") == width)


@pytest.mark.spec("T2.2.i")
def test_every_function_is_at_most_two_taps_away_on_each_screen(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.log_in(new_card(school, "ゆび"))
    page = person.page
    for size in SCREENS:
        resized(person, size)
        for name in (*ONE_TAP, *PANELS.values(), "きがえ"):
            hit = page.locator(f".plaza button:has-text('{name}')").first.evaluate(HIT)
            assert hit["free"], (size, name)
            assert min(hit["width"], hit["height"]) >= FINGER_PX, (size, name, hit)
        for panel, name in PANELS.items():
            person.open_panel(panel)
            page.wait_for_selector(f".panel h2:has-text('{name}')")
            assert page.evaluate(OVERLAPPING) == [], (size, name)
        page.click(".panel header button")
    without_faults(person)


@pytest.mark.spec("T2.2.i")
def test_a_menu_button_holds_every_function_on_a_small_screen(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address, viewport={"width": PHONE[0], "height": PHONE[1]})
    person.log_in(new_card(school, "てのひら"))
    page = person.page
    assert page.locator(".rail").count() == 0
    for name in PANELS.values():
        page.click(".menu")
        page.click(f".rail button:has-text('{name}')")
        page.wait_for_selector(f".panel h2:has-text('{name}')")
        for always in ("ひとりになる", "おわる"):
            assert page.locator(f".bottom button:has-text('{always}')").evaluate(HIT)["free"]
        page.click(".panel header button")
    page.click(".menu")
    page.click(".views button:has-text('フロア全体')")
    person.until(lambda: page.locator(".views button[aria-pressed=true]").count() == 1)
    without_faults(person)


def test_a_question_keeps_the_focus_and_escape_answers_no(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    person.log_in(new_card(school, "といかけ"))
    page = person.page
    page.focus(".bottom .leave")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask")
    for _ in range(4):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.matches('.plaza > :not(dialog) *')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".ask", state="detached")
    assert page.evaluate("document.activeElement.matches('.leave')")
