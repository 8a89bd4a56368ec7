"""Pages of real people in real Chromium, for tests that look at the product as they do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
PATIENCE_MS = 15_000
PEOPLE = 2


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Person:
    """One browser window of one person. Notes each request and each fault of the page."""

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        settings = {"viewport": {"width": 1366, "height": 768}, "locale": "ja-JP", **context}
        self.address = address
        self.context = browser.new_context(**settings)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def log_in(self, card: dict[str, str], *, dress: bool = True) -> None:
        """From the login page to the floor, with the avatar that is ready."""
        self.page.goto(self.address)
        self.page.fill("#login_id", card["login_id"])
        self.page.fill("#passphrase", card["passphrase"])
        self.page.click("form .primary")
        if dress:
            self.page.click(".mirror .quiet")
        self.page.wait_for_selector(".people")
        self.until(lambda: self.page.evaluate("window.__ready === true"))

    def until(self, holds: Callable[[], Any]) -> None:
        """Wait for something on the page, looking again at each frame it draws."""
        ends_s = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < ends_s:
            if holds():
                return
            self.page.evaluate("new Promise(requestAnimationFrame)")
        raise AssertionError(f"it did not come to be in time; faults: {self.faults}")

    def open_panel(self, number: int) -> None:
        if not self.page.locator(f".rail button:nth-child({number})[aria-pressed=true]").count():
            self.page.click(f".rail button:nth-child({number})")

    def tap_on(self, name: str) -> None:
        """Go near somebody and tap where the mouse says that a person stands."""
        self.open_panel(PEOPLE)
        row = self.page.locator(f"li:has-text('{name}')")
        row.locator("button:has-text('近くへ')").click()
        self.until(lambda: "3マス" in row.inner_text())
        self.page.click(".panel header button")
        for y in range(200, 560, 40):
            for x in range(403, 983, 20):
                self.page.mouse.move(x, y)
                if self.page.locator("[data-over='person']").count():
                    self.page.mouse.click(x, y)
                    self.page.wait_for_selector(".person")
                    if self.page.locator(f".person:has-text('{name}')").count():
                        return
                    self.page.click(".person header button")  # Somebody else stands near, too.
        raise AssertionError(f"nobody was found under the mouse; {name} should stand near")

    def text(self) -> str:
        found: str = self.page.inner_text("body")
        return found
