"""No page and no panel locks somebody out: the automatic check-up in all three tables (T1.8)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from protocol.avatars import SetWatching
from protocol.floors import AvatarShown
from protocol.moving import WalkTo
from simulation.motion import path_from_wire
from tests.browser.axe import Finding, grave_findings
from tests.browser.pages import Person, without_faults
from tests.browser.witness import Witness, witness_on
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

LANGUAGES = ("ja", "ja-easy", "en")
LANGUAGES_OF_STAFF = ("ja", "en")
"""Easy words are for pupils; staff pages have them as well, and the same form in each language."""
STAFF_PAGES = 9


@pytest.fixture(scope="module")
def visitor(school: Server) -> Iterator[Witness]:
    with witness_on(school, "plaza", "みまもり") as found:
        yield found


def test_the_check_up_sees_a_button_without_a_name(browser: Browser, school: Server) -> None:
    person = Person(browser, school.address)
    person.page.goto(school.address)
    person.page.wait_for_selector("#login_id")
    person.page.evaluate("document.querySelector('form .primary').replaceChildren()")
    assert [finding.rule for finding in grave_findings(person.page)] == ["button-name"]


@pytest.mark.spec("T1.8")
@pytest.mark.spec("T1.7")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_and_no_panel_has_a_grave_fault(
    browser: Browser, school: Server, visitor: Witness, language: str
) -> None:
    person = Person(browser, school.address)
    page = person.page
    page.add_init_script(f"localStorage.setItem('hiroba-language', {language!r})")
    found: dict[str, list[Finding]] = {}

    def look(at: str) -> None:
        found[at] = grave_findings(page)

    page.goto(school.address)
    page.wait_for_selector("#login_id")
    look("login")
    page.fill("#login_id", "zzzzzzzz")
    page.fill("#passphrase", "りす もも そら")
    page.click("form .primary")
    page.wait_for_selector("#problem:not(:empty)")
    look("wrong words")
    name = f"みる{LANGUAGES.index(language) + 1}"
    card = new_card(school, name)
    page.fill("#login_id", card["login_id"])
    page.fill("#passphrase", card["passphrase"])
    page.click("form .primary")
    page.wait_for_selector(".parts .sample")
    look("wardrobe")
    page.click(".mirror .quiet")
    page.wait_for_selector(".mirror", state="detached")
    person.until(lambda: page.evaluate("window.__ready === true"))
    look("floor")
    for button in page.locator(".rail button").all():
        button.click()
        page.wait_for_selector("aside.panel :is(button, input), .parts .sample")
        look(f"panel {button.get_attribute('data-name')}")
        close = ".mirror .quiet" if page.locator(".mirror").count() else "aside.panel header button"
        page.click(close)
    call(person, visitor, name)
    look("call")
    page.click(".bottom .leave")
    page.wait_for_selector(".ask")
    look("leaving")
    assert {at: faults for at, faults in found.items() if faults} == {}
    without_faults(person)


@pytest.mark.spec("T1.8")
@pytest.mark.parametrize("language", LANGUAGES_OF_STAFF)
def test_no_page_of_staff_has_a_grave_fault(
    browser: Browser, school: Server, language: str
) -> None:
    person = Person(browser, school.address)
    page = person.page
    page.add_init_script(f"localStorage.setItem('hiroba-language', {language!r})")
    person.log_in(new_card(school, f"かんり{LANGUAGES.index(language) + 1}", "admin"))
    found: dict[str, list[Finding]] = {}
    page.wait_for_selector(".rail.staff")
    for button in page.locator(".rail.staff button").all():
        name = button.inner_text()
        button.click()
        page.wait_for_selector(".panel.left :is(button, input)")
        page.wait_for_selector(".panel.left :text-is('…')", state="detached")
        found[name] = grave_findings(page, ".panel.left")
        for more in page.locator(".panel.left > .primary:enabled").all():
            more.click()
            page.wait_for_selector(".panel.left input")
            found[f"{name} new"] = grave_findings(page, ".panel.left")
        button.click()
        page.wait_for_selector(".panel.left", state="detached")
    assert len(found) >= STAFF_PAGES
    assert {at: faults for at, faults in found.items() if faults} == {}
    without_faults(person)


def call(person: Person, witness: Witness, name: str) -> None:
    """The witness comes close enough for a talk to begin."""
    person.page.click(".watching button")
    witness.send(SetWatching(on=False))
    shown = witness.wait(AvatarShown, lambda m: m.name == name)
    x, y = path_from_wire(shown.path)[-1]
    witness.send(WalkTo(x, y))
    person.page.wait_for_selector(".call .saying")
