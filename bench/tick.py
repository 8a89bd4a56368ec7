"""What walking costs the loop: positions, paths, and a whole tick of four full floors.

`python -m bench.tick`. All figures come from interleaved repeats of one run, as medians, and as
ratios to a yardstick taken between them: a bare loop of a thousand additions.
"""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import msgspec

from protocol.accounts import AddAccount
from protocol.floors import AddFloor, EnterFloor, FloorPlan
from protocol.hours import Calendar, Opening, SetCalendar
from protocol.moving import WalkTo
from protocol.rights import Role
from protocol.sessions import Device, OpenSession
from protocol.units import SUBTILES_PER_TILE, TICK_MS, TICKS_PER_SECOND
from protocol.vocabulary import Command, Event, Signal
from simulation.chatting import id_from
from simulation.corners import FloorMap
from simulation.ground import blocked_rows
from simulation.motion import Point, Walk, position_at, standing
from simulation.paths import find_path
from simulation.rules import Refused
from simulation.school import Now, School, bare_school
from simulation.step import Signed, step

PLANS_DIR: Final = Path(__file__).parents[1] / "server" / "floor_plans"
SLUGS: Final = ("classroom", "library", "plaza", "yard")
PEOPLE_PER_FLOOR: Final = 100
REPEATS: Final = 15
WARMING_SECONDS: Final = 60
WISHES: Final = 400
MORNING_MS: Final = 1_795_050_000_000
TOKYO_MIN: Final = 9 * 60

Wish = tuple[FloorMap, Point, Point]


def made(plan: FloorPlan) -> FloorMap:
    """A map that nobody has asked anything yet."""
    return FloorMap(plan.width, blocked_rows(plan))


class Unseen:
    """A witness who makes no frames, so that the step alone is measured."""

    def applied(self, school: School, event: Event) -> None:
        """Frames would be made here."""

    def relayed(self, school: School, signal: Signal) -> None:
        """Frames would be made here."""

    def accepted(self, signed: Signed) -> None:
        """The acknowledgement would be made here."""

    def refused(self, signed: Signed, refusal: Refused) -> None:
        """A refusal would be made here: people tap on places that cannot be reached."""

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        raise AssertionError(type(signed.command).__name__) from error


class Crowd:
    """A school of four floors with a hundred pupils each, who walk once a second."""

    def __init__(self, draw: random.Random) -> None:
        self.draw, self.school, self.tick = draw, bare_school(), 0
        openings = tuple(Opening(slug, day, 0, 24 * 60) for slug in SLUGS for day in range(7))
        self.run([(None, AddFloor(read_plan(slug))) for slug in SLUGS])
        self.run([(None, SetCalendar(Calendar(0, 100_000, openings, (), ()), ""))])
        self.people = [self.enter(slug) for slug in SLUGS for _ in range(PEOPLE_PER_FLOOR)]
        for _ in range(WARMING_SECONDS):
            self.second(walking=True)

    def run(self, commands: list[tuple[str | None, Command]]) -> float:
        """Seconds that one tick takes."""
        self.tick += 1
        wall_ms = MORNING_MS + self.tick * TICK_MS
        now = Now(self.tick, wall_ms, TOKYO_MIN, self.tick - 1, self.draw.getrandbits(128))
        signed = [
            Signed(command, 1, account, self.draw.getrandbits(128)) for account, command in commands
        ]
        begun = perf_counter()
        step(self.school, now, signed, Unseen())
        return perf_counter() - begun

    def enter(self, slug: str) -> str:
        account = id_from(self.draw.getrandbits(128))
        session = id_from(self.draw.getrandbits(128))
        self.run([(None, AddAccount(account, Role.PUPIL, f"ひと{self.tick}", "", ""))])
        self.run([(None, OpenSession(account, session, Device.OTHER))])
        self.run([(account, EnterFloor(slug))])
        return account

    def second(self, *, walking: bool) -> float:
        """Mean seconds of a tick over one second, in which everybody walks once or nobody does."""
        waiting = self.draw.sample(self.people, len(self.people))
        share = len(waiting) // TICKS_PER_SECOND
        spent = 0.0
        for tick in range(TICKS_PER_SECOND):
            turn = waiting[tick * share : (tick + 1) * share] if walking else []
            spent += self.run([(account, self.wish()) for account in turn])
        return spent / TICKS_PER_SECOND

    def wish(self) -> Command:
        return WalkTo(self.draw.randrange(1_600), self.draw.randrange(96, 1_120))


def read_plan(slug: str) -> FloorPlan:
    return msgspec.json.decode((PLANS_DIR / f"{slug}.json").read_bytes(), type=FloorPlan)


def free_place(draw: random.Random, ground: FloorMap) -> Point:
    while True:
        place = (
            draw.randrange(ground.width * SUBTILES_PER_TILE),
            draw.randrange(ground.height * SUBTILES_PER_TILE),
        )
        if ground.is_free(place):
            return place


def wishes(
    draw: random.Random, grounds: list[FloorMap], count: int, *, straight: bool
) -> list[Wish]:
    """Wishes whose way is straight, or whose way is not."""
    found: list[Wish] = []
    while len(found) < count:
        ground = draw.choice(grounds)
        start, goal = free_place(draw, ground), free_place(draw, ground)
        if ground.line_is_free(start, goal) == straight:
            found.append((ground, start, goal))
    return found


def mean_s(calls: list[Callable[[], object]]) -> float:
    begun = perf_counter()
    for call in calls:
        call()
    return (perf_counter() - begun) / len(calls)


def additions() -> int:
    total = 0
    for number in range(1_000):
        total += number
    return total


def first_ways(draw: random.Random, plans: list[FloorPlan]) -> float:
    """Seconds of the slowest of four ways that are each the first on a new map."""
    slowest = 0.0
    for plan in plans:
        ground, start, goal = wishes(draw, [made(plan)], 1, straight=False)[0]
        begun = perf_counter()
        find_path(ground, start, goal)
        slowest = max(slowest, perf_counter() - begun)
    return slowest


def main() -> None:
    draw = random.Random(1)
    plans = [read_plan(slug) for slug in SLUGS]
    grounds = [made(plan) for plan in plans]
    crowd = Crowd(draw)
    straight, bent = (wishes(draw, grounds, WISHES, straight=kind) for kind in (True, False))
    walk, stood = Walk(0, ((0, 0), (300, 30), (400, 500))), standing((100, 100), 0)
    measures: dict[str, Callable[[], float]] = {
        "yardstick: 1,000 additions": lambda: mean_s([additions] * 50),
        "position of somebody standing": lambda: mean_s([lambda: position_at(stood, 90)] * 5_000),
        "position of somebody walking": lambda: mean_s([lambda: position_at(walk, 90)] * 5_000),
        "path, straight": lambda: mean_s([partial(find_path, *wish) for wish in straight]),
        "path, round furniture": lambda: mean_s([partial(find_path, *wish) for wish in bent]),
        "path, first on a map (worst of 4)": lambda: first_ways(draw, plans),
        "map of a floor": lambda: mean_s([lambda: made(plans[0])]),
        "tick, 400 people, nobody wishes": lambda: crowd.second(walking=False),
        "tick, 400 people, 20 walk": lambda: crowd.second(walking=True),
    }
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(REPEATS):
        for name, measure in measures.items():
            taken[name].append(measure())
    yardstick = median(next(iter(taken.values())))
    for name, seconds in taken.items():
        middle = median(seconds)
        print(f"{name:36}{middle * 1e6:12.2f} µs{middle / yardstick:12.3f} yardsticks")


if __name__ == "__main__":
    main()
