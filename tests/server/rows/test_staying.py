"""What one comes back to, on the wire: one's own alone, and staff's to keep (T7.1)."""

import pytest

from protocol.staying import (
    ChooseExtra,
    DeskArranged,
    Extra,
    ExtrasWithheld,
    PutOnDesk,
    StayingShown,
    WithholdExtra,
)
from tests.server.people import Rehearsal, people_of

DESK = (5, 0, 0, 2, 0, 0, 11, 0)


@pytest.mark.spec("T7.1")
async def test_ones_card_and_desk_reach_oneself_and_staff_who_ask_and_nobody_else(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (staff_card,) = await drill.new_cards("つくえをみるひと", role="supporter")
    async with people_of(drill, [staff_card, *some[:2]]) as (staff, aki, haru):
        for person in (staff, aki, haru):
            await person.arrive()
        assert (await aki.until(StayingShown)).stamps
        for place, thing in enumerate(DESK):
            assert await aki.ask(PutOnDesk(place, thing)) == ""
        assert await aki.ask(ChooseExtra(Extra.GARDEN, on=False)) == ""
        assert (
            await haru.ask(WithholdExtra(aki.account, Extra.DESK, withheld=True)) == "not_allowed"
        )
        assert await staff.ask(WithholdExtra(aki.account, Extra.STAMPS, withheld=True)) == ""
        kept = await aki.until(ExtrasWithheld)
        for person in (staff, haru):
            await person.settled()
        assert kept.withheld == (Extra.STAMPS,)
        assert aki.all_of(DeskArranged)[-1].desk == DESK
        for other in (staff, haru):
            shown = other.all_of(DeskArranged) + other.all_of(ExtrasWithheld)
            assert shown == []
        assert await haru.get("/api/extras") == 403
        (row,) = (r for r in await staff.get("/api/extras") if r["account"] == aki.account)
        assert (row["off"], row["withheld"], row["desk"]) == (["garden"], ["stamps"], list(DESK))


@pytest.mark.spec("T7.1")
async def test_today_tells_hours_and_garden_and_names_nobody(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    async with people_of(drill, some[:1]) as (pupil,):
        await pupil.arrive()
        today = await pupil.get("/api/today")
    assert today["garden"]["grown"] >= 1
    assert {row["name"] for row in today["hours"]} >= {"ひろば", "図書室"}
    assert set(today) == {"month", "hours", "notices", "garden", "closes_ms", "opens_ms"}
