"""A whole visit without a mouse: find somebody, go near, chat, change floor, leave (T1.8)."""

import pytest
from playwright.sync_api import Browser

from protocol.chatting import Said
from protocol.moving import WalkTo
from protocol.units import SUBTILES_PER_TILE
from tests.browser.hands import ChromiumHands, log_in, press, until, write
from tests.browser.pages import in_menu
from tests.browser.places import CORNER
from tests.browser.witness import Witness, witness_on
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

POINTED = """(() => {
  window.__pointed = [];
  for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'mousemove'])
    addEventListener(kind, () => window.__pointed.push(kind), { capture: true });
})()"""


@pytest.mark.spec("T1.8")
def test_keys_alone_find_somebody_go_near_chat_change_floor_and_leave(
    browser: Browser, maze: Server
) -> None:
    hands = ChromiumHands(browser, "keys")
    card = new_card(maze, "ゆびさき")
    hands.page.add_init_script("localStorage.setItem('hiroba-floor', 'maze')")
    with witness_on(maze, "maze", "まっている") as witness:
        witness.send(WalkTo(*CORNER))
        hands.go(maze.address)
        hands.ask(POINTED)
        log_in(hands, card)
        avatar = witness.shown("ゆびさき").avatar

        press(hands, in_menu("people"))
        press(hands, "button[aria-label^='まっている']")
        goes_near(witness, avatar)

        press(hands, in_menu("chat"))
        write(hands, ".typing input", "こんにちは")
        press(hands, ".typing button")
        witness.wait(Said, lambda m: m.text == "こんにちは")

        press(hands, in_menu("floors"))
        press(hands, ".floors button.library")
        until(hands, "document.querySelector('.floor-name').textContent === '図書室'")
        witness.gone(avatar)

        press(hands, ".bottom .leave")
        press(hands, ".ask .primary")
        press(hands, ".goodbye .primary")
        until(hands, "document.querySelector('#login_id') !== null")
        assert hands.ask("window.__pointed") == []


def goes_near(witness: Witness, avatar: int) -> None:
    """The way ends beside the witness: two to four tiles off, so that no talk starts."""
    x, y = witness.next_walk(witness.shown("まっている").avatar, 0).path[-1]
    end = witness.next_walk(avatar, 0).path[-1]
    tiles = max(abs(end[0] - x), abs(end[1] - y)) / SUBTILES_PER_TILE
    assert 2 <= tiles <= 4
