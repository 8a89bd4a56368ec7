"""Floors made for browser tests: one with a wall in the middle, and one for each state."""

from typing import Any, Final

import msgspec

from protocol.floors import FloorPlan
from protocol.units import SUBTILES_PER_TILE
from tests.browser.hands import ChromiumHands, log_in
from tests.server.running import Server, new_card, operate

MAZE: Final[dict[str, Any]] = {
    "floor": "maze", "name": "めいろ", "yomi": "めいろ", "theme": "plaza", "width": 40,
    "height": 24, "wall": 2, "zones": [], "doors": [], "chat": True, "bubbles": True, "calls": True,
    "objects": [
        {"object": "wall", "kind": "hedge", "x": 20, "y": 2, "w": 1, "h": 14, "text": ""},
    ],
    "arrivals": [{"x": 10, "y": 7, "w": 1, "h": 1}],
    "roles": ["pupil", "supporter", "teacher", "admin"], "capacity": 100,
}  # fmt: skip
"""One arrives left of the wall; the only way to the right leads round its lower end."""
BEHIND_THE_WALL: Final = (26 * SUBTILES_PER_TILE + 8, 7 * SUBTILES_PER_TILE + 8)
CORNER: Final = (2 * SUBTILES_PER_TILE, 22 * SUBTILES_PER_TILE)
CLOSED: Final = {**MAZE, "floor": "shut", "name": "おやすみ"}
SMALL: Final = {**MAZE, "floor": "small", "name": "こべや", "capacity": 1}
STAFF_ONLY: Final = {**MAZE, "floor": "staff", "name": "しょくいん", "roles": ["admin"]}


def maze_plan() -> FloorPlan:
    """The maze as the simulation knows it."""
    return msgspec.convert(MAZE, FloorPlan)


def add_floors(school: Server, *plans: dict[str, Any]) -> None:
    """Put floors into a demo school; all but the closed one are open day and night."""
    for plan in plans:
        operate(school, "add_floor", plan=plan)
    open_floors = ["plaza", "library", *(p["floor"] for p in plans if p is not CLOSED)]
    openings = [
        {"floor": floor, "weekday": day, "opens": 0, "closes": 24 * 60}
        for floor in open_floors
        for day in range(7)
    ]
    calendar = {
        "first_day": 0, "last_day": 100_000, "openings": openings, "closed_days": [],
        "extra_days": [],
    }  # fmt: skip
    operate(school, "set_calendar", calendar=calendar)


def arrive_in_maze(hands: ChromiumHands, maze: Server, name: str) -> None:
    """Log in to the maze."""
    card = new_card(maze, name)
    hands.page.add_init_script("localStorage.setItem('hiroba-floor', 'maze')")
    hands.go(maze.address)
    log_in(hands, card)
