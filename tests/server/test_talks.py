"""Talks read back from a real log, as far as they go and no further (SPEC T2.2.b)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.accounts import EraseAccount
from protocol.chatting import SayTo, StampTo
from protocol.groups import AddToGroup, GroupMade, MakeGroup
from protocol.units import (
    CONVERSATION_KEPT_MESSAGES,
    CONVERSATION_PAGE_MESSAGES,
    ERASED_TEXT,
)
from server.event_logs.sqlite import SqliteEventLog
from server.sealing import Sealer
from server.talks import FROM_THE_FIRST, Letter, Place, Talks
from tests.school_days import SchoolDays

WRITTEN = 2 * CONVERSATION_KEPT_MESSAGES + 30


@pytest.fixture
def days(tmp_path: Path) -> Iterator[SchoolDays]:
    log = SqliteEventLog(tmp_path / "school.db")
    days = SchoolDays(log)
    days.found()
    yield days
    days.settle()
    log.close()


def a_group(days: SchoolDays) -> tuple[str, list[str]]:
    """A group of two people who are logged in, and a third who is not in it."""
    people = [days.add(name) for name in ("あき", "はる", "なつ")]
    for person in people:
        days.log_in(person)
    made = days.do(MakeGroup("なかま", (people[1],)), people[0])[0]
    assert isinstance(made, GroupMade)
    return made.group, people


def texts_of(page: list[Letter]) -> list[str]:
    return [getattr(letter.written, "text", "") for letter in page]


def whole_talk(days: SchoolDays, key: str, since: Place = FROM_THE_FIRST) -> list[list[Letter]]:
    """Every page of a talk, from its end to its beginning."""
    days.settle()
    talks, marks = Talks(days.log, Sealer(days.keys), {}), days.school.conversations[key]
    pages = [talks.page(marks, "", since)]
    while page := talks.page(marks, pages[-1][0].written.message, since):
        pages.append(page)
    return pages


@pytest.mark.spec("T2.2.b")
def test_a_talk_is_read_back_page_by_page_to_its_first_message(days: SchoolDays) -> None:
    group, (aki, haru, _) = a_group(days)
    for number in range(WRITTEN):
        days.give(SayTo(group, f"{number}"), aki if number % 3 else haru)
        days.give(SayTo(haru, f"べつ{number}"), aki)
        if number % 4 == 0:
            days.tick()
    days.tick()
    pages = whole_talk(days, group)
    assert [len(page) for page in pages[:-1]] == [CONVERSATION_PAGE_MESSAGES] * (len(pages) - 1)
    read = [text for page in reversed(pages) for text in texts_of(page)]
    assert read == [str(number) for number in range(WRITTEN)]


@pytest.mark.spec("T2.2.b")
def test_whoever_joins_reads_what_is_written_from_then_on(days: SchoolDays) -> None:
    group, (aki, _, natsu) = a_group(days)
    days.give(SayTo(group, "まえの はなし"), aki)
    days.give(AddToGroup(group, natsu), aki)
    days.give(SayTo(group, "ようこそ"), aki)
    days.tick()
    days.do(StampTo(group, 4), aki)
    [page] = whole_talk(days, group, days.school.groups[group].members[natsu])
    assert texts_of(page) == ["ようこそ", ""]
    assert getattr(page[1].written, "stamp", 0) == 4


def test_what_an_erased_person_wrote_to_a_group_opens_to_nothing(days: SchoolDays) -> None:
    group, (aki, haru, _) = a_group(days)
    days.do(SayTo(group, "ひみつ"), aki)
    days.do(StampTo(group, 5), aki)
    days.do(SayTo(group, "うん"), haru)
    days.do(EraseAccount(aki))
    days.keys.erased.add(aki)
    [page] = whole_talk(days, group)
    assert texts_of(page) == [ERASED_TEXT, "", "うん"]
    assert getattr(page[1].written, "stamp", None) == 0
