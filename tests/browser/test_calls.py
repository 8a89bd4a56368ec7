"""Calls on the page: nothing opens without a press, and text goes on whatever is missing (T4)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

DEVICES = """
window.__asked = [];
window.__tracks = [];
for (const way of ['getUserMedia', 'getDisplayMedia']) {
  const ask = MediaDevices.prototype[way];
  MediaDevices.prototype[way] = async function (wanted) {
    window.__asked.push([way, Object.keys(wanted).join()]);
    if (window.__trouble) throw new DOMException('', window.__trouble);
    const stream = await ask.call(this, wanted);
    window.__tracks.push(...stream.getTracks());
    return stream;
  };
}
"""
"""Notes what the page asks the browser for, and can answer as a browser does whose camera is
taken."""
TRIAL = "dialog.devices .trial"


def with_ears(browser: Browser, school: Server, name: str, *allowed: str) -> Person:
    """Somebody new who is open to talk; what their page asks of the browser is noted."""
    person = Person(browser, school.address, permissions=list(allowed))
    person.context.add_init_script(DEVICES)
    person.log_in(new_card(school, name))
    person.page.click(".watching button")
    return person


def call(guest: Person, host: str) -> None:
    """Walk up to somebody until a talk opens."""
    guest.tap_on(host)
    guest.page.click(".person .primary")
    guest.page.wait_for_selector(".call .controls")


@pytest.mark.spec("T4.7")
@pytest.mark.spec("T4.9")
def test_without_a_way_for_media_a_call_opens_in_text_and_says_why_and_asks_for_no_device(
    browser: Browser, school: Server
) -> None:
    aki, haru = (with_ears(browser, school, name) for name in ("つながらない", "はなしたい"))
    for person in (aki, haru):
        person.context.route(
            "**/api/media/**", lambda route: route.fulfill(status=409, json={"reason": "off"})
        )
    call(haru, "つながらない")
    for person in (aki, haru):
        person.page.wait_for_selector(".call-told:has-text('いま 音と 絵を 使いません')")
        for source in ("マイク", "カメラ", "がめん"):
            assert person.page.locator(f".controls button:has-text('{source}')").is_disabled()
    haru.page.fill(".call .typing input", "文字で はなそう")
    haru.page.press(".call .typing input", "Enter")
    aki.page.wait_for_selector(".call .lines :text('文字で はなそう')")
    for person in (aki, haru):
        assert person.page.evaluate("window.__asked") == []
    haru.page.click(".leave-call")
    haru.page.wait_for_selector(".call", state="detached")
    without_faults(aki, haru)


@pytest.mark.spec("T4.2")
def test_devices_are_tried_before_any_call_each_by_its_own_press_and_given_back(
    browser: Browser, school: Server
) -> None:
    person = with_ears(browser, school, "ためすこ", "camera", "microphone")
    page = person.page
    person.open_panel("settings")
    page.click("button:has-text('マイクと カメラを ためす')")
    page.wait_for_selector(TRIAL)
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
    person = with_ears(browser, school, "こまった")
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
