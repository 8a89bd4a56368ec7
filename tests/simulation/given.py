"""Given events, when a command, then events or a refusal: how the rules are told in tests.

`given` folds events into a bare school, the way a recovery does; nothing is set by hand. From there
`Lived.when` steps one tick with one command, and `live` and `wait` let time pass.
"""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

import msgspec

from protocol.accounts import AccountAdded
from protocol.avatars import WatchingSet
from protocol.floors import Area, Door, FloorAdded, FloorEntered, FloorPlan, Placed
from protocol.hours import FloorOpened
from protocol.moving import Walked
from protocol.rights import Role
from protocol.sessions import Device, LoggedIn
from protocol.units import TICK_MS, AccountId, AvatarHandle, FloorId, SessionId, Tick
from protocol.vocabulary import Command, Event, Signal
from simulation.due import next_moment
from simulation.motion import Point, path_to_wire
from simulation.rules import Refused
from simulation.school import Now, Position, School, bare_school
from simulation.snapshot import state_hash
from simulation.step import Signed, apply, step

MONDAY_9_MS = 1_790_553_600_000
"""2026-09-28 09:00 in Japan."""
JAPAN_MIN = 9 * 60
BEGAN_TICK: Tick = 1_000
HOUR_MS = 3_600_000
CLOSES_MS = MONDAY_9_MS + 8 * HOUR_MS

Happened: TypeAlias = Event | Iterable["Happened"]
_E = TypeVar("_E", bound=Event)


def id_of(name: str) -> AccountId:
    """An id that a reader of a failing test recognises."""
    return name.ljust(22, "-")


AKI, HARU, NATSU, FUYU = (id_of(name) for name in ("aki", "haru", "natsu", "fuyu"))
SUPPORTER, TEACHER, ADMIN = (id_of(name) for name in ("supporter", "teacher", "admin"))
ROLES = {SUPPORTER: Role.SUPPORTER, TEACHER: Role.TEACHER, ADMIN: Role.ADMIN}


def plan(floor: FloorId = "classroom", to: FloorId = "yard", **changed: object) -> FloorPlan:
    """24 × 16 tiles with a back wall, one table, one walled-in corner and a door."""
    drawn = FloorPlan(
        floor=floor, name=f"{floor}の間", yomi="ま", theme="classroom", width=24, height=16, wall=2,
        objects=(
            Placed("desk-1", "desk", 10, 7, 4, 2, ""),
            Placed("shelf-1", "shelf", 21, 13, 3, 1, ""),
            Placed("shelf-2", "shelf", 21, 13, 1, 3, ""),
        ),
        zones=(), doors=(Door(f"to-{to}", 2, 2, 2, 1, to, f"to-{floor}"),),
        arrivals=(Area(1, 11, 20, 4),), chat=True, bubbles=True, calls=True, roles=tuple(Role),
        capacity=100,
    )  # fmt: skip
    return msgspec.structs.replace(drawn, **changed)


WALLED_IN: Point = (22 * 16 + 8, 14 * 16 + 8)
"""A free place of `plan` that nobody can walk to."""
PLACE: Point = (6 * 16, 6 * 16)
FAR: Point = (18 * 16, 6 * 16)


def an_open_school(*plans: FloorPlan) -> list[Event]:
    """Floors, open from the beginning until five in the afternoon."""
    floors = plans or (plan("classroom", "yard"), plan("yard", "classroom"))
    return [
        *(FloorAdded(drawn) for drawn in floors),
        *(FloorOpened(drawn.floor, CLOSES_MS) for drawn in floors),
    ]


def known(*accounts: AccountId) -> list[Event]:
    """People of the school; whoever is not staff is a pupil."""
    return [
        AccountAdded(who, ROLES.get(who, Role.PUPIL), who.rstrip("-"), f"{who} 本名", "0012")
        for who in accounts
    ]


def logged_in(*accounts: AccountId) -> list[Event]:
    """People at the desk."""
    return [*known(*accounts), *(LoggedIn(w, session_of(w), Device.IPAD) for w in accounts)]


def standing_at(place: Point, *accounts: AccountId, floor: FloorId = "classroom") -> list[Event]:
    """People in one place, who may all be talked to."""
    return [
        *logged_in(*accounts),
        *(WatchingSet(who, False) for who in accounts),
        *(FloorEntered(who, handle_of(who), floor, *place) for who in accounts),
    ]


