"""A floor with two admins at the desk and a pupil on it, to try edits on."""

import msgspec

from protocol.accounts import AccountAdded
from protocol.floors import Area, FloorAdded, FloorEntered, FloorPlan, Placed
from protocol.hours import FloorClosed
from protocol.objects import (
    Change,
    EditFloor,
)
from protocol.rights import Role
from protocol.sessions import Device, LoggedIn
from protocol.units import SUBTILES_PER_TILE
from protocol.vocabulary import Command, Event, Signal
from simulation import sight
from simulation.rules import Refused
from simulation.school import Now, Position, School, bare_school
from simulation.step import Signed, apply, step

AKI, HARU, PUPIL = ("a" * 22, "h" * 22, "p" * 22)
TABLE = Placed("table", "table", 10, 12, 4, 2, "")


def plan(*objects: Placed) -> FloorPlan:
    return FloorPlan(
        floor="room", name="へや", yomi="へや", theme="classroom", width=40, height=30, wall=4,
        objects=objects, zones=(), doors=(), arrivals=(Area(2, 24, 4, 4),), chat=True,
        bubbles=True, calls=True, roles=tuple(Role), capacity=100,
    )  # fmt: skip


class Room:
    """A floor with two admins at the desk and a pupil who stands at a place of the test's."""

    def __init__(self, *objects: Placed, pupil: tuple[int, int] = (20, 20)) -> None:
        self.school: School = bare_school()
        self.tick, self.reason = 1, ""
        self.shown: list[sight.Shown] = []
        x, y = (part * SUBTILES_PER_TILE + 8 for part in pupil)
        facts: list[Event] = [FloorAdded(plan(*objects)), FloorAdded(other_floor())]
        for account, role in ((AKI, Role.ADMIN), (HARU, Role.ADMIN), (PUPIL, Role.PUPIL)):
            facts.append(AccountAdded(account, role, account[:1], "", ""))
            facts.append(LoggedIn(account, account, Device.IPAD))
        for event in (*facts, FloorEntered(PUPIL, 7, "room", x, y)):
            apply(self.school, event, Position(1, self.tick, 0, 0))

    def do(self, who: str, wish: Command, passed_ticks: int = 1) -> list[Event]:
        last, self.tick, self.reason = self.tick, self.tick + passed_ticks, ""
        self.shown = []
        now = Now(self.tick, self.tick * 50, 0, last, 1)
        signed = Signed(wish, 1, who, self.tick << 64)
        events = step(self.school, now, [signed], self)
        return [event for event in events if not isinstance(event, FloorClosed)]

    def edit(self, who: str, *changes: Change) -> list[Event]:
        return self.do(who, EditFloor("room", changes))

    @property
    def objects(self) -> dict[str, Placed]:
        return {thing.object: thing for thing in self.school.floors["room"].plan.objects}

    def applied(self, school: School, event: Event) -> None:
        if not isinstance(event, FloorClosed):
            self.shown += sight.shown_by(school, event)

    def relayed(self, school: School, signal: Signal) -> None:
        """What passes is looked at elsewhere."""

    def accepted(self, signed: Signed) -> None:
        assert self.reason == ""

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self.reason = refusal.reason

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        raise AssertionError from error


def other_floor() -> FloorPlan:
    return msgspec.structs.replace(plan(), floor="other", name="べつ")
