"""A seeded school day with everything that goes wrong: one number gives the same day every time.

Random people send random wishes (also ones they may not send), lose their connections, come back,
and the server crashes and recovers from its log. After every tick the laws of `check` must hold.
Run one day with `python -m tests.simulator SEED TICKS`.
"""

import random
import sys
from pathlib import Path

import msgspec

from protocol.accounts import AddAccount, DisableAccount, EnableAccount
from protocol.avatars import ChooseLook, Look, Murmur, SetWatching, ShowStatus, Status
from protocol.calling import DeclineCall, LeaveCall
from protocol.chatting import (
    MarkRead,
    Say,
    SayInCall,
    SayTo,
)
from protocol.chimes import ChimeRule, SetChimes
from protocol.floors import AddFloor, EnterFloor, FloorPlan, GoThrough
from protocol.hours import Calendar, Opening, SetCalendar
from protocol.moving import Head, WalkTo
from protocol.record import GENESIS, Header, chain_hash, decode_batch, encode_batch
from protocol.rights import STAFF, Role
from protocol.searching import GoNear
from protocol.sessions import (
    BeginEpoch,
    Device,
    Disconnect,
    EndSession,
    LogOut,
    OpenSession,
    Reconnect,
)
from protocol.units import TICK_MS
from protocol.vocabulary import Command, Event, Signal
from replay.reader import fold
from simulation import sight
from simulation.chatting import id_from
from simulation.rules import Refused
from simulation.school import Now, School, bare_school
from simulation.snapshot import dump, load, state_hash
from simulation.step import Signed, step
from tests import simulated_uploads
from tests.simulated_care import wish_of_care
from tests.simulated_laws import check, check_audience
from tests.simulated_whiteboards import at_a_whiteboard, with_a_whiteboard
from tests.simulation.booking_lived import wishes_about_bookings
from tests.simulation.comfort_lived import comfort_wishes
from tests.simulation.counselling_lived import wish_about_counselling
from tests.simulation.staying_lived import staying_wishes
from tests.wishes import (
    FLOORS,
    about_lessons,
    about_surveys,
    about_the_board,
    of_a_builder,
    of_a_caller,
    of_a_talker,
)

PLANS = Path(__file__).parents[1] / "server" / "floor_plans"
MORNING_MS = 1_795_050_000_000
"""2026-11-19 10:00 in Tokyo."""
TOKYO_MIN = 9 * 60
PEOPLE = 16
CAPACITY = 6


class PlainSealer:
    """Marks instead of encrypting, so that a test sees whose key a text would be under."""

    def __init__(self) -> None:
        self.erased: set[str] = set()

    def seal(self, person: str, batch: int, index: int, plain: bytes) -> bytes:
        return person.encode() + b"|" + plain

    def open(self, person: str, batch: int, index: int, sealed: bytes) -> bytes | None:
        owner, _, plain = sealed.partition(b"|")
        if owner != person.encode():
            raise ValueError("sealed for somebody else")
        return None if person in self.erased else plain


