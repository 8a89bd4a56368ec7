"""Whole days of a school with faults, from seeds; the seed stands in the name of a failing test."""

import subprocess
import sys
from functools import cache

import pytest

from tests.conftest import TEST_SIZE
from tests.simulator import a_day
from tests.source_tree import ROOT

SEEDS = {"quick": (2, 3, 10, 14), "fuzz": range(60), "soak": range(2_000)}[TEST_SIZE]
TICKS = 2_500
TICKS_HASHED = {"quick": 2_000, "fuzz": 5_000, "soak": 20_000}[TEST_SIZE]
MUST_HAPPEN = {
    *("CallStarted", "CallEnded", "Left", "Dropped", "Resumed", "SaidTo"),
    *("PersonHidden", "HelpClosed", "Reported", "HandRaised"),
    *("Covered", "Uncovered", "SaidUnderCover", "OfferEnded"),
    *("TalkWished", "WishTaken", "TimesOffered", "BookingEnded"),
    *("FloorEdited", "EditUndone", "EditRedone", "PostWentUp", "PostTakenDown", "BoardRead"),
    *("LessonEntered", "LessonLeft", "ExternalMeetingOpened", "SignedUp"),
    *("not_allowed", "floor_full", "text_empty", "not_on_a_floor"),
}


@cache
def happened_on(seed: int) -> frozenset[str]:
    """The kinds of events and the reasons of refusals of a day in which no law broke."""
    day = a_day(seed, TICKS)
    return frozenset((*(type(event).__name__ for event in day.events), *day.refused))


@pytest.mark.spec("R4")
@pytest.mark.spec("T1.2")
@pytest.mark.spec("T2.3.c")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_law_of_a_school_breaks_on_a_day_with_faults(seed: int) -> None:
    assert happened_on(seed) >= {"Walked", "Dropped", "Said"}


def test_the_days_together_leave_nothing_out_that_could_break_a_law() -> None:
    """Of all days, as no single one is sure to hold everything."""
    assert frozenset().union(*map(happened_on, SEEDS)) >= MUST_HAPPEN


@pytest.mark.spec("R4")
def test_the_same_day_has_the_same_hash_in_another_process_with_another_hash_order() -> None:
    def told(hash_seed: str) -> str:
        done = subprocess.run(
            (sys.executable, "-m", "tests.simulator", "7", str(TICKS_HASHED)),
            cwd=ROOT, env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert told("1") == told("2")
