"""The board: staff write, days hang and take down, everybody knows what is new (SPEC T3.8)."""

import pytest

from protocol.accounts import EraseAccount
from protocol.boards import (
    BoardRead,
    DropPost,
    EditPost,
    PostChanged,
    PostContent,
    PostDropped,
    PostEdited,
    PostReadingSet,
    PostTakenDown,
    PostWentUp,
    PostWritten,
    ReadBoard,
    UnreadPosts,
    WritePost,
)
from protocol.sessions import AccessRefused
from protocol.units import POSTS_MAX, TICKS_PER_MINUTE, AccountId, MessageId
from simulation.boards import DAY_MS
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.given import (
    ADMIN,
    AKI,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    logged_in,
    standing_at,
)

pytestmark = pytest.mark.spec("T3.8")

TODAY = (MONDAY_9_MS + JAPAN_MIN * 60_000) // DAY_MS
DAY_TICKS = 24 * 60 * TICKS_PER_MINUTE


def a_school() -> Lived:
    return given(
        an_open_school(), logged_in(ADMIN, SUPPORTER, TEACHER, HARU), standing_at(PLACE, AKI)
    )


def content(title: str = "えんそく", *, from_day: int = 0, until_day: int = 0) -> PostContent:
    return PostContent(title, "おべんとうを\nもってきてね", from_day, until_day, TODAY + 3, False)


def written(lived: Lived, what: PostContent, by: AccountId = SUPPORTER) -> MessageId:
    post = lived.when(WritePost(what, ""), by)[0]
    assert isinstance(post, PostWritten)
    return post.post


def new_to(lived: Lived, account: AccountId) -> list[MessageId]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick, 0)
    shown = [m for m in view_of(lived.school, account, now) if isinstance(m, UnreadPosts)]
    return [post for unread in shown for post in unread.posts]


def test_a_post_goes_up_at_once_and_is_new_to_all_but_its_writer() -> None:
    lived = a_school()
    first, up = lived.when(WritePost(content(), ""), SUPPORTER)
    assert isinstance(first, PostWritten)
    assert up == PostWentUp(SUPPORTER, first.post)
    assert list(shown_by(lived.school, up)) == [(("school",), up)]
    assert list(shown_by(lived.school, first)) == [((f"account:{SUPPORTER}",), first)]
    assert new_to(lived, AKI) == [first.post]
    assert new_to(lived, SUPPORTER) == []


def test_looking_at_the_board_clears_the_mark_for_oneself_alone() -> None:
    lived = a_school()
    post = written(lived, content())
    assert lived.when(ReadBoard(), AKI) == [BoardRead(AKI)]
    assert lived.when(ReadBoard(), AKI) == []
    assert (new_to(lived, AKI), new_to(lived, HARU)) == ([], [post])
    later = written(lived, content("そのつぎ"))
    assert new_to(lived, AKI) == [later]


def test_what_goes_up_in_the_tick_of_a_look_is_still_new() -> None:
    lived = a_school()
    written(lived, content())
    lived.when_all((WritePost(content("おなじとき"), ""), SUPPORTER), (ReadBoard(), AKI))
    assert [lived.school.posts[post].content.title for post in new_to(lived, AKI)] == ["おなじとき"]


def test_a_post_for_later_is_shown_to_nobody_before_its_day_and_comes_down_after_its_last() -> None:
    lived = a_school()
    later = content(from_day=TODAY + 1, until_day=TODAY + 2)
    (kept,) = lived.when(WritePost(later, ""), SUPPORTER)
    assert isinstance(kept, PostWritten)
    assert new_to(lived, AKI) == []
    lived.wait(4 * DAY_TICKS)
    ups = [tick for tick, _ in lived.of_kind(PostWentUp)]
    downs = [tick for tick, _ in lived.of_kind(PostTakenDown)]
    begins = 15 * 60 * TICKS_PER_MINUTE
    assert [tick - 1_000 for tick in ups] == [begins]
    assert [tick - 1_000 for tick in downs] == [begins + 2 * DAY_TICKS]
    assert kept.post in lived.school.posts, "staff may hang it again"


