"""Boards: posts go up and come down by their days, and mark themselves as unread (T3.8).

A post that is to hang later is known to staff alone until its day. Whoever looks at the board has
seen all that hangs: one moment for each person is enough to know what is new to them.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from protocol.audience import Audience
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
from protocol.rights import Role
from protocol.units import (
    LABEL_MAX_CHARS,
    POST_MAX_CHARS,
    POSTS_MAX,
    TICK_MS,
    AccountId,
    EpochDay,
    MessageId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.chatting import id_from
from simulation.hours import MINUTE_MS, MINUTES_PER_DAY
from simulation.parts import Post
from simulation.plans import check_reading
from simulation.rules import Refused, applies, decides, due, every_tick, shows, view
from simulation.school import Now, School, Session
from simulation.texts import cleaned
from simulation.versions import require_unchanged

DAY_MS = MINUTES_PER_DAY * MINUTE_MS


@decides(WritePost)
def write_post(
    school: School, actor: Session, wish: WritePost, now: Now, fresh: int
) -> Iterator[Event]:
    if len(school.posts) >= POSTS_MAX:
        raise Refused("board_full")
    content, post = _checked(wish.content, now), id_from(fresh)
    check_reading(wish.yomi)
    yield PostWritten(actor.account, post, content)
    if wish.yomi:
        yield PostReadingSet(actor.account, post, wish.yomi)


@decides(EditPost)
def edit_post(school: School, actor: Session, wish: EditPost, now: Now) -> Iterator[Event]:
    post = _own(school, actor, wish.post)
    content = _checked(wish.content, now)
    check_reading(wish.yomi)
    require_unchanged((post.content, post.yomi), wish.over, (content, wish.yomi))
    yield PostEdited(actor.account, wish.post, content)
    if wish.yomi != post.yomi:
        yield PostReadingSet(actor.account, wish.post, wish.yomi)


@decides(DropPost)
def drop_post(school: School, actor: Session, wish: DropPost, _now: Now) -> Iterator[Event]:
    if _own(school, actor, wish.post).up_tick is not None:
        yield PostTakenDown(wish.post)
    yield PostDropped(actor.account, wish.post)


@decides(ReadBoard)
def read_board(school: School, actor: Session, _wish: ReadBoard, _now: Now) -> Iterator[Event]:
    if unread_by(school, actor.account):
        yield BoardRead(actor.account)


@every_tick
def hang_and_take_down(school: School, now: Now) -> Iterator[Event]:
    if not school.posts:
        return
    today = now.local_ms // DAY_MS
    for post in list(school.posts.values()):
        hangs = _hangs_on(post.content, today)
        if hangs != (post.up_tick is not None):
            went_up = PostWentUp(post.account, post.post)
            yield went_up if hangs else PostTakenDown(post.post)


@due
def next_midnight(school: School, now: Now) -> Iterator[Tick]:
    """Days begin and end at midnight."""
    if school.posts:
        left_ms = DAY_MS - now.local_ms % DAY_MS
        yield now.tick + -(-left_ms // TICK_MS)


def unread_by(school: School, account: AccountId) -> list[MessageId]:
    """The posts that hang and that a person has not seen; one's own are known to one.

    Posts go up behind the commands of a tick: what went up in the tick of a look was not seen yet.
    """
    read = school.board_read.get(account, -1)
    return [
        post.post
        for post in school.posts.values()
        if post.up_tick is not None and post.up_tick >= read and post.account != account
    ]


def may_edit(school: School, account: AccountId, post: Post) -> bool:
    """Whether a post is one's own, or one is an admin."""
    return post.account == account or school.accounts[account].role is Role.ADMIN


def _own(school: School, actor: Session, post: MessageId) -> Post:
    found = school.posts.get(post)
    if found is None:
        raise Refused("post_is_gone")
    if not may_edit(school, actor.account, found):
        raise Refused("not_your_post")
    return found


def _checked(content: PostContent, now: Now) -> PostContent:
    title = cleaned(content.title, LABEL_MAX_CHARS)
    if not title:
        raise Refused("text_empty")
    lines = [cleaned(line, POST_MAX_CHARS) for line in content.text.split("\n")]
    text = "\n".join(lines).strip()[:POST_MAX_CHARS]
    today = now.local_ms // DAY_MS
    if content.until_day and content.until_day < max(content.from_day, today):
        raise Refused("ends_before_it_begins")
    return replace(content, title=title, text=text)


def _hangs_on(content: PostContent, day: EpochDay) -> bool:
    return content.from_day <= day and (content.until_day == 0 or day <= content.until_day)


@applies(PostWritten)
def post_written(school: School, event: PostWritten) -> None:
    wall_ms = school.position.wall_ms
    school.posts[event.post] = Post(event.post, event.account, event.content, wall_ms, 0, None)


@applies(PostEdited)
def post_edited(school: School, event: PostEdited) -> None:
    post = school.posts[event.post]
    post.content = event.content
    post.edited_ms = school.position.wall_ms


@applies(PostReadingSet)
def post_reading_set(school: School, event: PostReadingSet) -> None:
    school.posts[event.post].yomi = event.yomi


@applies(PostDropped)
def post_dropped(school: School, event: PostDropped) -> None:
    del school.posts[event.post]


@applies(PostWentUp)
def post_went_up(school: School, event: PostWentUp) -> None:
    school.posts[event.post].up_tick = school.position.tick


@applies(PostTakenDown)
def post_taken_down(school: School, event: PostTakenDown) -> None:
    school.posts[event.post].up_tick = None


@applies(BoardRead)
def board_read(school: School, event: BoardRead) -> None:
    school.board_read[event.account] = school.position.tick


@shows(PostEdited)
def show_edited(school: School, event: PostEdited) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, event
    if school.posts[event.post].up_tick is not None:
        yield Audience.SCHOOL, PostChanged(event.post)


@shows(PostReadingSet)
def show_reading(school: School, event: PostReadingSet) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, event
    if school.posts[event.post].up_tick is not None:
        yield Audience.SCHOOL, PostChanged(event.post)


@view
def view_board(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    unread = unread_by(school, account)
    if unread:
        yield UnreadPosts(tuple(unread))
