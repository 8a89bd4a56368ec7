"""One smoke script on both engines, by mouse, by touch and by keys alone (T1.1)."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from selenium.webdriver import WebKitGTK

from protocol.chatting import Said
from protocol.moving import Walked, WalkTo
from tests.browser.hands import (
    CENTRE,
    EARS,
    LOUDNESS,
    ChromiumHands,
    Hands,
    Way,
    WebKitHands,
    key,
    log_in,
    press,
    tab_to,
    until,
    write,
)
from tests.browser.pages import in_menu
from tests.browser.places import CORNER
from tests.browser.webkit import webkit
from tests.browser.witness import Witness, witness_on
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate
from tests.server.test_tls import make_certificate

pytestmark = pytest.mark.browser

MORNING = dt.datetime(2026, 11, 19, 9, 50, tzinfo=dt.timezone(dt.timedelta(hours=9)))
PROMPTS = """
window.__prompts = [];
for (const [owner, name] of [
  [MediaDevices, 'getUserMedia'], [MediaDevices, 'getDisplayMedia'],
  [Geolocation, 'getCurrentPosition'], [Geolocation, 'watchPosition'],
]) owner.prototype[name] = () => { window.__prompts.push(name); return Promise.reject(name); };
Notification.requestPermission = () => { window.__prompts.push('notification'); };
"""
"""Whatever would make the browser ask the child for something is written down instead."""
PRESSED = """(() => {
  const found = [...document.querySelectorAll('li, .floors button, .panel button')]
    .find((one) => one.textContent.includes(%r));
  const button = found?.matches('button') ? found : found?.querySelector('button');
  button?.click();
  return Boolean(button);
})()"""
"""Press the button of what is named so, once it is there."""
MARKS = "document.querySelector('.paper')?.dataset.marks ?? ''"
DARK_IN_THE_MIDDLE = """(() => {
  const sheet = document.querySelector('.paper canvas');
  const { data } = sheet.getContext('2d')
    .getImageData(sheet.width / 2, sheet.height / 2, 1, 1);
  return data[0] < 100;
})()"""
HEARD = 0.001
"""A hundredth of the chime's own loudness; silence is exactly 0."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("engines")
    cert_file, key_file = make_certificate(folder)
    flags = ("--drill-clock", str(_ms(MORNING)))
    tls = ("--tls-cert", str(cert_file), "--tls-key", str(key_file))
    with demo_school(folder / "school", *flags, *tls) as server:
        yield server


@pytest.fixture(scope="module")
def witness(school: Server) -> Iterator[Witness]:
    """In a corner: a tap on somebody is no walk."""
    with witness_on(school, "plaza", "みまもり") as found:
        found.send(WalkTo(*CORNER))
        yield found


@pytest.fixture(scope="module")
def driver() -> Iterator[WebKitGTK]:
    """The one WebKit of these tests; the last of them leaves somebody logged in."""
    with webkit() as found:
        yield found


@pytest.mark.spec("T1.1")
@pytest.mark.spec("T6.17")
@pytest.mark.spec("T7.2")
@pytest.mark.parametrize("way", ["mouse", "touch", "keys"])
def test_the_day_of_a_pupil_in_chromium(
    browser: Browser, school: Server, witness: Witness, way: Way
) -> None:
    hands = ChromiumHands(browser, way)
    hands.page.add_init_script(PROMPTS)
    live_a_day(hands, school, witness)
    assert [url for url in hands.requests if not url.startswith(school.address)] == []
    assert hands.ask("window.__prompts") == []
    assert hands.faults == []


@pytest.mark.spec("T7.2")
def test_a_first_visit_leaves_nothing_in_the_console(browser: Browser, school: Server) -> None:
    hands = ChromiumHands(browser, "mouse")
    hands.go(school.address)
    hands.page.wait_for_selector("#login_id")
    hands.page.wait_for_load_state("networkidle")
    assert hands.complaints == []


@pytest.mark.spec("T1.1")
def test_the_day_of_a_pupil_in_webkit(school: Server, witness: Witness, driver: WebKitGTK) -> None:
    live_a_day(WebKitHands(driver, "mouse"), school, witness)
    live_a_day(WebKitHands(driver, "keys"), school, witness)


@pytest.mark.spec("T4.4")
def test_a_whiteboard_is_drawn_on_and_looked_at_closer_in_webkit(
    school: Server, driver: WebKitGTK
) -> None:
    hands = WebKitHands(driver, "mouse")
    visit(hands, school, "ほかでかくこ")
    press(hands, in_menu("floors"))
    until(hands, PRESSED % "教室")
    press(hands, in_menu("people"))
    until(hands, PRESSED % "ホワイトボード")
    until(hands, MARKS, lambda count: count == "0")
    x, y = hands.ask(CENTRE % ".paper")
    hands.press_at(x, y)
    until(hands, MARKS, lambda count: count == "1")
    press(hands, "[data-name=closer]")
    until(hands, "document.querySelector('.zooms b').textContent", lambda said: said == "150%")
    until(hands, DARK_IN_THE_MIDDLE)
    hands.press_at(x + 90, y)
    until(hands, MARKS, lambda count: count == "2")
    press(hands, "[data-name=undo]")
    until(hands, MARKS, lambda count: count == "1")
    press(hands, "[data-name=redo]")
    until(hands, MARKS, lambda count: count == "2")


_DAYS: Iterator[int] = iter(range(1, 100))


def live_a_day(hands: Hands, school: Server, witness: Witness) -> None:
    """Log in, walk, chat, hear the chime of the hour, log out."""
    day = next(_DAYS)
    name = f"いちにち{day}"
    chime = MORNING + dt.timedelta(hours=day, minutes=10)
    set_clock(school, chime - dt.timedelta(minutes=2))
    visit(hands, school, name)

    avatar = witness.shown(name).avatar
    set_out(hands)
    witness.wait(Walked, lambda m: m.avatar == avatar)

    press(hands, in_menu("chat"))
    write(hands, ".typing input", f"おはよう {day}")
    press(hands, ".typing button")
    witness.wait(Said, lambda m: m.text == f"おはよう {day}")

    assert hands.ask(LOUDNESS) == 0
    set_clock(school, chime)
    until(hands, "document.querySelector('.banner.bell') !== null")
    until(hands, LOUDNESS, lambda loud: loud > HEARD)

    press(hands, ".bottom .leave")
    press(hands, ".ask .primary")
    press(hands, ".goodbye .primary")
    until(hands, "document.querySelector('#login_id') !== null")
    witness.gone(avatar)


def set_out(hands: Hands) -> None:
    if hands.way == "keys":
        tab_to(hands, ".stage")
        key(hands, "ArrowLeft")
    else:
        x, y = hands.ask("[innerWidth / 2, innerHeight / 2]")
        hands.press_at(x - 90, y + 40)


def visit(hands: Hands, school: Server, name: str) -> None:
    card = new_card(school, name)
    hands.go(school.address)
    hands.ask(EARS)
    log_in(hands, card)


def set_clock(school: Server, moment: dt.datetime) -> None:
    operate(school, "set_clock", wall_ms=_ms(moment))


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp()) * 1000
