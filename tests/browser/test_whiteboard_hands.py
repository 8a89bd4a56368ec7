"""Fingers, palms and wheels on a whiteboard; what should not have been drawn (T4.4, T6.19)."""

import os
import signal
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, arrive, without_faults
from tests.browser.test_care import open_care
from tests.browser.test_whiteboard import (
    PAPER,
    at_the_board,
    clear,
    draw,
    go_to_the_board,
    ink,
    sees,
    wave,
)
from tests.server.running import Server, new_card

pytestmark = [pytest.mark.browser, pytest.mark.spec("T4.4")]

Spot: TypeAlias = tuple[float, float]
"""Parts of the sheet's width and height."""
PALM_PX = 60
FINGER_PX = 8


class Glass:
    """The touch screen of somebody who stands at the board."""

    def __init__(self, person: Person) -> None:
        self._wire = person.page.context.new_cdp_session(person.page)
        box = person.page.locator(PAPER).bounding_box()
        assert box is not None
        self._box = box

    def touch(self, kind: str, *spots: Spot, radius_px: int = FINGER_PX) -> None:
        points: list[Any] = [
            {
                "x": self._box["x"] + x * self._box["width"],
                "y": self._box["y"] + y * self._box["height"],
                "radiusX": radius_px, "radiusY": radius_px, "id": n,
            }
            for n, (x, y) in enumerate(spots)
        ]  # fmt: skip
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, *spots: Spot, radius_px: int = FINGER_PX) -> None:
        """One finger along these spots."""
        self.touch("touchStart", spots[0], radius_px=radius_px)
        for spot in spots[1:]:
            self.touch("touchMove", spot, radius_px=radius_px)
        self.touch("touchEnd")


def shown(person: Person) -> str:
    return person.page.inner_text(".zooms b")


def test_one_finger_draws_two_look_closer_and_a_palm_does_nothing(
    browser: Browser, school: Server
) -> None:
    aki = Person(browser, school.address, has_touch=True)
    aki.log_in(new_card(school, "ゆびでかくこ"))
    go_to_the_board(aki)
    glass = Glass(aki)
    glass.drag(*wave(0.3)[:12])
    sees(aki, 1)
    glass.drag(*wave(0.7)[:12], radius_px=PALM_PX)
    # The first of two fingers has begun a stroke, which is not meant.
    glass.touch("touchStart", (0.4, 0.5))
    glass.touch("touchStart", (0.4, 0.5), (0.6, 0.5))
    for n in range(1, 6):
        glass.touch("touchMove", (0.4 - n / 25, 0.5), (0.6 + n / 25, 0.5))
    glass.touch("touchEnd", (0.2, 0.5))
    glass.touch("touchMove", (0.25, 0.55))
    glass.touch("touchEnd")
    aki.until(lambda: shown(aki) == "300%")
    # What is drawn now is drawn where the finger is, as large as the sheet is seen.
    glass.drag((0.5, 0.5), (0.55, 0.5), (0.6, 0.55))
    sees(aki, 2)
    near = ink(aki)
    aki.page.click("[data-name=whole]")
    aki.until(lambda: shown(aki) == "100%")
    aki.until(lambda: ink(aki) != near)
    cells = ink(aki)
    middle = [cells[160 * row + 74 : 160 * row + 92] for row in range(40, 52)]
    assert "1" in "".join(middle), "it is in the middle of the sheet"
    clear(aki)
    without_faults(aki)


def test_a_wheel_looks_closer_where_the_mouse_is_and_the_sheet_is_pulled_along(
    browser: Browser, school: Server
) -> None:
    aki = at_the_board(browser, school, "ちかくでみるこ")
    page = aki.page
    draw(aki, *wave(0.5))
    sees(aki, 1)
    page.click("[data-name=undo]")
    sees(aki, 0)
    page.click("[data-name=redo]")
    sees(aki, 1)
    box = page.locator(PAPER).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -600)
    aki.until(lambda: shown(aki) == "246%")
    left = ink(aki)
    page.click("[data-tool=move]")
    draw(aki, (0.8, 0.5), (0.2, 0.5))
    aki.until(lambda: ink(aki) != left)
    sees(aki, 1)
    page.click("[data-name=whole]")
    page.wait_for_selector("[data-tool=pen][aria-pressed=true]")
    clear(aki)
    without_faults(aki)


def test_a_line_lost_in_the_middle_of_a_stroke_is_told_on_the_board_and_costs_no_stroke(
    browser: Browser, site: Server
) -> None:
    aki = at_the_board(browser, site, "きれてもかくこ")
    draw(aki, *wave(0.5), lift=False)
    os.kill(site.process.pid, signal.SIGSTOP)
    aki.page.mouse.up()
    aki.page.wait_for_selector(".whiteboard > .banner:has-text('つなぎなおして')")
    os.kill(site.process.pid, signal.SIGCONT)
    sees(aki, 1)
    aki.page.wait_for_selector(".whiteboard > .banner", state="detached")
    clear(aki)
    without_faults(aki)


@pytest.mark.spec("T6.19")
def test_a_drawing_is_told_of_in_two_taps_and_taken_away_by_who_looks_after_it(
    browser: Browser, school: Server
) -> None:
    rude, aki = (at_the_board(browser, school, name) for name in ("らくがきこ", "みてしまうこ"))
    draw(rude, *wave(0.3))
    draw(aki, *wave(0.8))
    rude.page.click("[data-tool=text]")
    draw(rude, (0.5, 0.5))
    rude.page.fill(".writing input", "ひどい もじ")
    rude.page.press(".writing input", "Enter")
    sees(aki, 3)
    aki.page.click("[data-tool=tell]")
    draw(aki, (0.51, 0.52))
    aki.page.wait_for_selector(".told:has-text('とどけました')")
    rude.page.click("[data-name=undo]")
    sees(aki, 2)
    staff = arrive(browser, school, "えをみるひと", "supporter")
    open_care(staff)
    case = staff.page.locator(".case", has_text="らくがきこ")
    case.locator("button:has-text('見る')").click()
    case.locator(".drawn:has-text('ひどい もじ')").wait_for()
    case.locator("button:has-text('全部消す')").click()
    sees(aki, 1)
    sees(rude, 1)
    case.locator("button:has-text('おわりに する')").click()
    clear(aki)
    without_faults(rude, aki, staff)
