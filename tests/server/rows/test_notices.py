"""Notices on the wire: everybody in scope once, nobody else a byte, and a true count (T2.2.a)."""

import pytest

from protocol.notices import CloseNotice, NoticeShown, SeeNotice, SendNotice
from tests.server.people import Person, Rehearsal, people_of


def told(person: Person, text: str) -> int:
    return sum(shown.text == text for shown in person.all_of(NoticeShown))


async def reached(admin: Person, text: str) -> int:
    (notice,) = (one for one in await admin.get("/api/notices") if one["text"] == text)
    number: int = notice["reached"]
    return number


@pytest.mark.spec("T2.2.a")
async def test_a_notice_reaches_everybody_once_and_those_who_come_while_it_holds(
    drill: Rehearsal, children: list[dict[str, str]]
) -> None:
    (admin_card,) = await drill.new_cards("つうちをだすひと", role="admin")
    (staff_card,) = await drill.new_cards("つうちをみるひと", role="supporter")
    text = "あしたは おやすみです"
    async with people_of(drill, [admin_card, staff_card, *children[:24]]) as everybody:
        admin, staff, *pupils = everybody
        for person in everybody:
            await person.arrive()
        assert await staff.ask(SendNotice("だめ", (), 10)) == "not_allowed"
        assert await pupils[0].ask(SendNotice("だめ", (), 10)) == "not_allowed"
        assert await admin.ask(SendNotice(text, (), 10)) == ""
        for person in everybody:
            shown = await person.until(NoticeShown)
            await person.send(SeeNotice(shown.notice))
        for person in everybody:
            await person.settled()
        assert [told(person, text) for person in everybody] == [1] * len(everybody)
        assert await reached(admin, text) == len(everybody)
        async with people_of(drill, children[24:25]) as (late,):
            await late.arrive()
            shown = await late.until(NoticeShown)
            await late.send(SeeNotice(shown.notice))
            await late.send(CloseNotice(shown.notice))
            await late.settled()
            assert told(late, text) == 1
            await late.drop()
            await late.connect(resume=False)
            await late.settled()
            assert told(late, text) == 1
        assert await reached(admin, text) == len(everybody) + 1
        assert await pupils[0].get("/api/notices") == 403
        assert not pupils[0].was_sent("だめ")


@pytest.mark.spec("T2.2.a")
async def test_a_notice_to_one_floor_sends_no_byte_to_another(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (admin_card,) = await drill.new_cards("ほんのばんにん", role="admin")
    text = "としょしつだけの おしらせ"
    async with people_of(drill, [admin_card, *some[:3]]) as (admin, reader, walker, elsewhere):
        await admin.arrive()
        await reader.arrive("library")
        await walker.arrive()
        await elsewhere.arrive()
        assert await admin.ask(SendNotice(text, ("library",), 10)) == ""
        await reader.until(NoticeShown)
        await walker.enter("library")
        await walker.settled()
        await elsewhere.settled()
        assert [told(p, text) for p in (reader, walker)] == [1, 1]
        assert not elsewhere.was_sent(text)
