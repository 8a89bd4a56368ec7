"""Two talks in one place stay two until somebody presses to go over (T4.5)."""

from contextlib import ExitStack
from typing import Final

import pytest
from playwright.sync_api import Browser

from protocol.avatars import SetWatching, ShowStatus, Status
from protocol.calling import CallLeft, CallMemberShown
from protocol.media import MediaSet
from protocol.moving import WalkTo
from protocol.units import SUBTILES_PER_TILE
from tests.browser.axe import grave_findings
from tests.browser.flows import all_given_back, caller, leave, switch, walk_up
from tests.browser.witness import Witness, witness_on
from tests.server.running import Server

pytestmark = pytest.mark.browser

HERE: Final = (9 * SUBTILES_PER_TILE, 12 * SUBTILES_PER_TILE)
THERE: Final = (13 * SUBTILES_PER_TILE, 12 * SUBTILES_PER_TILE)
"""Not far from where one arrives in the maze, and too far from one another to meet."""
HALFWAY: Final = (11 * SUBTILES_PER_TILE, 12 * SUBTILES_PER_TILE)
"""From here, those at either place are still in reach of whom they talk with."""


def open_at(person: Witness, place: tuple[int, int]) -> None:
    """Stand there, open to talk."""
    person.send(SetWatching(False))
    person.send(ShowStatus(Status.OPEN_TO_TALK))
    person.send(WalkTo(*place))


def walk_side_by_side(people: dict[str, Witness], *places: tuple[int, int]) -> None:
    """From place to place together: the next one only when all are under way to the last, so that
    nobody is lost however long a line takes."""
    for place in places:
        for name, person in people.items():
            avatar = person.shown(name).avatar
            known = len(person.walks(avatar))
            person.send(WalkTo(*place))
            person.next_walk(avatar, known)


@pytest.mark.spec("T4.2")
@pytest.mark.spec("T4.5")
def test_two_talks_in_one_place_stay_two_and_one_press_goes_over_with_everything_off(
    devices: Browser, maze: Server
) -> None:
    names = ("いっしょのこ", "となりのあね", "となりのいもうと")
    with ExitStack() as standing:
        friend, elder, younger = (
            standing.enter_context(witness_on(maze, "maze", name)) for name in names
        )
        open_at(friend, HERE)
        for one in (elder, younger):
            open_at(one, THERE)
        elder.wait(CallMemberShown, lambda m: m.name == names[2])
        mover = caller(devices, maze, "うつるこ", floor="maze")
        walk_up(mover, names[0])
        switch(mover, "マイク")
        mover.page.wait_for_selector(".controls .live")

        # Who met at the door on the way here may have had a short talk already.
        left_before = [one.count(CallLeft) for one in (elder, friend)]
        walk_side_by_side({names[1]: elder, names[2]: younger}, HALFWAY, HERE)
        mover.page.wait_for_selector(f".beside:has-text('{names[1]}'):has-text('{names[2]}')")
        assert mover.page.locator(".tile").count() == 2
        assert mover.page.locator(".controls .live").count() == 1
        assert [one.count(CallLeft) for one in (elder, friend)] == left_before
        assert grave_findings(mover.page) == []

        mover.page.click(".beside button")
        # Whoever stayed alone behind follows by themselves, so theirs is the last to come.
        for name in reversed(names):
            mover.page.wait_for_selector(f".tile:has-text('{name}')")
        mover.page.wait_for_selector(".beside", state="detached")
        assert mover.page.locator(".controls [aria-pressed=true]").count() == 0
        all_given_back(mover)
        elder.wait(CallMemberShown, lambda m: m.name == names[0])
        assert elder.count(MediaSet) == 0
        leave(mover)
