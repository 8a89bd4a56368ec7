"""Closing time on a floor full of people in calls: three gentle words, then everybody is home."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from protocol.avatars import SetWatching
from protocol.calling import CallLeft, CallMemberShown
from protocol.hours import ClosingWarned
from protocol.moving import WalkTo
from protocol.sessions import Cause, Left
from protocol.vocabulary import Message
from server.demo import always_open, plan_of
from tests.server.people import Person, Rehearsal, people_of
from tests.server.rows.conftest import calendar_with_study
from tests.server.stored import batches_of, facts_of

PEOPLE = 100
MINUTE_MS = 60_000
DAY_MIN = 24 * 60
TOKYO_MS = 9 * 60 * MINUTE_MS
TRIES = 3
"""A wish to walk is answered by nothing, and may be lost where a hundred come at once."""
APART_TILES = (3, 2)
"""Wide enough that one pair does not touch the next."""


@asynccontextmanager
async def closing_soon(drill: Rehearsal) -> AsyncIterator[int]:
    """Today all floors close some twenty minutes from now: the moment they do, in ms."""
    now_ms = await drill.now_ms()
    minute = (now_ms + TOKYO_MS) // MINUTE_MS % DAY_MIN + 20
    assert minute < DAY_MIN, "the rehearsal has come to midnight"
    calendar = always_open()
    for opening in calendar["openings"]:
        opening["closes"] = minute
    await drill.do("set_calendar", calendar=calendar)
    try:
        yield now_ms // MINUTE_MS * MINUTE_MS + 20 * MINUTE_MS
    finally:
        await drill.do("set_calendar", calendar=calendar_with_study())


def meeting_places() -> list[tuple[int, int]]:
    """Places on the plaza where two can stand without touching the next two, in subtiles."""
    across, down = APART_TILES
    return [
        (x * 16 + 8, y * 16 + 8)
        for area in plan_of("plaza")["arrivals"]
        for x in range(area["x"], area["x"] + area["w"], across)
        for y in range(area["y"], area["y"] + area["h"], down)
    ]


async def call_in_pairs(drill: Rehearsal, people: list[Person]) -> None:
    """Two and two stand in one place until their calls are open."""
    await asyncio.gather(*(person.ask(SetWatching(False)) for person in people))
    places = [WalkTo(*place) for place in meeting_places() for _ in "ab"]
    for _ in range(TRIES):
        alone = [at for at, one in enumerate(people) if not one.all_of(CallMemberShown)]
        await asyncio.gather(*(people[at].send(places[at]) for at in alone))
        await drill.jump(MINUTE_MS)
        await asyncio.gather(*(person.settled() for person in people))
        await drill.jump(MINUTE_MS // 6)
        await asyncio.gather(*(person.settled() for person in people))
    await asyncio.gather(*(person.until(CallMemberShown) for person in people))


def is_warning(minutes: int, closes_ms: int, message: Message) -> bool:
    return isinstance(message, ClosingWarned) and (message.minutes, message.closes_at_ms) == (
        minutes, closes_ms,
    )  # fmt: skip


@pytest.mark.spec("T2.3.c")
async def test_at_closing_time_a_hundred_in_calls_are_warned_and_sent_home_and_staff_stay(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    (card,) = await drill.new_cards("みまもるひと", role="supporter")
    async with (
        closing_soon(drill) as closes_ms,
        people_of(drill, children[:PEOPLE]) as people,
        people_of(drill, [card]) as (staff,),
    ):
        await asyncio.gather(*(person.arrive() for person in [*people, staff]))
        await call_in_pairs(drill, people)
        for minutes in (10, 3, 1):
            await drill.do("set_clock", wall_ms=closes_ms - minutes * MINUTE_MS)
            for person in [*people, staff]:
                await person.find(partial(is_warning, minutes, closes_ms))
        await drill.do("set_clock", wall_ms=closes_ms)
        for person in people:
            assert (await person.until(Left)).cause is Cause.CLOSING
            assert await person.until_closed() == 4401
            assert await person.get("/api/floors") == 401
        await staff.settled()
        assert [shown.account for shown in staff.avatars().values()] == [staff.account]
        assert [warned.minutes for warned in staff.all_of(ClosingWarned)] == [10, 3, 1]
        assert staff.all_of(Left) == []

    gone = facts_of(drill.data_dir, Left, after=before)
    (closing,) = {header.number for header, fact in gone if fact.cause is Cause.CLOSING}
    hung_up = facts_of(drill.data_dir, CallLeft, after=before)
    in_calls = {fact.account for header, fact in hung_up if header.number == closing}
    everybody = sorted(person.account for person in people)
    assert sorted(fact.account for h, fact in gone if h.number == closing) == everybody
    assert in_calls - {card["account"]} == set(everybody), "somebody was in no call"
