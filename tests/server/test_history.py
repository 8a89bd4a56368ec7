"""History: two minutes of every channel, for those who come back (SPEC T1.6)."""

import pytest

from protocol.units import LEAVE_AFTER_DROP_TICKS
from server.history import KEPT_TICKS, History

pytestmark = pytest.mark.spec("T1.6")


def test_what_was_missed_comes_in_the_order_in_which_it_happened() -> None:
    history = History(0)
    history.add("floor:yard", 5, [b"1", b"2"])
    history.add("school", 5, [b"3"])
    history.add("floor:yard", 6, [b"4"])
    assert history.missed("somebody", ("school", "floor:yard"), 4) == [b"1", b"2", b"3", b"4"]


def test_what_was_seen_already_and_other_channels_are_left_out() -> None:
    history = History(0)
    history.add("floor:yard", 5, [b"seen"])
    history.add("floor:yard", 6, [b"new"])
    history.add("floor:plaza", 6, [b"elsewhere"])
    assert history.missed("somebody", ("floor:yard", "floor:nowhere"), 5) == [b"new"]


def test_it_reaches_back_as_long_as_a_dropped_person_keeps_the_seat() -> None:
    history = History(100)
    assert KEPT_TICKS == LEAVE_AFTER_DROP_TICKS
    assert history.reaches_back_to(200, 200 + KEPT_TICKS)
    assert not history.reaches_back_to(200, 201 + KEPT_TICKS)


def test_it_does_not_reach_behind_the_start_of_the_server() -> None:
    assert not History(100).reaches_back_to(99, 120)
    assert History(100).reaches_back_to(100, 120)


def test_nothing_that_could_still_be_asked_for_is_let_go() -> None:
    history = History(0)
    history.add("school", 10, [b"old"])
    history.add("school", 10 + KEPT_TICKS, [b"new"])
    assert history.missed("somebody", ("school",), 9) == [b"old", b"new"]
    history.add("school", 11 + KEPT_TICKS, [b"newer"])
    assert history.missed("somebody", ("school",), 9) == [b"new", b"newer"]


def test_channels_that_have_fallen_silent_are_let_go() -> None:
    history = History(0)
    history.add("account:a", 10, [b"old"])
    history.add("school", 20, [b"kept"])
    history.forget_before(20)
    assert history.missed("somebody", ("account:a", "school"), 0) == [b"kept"]
