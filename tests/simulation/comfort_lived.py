"""A simulated day's wishes of the slice comfort, and its laws (see tests/simulator.py)."""

import random

from protocol.comfort import ChooseComfort, Comfort, Language
from protocol.vocabulary import Command
from simulation.school import School


def comfort_wishes(chance: random.Random) -> list[Command]:
    language = chance.choice(list(Language))
    return [ChooseComfort(Comfort(language, chance.choice((100, 200)), calm=chance.random() < 0.5))]


def check_comfort(school: School) -> None:
    assert school.comfort.keys() <= school.accounts.keys(), "the comfort of nobody"
