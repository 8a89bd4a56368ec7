"""Random bytes and random wishes through decode, authorise and step.

Each example is a school with somebody in every situation, and what comes in within a minute: legal
commands of people who may and may not send them, of the shell, and frames with a mistake in them.
"""

from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from protocol.avatars import SetWatching
from protocol.floors import AddFloor, EnterFloor
from protocol.moving import WalkTo
from protocol.record import GENESIS, Header, encode_batch
from protocol.rights import Capability, Role, may
from protocol.sessions import AccessRefused, Disconnect
from protocol.units import COMMAND_MAX_BYTES, LARGE_COMMAND_MAX_BYTES, TICK_MS, AccountId, FloorId
from protocol.vocabulary import DECLARED, Command, Event, Signal
from protocol.wire import FrameError, decode_command, encode_command
from replay.reader import fold
from replay.unpacking import unpack
from simulation.rules import Refused
from simulation.school import Now, Position, School
from simulation.snapshot import Dump, dump, load
from simulation.step import Signed, step
from tests.conftest import TEST_SIZE
from tests.poison import REASONS, Poisoned, poisoned
from tests.school_days import JAPAN_MIN, SchoolDays
from tests.simulated_laws import check
from tests.strategies import COMMANDS, messages_of, pattern_of

EXAMPLES = {"quick": 25, "fuzz": 2_500, "soak": 100_000}[TEST_SIZE]
INPUTS = 20
"""Per example."""


class NoLog:
    """A day that is only the beginning of others needs no log."""

    def append(self, number: int, state: bytes) -> Any:
        return None


def a_school() -> tuple[SchoolDays, list[str]]:
    """Somebody of each role, in a call, on a floor, at the desk, dropped, and not here."""
    days = SchoolDays(NoLog())  # type: ignore[arg-type]
    days.found()
    people = [days.add(f"ひと{n}", role) for n, role in enumerate((*Role, *[Role.PUPIL] * 5))]
    for person in people[:-1]:
        days.log_in(person)
        days.do(SetWatching(False), person)
    for person in people[:-2]:
        days.do(EnterFloor("yard"), person)
    for person in people[:2]:
        days.do(WalkTo(200, 200), person)
    days.wait(8)
    days.do(Disconnect(people[4], days.sessions[people[4]]))
    assert days.school.calls
    return days, people


DAYS, PEOPLE = a_school()
BEGINNING = dump(DAYS.school)
POOLS = {
    pattern_of(AccountId): st.sampled_from([*PEOPLE, *DAYS.sessions.values(), "A" * 22]),
    pattern_of(FloorId): st.sampled_from(["yard", "classroom", "to-yard", "to-classroom", "new"]),
}
SHELLS = {
    Capability.SYSTEM, Capability.MANAGE_ACCOUNTS, Capability.MANAGE_TIME, Capability.MODERATE
}  # fmt: skip
OF_PEOPLE = st.one_of([messages_of(declared, POOLS) for declared in COMMANDS])
OF_THE_SHELL = st.one_of(
    [messages_of(d, POOLS) for d in COMMANDS if d.may in SHELLS or d.type is AddFloor]
)
TICKS = st.sampled_from([1, 1, 1, 2, 4, 20, 100, 2_500, 40_000])


class Came(NamedTuple):
    """What came in, from a person or the shell (None), and when after what came before."""

    who: str | None
    what: Any
    ticks: int
    fresh: int


def came(who: st.SearchStrategy[str | None], what: st.SearchStrategy[Any]) -> Any:
    return st.builds(Came, who, what, TICKS, st.integers(0, 2**128 - 1))


INPUT = st.one_of(
    came(st.sampled_from(PEOPLE), OF_PEOPLE),
    came(st.none(), OF_THE_SHELL),
    came(st.sampled_from(PEOPLE), poisoned(POOLS)),
)


