"""A full disk and the cost of the line, as a child's page tells of them (T1.5, DESIGN 7)."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgpack
import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, arrive, without_faults
from tests.server.faulty_disk import FaultyDisk, compiled
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

MINUTE_MS: Final = 60_000
WITHIN: Final = 0.03
"""Of what went over the wire; the page rounds to a tenth of a kB and to whole seconds."""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> FaultyDisk:
    orders = tmp_path_factory.mktemp("orders")
    shim = compiled(tmp_path_factory.mktemp("faulty"))
    return FaultyDisk(shim, tmp_path_factory.mktemp("disk") / "school", orders)


@pytest.fixture(scope="module")
def school(disk: FaultyDisk) -> Iterator[Server]:
    with demo_school(disk.folder, "--wire-recorder", disk=disk) as server:
        yield server


def test_a_full_disk_is_told_by_a_banner_and_what_was_said_comes_when_there_is_room(
    browser: Browser, school: Server, disk: FaultyDisk
) -> None:
    child = arrive(browser, school, "かきたいこ")
    page = child.page
    child.open_panel("chat")
    with disk.full():
        page.fill(".chat-panel .line input", "まっていた ことば")
        page.keyboard.press("Enter")
        banner = page.locator(".banner[role=alert]:has-text('記録が できない')")
        banner.wait_for()
        assert page.locator(".chat-panel .lines :text('まっていた ことば')").count() == 0
    page.wait_for_selector(".chat-panel .lines :text('まっていた ことば')")
    banner.wait_for(state="detached")
    without_faults(child)


@pytest.mark.spec("T1.5")
def test_the_kilobytes_shown_are_those_that_went_over_the_wire(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "かぞえるこ")
    operate(school, "record", account=card["account"], on=True)
    child = Person(browser, school.address)
    child.log_in(card)
    child.open_panel("settings")
    child.page.wait_for_selector(".data-cost small")
    frames = school.data_dir / "recordings" / f"{card['account']}.frames"
    child.until(lambda: alike(shown(child), recorded(frames)))
    without_faults(child)


def shown(child: Person) -> list[float]:
    """Bytes down and up in the last minute, as the settings tell."""
    told = child.page.inner_text(".data-cost small")
    return [1000 * float(number) for number in re.findall(r"[\d.]+", told)]


def recorded(frames: Path) -> list[float]:
    """The same as the server wrote it down: what it sent is whole frames, what came has lost its
    header of two or four bytes and its mask of four."""
    since_ms = time.time_ns() // 1_000_000 - MINUTE_MS
    sizes = {"sent": 0, "received": 0}
    with frames.open("rb") as file:
        for direction, wall_ms, _tick, frame in msgpack.Unpacker(file, raw=False):
            if wall_ms > since_ms:
                header = 0 if direction == "sent" else 6 if len(frame) <= 125 else 8
                sizes[direction] += len(frame) + header
    return [sizes["sent"], sizes["received"]]


def alike(page: list[float], wire: list[float]) -> bool:
    """A tenth of a kB is what the page rounds to."""
    near = (
        abs(one - other) <= max(WITHIN * other, 60) for one, other in zip(page, wire, strict=True)
    )
    return all(near) and wire[0] > 10_000
