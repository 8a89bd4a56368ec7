"""Changing floors and leaving: one fact in two halves, and nothing left on anybody's screen."""

import pytest

from protocol.floors import AvatarGone, EnterFloor, FloorEntered, FloorLeft
from protocol.sessions import Cause, Left, LogOut, Refusal
from tests.server.people import Rehearsal, people_of
from tests.server.stored import batches_of


@pytest.mark.spec("T2.2.g")
async def test_leaving_one_floor_and_entering_the_next_are_one_inseparable_pair(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[:2]) as (aki, haru):
        await aki.arrive("plaza")
        await haru.arrive("plaza")
        old_handle = aki.handle()
        await aki.enter("yard")
        await haru.until(AvatarGone)
        assert old_handle not in haru.avatars()
        since = len(aki.heard)
        for floor, reason in (("nowhere", "no_such_floor"), ("yard", "already_here")):
            await aki.send(EnterFloor(floor))
            refused = await aki.find(lambda m: isinstance(m, Refusal), since)
            assert isinstance(refused, Refusal)
            assert refused.reason == reason
            since = len(aki.heard)
        await aki.settled()
        assert aki.handle() in aki.avatars()
        moves = [
            (batch.header.number, at, type(event), event.floor)
            for batch in batches_of(drill.data_dir, before)
            for at, event in enumerate(batch.events)
            if isinstance(event, FloorLeft | FloorEntered) and event.account == aki.account
        ]
    (_, _, first, _), (left_in, left_at, left, old), (entered_in, entered_at, entered, new) = moves
    assert (first, left, old, entered, new) == (
        FloorEntered, FloorLeft, "plaza", FloorEntered, "yard",
    )  # fmt: skip
    assert (entered_in, entered_at) == (left_in, left_at + 1)


@pytest.mark.spec("T2.2.e")
@pytest.mark.parametrize("by_page", [True, False], ids=["button", "http"])
async def test_who_logs_out_is_gone_from_every_screen_and_question_at_once(
    drill: Rehearsal, some: list[dict[str, str]], by_page: bool
) -> None:
    before = len(batches_of(drill.data_dir))
    async with people_of(drill, some[:2]) as (aki, haru):
        await aki.arrive("yard")
        await haru.arrive("yard")
        assert aki.account in {row["account"] for row in await haru.get("/api/people")}
        if by_page:
            await aki.send(LogOut())
        else:
            assert (await aki.browser.post("/api/logout", {}))[0] == 204
        assert await aki.until_closed() == 4401
        await haru.until(AvatarGone)
        assert [shown.account for shown in haru.avatars().values()] == [haru.account]
        assert await haru.get("/api/people") == []
        assert await aki.get("/api/people") == 401
        since = len(haru.heard)
        await haru.settled()
        assert aki.account not in str(haru.heard[since:])
        (end,) = [
            batch.events
            for batch in batches_of(drill.data_dir, before)
            if any(isinstance(event, Left) for event in batch.events)
        ]
    assert [type(event) for event in end] == [FloorLeft, Left]
    assert isinstance(end[1], Left)
    assert (end[1].account, end[1].cause) == (aki.account, Cause.LOGOUT)
