"""Pages of real people in real Chromium, for tests that look at the product as they do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.server.running import Server, new_card

CHROMIUM = "/usr/bin/chromium"
WITHOUT_WINDOW = "/usr/bin/chromium-headless-shell"
"""The same engine without a window, whose frame costs as much as a page of ours."""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
    # A camera and a microphone to be had; who may use them is asked as everywhere.
    "--use-fake-device-for-media-stream",
)  # fmt: skip
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
PATIENCE_S = 45.0
"""Long enough for a machine with much other work: how long something takes decides no test."""
NOON_MS = 1_795_057_200_000
"""2026-11-19 12:00 in Tokyo, a Thursday."""
POINTS_ON = """(name) => {
  const one = window.__stats.standing.find((standing) => standing.name === name);
  if (!one) return null;
  const places = [40, 20, 60, 5].flatMap((up) => [0, -12, 12].map((aside) =>
    [one.x + aside, one.y - up]));
  return places.filter((place) => document.elementFromPoint(...place)?.closest('.stage'));
}"""
"""Where in the view somebody's picture lies open to a press; null while they are out of sight."""
PAINTED_HERE = "delete HTMLCanvasElement.prototype.transferControlToOffscreen"
"""A browser that cannot draw in a worker: the page paints the floor, and can be watched at it."""
TWO_FRAMES = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
LED_ROUND = """if (location.protocol !== 'about:' && !localStorage.getItem('hiroba-settings'))
  localStorage.setItem('hiroba-settings', '{"toured":true}')"""
"""The device of somebody who needs no tour; an empty page keeps nothing."""


@contextmanager
def chromium(program: str = CHROMIUM) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


TOLD = """(() => {
  window.__told = [];
  new MutationObserver(() => {
    const now = document.querySelector('.toast')?.textContent;
    if (now && now !== window.__told.at(-1)) window.__told.push(now);
  }).observe(document, { childList: true, characterData: true, subtree: true });
})()"""
"""Keeps the short words that are shown: they are gone before a busy machine looks again."""


def in_menu(panel: str) -> str:
    """The button of the pupils' menu that opens a panel, whatever stands before it."""
    return f".rail:not(.staff) [data-name={panel}]"


class Person:
    """One browser window of one person. Notes each request and each fault of the page."""

    def __init__(
        self, browser: Browser, address: str, *, toured: bool = True, **context: Any
    ) -> None:
        settings = {"viewport": {"width": 1366, "height": 768}, "locale": "ja-JP", **context}
        self.address = address
        self.context = browser.new_context(**settings)
        if toured:
            self.context.add_init_script(LED_ROUND)
        self.context.add_init_script(TOLD)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_S * 1_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def log_in(self, card: dict[str, str], *, dress: bool = True, typed: bool = False) -> None:
        """To the floor, with the avatar that is ready. The login page is passed by, which has tests
        of its own, unless its words are to be `typed`."""
        if typed:
            self.page.goto(self.address)
            self.page.fill("#login_id", card["login_id"])
            self.page.fill("#passphrase", card["passphrase"])
            self.page.click("form .primary")
        else:
            form = {"login_id": card["login_id"], "passphrase": card["passphrase"]}
            answer = self.context.request.post(
                f"{self.address}/api/login", headers=SAME_ORIGIN,
                data={**form, "device": "other", "code": ""},
            )  # fmt: skip
            assert answer.ok, answer.text()
            self.page.goto(self.address)
        if dress:
            self.page.click(".mirror .quiet")
        self.page.wait_for_selector(".people")
        self.until(lambda: self.page.evaluate("window.__ready === true"))

    def log_out(self) -> None:
        """Over the goodbye back to the login page."""
        self.page.click(".bottom .leave")
        self.page.click(".ask .primary")
        self.page.click(".goodbye .primary")
        self.page.wait_for_selector("#login_id")

    def until(self, holds: Callable[[], Any]) -> None:
        """Wait for something on the page, looking again at each frame it draws."""
        ends_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends_s:
            if holds():
                return
            self.page.evaluate("new Promise(requestAnimationFrame)")
        raise AssertionError(f"it did not come to be in time; faults: {self.faults}")

    def told(self, text: str) -> None:
        """Wait for a short word on this page, which may have gone since."""
        told = "(text) => window.__told.some((one) => one.includes(text))"
        self.until(lambda: self.page.evaluate(told, text))

    def resize(self, width: int, height: int) -> None:
        """Another screen, laid out anew."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.until(lambda: self.page.evaluate("innerWidth") == width)

    def open_panel(self, panel: str) -> None:
        """A panel of the pupils' menu by its name; one that is open stays so."""
        if not self.page.locator(f"{in_menu(panel)}[aria-pressed=true]").count():
            self.page.click(in_menu(panel))

    def close_panel(self) -> None:
        self.page.click(".panel header button")

    def tap_on(self, name: str, *beside: str) -> None:
        """Tap where the mouse says that somebody stands; go near them first if they are out of
        sight, just past the edge of the view or behind a panel. Whoever is `beside` them may stand
        before them, and is as good."""
        if not self.page.evaluate(POINTS_ON, name):
            self.open_panel("people")
            self.page.click(f"li:has-text('{name}') button:has-text('近くへ')")
            self.close_panel()
        self.until(lambda: self._tapped(name, *beside))

    def _tapped(self, name: str, *beside: str) -> bool:
        for x, y in self.page.evaluate(POINTS_ON, name) or ():
            self.page.mouse.move(x, y)
            if not self.page.locator(".stage[data-over=person]").count():
                continue
            self.page.mouse.click(x, y)
            self.page.evaluate(TWO_FRAMES)
            if not self.page.locator(".person").count():
                continue  # They had walked on, or the view had.
            if any(self.page.locator(f".person:has-text('{n}')").count() for n in (name, *beside)):
                return True
            self.page.click(".person header button")  # Somebody else stands before them.
        return False

    def text(self) -> str:
        found: str = self.page.inner_text("body")
        return found


def arrive(browser: Browser, school: Server, name: str, role: str = "pupil") -> Person:
    """Somebody new, on the floor where everybody arrives."""
    person = Person(browser, school.address)
    person.log_in(new_card(school, name, role))
    return person


def without_faults(*people: Person) -> None:
    """No page of theirs broke."""
    assert [person.faults for person in people] == [[] for _ in people]


def go_home(context: BrowserContext) -> None:
    """Log out and close the window. A dropped line would keep its avatar, open to talk, at the
    door."""
    pages = [page for page in context.pages if page.url.startswith("http")]
    if pages:
        origin = "/".join(pages[0].url.split("/")[:3])
        # A school that a test started for itself has ended before this.
        with suppress(Error):
            context.request.post(f"{origin}/api/logout", data={}, headers=SAME_ORIGIN)
    context.close()
