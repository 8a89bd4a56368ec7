"""A line that drops in a call with microphone and camera on, as all three pages see it (T1.6)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.flows import (
    CAMERAS,
    ENDED,
    all_given_back,
    caller,
    flows,
    hears_and_sees,
    in_a_call,
    leave,
    more_frames,
    shown,
    switch,
)
from tests.browser.pages import Person
from tests.browser.refusing_proxy import refusing_proxy
from tests.server.running import Server

pytestmark = pytest.mark.browser

LIVE = ".controls [aria-pressed=true]"


@pytest.mark.spec("T1.6")
@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.2")
def test_a_line_that_drops_in_a_call_silences_its_person_and_brings_back_what_was_on(
    devices: Browser, school: Server
) -> None:
    with refusing_proxy() as proxy:
        proxy.lets_sockets_through = True
        way = {"server": proxy.address, "bypass": "<-loopback>"}
        lost, stays = in_a_call(devices, school, "とぎれるこ", "のこるこ", proxy=way)
        outside = caller(devices, school, "よそのこ")
        switch(lost, "マイク", "カメラ")
        switch(stays, "カメラ")
        hears_and_sees(stays, 1)
        lost.until(lambda: flows(lost).cameras == 1)
        with proxy.cut():
            lost.page.wait_for_selector(".banner[role=alert]:has-text('つなぎなおして')")
            stays.page.wait_for_selector(".tile.lost:has-text('つながりが 切れています')")
            stays.page.wait_for_selector(".tile:not(.own) video", state="detached")
            # The page of whoever is lost still shows as on what it has not given away.
            assert lost.page.locator(LIVE).count() == 2
            lost.until(lambda: nothing_more(stays, while_from=lost))
        hears_and_sees(stays, 1)
        more_frames(stays, CAMERAS, 3)
        assert stays.page.locator(".tile.lost").count() == 0
        assert lost.page.evaluate("window.__asked.length") == 2
        assert lost.page.evaluate(ENDED) == ["live", "live"]
        assert (flows(outside).received, flows(outside).sent) == (0, 0)
        lost.page.click(".leave-call")
        all_given_back(lost)
        leave(lost, stays, outside)


def nothing_more(person: Person, while_from: Person) -> bool:
    """Whether no picture comes, though the sender's browser goes on sending."""
    before, sent = shown(person, CAMERAS), flows(while_from).sent
    while_from.until(lambda: flows(while_from).sent > sent + 10_000)
    return shown(person, CAMERAS) == before
