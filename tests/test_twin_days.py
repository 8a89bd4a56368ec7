"""Twin runs: a talk and a logout are the same to every third person (SPEC T3.4)."""

import pytest

from protocol.rights import Role
from tests.conftest import TEST_SIZE
from tests.twin_days import a_twin_day

SEEDS = {"quick": (0, 2, 3), "fuzz": range(60), "soak": range(1_000)}[TEST_SIZE]
TICKS = 1_000


@pytest.mark.spec("T3.4")
@pytest.mark.parametrize("seed", SEEDS)
def test_to_everybody_else_a_talk_is_two_logouts_and_two_logins(seed: int) -> None:
    day = a_twin_day(seed, TICKS)
    # A day without talks, or that nobody watches, would prove nothing.
    talked = {"Covered", "Uncovered", "SaidUnderCover", "DrawnInPrivate", "ReportHeld"}
    assert talked <= day.happened.keys()
    assert {"TalkWished", "TimesOffered", "BookingEnded"} <= day.happened.keys()
    assert day.happened["frames compared"] > TICKS
    roles = {day.school.accounts[account].role for account in day.third_persons()}
    assert roles >= {Role.PUPIL, Role.SUPPORTER, Role.TEACHER}
