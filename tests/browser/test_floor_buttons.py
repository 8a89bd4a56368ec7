"""What the buttons of the floor do: finding oneself, zoom, floors, leaving (T2.2)."""

import random

import pytest
from playwright.sync_api import Browser

from tests.browser.hands import ChromiumHands, until
from tests.browser.places import MAZE, arrive_in_maze
from tests.browser.witness import Witness
from tests.server.running import Server

pytestmark = pytest.mark.browser

SIZES = ((1366, 768), (1080, 810), (810, 1080))
OWN = "window.__stats.own"
RING = """(() => {
  const canvas = document.querySelector('canvas.people');
  const copy = new OffscreenCanvas(240, 1).getContext('2d');
  copy.drawImage(canvas, 120 - canvas.width / 2, -canvas.height / 2);
  const row = copy.getImageData(0, 0, 240, 1).data;
  const edges = [];
  for (let at = 0; at < 240; at += 1) {
    const [red, green, blue] = row.slice(at * 4, at * 4 + 3);
    if (Math.abs(red - 154) + Math.abs(green - 106) + Math.abs(blue - 12) < 40) edges.push(at);
  }
  return [edges[0] - 120, edges.at(-1) + 1 - 120];
})()"""
"""The left and right edge of the gold ring round one's feet, in pixels from the view's middle."""
UNREACHABLE = """[...document.querySelectorAll('.rail button, .bottom button')].filter((one) => {
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  return box.width < 44 || box.height < 44 || !one.contains(hit);
}).map((one) => one.textContent)"""


@pytest.mark.spec("T2.2.d")
def test_after_any_look_about_one_press_brings_oneself_to_the_middle(
    browser: Browser, maze: Server, witness: Witness
) -> None:
    hands = ChromiumHands(browser, "touch")
    arrive_in_maze(hands, maze, "どこかな")
    draw = random.Random(20261119)
    for _ in range(4):
        look_about(hands, draw)
        until(hands, OWN, lambda own: own is None or abs(own[0] - 683) + abs(own[1] - 384) > 2)
        hands.page.tap("text=自分の居場所")
        until(hands, OWN, lambda own: own and abs(own[0] - 683) <= 1 and abs(own[1] - 384) <= 1)
        # What a worker has painted is shown a moment after it has said so.
        until(hands, RING, lambda edges: edges[0] < -20 and abs(sum(edges)) <= 2)


@pytest.mark.spec("T2.2.c")
def test_whoever_goes_near_somebody_sees_themselves_go(
    browser: Browser, maze: Server, witness: Witness
) -> None:
    hands = ChromiumHands(browser, "touch")
    arrive_in_maze(hands, maze, "ちかづくこ")
    look_about(hands, random.Random(20261120))
    hands.page.tap("[data-name=people]")
    hands.page.tap("li:has-text('みまもり') button:has-text('近くへ')")
    until(hands, OWN, lambda own: own and abs(own[0] - 683) <= 1 and abs(own[1] - 384) <= 1)


def look_about(hands: ChromiumHands, draw: random.Random) -> None:
    """By wheel, by mouse and by two fingers; the last is always a way to elsewhere."""
    mouse = hands.page.mouse
    mouse.move(600, 330)
    mouse.wheel(0, draw.choice((-120, 120)))
    pinch(hands, draw.uniform(0.6, 1.6))
    mouse.down()
    mouse.move(600 + draw.randrange(80, 300), 330 + draw.randrange(60, 200), steps=3)
    mouse.up()


def pinch(hands: ChromiumHands, by: float) -> None:
    """Two fingers apart or together, round a place left of the middle."""
    cdp = hands.context.new_cdp_session(hands.page)
    reach = 100.0
    for step, kind in enumerate(("touchStart", "touchMove", "touchMove", "touchMove")):
        half = reach * (1 + (by - 1) * step / 3)
        points = [{"x": 500 - half, "y": 400, "id": 1}, {"x": 500 + half, "y": 400, "id": 2}]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    cdp.detach()


