"""A private talk that is booked, on real sockets, from the wish to the meeting (SPEC T3.10)."""

from pathlib import Path

import pytest

from protocol.booking import (
    BookingGone,
    BookingShown,
    CancelBooking,
    ChooseTime,
    Half,
    OfferTimes,
    Stage,
    WishForTalk,
)
from protocol.counselling import AnswerOffer, CoverShown, LeaveCounselling, OwnCounsellingShown
from protocol.floors import DeskShown
from tests.server.people import DAY_MS, Person, Rehearsal, rehearsing

TOKYO_MS = 9 * 3_600_000
MINUTE_MS = 60_000
QUESTIONS = (
    "/api/today", "/api/notices", "/api/lessons", "/api/people", "/api/conversations",
    "/api/search?name=ちかくのこ", "/api/floors",
)  # fmt: skip
PEOPLE = {
    "ちかくのこ": "pupil", "きくひと": "supporter",
    "となりのこ": "pupil", "べつのひと": "supporter", "べつのひと2": "teacher",
}  # fmt: skip


@pytest.mark.spec("T3.10")
async def test_two_people_book_a_talk_and_meet_and_nobody_else_is_sent_a_byte_of_it(
    tmp_path: Path,
) -> None:
    with rehearsing(tmp_path / "school") as school:
        cards = [(await school.new_cards(name, role=PEOPLE[name]))[0] for name in PEOPLE]
        await school.do("name_counsellor", account=cards[1]["account"])
        people = [await Person(school, card).arrive() for card in cards]
        pupil, staff, *thirds = people
        for third in thirds:
            await third.settled()
        before = [[await third.get(one) for one in QUESTIONS] for third in thirds]
        since = [len(third.heard) for third in thirds]
        booked = await agree(school, pupil, staff)
        for third, heard in zip(thirds, since, strict=True):
            assert await third.ask(CancelBooking(booked.booking)) == "no_such_booking"
            assert {type(message).__name__ for message in third.heard[heard:]} == {"Refusal"}
        assert before == [[await third.get(one) for one in QUESTIONS] for third in thirds]
        stopped_ms = await school.now_ms()
        for person in people:
            await person.drop()
    # The server is another one when the time comes; who was here is back on a new line.
    with rehearsing(tmp_path / "school", start_ms=stopped_ms) as school:
        for person in people:
            person.follow(school)
            await person.connect(resume=False)
        await come_together(school, pupil, staff, booked)
        for third in thirds:
            await third.settled()
            assert not third.was_sent(booked.booking)
            assert not [*third.all_of(BookingShown), *third.all_of(BookingGone)]
        for person in people:
            await person.go()


async def agree(school: Rehearsal, pupil: Person, staff: Person) -> BookingShown:
    """The pupil wishes for an afternoon, the counsellor offers two times, the pupil takes one."""
    now_ms = await school.now_ms()
    day = (now_ms + TOKYO_MS) // DAY_MS
    assert await pupil.ask(WishForTalk(day, Half.AFTERNOON)) == ""
    wish = await shown_as(staff, Stage.WISHED)
    later_ms = now_ms // MINUTE_MS * MINUTE_MS + 20 * MINUTE_MS
    times = (later_ms, later_ms + 40 * MINUTE_MS)
    assert await staff.ask(OfferTimes(wish.booking, times)) == ""
    assert (await shown_as(pupil, Stage.OFFERED)).times == times
    assert await pupil.ask(ChooseTime(wish.booking, times[0])) == ""
    return await shown_as(staff, Stage.AGREED)


async def come_together(
    school: Rehearsal, pupil: Person, staff: Person, booked: BookingShown
) -> None:
    """The reminder, the invitation, the talk, and the way back, on which nothing is left."""
    await school.jump(booked.at_ms - 4 * MINUTE_MS - await school.now_ms())
    for person in (pupil, staff):
        await shown_as(person, Stage.SOON)
    assert not pupil.all_of(OwnCounsellingShown)
    await school.jump(booked.at_ms - await school.now_ms())
    await pupil.find(lambda m: isinstance(m, OwnCounsellingShown) and m.name == "きくひと")
    assert await pupil.ask(AnswerOffer(yes=True)) == ""
    for person in (pupil, staff):
        await person.until(CoverShown)
    since = len(pupil.heard)
    assert await pupil.ask(LeaveCounselling()) == ""
    await pupil.until(DeskShown, since)
    assert not pupil.all_of(BookingShown, since)


async def shown_as(person: Person, stage: Stage) -> BookingShown:
    """The first booking that a person is shown at this stage."""
    found = await person.find(lambda m: isinstance(m, BookingShown) and m.stage is stage)
    assert isinstance(found, BookingShown)
    return found
