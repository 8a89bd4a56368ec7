"""One tick: commands in order, then the rules of the tick; our own mistakes (DESIGN section 7)."""

import pytest

from protocol.chatting import Said, Say
from protocol.floors import EnterFloor, FloorEntered, FloorLeft
from protocol.hours import ClosingWarned
from protocol.sessions import LogOut
from protocol.units import TICKS_PER_SECOND
from protocol.vocabulary import Event, Signal
from simulation.rules import Refused
from simulation.school import Now, School, avatar_of
from simulation.snapshot import dump, load, state_hash
from simulation.step import Signed, step
from tests.simulation.given import (
    AKI,
    BEGAN_TICK,
    CLOSES_MS,
    FAR,
    HARU,
    JAPAN_MIN,
    PLACE,
    Lived,
    an_open_school,
    given,
    handle_of,
    logged_in,
    standing_at,
)

NOW = Now(BEGAN_TICK + 4, CLOSES_MS - 60_000, JAPAN_MIN, BEGAN_TICK, 7)


class Told:
    """A witness that writes down what it is told, and the state it saw."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.floors: list[str | None] = []

    def applied(self, school: School, event: Event) -> None:
        self.lines.append(type(event).__name__)
        avatar = avatar_of(school, AKI)
        self.floors.append(None if avatar is None else avatar.floor)

    def relayed(self, school: School, signal: Signal) -> None:
        self.lines.append(type(signal).__name__)

    def accepted(self, signed: Signed) -> None:
        self.lines.append(f"accepted {signed.command_id}")

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self.lines.append(f"refused {signed.command_id} {refusal.reason}")

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        self.lines.append(f"failed {signed.command_id} {type(error).__name__}")


def two_people() -> Lived:
    return given(an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU))


def test_commands_happen_in_the_order_of_their_arrival_and_the_tick_comes_last() -> None:
    told = Told()
    commands = [
        Signed(Say("いち"), 1, HARU, 1),
        Signed(Say(" "), 2, AKI, 1),
        Signed(LogOut(), 3, AKI, 1),
    ]
    step(two_people().school, NOW, commands, told)
    assert told.lines == [
        "Said", "accepted 1", "refused 2 text_empty", "FloorLeft", "Left", "accepted 3",
        "ClosingWarned", "ClosingWarned",
    ]  # fmt: skip


def test_the_witness_sees_the_state_as_each_event_left_it() -> None:
    told = Told()
    step(two_people().school, NOW, [Signed(EnterFloor("yard"), 1, AKI, 1 << 64 | 5)], told)
    assert told.floors[:2] == [None, "yard"]


def test_a_mistake_in_a_decider_costs_that_command_and_nothing_else() -> None:
    school = two_people().school
    school.avatars[handle_of(AKI)].floor = "gone"
    told = Told()
    events = step(
        school, NOW._replace(tick=BEGAN_TICK + 1),
        [Signed(Say("いち"), 1, AKI, 1), Signed(Say("に"), 2, HARU, 1)], told,
    )  # fmt: skip
    assert told.lines[:3] == ["failed 1 KeyError", "Said", "accepted 2"]
    assert [event.text for event in events if isinstance(event, Said)] == ["に"]


def test_a_mistake_in_a_rule_of_the_tick_is_raised() -> None:
    school = two_people().school
    school.floors["classroom"].here.add(2**20)
    with pytest.raises(KeyError):
        step(school, NOW, [], Told())


def test_the_same_state_moment_and_commands_give_the_same_events_and_state() -> None:
    commands = [Signed(EnterFloor("yard"), 1, AKI, 1 << 64 | 5), Signed(Say("に"), 2, HARU, 1)]
    schools = [two_people().school, load(*dump(two_people().school))]
    one, other = (step(school, NOW, commands, Told()) for school in schools)
    assert one == other
    assert state_hash(schools[0]) == state_hash(schools[1])
    assert {FloorLeft, FloorEntered, Said, ClosingWarned} <= {type(event) for event in one}


def test_what_is_decided_is_decided_before_anything_of_it_happens() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    before = state_hash(lived.school)
    assert lived.refusal(EnterFloor("nowhere"), AKI).reason == "no_such_floor"
    assert state_hash(lived.school) == before


def test_a_second_is_crossed_once_also_when_ticks_are_skipped() -> None:
    crossed = [Now(tick, 0, 0, last, 0).crossed(TICKS_PER_SECOND) for last, tick in (
        (18, 19), (19, 20), (20, 21), (21, 45), (45, 59), (59, 140),
    )]  # fmt: skip
    assert crossed == [False, True, False, True, False, True]