class Watch:
    """Holds the laws of a refusal while the state is as the refusal left it. The witness of
    `step`."""

    def __init__(self, school: School) -> None:
        self._school, self._before = school, content(school)
        self._happened: list[Event] = []

    def applied(self, _school: School, event: Event) -> None:
        self._happened.append(event)

    def relayed(self, _school: School, signal: Signal) -> None:
        """It leaves nothing behind."""

    def accepted(self, signed: Signed) -> None:
        assert signed.account is None or _has_the_right(self._school, signed)

    def refused(self, signed: Signed, refusal: Refused) -> None:
        assert content(self._school) == self._before, "a refused command changed the school"
        topic = DECLARED[type(signed.command)].topic
        forged = refusal.reason == "not_allowed" and self._happened != []
        assert self._happened == ([AccessRefused(signed.account or "", topic)] if forged else [])
        assert forged or signed.account is None or _has_the_right(self._school, signed)

    def failed(self, _school: School, signed: Signed, error: Exception) -> None:
        raise AssertionError(f"{signed.command} broke its decider") from error


def _has_the_right(school: School, signed: Signed) -> bool:
    """Whether the role may send it. Nobody is left to ask once the person is erased."""
    account = school.accounts.get(signed.account or "")
    needed = DECLARED[type(signed.command)].may
    return account is None or (needed is not None and may(account.role, needed))


def content(school: School) -> Dump:
    """The whole state, without the number of its last batch."""
    position, batch = school.position, school.applied_in_batch
    school.position, school.applied_in_batch = Position(0, 0, 0, 0), 0
    try:
        return dump(school)
    finally:
        school.position, school.applied_in_batch = position, batch


def arrived(what: Any, number: int) -> Command | None:
    """The command as the socket hands it on; None for a frame that was refused by name."""
    if not isinstance(what, Poisoned):
        frame = encode_command(what, number, 0)
        large = DECLARED[type(what)].large
        limit = LARGE_COMMAND_MAX_BYTES if large else COMMAND_MAX_BYTES
        return decode_command(frame, limit).command if len(frame) <= limit else None
    try:
        received = decode_command(what.data)
    except FrameError as error:
        assert error.reason in (what.reasons or REASONS), what  # noqa: PT017
        return None
    assert what.reasons is None, f"accepted: {what}"
    return received.command


@pytest.mark.spec("T3.5")
@pytest.mark.spec("R4")
@settings(
    max_examples=EXAMPLES,
    # A shorter list of inputs says no more than the one command that broke the law.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.large_base_example, HealthCheck.too_slow],
)
@given(st.lists(INPUT, min_size=INPUTS, max_size=INPUTS))
def test_nothing_breaks_the_school_and_what_is_refused_changes_nothing(inputs: list[Came]) -> None:
    school, log = load(*BEGINNING), []
    tick, wall_ms = DAYS.last_tick, DAYS.now_ms
    for number, (who, what, ticks, fresh) in enumerate(inputs, 1):
        command = what if who is None else arrived(what, number)
        now = Now(tick + ticks, wall_ms + ticks * TICK_MS, JAPAN_MIN, tick, fresh)
        signed = [] if command is None else [Signed(command, number, who, fresh)]
        events = step(school, now, signed, Watch(school))
        check(school, now)
        tick, wall_ms = now.tick, now.wall_ms
        if events:
            batch = school.position.batch
            header = Header(batch, tick, wall_ms, JAPAN_MIN, GENESIS)
            log.append(encode_batch(header, events, DAYS.sealer))
    again = load(*BEGINNING)
    for state in log:
        fold(again, unpack(state, DAYS.sealer))
    assert dump(again) == dump(school), "the log gives another state"


@settings(
    max_examples={"quick": 100, "fuzz": 40_000, "soak": 1_000_000}[TEST_SIZE],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(poisoned(POOLS))
def test_no_poison_passes_the_door_and_each_kind_has_its_answer(frame: Poisoned) -> None:
    command = arrived(frame, 1)
    # Noise and flipped bits can be legal by chance; then they say the same when said again.
    if command is not None:
        assert arrived(command, 1) == command
