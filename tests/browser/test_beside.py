"""Two talks in one place, as their people see it: one press brings them together (T4.5)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.flows import caller, walk_up
from tests.browser.pages import Person, without_faults
from tests.server.running import Server

pytestmark = pytest.mark.browser


@pytest.mark.spec("T4.5")
def test_those_of_two_talks_are_named_to_each_other_and_one_press_brings_them_together(
    browser: Browser, school: Server
) -> None:
    names = ("となりA", "となりB", "となりC", "となりD")
    one, two, three, four = people = [caller(browser, school, name) for name in names]
    walk_up(two, names[0])
    # Who stands with people whose talk is locked opens one of their own with the next who comes.
    one.page.click(".controls button:has-text('かぎ')")
    one.page.wait_for_selector(".call-told:has-text('ほかの人は 入れません')")
    come_to(three, *names[:2])
    come_to(four, *names[:3])
    four.page.wait_for_selector(".call .controls")
    assert one.page.locator(".call .beside").count() == 0
    one.page.click(".controls button:has-text('かぎ')")
    for person in (two, four):
        person.page.wait_for_selector(".call .beside")
    assert any(name in two.page.inner_text(".call .beside p") for name in names[2:])
    assert grave_findings(two.page) == []
    two.page.click(".call .beside button")
    for person in people:
        person.page.wait_for_selector(".call .tile >> nth=3")
        person.page.wait_for_selector(".call .beside", state="detached")
    without_faults(*people)


def come_to(person: Person, host: str, *beside: str) -> None:
    person.tap_on(host, *beside)
    person.page.click(".person .primary")
