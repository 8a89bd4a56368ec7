"""One school on a clock that can be driven, and a hundred children in it, for all of these tests.

Besides the demo's floors it has one for study, where nothing can be said. Tests that change the
calendar begin a school of their own.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from server.demo import FLOORS, always_open, plan_of
from tests.server.people import Rehearsal, rehearsing

CHILDREN = 102
STUDY = "study"


@pytest.fixture(scope="session")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """A running school, and its clock."""
    with rehearsing(tmp_path_factory.mktemp("drill") / "school") as server:
        asyncio.run(add_study_floor(server))
        yield server


async def add_study_floor(server: Rehearsal) -> None:
    plan = plan_of("library")
    quiet: dict[str, Any] = {"floor": STUDY, "chat": False, "bubbles": False, "calls": False}
    await server.do("add_floor", plan={**plan, **quiet})
    await server.do("set_calendar", calendar=calendar_with_study())


def calendar_with_study() -> dict[str, Any]:
    """All floors of this school, day and night."""
    calendar = always_open()
    like = [opening for opening in calendar["openings"] if opening["floor"] == FLOORS[0]]
    calendar["openings"] += [{**opening, "floor": STUDY} for opening in like]
    return calendar


@pytest.fixture(scope="session")
def children(drill: Rehearsal) -> list[dict[str, str]]:
    """Login cards of more children than a floor has places."""
    return asyncio.run(drill.new_cards(*(f"こども{n}ばん" for n in range(CHILDREN))))


@pytest.fixture(scope="session")
def some(drill: Rehearsal) -> list[dict[str, str]]:
    """Login cards of a few children: these who need no crowd."""
    return asyncio.run(drill.new_cards(*(f"ともだち{n}" for n in range(6))))
