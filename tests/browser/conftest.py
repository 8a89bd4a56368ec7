"""One Chromium and one demo school for every browser test that needs no other.

A start of either costs as much as a short test, and two drivers at once refuse to run: tests marked
`browser` come last (tests/conftest.py). Nobody of a test is left in the school after it, where a
crowd at the door would stand in the next one's way.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from protocol.moving import WalkTo
from tests.browser.flows import CALL_FLAGS
from tests.browser.pages import CHROMIUM, FLAGS, NOON_MS, WITHOUT_WINDOW, chromium, go_home
from tests.browser.places import CLOSED, CORNER, MAZE, SMALL, STAFF_ONLY, add_floors
from tests.browser.witness import Witness, witness_on
from tests.server.founded import demo_school
from tests.server.running import Server

CLOCK = ("--drill-clock", str(NOON_MS))


def cheapest() -> str:
    """The Chromium of this machine that costs least: it has the fake devices as well."""
    return WITHOUT_WINDOW if Path(WITHOUT_WINDOW).exists() else CHROMIUM


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium; whatever a test opens in it is closed after the test."""
    with chromium(cheapest()) as found:
        yield found


@pytest.fixture(scope="session")
def devices(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose owner allows every device."""
    flags = [*FLAGS, *CALL_FLAGS]
    found = browser.browser_type.launch(executable_path=cheapest(), args=flags)
    yield found
    found.close()


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo at noon of an ordinary Thursday. Its floors, hours and chimes stay as they are."""
    with demo_school(tmp_path_factory.mktemp("browser") / "school", *CLOCK) as server:
        yield server


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo whose floors are built and rebuilt."""
    with demo_school(tmp_path_factory.mktemp("site") / "school", *CLOCK) as server:
        yield server


@pytest.fixture(scope="session")
def maze(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo with more floors: one with a wall to walk round, one closed, one small, one barred."""
    with demo_school(tmp_path_factory.mktemp("maze") / "school", *CLOCK) as server:
        add_floors(server, MAZE, CLOSED, SMALL, STAFF_ONLY)
        yield server


@pytest.fixture(scope="session")
def witness(maze: Server) -> Iterator[Witness]:
    """A supporter in a corner of the maze."""
    with witness_on(maze, "maze", "みまもり") as found:
        found.send(WalkTo(*CORNER))
        yield found


@pytest.fixture(autouse=True)
def everybody_goes_home(request: pytest.FixtureRequest) -> Iterator[None]:
    """Log out and close every window that a test leaves open."""
    yield
    for windows in {"browser", "devices"}.intersection(request.fixturenames):
        for context in request.getfixturevalue(windows).contexts:
            go_home(context)
