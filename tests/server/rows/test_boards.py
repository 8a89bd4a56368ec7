"""The board on the wire: a mark for those who are here and those who come (T3.8)."""

import pytest

from protocol.boards import (
    BoardRead,
    PostContent,
    PostTakenDown,
    PostWentUp,
    ReadBoard,
    UnreadPosts,
    WritePost,
)
from tests.server.people import DAY_MS, MONDAY_10_MS, Rehearsal, people_of

TODAY = MONDAY_10_MS // DAY_MS


@pytest.mark.spec("T3.8")
async def test_a_post_marks_the_board_of_those_who_are_here_and_of_those_who_come(
    drill: Rehearsal, some: list[dict[str, str]]
) -> None:
    (staff_card,) = await drill.new_cards("かくひと", role="supporter")
    async with people_of(drill, [staff_card, *some[:2]]) as (staff, here, late):
        await staff.arrive()
        await here.arrive("library")
        hidden = PostContent("らいしゅうの ひみつ", "まだ", TODAY + 7, 0, 0, False)
        assert await staff.ask(WritePost(hidden, "")) == ""
        assert (
            await staff.ask(WritePost(PostContent("おはなみ", "ね", 0, 0, TODAY, True), "")) == ""
        )
        up = await here.until(PostWentUp)
        (row,) = [row for row in await here.get("/api/board") if row["post"] == up.post]
        assert (row["title"], row["by"], row["event_day"]) == ("おはなみ", "かくひと", TODAY)
        await late.arrive()
        assert up.post in (await late.until(UnreadPosts)).posts
        await late.send(ReadBoard())
        await late.until(BoardRead)
        await late.drop()
        await late.connect(resume=False)
        await late.settled()
        assert [unread for unread in late.all_of(UnreadPosts) if up.post in unread.posts] == [
            late.all_of(UnreadPosts)[0]
        ]
        assert here.all_of(PostTakenDown) == [] == here.all_of(BoardRead)
        assert {row["title"] for row in await staff.get("/api/posts")} >= {"おはなみ", hidden.title}
        assert await here.get("/api/posts") == 403
        assert await here.ask(WritePost(hidden, "")) == "not_allowed"
        assert not here.was_sent(hidden.title)
