"""A simulated day's wishes of the slice staying, and its laws (see tests/simulator.py)."""

import random

from protocol.staying import ChooseExtra, Extra, PutOnDesk, WithholdExtra
from protocol.units import CARD_STAMPS, DESK_PLACES, AccountId
from protocol.vocabulary import Command
from simulation.school import School


def staying_wishes(chance: random.Random, other: AccountId) -> list[Command]:
    return [
        ChooseExtra(chance.choice(list(Extra)), on=chance.random() < 0.3),
        WithholdExtra(other, Extra.STAMPS, withheld=True),
        PutOnDesk(chance.randrange(DESK_PLACES), chance.randrange(4)),
    ]  # fmt: skip


def check_staying(school: School) -> None:
    assert school.staying.keys() <= school.accounts.keys(), "a desk of nobody"
    for staying in school.staying.values():
        assert len(staying.stamps) == len(set(staying.stamps)) <= CARD_STAMPS
