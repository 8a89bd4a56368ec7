"""How long a page leaves one waiting: from a press on the floor to one's avatar drawn elsewhere."""

import time
from statistics import median
from typing import Final

from playwright.sync_api import Page

TAPS: Final = 7
NOTED: Final = """
addEventListener('pointerdown', (event) => {
  const before = String(window.__stats?.place);
  const look = () => {
    const passedMs = performance.now() - event.timeStamp;
    if (String(window.__stats?.place) !== before) window.__answeredMs = passedMs;
    else if (passedMs < 2000) requestAnimationFrame(look);
  };
  look();
}, { capture: true });
"""
"""For the page, before it loads."""
FREE: Final = """(() => {
  const places = [-150, -100, -60, 60, 100, 150].flatMap((x) => [-80, 40, 90].map((y) =>
    [683 + x, 384 + y]));
  const free = ([x, y]) => window.__stats.standing.every((one) =>
    Math.abs(one.x - x) > 60 || one.y - y < -30 || one.y - y > 120);
  return places.filter(free).at(-1) ?? null;
})()"""
"""A place beside oneself that is nobody's, CSS px: a press on somebody sets nobody in motion."""


def answers_to_taps(page: Page) -> tuple[float, float]:
    """The first and the median of some taps, in milliseconds."""
    answers: list[float] = []
    while len(answers) < TAPS:
        _stand_still(page)
        if (free := page.evaluate(FREE)) is None:
            continue
        page.evaluate("window.__answeredMs = 0")
        page.mouse.click(*free)
        time.sleep(2)
        # Somebody may have walked there meanwhile.
        answers += [ms for ms in [page.evaluate("window.__answeredMs")] if ms]
    return answers[0], median(answers)


def _stand_still(page: Page) -> None:
    """Wait until one's own avatar has come to where it was sent."""
    before = None
    while (now := page.evaluate("String(window.__stats.place)")) != before:
        before = now
        time.sleep(0.3)
