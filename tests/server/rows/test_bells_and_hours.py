"""A day of bells, and floors that open each at its own hours, on a clock that is driven."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from protocol.chimes import ChimeRang
from protocol.floors import DeskShown, EnterFloor, FloorShown
from protocol.hours import FloorOpened
from protocol.sessions import Refusal
from protocol.vocabulary import Message
from server.demo import always_open
from tests.server.people import (
    DAY_MS,
    MONDAY_10_MS,
    Person,
    Rehearsal,
    people_of,
    rehearsing,
)
from tests.server.stored import batches_of, facts_of

HOUR_MS = 3_600_000
MINUTE_MS = 60_000
MIDNIGHT_MS = MONDAY_10_MS - 10 * HOUR_MS
MONDAY, TUESDAY = 0, 1
FLOORS_OF: tuple[list[str], ...] = ([], ["plaza"], ["yard"], ["plaza", "yard"])
SOUNDS = ("bell", "birds", "water")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """A school of its own: bells and hours are changed here."""
    with rehearsing(tmp_path_factory.mktemp("bells") / "school") as server:
        yield server


def bells() -> list[dict[str, Any]]:
    """Twenty-four that ring this Monday, and two that do not."""
    ringing = [
        {
            "chime": f"bell-{number}", "name": f"{number}ばんめ", "minute": 605 + 25 * number,
            "weekdays": [MONDAY] if number % 2 else list(range(5)),
            "floors": FLOORS_OF[number % 4], "sound": SOUNDS[number % 3], "volume": 4 * number,
        }
        for number in range(24)
    ]  # fmt: skip
    silent = [
        {**ringing[0], "chime": "not-today", "weekdays": [TUESDAY], "minute": 700},
        {**ringing[0], "chime": "never", "weekdays": [], "minute": 800},
    ]
    return ringing + silent


@pytest.mark.spec("T2.3.a")
async def test_twenty_four_bells_ring_once_each_in_their_minute_where_they_should(
    school: Rehearsal,
) -> None:
    listeners = await school.new_cards("ひろばのせんせい", "にわのせんせい", role="supporter")
    (late_card,) = await school.new_cards("おくれてきた")
    rules = bells()
    await school.do("set_chimes", rules=rules)
    # The demo's own bell of the hour may have rung at the start.
    before = len(batches_of(school.data_dir))
    clock = asyncio.get_running_loop()
    async with people_of(school, listeners) as (on_plaza, on_yard):
        await on_plaza.arrive("plaza")
        await on_yard.arrive("yard")
        patience_ms: dict[str, float] = {}
        for rule in rules[:24]:
            began_s = clock.time()
            await school.do("set_clock", wall_ms=MIDNIGHT_MS + rule["minute"] * MINUTE_MS)
            hears = on_plaza if rule["floors"] != ["yard"] else on_yard
            await hears.find(partial(is_bell, rule["chime"]))
            patience_ms[rule["chime"]] = (clock.time() - began_s) * 1000
        async with people_of(school, [late_card]) as (late,):
            await late.arrive("plaza")
            await late.settled()
            assert late.all_of(ChimeRang) == []
        await asyncio.gather(on_plaza.settled(), on_yard.settled())
        for person, floor in ((on_plaza, "plaza"), (on_yard, "yard")):
            expected = [r["chime"] for r in rules[:24] if not r["floors"] or floor in r["floors"]]
            assert [rang.chime for rang in person.all_of(ChimeRang)] == expected

    rung = facts_of(school.data_dir, ChimeRang, after=before)
    assert [fact.chime for _, fact in rung] == [rule["chime"] for rule in rules[:24]]
    for (header, fact), rule in zip(rung, rules, strict=False):
        late_ms = header.wall_ms - (MIDNIGHT_MS + rule["minute"] * MINUTE_MS)
        assert 0 <= late_ms <= patience_ms[fact.chime] + 50, "not the first tick of its minute"
        assert (fact.sound, fact.volume, fact.name) == (rule["sound"], rule["volume"], rule["name"])


def is_bell(chime: str, message: Message) -> bool:
    return isinstance(message, ChimeRang) and message.chime == chime


WINDOWS = {"plaza": (9, 12), "yard": (10, 11), "library": (13, 15)}
"""From hour to hour, each day."""


def calendar_of_windows() -> dict[str, Any]:
    openings = [
        {"floor": floor, "weekday": day, "opens": opens * 60, "closes": closes * 60}
        for floor, (opens, closes) in WINDOWS.items()
        for day in range(7)
    ]
    return {**always_open(), "openings": openings}


async def refused_entry(person: Person, floor: str) -> tuple[str, int]:
    """Why somebody cannot go to a floor, and the moment they are told."""
    since = len(person.heard)
    await person.send(EnterFloor(floor))
    refusal = await person.until(Refusal, since)
    return refusal.reason, refusal.at_ms


@pytest.mark.spec("T2.3.b")
async def test_outside_a_floors_hours_nobody_gets_in_and_is_told_when_it_opens(
    school: Rehearsal,
) -> None:
    (card,) = await school.new_cards("じかんどおり")
    (staff_card,) = await school.new_cards("じかんのばん", role="supporter")
    day_ms = MIDNIGHT_MS + DAY_MS
    await school.do("set_clock", wall_ms=day_ms + 9 * HOUR_MS + 30 * MINUTE_MS)
    await school.do("set_calendar", calendar=calendar_of_windows())
    async with people_of(school, [card, staff_card]) as (person, staff):
        await staff.arrive("plaza")
        await person.arrive("plaza")
        assert await refused_entry(person, "yard") == ("floor_closed", day_ms + 10 * HOUR_MS)
        assert await refused_entry(person, "library") == ("floor_closed", day_ms + 13 * HOUR_MS)
        assert person.all_of(FloorShown)[-1].plan.floor == "plaza"
        menu = {row["floor"]: row for row in await person.get("/api/floors")}
        states = {floor: (menu[floor]["state"], menu[floor]["until_ms"]) for floor in WINDOWS}
        assert states == {
            "plaza": ("open", day_ms + 12 * HOUR_MS),
            "yard": ("closed", day_ms + 10 * HOUR_MS),
            "library": ("closed", day_ms + 13 * HOUR_MS),
        }
        await school.do("set_clock", wall_ms=day_ms + 12 * HOUR_MS + 30 * MINUTE_MS)
        assert await person.until_closed() == 4401
        status, told = await person.browser.log_in(card)
        assert (status, told["reason"]) == (403, "school_closed")
        assert told["at_ms"] == day_ms + 13 * HOUR_MS
        await school.do("set_clock", wall_ms=day_ms + 13 * HOUR_MS + MINUTE_MS)
        await staff.find(lambda m: isinstance(m, FloorOpened) and m.floor == "library")
        await person.log_in()
        await person.connect(resume=False)
        await person.until(DeskShown)
        tomorrow_ms = day_ms + DAY_MS
        assert await refused_entry(person, "plaza") == ("floor_closed", tomorrow_ms + 9 * HOUR_MS)
        await person.enter("library")