def walked(who: AccountId, tick: Tick, *points: Point) -> Walked:
    """A walk along `points`, begun at `tick`."""
    return Walked(handle_of(who), tick, path_to_wire(points))


def session_of(account: AccountId) -> SessionId:
    return "s-" + account[:20]


def handle_of(account: AccountId) -> AvatarHandle:
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(account))


class Lived:
    """A school to which something has happened, and its clock."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.tick = BEGAN_TICK
        self.wall_ms = MONDAY_9_MS
        self.happened: list[tuple[Tick, Event]] = []
        self.relays: list[Signal] = []
        self._refusals: list[Refused] = []

    def when(self, command: Command, by: AccountId | None = None) -> list[Event]:
        """What a command does in the next tick. Raises Refused."""
        events = self.when_all((command, by))
        if self._refusals:
            raise self._refusals.pop()
        return events

    def when_all(self, *wishes: tuple[Command, AccountId | None]) -> list[Event]:
        """What several commands do in one tick; the refused ones are in `refusals`."""
        signed = [
            Signed(command, number, who, (number + 1) << 70 | self.tick << 3 | number + 1)
            for number, (command, who) in enumerate(wishes)
        ]
        return self._step(1, signed)

    def refusal(self, command: Command, by: AccountId | None = None) -> Refused:
        """Why a command is refused. Fails the test when it is not, or when it changed anything."""
        before = state_hash(self.school)
        events = self.when_all((command, by))
        assert self._refusals, f"{type(command).__name__} was accepted: {events}"
        assert events == []
        assert state_hash(self.school) == before
        return self._refusals.pop()

    def refusals(self) -> list[str]:
        """The reasons since they were asked for last."""
        reasons, self._refusals = [refusal.reason for refusal in self._refusals], []
        return reasons

    def live(self, ticks: int) -> list[Event]:
        """Every tick, one after the other."""
        return [event for _ in range(ticks) for event in self._step(1, [])]

    def wait(self, ticks: int) -> list[Event]:
        """The same time, with a tick only where the school itself says that something is due."""
        until, events = self.tick + ticks, []
        while (due := next_moment(self.school, self._now(0))) is not None and due < until:
            events += self._step(due - self.tick, [])
        return events + self._step(until - self.tick, [])

    def jump(self, ticks: int = 1, wall_ms: int = TICK_MS) -> list[Event]:
        """One tick, `ticks` later, by a wall clock that has gone another way."""
        return self._step(ticks, [], wall_ms)

    def then(self, *events: Happened) -> None:
        """Fold what else has happened, in the present tick."""
        at = Position(self.school.position.batch + 1, self.tick, self.wall_ms, JAPAN_MIN)
        for event in _flat(events):
            apply(self.school, event, at)

    def of_kind(self, kind: type[_E]) -> list[tuple[Tick, _E]]:
        """Everything of one kind since the beginning, with its tick."""
        return [(tick, event) for tick, event in self.happened if isinstance(event, kind)]

    def applied(self, _school: School, event: Event) -> None:
        """As the witness of `step`."""
        self.happened.append((self.tick, event))

    def relayed(self, _school: School, signal: Signal) -> None:
        """As the witness of `step`."""
        self.relays.append(signal)

    def accepted(self, signed: Signed) -> None:
        """As the witness of `step`."""

    def refused(self, _signed: Signed, refusal: Refused) -> None:
        """As the witness of `step`."""
        self._refusals.append(refusal)

    def failed(self, _school: School, _signed: Signed, error: Exception) -> None:
        """As the witness of `step`."""
        raise error

    def _step(self, ticks: int, signed: list[Signed], wall_ms: int | None = None) -> list[Event]:
        self.wall_ms += ticks * TICK_MS if wall_ms is None else wall_ms
        now = self._now(ticks)
        self.tick = now.tick
        return step(self.school, now, signed, self)

    def _now(self, ticks: int) -> Now:
        tick = self.tick + ticks
        return Now(tick, self.wall_ms, JAPAN_MIN, self.tick, fresh=tick << 64 | 7)


def given(*happened: Happened) -> Lived:
    """A school in which these events have happened, all at nine on a Monday morning."""
    lived = Lived(bare_school())
    lived.then(*happened)
    return lived


def _flat(happened: Iterable[Happened]) -> Iterable[Event]:
    for one in happened:
        if isinstance(one, Event):
            yield one
        else:
            yield from _flat(one)
