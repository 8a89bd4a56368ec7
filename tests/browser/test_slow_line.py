"""On a line of 800 ms there and back, with quick fingers: nothing lost, nothing twice (T1.6)."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.pages import Person, without_faults
from tests.browser.slow_line import SlowLine, slow_line
from tests.browser.test_counselling import a_counsellor
from tests.server.running import Server, new_card

pytestmark = [pytest.mark.browser, pytest.mark.spec("T1.6")]

EACH_WAY_S = 0.4
SAY_NO = """() => {
  window.__saidNo = window.__sawTalk = false;
  new MutationObserver(() => {
    window.__sawTalk ||= document.querySelector('.call footer') !== null;
    const no = document.querySelector('.call.soon button');
    if (window.__saidNo || !no) return;
    window.__saidNo = true;
    no.click();
  }).observe(document.body, { childList: true, subtree: true });
}"""
"""Presses the no as soon as it is there."""
APART = """(name) => {
  const { own, standing } = window.__stats;
  const other = standing.find((one) => one.name === name);
  return Math.hypot(own[0] - other.x, own[1] - other.y) > 60;
}"""
"""Whether so many pixels are between oneself and somebody: a new meeting is a new question."""


@pytest.fixture
def line() -> Iterator[SlowLine]:
    with slow_line() as found:
        yield found


def arrived(browser: Browser, school: Server, line: SlowLine, name: str, role: str) -> Person:
    """Somebody whose line became slow after they came."""
    person = Person(browser, school.address, proxy=line.way)
    person.log_in(new_card(school, name, role))
    line.delay_s = EACH_WAY_S
    return person


def test_words_whose_line_was_cut_wait_to_be_sent_again_and_half_typed_ones_stay(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    child = arrived(browser, school, line, "とおくのこ", "pupil")
    page = child.page
    child.open_panel("chat")
    typing = page.locator(".typing input").first
    with line.standing_still():
        typing.fill("きえないで")
        typing.press("Enter")
        typing.fill("はんぶん")
        page.wait_for_selector(".not-sent:has-text('おくっています')")
        line.cut()
    page.click(".not-sent button")
    page.wait_for_selector(".lines :text('きえないで')")
    page.wait_for_selector(".not-sent", state="detached")
    assert page.locator(".lines :text('きえないで')").count() == 1
    child.close_panel()
    child.open_panel("chat")
    assert typing.input_value() == "はんぶん"
    without_faults(child)


def test_help_and_a_private_talk_are_asked_for_and_answered_once_by_the_first_of_two_presses(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    staff = a_counsellor(browser, school, "とおいそうだん", proxy=line.way)
    child = arrived(browser, school, line, "はやいゆび", "pupil")
    page = child.page
    page.click(".bottom [data-name=help]")
    page.wait_for_selector(".ask .primary")
    with line.standing_still():
        page.click(".ask .primary")
        page.click(".ask .primary", force=True)
        page.wait_for_selector(".ask .primary:has-text('おくっています')")
    page.wait_for_selector(".own-help")
    page.wait_for_selector(".ask", state="detached")
    page.click(".own-help button")
    page.wait_for_selector(".own-help", state="detached")
    with line.standing_still():
        for quiet in (".on", ":not(.on)"):
            page.click(".bottom .alone")
            page.wait_for_selector(f".bottom .alone{quiet}")

    page.click(".bottom [data-name=help]")
    page.dblclick(".ask .in-private button")
    staff.page.click(".rail.staff button:has-text('相談する')")
    staff.page.dblclick(".case.urgent:has-text('はやいゆび') .primary")
    page.wait_for_selector(".knock.private .primary")
    assert page.locator(".bottom .alone.on").count() == 0, "what was turned last stands"
    with line.standing_still():
        page.click(".knock.private .primary")
        page.click(".knock.private .primary + button", force=True)
        page.wait_for_selector(".knock.private .primary:has-text('おくっています')")
    for person in (child, staff):
        person.page.wait_for_selector(".cover")
    assert page.locator(".toast").count() == 0, "no second answer was refused"
    page.click(".cover .end")
    page.dblclick(".ask .primary")
    for person in (child, staff):
        person.page.wait_for_selector(".people")
        person.told("相談が おわりました")
    without_faults(child, staff)


def test_a_no_that_comes_after_a_talk_has_begun_is_still_a_no(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    guest = Person(browser, school.address)
    guest.log_in(new_card(school, "はなしたいこ"))
    child = arrived(browser, school, line, "とおいいいえ", "pupil")
    for person in (child, guest):
        person.page.click(".watching button")
        person.page.wait_for_selector(".watching", state="detached")
    # There and back takes longer than a talk waits for a no.
    line.delay_s = 2 * EACH_WAY_S
    child.page.evaluate(SAY_NO)
    guest.tap_on("とおいいいえ")
    guest.page.click(".person .primary")
    child.until(lambda: child.page.evaluate("window.__saidNo"))
    child.page.wait_for_selector(":is(.call, .with-call)", state="detached")
    assert child.page.evaluate("window.__sawTalk") is False
    guest.page.wait_for_selector(".call", state="detached")

    line.delay_s = 0
    guest.open_panel("people")
    guest.page.click("li:has-text('とおいいいえ') button:has-text('近くへ')")
    guest.close_panel()
    guest.until(lambda: guest.page.evaluate(APART, "とおいいいえ"))
    guest.tap_on("とおいいいえ")
    guest.page.click(".person .primary")
    child.page.wait_for_selector(".call footer")
    without_faults(child, guest)


def test_a_notice_that_is_sent_twice_goes_out_once(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    admin = arrived(browser, school, line, "とおいかんり", "admin")
    page = admin.page
    page.click(".rail.staff button:has-text('お知らせ')")
    page.fill(".panel.left textarea", "いちどだけ")
    page.dblclick(".panel.left form .primary")
    page.wait_for_selector(".panel.left .sent:has-text('いちどだけ')")
    admin.until(lambda: page.input_value(".panel.left textarea") == "")
    assert page.locator(".panel.left .sent:has-text('いちどだけ')").count() == 1
    page.click(".panel.left .sent:has-text('いちどだけ') button")
    page.wait_for_selector(".panel.left .sent:has-text('いちどだけ') button", state="detached")
    without_faults(admin)


def test_a_look_whose_line_was_cut_is_still_chosen_and_can_be_kept_again(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    child = arrived(browser, school, line, "きがえるこ", "pupil")
    page = child.page
    child.open_panel("look")
    page.click(".wardrobe .swatch >> nth=3")
    with line.standing_still():
        page.click(".mirror .primary")
        page.wait_for_selector(".mirror .primary:has-text('おくっています')")
        line.cut()
    page.wait_for_selector(".mirror .primary:has-text('これに する')")
    assert page.locator(".wardrobe .swatch >> nth=3").get_attribute("aria-pressed") == "true"
    page.click(".mirror .primary")
    page.wait_for_selector(".wardrobe", state="detached")
    without_faults(child)


def turned(rules: Locator, on: bool) -> bool:
    return all(rules.nth(at).is_checked() is on for at in (2, 4))


def test_two_rules_of_a_floor_turned_quickly_are_both_turned_and_never_turn_back(
    browser: Browser, site: Server, line: SlowLine
) -> None:
    admin = arrived(browser, site, line, "いそぐかんり", "admin")
    page = admin.page
    page.click(".rail.staff button:has-text('つくる')")
    tabs = page.locator(".panel.left [role=tab]")
    rules = page.locator(".panel.left .toggle input")
    for wanted in (False, True):
        tabs.nth(2).click()
        with line.standing_still():
            for at in (2, 4):
                rules.nth(at).click()
            # Drawing the page anew, as whatever happens on the floor does, turns nothing back.
            page.click(".bottom .leave")
            page.click(".ask .primary + .big")
            assert turned(rules, wanted)
        for tab in (1, 2):
            tabs.nth(tab).click()
        admin.until(partial(turned, rules, wanted))
    without_faults(admin)


def test_who_cannot_log_out_stays_and_is_told_and_two_presses_log_out_once(
    browser: Browser, school: Server, line: SlowLine
) -> None:
    child = arrived(browser, school, line, "かえりたい", "pupil")
    page = child.page
    page.route("**/api/logout", lambda route: route.abort())
    page.click(".bottom .leave")
    page.click(".ask .primary")
    page.wait_for_selector(".ask .wrong:has-text('まだ おわれていません')")
    page.unroute("**/api/logout")
    asked = len(child.requests)
    page.dblclick(".ask .primary")
    page.wait_for_selector(".ask .primary:has-text('おくっています')")
    page.click(".goodbye .primary")
    page.wait_for_selector("#login_id")
    assert [url for url in child.requests[asked:] if url.endswith("/api/logout")] == [
        f"{school.address}/api/logout"
    ]
    without_faults(child)
