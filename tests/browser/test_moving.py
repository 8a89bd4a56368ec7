"""Walking round a wall by mouse, by touch and by keys alone (T2.1.b)."""

import pytest
from playwright.sync_api import Browser

from protocol.units import SUBTILES_PER_TILE
from simulation.corners import map_of
from simulation.motion import arrival_tick, length_subtiles
from simulation.paths import find_path
from tests.browser.hands import ChromiumHands, Hands, Way, tab_to, until
from tests.browser.places import BEHIND_THE_WALL, arrive_in_maze, maze_plan
from tests.browser.witness import Witness, places_of
from tests.server.running import Server

pytestmark = pytest.mark.browser

AT_MOST = 1.3
"""Times the shortest way, as the specification has it."""
TILE = SUBTILES_PER_TILE
NEAR = 4 * TILE


@pytest.mark.spec("T2.1.b")
@pytest.mark.parametrize("way", ["mouse", "touch", "keys"])
def test_one_reaches_a_place_behind_a_wall_and_never_goes_through_it(
    browser: Browser, maze: Server, witness: Witness, way: Way
) -> None:
    hands = ChromiumHands(browser, way)
    name = {"mouse": "ねずみ", "touch": "ゆび", "keys": "かぎ"}[way]
    arrive_in_maze(hands, maze, name)
    avatar = witness.shown(name).avatar
    if way == "keys":
        steer_round_the_wall(hands)
    else:
        x, y = hands.ask("window.__stats.place")
        own = hands.ask("window.__stats.own")
        # Beside whoever came there before: a press on a person asks what one wants of them.
        goal_x, goal_y = (
            BEHIND_THE_WALL[0],
            BEHIND_THE_WALL[1] + (2 * TILE if way == "touch" else 0),
        )
        hands.press_at(own[0] + 2 * (goal_x - x), own[1] + 2 * (goal_y - y))
    until(hands, "window.__stats.place", is_behind_the_wall)

    walks = witness.walks(avatar)
    places = places_of(walks)
    ground = map_of(maze_plan())
    assert [place for place in places if not ground.is_free(place)] == []
    shortest = find_path(ground, places[0], places[-1])
    assert shortest is not None
    walked = sum(one != other for one, other in zip(places, places[1:], strict=False))
    assert walked <= AT_MOST * length_subtiles(shortest) / 5
    assert arrival_tick(walks[-1]) > walks[0].start_tick


def is_behind_the_wall(place: list[float]) -> bool:
    x, y = place
    return abs(x - BEHIND_THE_WALL[0]) < NEAR and abs(y - BEHIND_THE_WALL[1]) < NEAR


def steer_round_the_wall(hands: Hands) -> None:
    """Down and right to the wall's lower end, right past it, up and right behind it."""
    tab_to(hands, ".stage")
    hands.key_down("ArrowDown")
    hands.key_down("ArrowRight")
    until(hands, "window.__stats.place", lambda place: place[1] > 17.2 * SUBTILES_PER_TILE)
    hands.key_up("ArrowDown")
    until(hands, "window.__stats.place", lambda place: place[0] > 21.2 * SUBTILES_PER_TILE)
    hands.key_down("ArrowUp")
    until(hands, "window.__stats.place", lambda place: place[0] > BEHIND_THE_WALL[0])
    hands.key_up("ArrowRight")
    until(hands, "window.__stats.place", lambda place: place[1] < 9 * SUBTILES_PER_TILE)
    hands.key_up("ArrowUp")
