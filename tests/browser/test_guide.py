"""The guides in a real browser: whole to look at, and one press away from each page (T8.1)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import Person, arrive, without_faults
from tests.server.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.spec("T8.1")]

LOST = """() => [...document.images].filter((one) => {
    one.loading = 'eager';
    return !(one.complete && one.naturalWidth > 0);
}).map((one) => one.src)"""


@pytest.mark.parametrize("name", ["", "leaflet.html", "staff.html"])
def test_a_guide_is_whole_and_locks_nobody_out(browser: Browser, school: Server, name: str) -> None:
    person = Person(browser, school.address)
    said: list[str] = []
    person.page.on("console", lambda message: said.append(message.text))
    person.page.goto(f"{school.address}/guide/{name}")
    person.page.wait_for_load_state("networkidle")
    assert person.page.evaluate(LOST) == []
    assert said == [], "the page's policy refuses nothing of it"
    assert grave_findings(person.page) == []
    assert {address.split("/")[2] for address in person.requests} == {school.address.split("/")[2]}


def test_each_page_of_staff_leads_to_its_passage(browser: Browser, school: Server) -> None:
    admin = arrive(browser, school, "てびきかんり", "admin")
    manual = admin.context.request.get(f"{school.address}/guide/staff.html").text()
    pages = admin.page.locator(".rail.staff button")
    pages.first.wait_for()
    seen = set()
    for number in range(pages.count()):
        pages.nth(number).click()
        link = admin.page.locator(".panel.left header a")
        link.wait_for()
        address = link.get_attribute("href") or ""
        passage, anchor = address.split("#")
        assert passage == "/guide/staff.html"
        assert f'<section id="{anchor}">' in manual
        seen.add(anchor)
        admin.page.click(".panel.left header button[aria-label='とじる']")
    assert len(seen) == pages.count() >= 9, "each page has a passage of its own"
    without_faults(admin)


def test_the_leaflet_is_one_press_away_from_the_login_page(
    browser: Browser, school: Server
) -> None:
    person = Person(browser, school.address)
    person.page.goto(school.address)
    with person.context.expect_page() as opened:
        person.page.click("a:has-text('つかいかた')")
    opened.value.wait_for_selector("h1:has-text('ひろばの つかいかた')")
