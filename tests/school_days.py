"""School days that a test writes down, lived by the real engine and kept in a real log."""

import hashlib
import random
from concurrent.futures import Future

from protocol.accounts import AddAccount
from protocol.floors import AddFloor, Area, Door, FloorPlan, Placed, Zone
from protocol.hours import Calendar, Opening, SetCalendar
from protocol.log import EventLog, StoredSnapshot
from protocol.record import GENESIS, Header, chain_hash, encode_batch, encode_snapshot
from protocol.rights import Role
from protocol.sessions import BeginEpoch, Device, OpenSession, Reconnect
from protocol.units import TICK_MS
from protocol.vocabulary import Command, Event, Signal
from server.sealing import Sealer
from simulation.chatting import id_from
from simulation.due import next_moment
from simulation.rules import Refused
from simulation.school import Now, School, bare_school
from simulation.snapshot import dump, state_hash
from simulation.step import Signed, step

MONDAY_9_MS = 1_790_553_600_000
"""2026-09-28 09:00 in Japan."""
JAPAN_MIN = 9 * 60
DAY_MS = 24 * 60 * 60 * 1000


class Keys:
    """A key for everybody, made from their id, until they are erased."""

    def __init__(self) -> None:
        self.erased: set[str] = set()

    def data_key(self, person: str) -> bytes | None:
        return None if person in self.erased else hashlib.sha256(person.encode()).digest()

    ensure_data_key = data_key


class SchoolDays:
    """A school, its clock and its log. Commands wait for the next tick."""

    def __init__(self, log: EventLog, *, start_ms: int = MONDAY_9_MS, seed: int = 1) -> None:
        self.log, self.keys = log, Keys()
        self.sealer = Sealer(self.keys)
        self.school: School = bare_school()
        self.random = random.Random(seed)
        self.now_ms = self._start_ms = start_ms
        self.number, self.head, self.last_tick = 0, GENESIS, 0
        self.hashes: dict[int, str] = {}
        self.batch_ms: dict[int, int] = {}
        self.refusals: list[str] = []
        self.events: list[Event] = []
        self.sessions: dict[str, str] = {}
        self._waiting: list[Signed] = []
        self._kept: list[Future[None]] = []

    def give(self, command: Command, account: str | None = None) -> None:
        """A command for the next tick."""
        self._waiting.append(Signed(command, 1, account, self.random.getrandbits(128)))

    def do(self, command: Command, account: str | None = None) -> list[Event]:
        """A command and its tick. Fails the test when it is refused."""
        refused = len(self.refusals)
        self.give(command, account)
        events = self.tick()
        assert self.refusals[refused:] == [], f"{command} was refused"
        return events

    def tick(self, after_ms: int = TICK_MS) -> list[Event]:
        """One tick, `after_ms` later than the last one."""
        self.now_ms += after_ms
        tick = 1 + (self.now_ms - self._start_ms) // TICK_MS
        now = Now(tick, self.now_ms, JAPAN_MIN, self.last_tick, self.random.getrandbits(128))
        commands, self._waiting = self._waiting, []
        events = step(self.school, now, commands, self)
        self.last_tick = tick
        if events:
            self._keep(now, events)
        return events

    def wait_until(self, moment_ms: int) -> None:
        """Let the school live until `moment_ms`, tick by tick where anything is due."""
        while True:
            now = Now(self.last_tick, self.now_ms, JAPAN_MIN, self.last_tick, 0)
            due = next_moment(self.school, now)
            if due is None or self.now_ms + (due - self.last_tick) * TICK_MS >= moment_ms:
                break
            self.tick((due - self.last_tick) * TICK_MS)
        if (left_ms := moment_ms - self.now_ms) >= TICK_MS:
            self.tick(left_ms)

    def wait(self, seconds: float) -> None:
        self.wait_until(self.now_ms + round(seconds * 1000))

    def save_snapshot(self) -> None:
        clear, words = dump(self.school)
        state = encode_snapshot(clear, words, self.number, self.head, self.sealer)
        self._kept.append(self.log.save_snapshot(StoredSnapshot(self.number, state)))

    def settle(self) -> None:
        """Wait until everything is in the log."""
        for kept in self._kept:
            kept.result(60)
        self._kept.clear()

    def new_id(self) -> str:
        return id_from(self.random.getrandbits(128))

    def add(self, name: str, role: Role = Role.PUPIL, home_school: str = "0012") -> str:
        account = self.new_id()
        self.do(AddAccount(account, role, name, f"{name} 本名", home_school))
        return account

    def log_in(self, account: str, device: Device = Device.CHROMEBOOK) -> str:
        """Open a session and its connection."""
        session = self.sessions[account] = self.new_id()
        self.do(OpenSession(account, session, device))
        self.do(Reconnect(account, session))
        return session

    def found(self, opens: int = 0, closes: int = 24 * 60) -> None:
        """Two small floors, open every day between two minutes of the day."""
        self.do(BeginEpoch())
        self.do(AddFloor(small_plan("classroom", "yard")))
        self.do(AddFloor(small_plan("yard", "classroom")))
        hours = [Opening(f, d, opens, closes) for f in ("classroom", "yard") for d in range(7)]
        self.do(SetCalendar(Calendar(0, 100_000, tuple(hours), (), ()), ""))

    def applied(self, _school: School, event: Event) -> None:
        """As the witness of `step`."""

    def relayed(self, school: School, signal: Signal) -> None:
        """As the witness of `step`."""

    def accepted(self, signed: Signed) -> None:
        """As the witness of `step`."""

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self.refusals.append(refusal.reason)

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        raise error

    def _keep(self, now: Now, events: list[Event]) -> None:
        self.number += 1
        header = Header(self.number, now.tick, now.wall_ms, now.utc_offset_min, self.head)
        state = encode_batch(header, events, self.sealer)
        self.head = chain_hash(state)
        self._kept.append(self.log.append(self.number, state))
        self.hashes[self.number] = state_hash(self.school)
        self.batch_ms[self.number] = now.wall_ms
        self.events += events


def small_plan(floor: str, other: str) -> FloorPlan:
    """24 × 16 tiles with one table, a zone and a door to the `other` floor."""
    return FloorPlan(
        floor=floor, name=f"{floor} の間", yomi="ま", theme=floor, width=24, height=16, wall=2,
        objects=(Placed("desk-1", "desk", 10, 7, 4, 2, ""),),
        zones=(Zone("corner", "すみっこ", 16, 10, 6, 5),),
        doors=(Door(f"to-{other}", 2, 2, 2, 1, other, f"to-{floor}"),),
        arrivals=(Area(3, 12, 18, 3),), chat=True, bubbles=True, calls=True, roles=tuple(Role),
        capacity=100,
    )  # fmt: skip