@pytest.mark.spec("T2.2.f")
def test_zoom_is_exactly_two_then_one_and_presses_land_right_at_every_size(
    browser: Browser, maze: Server, witness: Witness
) -> None:
    hands = ChromiumHands(browser, "mouse")
    hands.page.set_viewport_size({"width": 1080, "height": 810})
    arrive_in_maze(hands, maze, "おおきく")
    avatar = witness.shown("おおきく").avatar
    for label, zoom in (
        ("200%に 拡大", 2), ("もとの 大きさ", 1), ("フロア全体", None), ("もとに もどす", 1),
    ):  # fmt: skip
        hands.page.click(f"text={label}")
        if zoom is not None:
            until(hands, f"window.__stats.zoom === {zoom}")
        else:
            until(hands, "window.__stats.zoom", lambda shown: shown < 1)
            floor = hands.ask("[innerWidth, innerHeight].map((px) => px / window.__stats.zoom)")
            assert floor[0] >= MAZE["width"] * 32
            assert floor[1] >= MAZE["height"] * 32
        press_beside_oneself(hands, witness, avatar)


def press_beside_oneself(hands: ChromiumHands, witness: Witness, avatar: int) -> None:
    """A press a little to the left of one's feet leads to just that place."""
    (x, y), (own_x, own_y), zoom = hands.ask(
        "(({place, own, zoom}) => [place, own, zoom])(window.__stats)"
    )
    heard = len(witness.walks(avatar))
    hands.press_at(own_x - 60, own_y + 40)
    goal = (x - 60 / zoom / 2, y + 40 / zoom / 2)
    walk = witness.next_walk(avatar, heard)
    # A subtile is 2 px at zoom 1, and one's feet are drawn on whole pixels.
    tolerance = 1 / zoom + 1
    assert abs(walk.path[-1][0] - goal[0]) <= tolerance
    assert abs(walk.path[-1][1] - goal[1]) <= tolerance
    until(hands, "window.__stats.place", lambda place: tuple(place) == walk.path[-1])


@pytest.mark.spec("T2.2.g")
def test_the_menu_tells_which_floors_are_open_closed_full_or_not_for_me(
    browser: Browser, maze: Server, witness: Witness
) -> None:
    first, second = ChromiumHands(browser, "mouse"), ChromiumHands(browser, "mouse")
    arrive_in_maze(first, maze, "さきに")
    arrive_in_maze(second, maze, "あとから")
    avatar = witness.shown("さきに").avatar
    choose_floor(first, "こべや")
    until(first, "document.querySelector('.floor-name').textContent", lambda n: n == "こべや")
    witness.gone(avatar)
    second.page.keyboard.press("KeyM")
    second.page.wait_for_selector(".floors button")
    told = second.ask(
        "Object.fromEntries([...document.querySelectorAll('.floors button')].map((one) => "
        "[one.querySelector('span').textContent, "
        "[one.disabled, one.querySelector('small').textContent]]))"
    )
    states = {"おやすみ": "おやすみ", "こべや": "まんいん", "しょくいん": "", "図書室": ""}
    assert {name: told[name][0] for name in states} == {
        "おやすみ": True, "こべや": True, "しょくいん": True, "図書室": False,
    }  # fmt: skip
    said = [told[name][1].split()[0] for name in states]
    assert len(set(said)) == len(said)


def choose_floor(hands: ChromiumHands, name: str) -> None:
    hands.page.keyboard.press("KeyM")
    hands.page.click(f".floors button:has-text('{name}')")


@pytest.mark.spec("T2.2.e")
def test_after_leaving_others_see_no_trace_and_neither_back_nor_the_old_token_lead_in(
    browser: Browser, maze: Server, witness: Witness
) -> None:
    hands = ChromiumHands(browser, "mouse")
    arrive_in_maze(hands, maze, "かえります")
    avatar = witness.shown("かえります").avatar
    cookies = hands.context.cookies()
    hands.page.click(".bottom .leave")
    hands.page.click(".ask .primary")
    hands.page.click(".goodbye .primary")
    hands.page.wait_for_selector("#login_id")
    witness.gone(avatar)
    hands.page.goto(f"{maze.address}/healthz")
    hands.page.go_back()
    hands.page.wait_for_selector("#login_id")
    assert hands.page.locator(".stage").count() == 0
    kept = "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in cookies)
    answer = hands.context.request.get(f"{maze.address}/api/floors", headers={"Cookie": kept})
    assert answer.status == 401


@pytest.mark.spec("T2.2.i")
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_button_of_the_floor_is_one_press_away(
    browser: Browser, maze: Server, size: tuple[int, int]
) -> None:
    hands = ChromiumHands(browser, "touch")
    hands.page.set_viewport_size({"width": size[0], "height": size[1]})
    arrive_in_maze(hands, maze, f"がめん{SIZES.index(size)}")
    assert hands.page.locator(".rail button, .bottom button").count() >= 11
    assert hands.ask(UNREACHABLE) == []
