"""Counselling on real sockets, in the log and in the vault (SPEC T3.4)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex

import pytest

from protocol.chatting import SaidInCall, SayInCall
from protocol.counselling import (
    AnswerOffer,
    AskForCounselling,
    CounselleeShown,
    CoverShown,
    LeaveCounselling,
    OfferCounselling,
    OwnCounsellingShown,
)
from protocol.floors import DeskShown
from protocol.media import MediaSet, SetMedia
from protocol.sessions import LogOut
from protocol.vocabulary import Message
from server.data_dir import DataDir
from server.vault import erased_in
from simulation.chatting import counselling_seal
from tests.media_wire import WireClient
from tests.server.callers import counted, line_of
from tests.server.people import Person, people_of
from tests.server.running import Server, new_card, operate

WORDS = "ここだけの はなしです"


@asynccontextmanager
async def three_people(server: Server, *roles: str) -> AsyncIterator[list[Person]]:
    """Somebody of each role, on the floor where everybody arrives."""
    cards = [new_card(server, f"{token_hex(3)}{role[:3]}", role) for role in roles]
    async with people_of(server, cards) as people:
        for person in people:
            await person.arrive()
        yield people


async def into_a_talk(pupil: Person, staff: Person) -> None:
    operate(pupil.server, "name_counsellor", account=staff.account)
    assert await pupil.ask(AskForCounselling()) == ""
    await staff.until(CounselleeShown)
    assert await staff.ask(OfferCounselling(pupil.account)) == ""
    await pupil.find(lambda m: isinstance(m, OwnCounsellingShown) and m.name != "")
    assert await pupil.ask(AnswerOffer(yes=True)) == ""
    for person in (pupil, staff):
        await person.until(CoverShown)


async def back_from_it(*people: Person) -> None:
    since = [len(person.heard) for person in people]
    assert await people[0].ask(LeaveCounselling()) == ""
    for person, heard in zip(people, since, strict=True):
        await person.until(DeskShown, heard)
        await person.enter("plaza")


def kinds(messages: list[Message]) -> list[str]:
    """Kinds, but for the answer to the question whether all is settled."""
    return [type(message).__name__ for message in messages if type(message).__name__ != "Done"]


@pytest.mark.spec("T3.4")
async def test_words_and_what_one_sends_reach_the_other_one_and_a_reload_finds_the_room(
    demo: Server,
) -> None:
    async with three_people(demo, "pupil", "supporter") as (pupil, staff):
        await into_a_talk(pupil, staff)
        assert await pupil.ask(SayInCall(WORDS)) == ""
        assert (await staff.until(SaidInCall)).text == WORDS
        assert await pupil.ask(SetMedia(True, False, False)) == ""
        assert (await staff.until(MediaSet)).microphone
        await staff.drop()
        since = len(staff.heard)
        await staff.connect(resume=False)
        await staff.until(CoverShown, since)
        assert (await staff.until(MediaSet, since)).account == pupil.account
        await back_from_it(staff, pupil)
        # What was on in the talk is off, and there is no call to send into.
        assert await pupil.ask(SetMedia(True, False, False)) == "not_in_a_call"


@pytest.mark.spec("T3.4")
async def test_whoever_operates_the_calls_sees_no_packets_of_a_talk(demo: Server) -> None:
    async with three_people(demo, "pupil", "supporter", "admin") as (pupil, staff, admin):
        await into_a_talk(pupil, staff)
        line = await line_of(pupil, WireClient(pupil.account))
        assert await pupil.ask(SetMedia(True, False, False)) == ""
        assert (await staff.until(MediaSet)).microphone
        told = await counted(admin.browser)
        assert not {pupil.account, staff.account} & told.keys()
        await line.close()
        await back_from_it(pupil, staff)


@pytest.mark.spec("T6.7")
async def test_the_words_are_sealed_apart_and_their_key_goes_with_the_pupils_own(
    demo: Server,
) -> None:
    async with three_people(demo, "pupil", "supporter") as (pupil, staff):
        await into_a_talk(pupil, staff)
        assert await pupil.ask(SayInCall(WORDS)) == ""
        for file in demo.data_dir.rglob("*"):
            assert not file.is_file() or WORDS.encode() not in file.read_bytes(), file
        operate(demo, "erase_account", account=pupil.account)
        assert counselling_seal(pupil.account) in erased_in(DataDir(demo.data_dir).erasures)


@pytest.mark.spec("T3.10")
async def test_pupils_are_found_by_those_who_may_counsel_alone_and_the_same_under_cover(
    demo: Server,
) -> None:
    async with three_people(demo, "pupil", "supporter", "admin", "teacher") as people:
        pupil, staff, admin, teacher = people
        name = pupil.card["name"]
        question = f"/api/bookings/pupils?name={name[:-1]}"
        since = len(teacher.heard)
        nothing = f"/api/bookings/pupils?name={token_hex(4)}"
        for person in (pupil, staff, teacher):
            # Neither the answer nor its length says whether there is such a pupil.
            before = len(person.received)
            assert await person.get(question) == await person.get(nothing) == 403
            answers = [data for data in person.received[before:] if b"not_allowed" in data]
            assert len(answers) == 2
            assert answers[0] == answers[1]
        found = await admin.get(question)
        assert {"account": pupil.account, "name": name} in found
        assert staff.account not in {one["account"] for one in found}
        await into_a_talk(pupil, staff)
        assert await admin.get(question) == found
        await pupil.send(LogOut())
        await pupil.until_closed()
        assert await admin.get(question) == found
        await teacher.settled()
        assert set(kinds(teacher.heard[since:])) <= {"AvatarGone", "AvatarShown", "Refusal"}