class Day:
    """One school, its log, and what everybody was shown."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.school: School = bare_school()
        self.log: list[bytes] = []
        self.hashes: list[str] = []
        self.sealer = PlainSealer()
        self.head = GENESIS
        self.tick = 1
        self.wall_ms = MORNING_MS
        self.accounts: list[str] = []
        self.refused: list[str] = []
        self.events: list[Event] = []

    def run(self, commands: list[tuple[str | None, Command]]) -> None:
        """One tick, appended to the log as the server does it, then checked."""
        skipped = self.chance.choice((1, 1, 1, 1, 2, 5, 40))
        last, self.tick = self.tick, self.tick + skipped
        self.wall_ms += skipped * TICK_MS
        now = Now(self.tick, self.wall_ms, TOKYO_MIN, last, self.bits())
        signed = [Signed(command, n, who, self.bits()) for n, (who, command) in enumerate(commands)]
        events = self.stepped(now, signed)
        if events:
            number = len(self.log) + 1
            header = Header(number, now.tick, now.wall_ms, TOKYO_MIN, self.head)
            state = encode_batch(header, events, self.sealer)
            self.log.append(state)
            self.head = chain_hash(state)
            self.hashes.append(state_hash(self.school))
        check(self.school, now)

    def stepped(self, now: Now, signed: list[Signed]) -> list[Event]:
        return step(self.school, now, signed, DayWitness(self))

    def refold(self) -> School:
        school = bare_school()
        for state, ran in zip(self.log, self.hashes, strict=True):
            fold(school, decode_batch(state, self.sealer))
            assert state_hash(school) == ran, f"batch {school.position.batch} gives another state"
        return school

    def crash(self) -> None:
        """Recover from the log, or from a snapshot of the state, and go on."""
        before = state_hash(self.school)
        dumped = dump(self.school)
        self.school = self.refold() if self.chance.random() < 0.5 else load(*dumped)
        assert state_hash(self.school) == before, "recovery gives another state"
        self.run([(None, BeginEpoch())])

    def bits(self) -> int:
        return self.chance.getrandbits(128)


class DayWitness:
    """Sees every event as it is applied, and who is shown it."""

    def __init__(self, day: Day) -> None:
        self._day = day

    def applied(self, school: School, event: Event) -> None:
        self._day.events.append(event)
        for channels, _message in sight.shown_by(school, event):
            check_audience(school, event, channels)

    def relayed(self, school: School, signal: Signal) -> None:
        check_audience(school, signal, sight.relayed_to(school, signal))

    def accepted(self, signed: Signed) -> None:
        """Nothing to note: the events say it."""

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self._day.refused.append(refusal.reason)

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        raise AssertionError(f"{type(signed.command).__name__} broke a decider") from error


def found(day: Day) -> None:
    """Floors with few places, hours that end within the day, a chime, people of each role."""
    for slug in FLOORS:
        plan = msgspec.json.decode((PLANS / f"{slug}.json").read_bytes(), type=FloorPlan)
        plan = msgspec.structs.replace(with_a_whiteboard(plan), capacity=CAPACITY)
        day.run([(None, AddFloor(plan))])
    openings = tuple(
        Opening(slug, weekday, 9 * 60, 11 * 60) for slug in FLOORS for weekday in range(7)
    )
    day.run([(None, SetCalendar(Calendar(0, 100_000, openings, (), ()), ""))])
    chime = ChimeRule("ten", "十時十分", 10 * 60 + 10, tuple(range(7)), (), "bell", 50)
    day.run([(None, SetChimes((chime,), ""))])
    for number in range(PEOPLE):
        role = Role.PUPIL if number % 5 else list(Role)[number // 5 % 3 + 1]
        account = id_from(day.bits())
        day.accounts.append(account)
        day.run([(None, AddAccount(account, role, f"ひと{number}", "ほんみょう", ""))])


def wish_of(day: Day) -> tuple[str | None, Command]:
    """What somebody, or the shell, does next: mostly sensible, often not, sometimes forged."""
    chance, who = day.chance, day.chance.choice(day.accounts)
    counselling = wish_about_counselling(day.school, chance, who, day.accounts)
    if counselling is not None:
        return counselling
    session = day.school.sessions.get(who)
    if session is None:
        return None, OpenSession(who, id_from(day.bits()), Device.IPAD)
    if chance.random() < 0.08:
        return None, chance.choice(_of_the_shell(day, who, session.session))
    if session.avatar is None and chance.random() < 0.8:
        return who, EnterFloor(chance.choice((*FLOORS, "plaza", "plaza", "nowhere")))
    if chance.random() < (0.12 if who in day.accounts[10:13] else 0.01):
        about = wishes_about_bookings(day.school, chance, who, day.accounts, day.wall_ms)
        return who, chance.choice(about)
    if chance.random() < 0.04:
        return who, chance.choice(_rare(day))
    if chance.random() < 0.08:
        return about_lessons(day.school, chance, day.wall_ms, who, day.accounts[5:11:5])
    if chance.random() < (0.5 if day.school.accounts[who].role is Role.ADMIN else 0.01):
        return who, chance.choice(of_a_builder(chance))
    if chance.random() < (0.3 if day.school.accounts[who].role in STAFF else 0.02):
        return who, chance.choice(about_the_board(day.school, chance, day.wall_ms))
    return who, _often(day, who)


def _often(day: Day, who: str) -> Command:
    chance = day.chance
    if chance.random() < 0.15:
        return chance.choice(of_a_talker(day.school, chance, who, day.accounts))
    if who in day.school.sessions and day.school.sessions[who].call and chance.random() < 0.3:
        return chance.choice(of_a_caller(day.school, chance, who))
    if chance.random() < 0.05:
        return chance.choice(about_surveys(day.school, chance, day.wall_ms))
    if chance.random() < 0.12:
        return wish_of_care(day.school, chance, who, chance.choice(day.accounts))
    return chance.choice(_usual(day, who))


def _of_the_shell(day: Day, who: str, session: str) -> list[Command]:
    wrong = id_from(day.bits())
    wishes: list[Command] = [
        Reconnect(who, session), Reconnect(who, session), Disconnect(who, session),
        Disconnect(who, wrong), OpenSession(who, wrong, Device.IPAD),
        simulated_uploads.stored(day.chance, who),
    ]  # fmt: skip
    if day.chance.random() < 0.05:
        wishes += [DisableAccount(who), EnableAccount(who)]
    return wishes


def _rare(day: Day) -> list[Command]:
    other = day.chance.choice(day.accounts)
    return [
        LogOut(), EndSession(other), Say("\u202e \u200b"), GoThrough("to-library"),
        AddAccount(id_from(day.bits()), Role.ADMIN, "にせもの", "", ""),
        EnterFloor(day.chance.choice((*FLOORS, "nowhere"))),
        *staying_wishes(day.chance, other), *comfort_wishes(day.chance),
    ]  # fmt: skip


def _usual(day: Day, who: str) -> list[Command]:
    chance = day.chance
    other = chance.choice(day.accounts)
    meeting = WalkTo(chance.choice((840, 848, 856)), 700)
    return [
        meeting, meeting, meeting, meeting,
        WalkTo(chance.randrange(1600), chance.randrange(1120)),
        Head(chance.randrange(-1, 2), chance.randrange(-1, 2)),
        Say("やあ"), SayTo(other, "ひみつ"), SayInCall("ここだけ"), Murmur("つぶやき"),
        ShowStatus(chance.choice((*Status, Status.NONE, Status.OPEN_TO_TALK))),
        SetWatching(chance.random() < 0.2), MarkRead(other), GoNear(other),
        chance.choice((LeaveCall(), DeclineCall())), ChooseLook(Look(1, 1, 1, 1, 1, 1, 1)),
        *(chance.choice(at_a_whiteboard(day.school, chance, who)) for _ in range(3)),
    ]  # fmt: skip


def a_day(seed: int, ticks: int) -> Day:
    """A whole day of `ticks` ticks. Raises AssertionError with the seed known to the caller."""
    day = Day(seed)
    day.run([(None, BeginEpoch())])
    found(day)
    for _ in range(ticks):
        wishes = [wish_of(day) for _ in range(day.chance.randrange(4))]
        day.run(wishes)
        if day.chance.random() < 0.01:
            day.crash()
    assert state_hash(day.refold()) == state_hash(day.school), "the log gives another state"
    return day


if __name__ == "__main__":
    told = a_day(int(sys.argv[1]), int(sys.argv[2]))
    print(f"seed {sys.argv[1]}: {len(told.events)} events, {state_hash(told.school)}")
    print(*told.hashes, sep="\n")
