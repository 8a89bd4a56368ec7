"""A list that does not come is no empty list, and can be asked for again (T1.6)."""

import re

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.pages import Person, arrive, without_faults
from tests.server.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.spec("T1.6")]

LISTS = {
    "/api/floors": "floors",
    "/api/lessons": "timetable",
    "/api/board": "board",
    "/api/conversations": "chat",
    "/api/bookings/days": "counsel",
}
"""What the panels of the menu ask for."""
PAGES = {
    "/api/lessons": "授業",
    "/api/posts": "掲示板",
    "/api/calendar": "カレンダー",
    "/api/counsellors": "相談の権限",
}
"""What the pages of staff ask for."""
IMPATIENT = """(unanswered) => {
  const ask = fetch;
  const end = new Map();
  AbortSignal.timeout = (ms) => {
    const own = new AbortController();
    end.set(own.signal, (part) => setTimeout(() => own.abort(), ms * part));
    return own.signal;
  };
  window.fetch = (address, how) => {
    const again = document.querySelector('.failed');
    end.get(how.signal)(unanswered.includes(address) && !again ? 1 / 30 : 1);
    return ask(address, how);
  };
}"""
"""Half a second for what is not answered, until somebody asks again; all else has its time."""
FAILED = ".panel .failed"


def refuse(route: Route) -> None:
    route.fulfill(status=503, body="<h1>Service unavailable</h1>")


def never(_: Route) -> None:
    """The question is taken and no answer ever sent."""


def at(address: str) -> re.Pattern[str]:
    return re.compile(re.escape(address) + r"(\?.*)?$")


def failed_and_again(person: Person, address: str) -> None:
    page = person.page
    page.wait_for_selector(f"{FAILED}:has-text('読みこめませんでした')")
    assert page.locator(".panel .empty").count() == 0, "nothing says that there is none"
    page.unroute(at(address))
    page.click(f"{FAILED} button")
    page.wait_for_selector(FAILED, state="detached")
    page.wait_for_selector(FAILED, state="detached")


def test_a_list_of_the_menu_that_fails_says_so_and_is_there_when_asked_again(
    browser: Browser, school: Server
) -> None:
    child = arrive(browser, school, "よみこみ")
    # The part of the page that shows it may not come either.
    child.page.route("**/src/part_*.js", refuse)
    child.open_panel("people")
    child.page.wait_for_selector(FAILED)
    child.page.unroute("**/src/part_*.js")
    child.page.click(f"{FAILED} button")
    child.page.wait_for_selector(".panel .search")
    for address, panel in LISTS.items():
        child.page.route(at(address), refuse)
        child.open_panel(panel)
        if panel == "chat":
            child.page.click(".tabs button:has-text('メッセージ')")
        failed_and_again(child, address)
        child.close_panel()
    without_faults(child)


def test_a_page_of_staff_whose_list_never_comes_gives_up_and_can_be_asked_again(
    browser: Browser, school: Server
) -> None:
    admin = arrive(browser, school, "まちぼうけ", "admin")
    page = admin.page
    for address in PAGES:
        page.route(at(address), never)
    page.click(".rail.staff button:has-text('カレンダー')")
    page.wait_for_selector(".panel.left .empty:has-text('じゅんび')")
    page.evaluate(IMPATIENT, list(PAGES))
    for address, name in PAGES.items():
        page.click(f".rail.staff button:has(span:text-is('{name}'))")
        failed_and_again(admin, address)
    without_faults(admin)


def test_what_is_known_stays_when_it_cannot_be_asked_anew(browser: Browser, site: Server) -> None:
    teacher = arrive(browser, site, "もういちど", "teacher")
    page = teacher.page
    page.click(".rail.staff button:has-text('掲示板')")
    page.click(".panel.left > .primary")
    page.fill(".panel.left form input", "のこっている")
    page.click(".panel.left form .primary")
    row = ".panel.left .sent:has-text('のこっている')"
    page.wait_for_selector(row)
    page.route(at("/api/posts"), refuse)
    page.click(f"{row} button:has-text('消す')")
    page.click(f"{row} .danger")
    page.wait_for_selector(FAILED)
    assert page.locator(row).count() == 1
    failed_and_again(teacher, "/api/posts")
    page.wait_for_selector(row, state="detached")
    without_faults(teacher)
