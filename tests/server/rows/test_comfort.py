"""Comfort on the wire: one's own, after each login, and nobody else's (T1.7)."""

import pytest

from protocol.comfort import ChooseComfort, Comfort, ComfortChosen, ComfortShown, Language
from tests.server.people import Rehearsal, people_of

CHOSEN = Comfort(Language.EASY, 150, calm=True, toured=True)


@pytest.mark.spec("T1.7")
async def test_what_one_set_comes_back_after_the_next_login_and_to_nobody_else(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:2]) as (aki, haru):
        for person in (aki, haru):
            await person.arrive()
        assert await aki.ask(ChooseComfort(CHOSEN)) == ""
        assert (await aki.until(ComfortChosen)).comfort == CHOSEN
        await haru.settled()
        assert haru.all_of(ComfortChosen) == []
        assert haru.all_of(ComfortShown) == [ComfortShown(False, Comfort())]
    async with people_of(drill, some[:1]) as (again,):
        await again.arrive()
        assert again.all_of(ComfortShown) == [ComfortShown(True, CHOSEN)]
