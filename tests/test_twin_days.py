"""Twin runs: a talk and a logout are the same to every third person (SPEC T3.4)."""

from functools import cache

import pytest

from protocol.rights import Role
from tests.conftest import TEST_SIZE
from tests.twin_days import a_twin_day

SEEDS = {"quick": (0, 3, 53), "fuzz": range(60), "soak": range(1_000)}[TEST_SIZE]
TICKS = 1_000
MUST_HAPPEN = {
    *("Covered", "Uncovered", "SaidUnderCover", "DrawnInPrivate", "ReportHeld"),
    *("TalkWished", "TimesOffered", "BookingEnded", "TalksRead"),
    *("CounsellorNamed", "AccountDisabled"),
    *("a day passed in a talk", "the school closed in a talk", "AccountErased"),
    *("supporter counsels", "teacher counsels", "admin counsels"),
    *(Role.PUPIL, Role.SUPPORTER, Role.TEACHER),
}
"""Events, what else a day counts, and the roles of those who had no part in any talk."""


@cache
def happened_on(seed: int) -> frozenset[str | Role]:
    """What happened on a twin day without a difference, and which roles had no part in it."""
    day = a_twin_day(seed, TICKS)
    assert day.happened["frames compared"] > TICKS
    roles = {day.school.accounts[account].role for account in day.third_persons()}
    return frozenset(day.happened) | roles


@pytest.mark.spec("T3.4")
@pytest.mark.parametrize("seed", SEEDS)
def test_to_everybody_else_a_talk_is_two_logouts_and_two_logins(seed: int) -> None:
    assert happened_on(seed) >= {"Covered", "Uncovered"}


def test_the_twin_days_together_leave_nothing_out_that_a_talk_can_have() -> None:
    assert frozenset[str | Role]().union(*map(happened_on, SEEDS)) >= MUST_HAPPEN
