"""Calls on the page: nothing opens without a press, and text goes on whatever is missing (T4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.flows import caller, walk_up
from tests.browser.pages import CHROMIUM, FLAGS, without_faults
from tests.browser.still import nothing_moves
from tests.server.running import Server

pytestmark = pytest.mark.browser

TRIAL = "dialog.devices .trial"


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium that can ask its owner: without a window nobody would answer it."""
    found = browser.browser_type.launch(executable_path=CHROMIUM, args=list(FLAGS))
    yield found
    found.close()


@pytest.mark.spec("T4.3")
@pytest.mark.spec("T4.7")
@pytest.mark.spec("T4.9")
def test_without_a_way_for_media_a_call_opens_in_text_and_says_why_and_asks_for_no_device(
    browser: Browser, school: Server
) -> None:
    aki, haru = (caller(browser, school, name) for name in ("つながらない", "はなしたい"))
    for person in (aki, haru):
        person.context.route(
            "**/api/media/**", lambda route: route.fulfill(status=409, json={"reason": "off"})
        )
    aki.page.evaluate("delete MediaDevices.prototype.getDisplayMedia")
    walk_up(haru, "つながらない")
    # A device that cannot show its screen has no button for it, and says so.
    aki.page.wait_for_selector(".call .hint:has-text('がめんを 見せることが できません')")
    assert aki.page.locator(".controls button:has-text('がめん')").count() == 0
    assert haru.page.locator(".controls button:has-text('がめん')").is_disabled()
    for person in (aki, haru):
        person.page.wait_for_selector(".call-told:has-text('いま 音と 絵を 使いません')")
        for source in ("マイク", "カメラ"):
            assert person.page.locator(f".controls button:has-text('{source}')").is_disabled()
    with nothing_moves(aki, ".call footer"):
        haru.page.fill(".call .typing input", "文字で はなそう")
        haru.page.press(".call .typing input", "Enter")
        aki.page.wait_for_selector(".call .lines :text('文字で はなそう')")
    for person in (aki, haru):
        assert person.page.evaluate("window.__asked") == []
    with nothing_moves(aki, ".call footer"):
        haru.page.click(".controls button:has-text('かぎ')")
        aki.page.wait_for_selector(".call-told:has-text('ほかの人は 入れません')")
    haru.page.click(".leave-call")
    haru.page.wait_for_selector(".call", state="detached")
    without_faults(aki, haru)


@pytest.mark.spec("T4.2")
def test_devices_are_tried_before_any_call_each_by_its_own_press_and_given_back(
    browser: Browser, school: Server
) -> None:
    person = caller(browser, school, "ためすこ", permissions=["camera", "microphone"])
    page = person.page
    person.open_panel("settings")
    page.click("button:has-text('マイクと カメラを ためす')")
    page.wait_for_selector(TRIAL)
    assert grave_findings(page) == []
    assert page.evaluate("window.__asked") == []
    page.click(f"{TRIAL} button:has-text('マイクを')")
    person.until(lambda: page.evaluate("document.querySelector('.tried meter')?.value > 0"))
    assert page.evaluate("window.__asked") == [["getUserMedia", "audio"]]
    page.click(f"{TRIAL} button:has-text('カメラを')")
    person.until(lambda: page.evaluate("document.querySelector('.tried video')?.videoWidth > 0"))
    assert page.evaluate("window.__asked") == [["getUserMedia", "audio"], ["getUserMedia", "video"]]
    page.click("dialog.devices .primary")
    person.until(
        lambda: page.evaluate("window.__tracks.every((one) => one.readyState === 'ended')")
    )
    assert page.evaluate("window.__tracks.length") == 2
    without_faults(person)


def test_a_device_that_does_not_open_says_why(browser: Browser, school: Server) -> None:
    person = caller(browser, school, "こまった")
    page = person.page
    person.open_panel("settings")
    page.click("button:has-text('マイクと カメラを ためす')")
    for trouble, said in (
        ("NotReadableError", "ほかの アプリ（ZoomやTeamsなど）"),
        ("NotFoundError", "見つかりません"),
        ("", "ゆるしが ありません"),
    ):
        page.evaluate("(name) => { window.__trouble = name; }", trouble)
        page.click(f"{TRIAL} button:has-text('カメラを')")
        page.wait_for_selector(f"{TRIAL} [role=alert]:has-text('{said}')")
    without_faults(person)
