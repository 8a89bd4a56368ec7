"""The same hands on two engines: what a person does with a mouse, a finger or keys alone.

A test written for `Hands` runs in Chromium (Playwright) and in WebKitGTK (Selenium) alike. WebKit's
driver turns touches into mouse presses, so only Chromium is worked by touch.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeAlias

from playwright.sync_api import Browser
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.pages import PATIENCE_S

Way: TypeAlias = Literal["mouse", "touch", "keys"]

STILL_FRAMES = 6
PAUSE = threading.Event()
PAUSE_S = 0.02
"""A page that is asked all the time gets to nothing else."""
TABS_MAX = 150
SELENIUM_KEYS = {"Tab": Keys.TAB, "Enter": Keys.ENTER, "ArrowLeft": Keys.ARROW_LEFT}
CENTRE = """(() => {
  const found = document.querySelector(%r);
  if (!found || found.disabled) return null;
  found.scrollIntoView({block: 'nearest'});
  const box = found.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})()"""
STILL_CENTRE = """((selector) => {
  const open = (window.__looked_at ??= {});
  const known = open[selector] ??= { place: null, frames: -1 };
  const look = () => {
    const place = JSON.stringify(%s);
    known.frames = place === known.place ? known.frames + 1 : 0;
    known.place = place;
    if (open[selector] === known) requestAnimationFrame(look);
  };
  if (known.frames < 0) look();
  if (known.place === 'null' || known.frames < %d) return null;
  delete open[selector];
  return JSON.parse(known.place);
})(%r)"""
"""The centre, once it was the same in so many frames that the page drew: two looks of the test may
lie in one frame of a busy machine."""
EARS = """(() => {
  const connect = AudioNode.prototype.connect;
  window.__ears = [];
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const ear = this.context.createAnalyser();
      connect.call(this, ear);
      window.__ears.push(ear);
    }
    return connect.call(this, to, ...rest);
  };
})()"""
"""Listens to whatever the page sends to the loudspeaker."""
LOUDNESS = """window.__ears.reduce((most, ear) => {
  const wave = new Float32Array(ear.fftSize);
  ear.getFloatTimeDomainData(wave);
  return Math.max(most, ...wave.map(Math.abs));
}, 0)"""


class Hands(Protocol):
    """One person's window, and what they work it with."""

    way: Way

    def go(self, address: str) -> None: ...

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression is on the page."""

    def press_at(self, x: float, y: float) -> None:
        """A click or a tap at a place of the view, CSS px."""

    def type(self, text: str) -> None:
        """Into whatever has the focus."""

    def key_down(self, name: str) -> None: ...

    def key_up(self, name: str) -> None: ...


class ChromiumHands:
    """A page of Chromium."""

    def __init__(self, browser: Browser, way: Way) -> None:
        self.way = way
        self.context = browser.new_context(
            viewport={"width": 1366, "height": 768}, has_touch=way == "touch", locale="ja-JP",
            ignore_https_errors=True,
        )  # fmt: skip
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.complaints.append(f"{line.text} {line.location['url']}"),
        )

    def go(self, address: str) -> None:
        self.page.goto(address)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def press_at(self, x: float, y: float) -> None:
        if self.way == "touch":
            self.page.touchscreen.tap(x, y)
        else:
            self.page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def key_down(self, name: str) -> None:
        self.page.keyboard.down(name)

    def key_up(self, name: str) -> None:
        self.page.keyboard.up(name)


class WebKitHands:
    """WebKitGTK's window."""

    def __init__(self, driver: WebKitGTK, way: Literal["mouse", "keys"]) -> None:
        self._driver = driver
        self.way: Way = way

    def go(self, address: str) -> None:
        self._driver.get(address)

    def ask(self, expression: str) -> Any:
        return self._driver.execute_script(f"return {expression}")

    def press_at(self, x: float, y: float) -> None:
        actions = ActionBuilder(self._driver)
        pointer: Any = actions.pointer_action
        pointer.move_to_location(round(x), round(y))
        pointer.pointer_down()
        pointer.pointer_up()
        actions.perform()

    def type(self, text: str) -> None:
        self._driver.find_element(By.CSS_SELECTOR, ":focus").send_keys(text)

    def key_down(self, name: str) -> None:
        actions = ActionBuilder(self._driver)
        actions.key_action.key_down(SELENIUM_KEYS[name])
        actions.perform()

    def key_up(self, name: str) -> None:
        actions = ActionBuilder(self._driver)
        actions.key_action.key_up(SELENIUM_KEYS[name])
        actions.perform()


def until(hands: Hands, expression: str, holds: Callable[[Any], bool] = bool) -> Any:
    """Ask again and again until the page gives an answer for which something holds."""
    ends_s = time.monotonic() + PATIENCE_S
    while True:
        if holds(answer := hands.ask(expression)):
            return answer
        assert time.monotonic() < ends_s, f"{expression} did not come to be, it is {answer!r}"
        PAUSE.wait(PAUSE_S)


def press(hands: Hands, selector: str) -> None:
    """Press a control, once it is there and stands still."""
    if hands.way == "keys":
        tab_to(hands, selector)
        key(hands, "Enter")
        return
    still = STILL_CENTRE % (CENTRE % selector, STILL_FRAMES, selector)
    hands.press_at(*until(hands, still, lambda place: place is not None))


def log_in(hands: Hands, card: dict[str, str]) -> None:
    """From the login page, which is open, to the floor: the avatar that is ready, no tour."""
    write(hands, "#login_id", card["login_id"])
    write(hands, "#passphrase", card["passphrase"])
    press(hands, "form .primary")
    press(hands, ".mirror .quiet")
    until(hands, "document.querySelector('.mirror') === null")
    until(hands, "window.__ready === true")
    press(hands, ".tour [data-name=skip]")
    until(hands, "document.querySelector('.tour') === null")


def tab_to(hands: Hands, selector: str) -> None:
    """Go from control to control until the wanted one has the focus."""
    until(hands, f"document.querySelector({selector!r}) !== null")
    for _ in range(TABS_MAX):
        if hands.ask(f"document.activeElement.matches({selector!r})"):
            return
        key(hands, "Tab")
    raise AssertionError(f"no number of tabs leads to {selector}")


def key(hands: Hands, name: str) -> None:
    hands.key_down(name)
    hands.key_up(name)


def write(hands: Hands, selector: str, text: str) -> None:
    """Type into a field."""
    if hands.way == "keys":
        tab_to(hands, selector)
    else:
        press(hands, selector)
    until(hands, f"document.activeElement.matches({selector!r})")
    hands.type(text)
    until(hands, f"document.querySelector({selector!r}).value", lambda value: value == text)