def test_others_hear_of_an_edit_only_of_what_hangs() -> None:
    lived = a_school()
    up, hidden = written(lived, content()), written(lived, content(from_day=TODAY + 9))
    (edited,) = lived.when(EditPost(up, content("べつのひ"), "", ""), SUPPORTER)
    (unseen,) = lived.when(
        EditPost(hidden, content("ないしょ", from_day=TODAY + 9), "", ""), SUPPORTER
    )
    own = (f"account:{SUPPORTER}",)
    assert isinstance(edited, PostEdited)
    assert list(shown_by(lived.school, edited)) == [
        (own, edited), (("school",), PostChanged(up)),
    ]  # fmt: skip
    assert list(shown_by(lived.school, unseen)) == [(own, unseen)]


@pytest.mark.spec("T1.7")
def test_a_title_has_a_reading_in_hiragana_that_an_edit_changes() -> None:
    lived = a_school()
    kanji, kana = content("春の遠足"), "はるの えんそく"
    assert lived.refusal(WritePost(kanji, "春の えんそく"), SUPPORTER).reason == "yomi_not_hiragana"
    made, told, _up = lived.when(WritePost(kanji, kana), SUPPORTER)
    assert isinstance(made, PostWritten)
    assert told == PostReadingSet(SUPPORTER, made.post, kana)
    assert lived.school.posts[made.post].yomi == kana
    wrong = EditPost(made.post, kanji, "エンソク", "")
    assert lived.refusal(wrong, SUPPORTER).reason == "yomi_not_hiragana"
    (same,) = lived.when(EditPost(made.post, kanji, kana, ""), SUPPORTER)
    assert isinstance(same, PostEdited)
    _, gone = lived.when(EditPost(made.post, kanji, "", ""), SUPPORTER)
    assert gone == PostReadingSet(SUPPORTER, made.post, "")
    heard = [shown.message for shown in shown_by(lived.school, gone)]
    assert heard == [gone, PostChanged(made.post)]


def test_a_post_that_hangs_is_taken_down_when_it_is_dropped() -> None:
    lived = a_school()
    up, hidden = written(lived, content()), written(lived, content(from_day=TODAY + 9))
    assert lived.when(DropPost(up), SUPPORTER) == [PostTakenDown(up), PostDropped(SUPPORTER, up)]
    assert lived.when(DropPost(hidden), SUPPORTER) == [PostDropped(SUPPORTER, hidden)]
    assert lived.refusal(DropPost(up), SUPPORTER).reason == "post_is_gone"
    assert new_to(lived, AKI) == []


def test_only_its_writer_and_admins_change_a_post() -> None:
    lived = a_school()
    post = written(lived, content())
    for wish in (EditPost(post, content("x"), "", ""), DropPost(post)):
        assert lived.refusal(wish, TEACHER).reason == "not_your_post"
    assert lived.when(EditPost(post, content("なおした"), "", ""), ADMIN)
    assert lived.school.posts[post].account == SUPPORTER, "the writer is kept"


@pytest.mark.parametrize("wish", [WritePost(content(), ""), DropPost("p" * 22)])
def test_pupils_put_nothing_on_the_board(wish: WritePost | DropPost) -> None:
    lived = a_school()
    assert lived.when_all((wish, AKI)) == [AccessRefused(AKI, type(wish).__name__)]
    assert lived.refusals() == ["not_allowed"]


def test_an_empty_title_an_end_before_the_beginning_and_a_full_board_are_refused() -> None:
    lived = a_school()
    assert lived.refusal(WritePost(content("\u200b "), ""), ADMIN).reason == "text_empty"
    for days in ((TODAY + 2, TODAY + 1), (0, TODAY - 1)):
        wish = WritePost(content(from_day=days[0], until_day=days[1]), "")
        assert lived.refusal(wish, ADMIN).reason == "ends_before_it_begins"
    for _ in range(POSTS_MAX):
        written(lived, content())
    assert lived.refusal(WritePost(content(), ""), ADMIN).reason == "board_full"


def test_a_text_keeps_its_lines_and_loses_what_cannot_be_seen() -> None:
    lived = a_school()
    what = PostContent("だい", "一\u202e行\n\n二  行\n", 0, 0, 0, True)
    post = written(lived, what)
    assert lived.school.posts[post].content.text == "一行\n\n二 行"


def test_of_an_erased_person_nothing_is_known_of_what_they_read() -> None:
    lived = a_school()
    written(lived, content())
    lived.when(ReadBoard(), AKI)
    lived.when(EraseAccount(AKI), ADMIN)
    assert lived.school.board_read == {}
