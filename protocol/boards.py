"""Boards: what staff put up for everybody to read, with or without a date (T3.8)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    POST_MAX_CHARS,
    POSTS_MAX,
    AccountId,
    EpochDay,
    Label,
    MessageId,
    Reading,
    Version,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal

PostText = Annotated[str, Meta(max_length=POST_MAX_CHARS)]
"""Written by staff for everybody: not personal."""
Posts = Annotated[tuple[MessageId, ...], Meta(max_length=POSTS_MAX)]


class PostContent(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a post says and when. A day of 0 is none: up at once, up until dropped, no event.

    Days are those of the school's own zone; a post hangs on both `from_day` and `until_day`.
    """

    title: Label
    text: PostText
    from_day: EpochDay
    until_day: EpochDay
    event_day: EpochDay
    pinned: bool


@command(may=Capability.POST, durable=True)
class WritePost(Command):
    """Put something on the board. `yomi` is how its title is read."""

    content: PostContent
    yomi: Reading


@command(may=Capability.POST, durable=True)
class EditPost(Command):
    """Write a post anew, if it is still as it was: one's own, for an admin anybody's."""

    post: MessageId
    content: PostContent
    yomi: Reading
    over: Version


@command(may=Capability.POST, durable=True)
class DropPost(Command):
    """Remove a post for good: one's own, for an admin anybody's."""

    post: MessageId


@command(may=Capability.ATTEND)
class ReadBoard(Command):
    """I have looked at the board. The client says so when it shows it."""


@event(audience=Audience.SELF)
class PostWritten(Event):
    """Staff wrote a post. Others hear of it when it goes up."""

    account: AccountId
    post: MessageId
    content: PostContent


@event(audience=Audience.SELF)
class PostEdited(Event):
    """A post says something else. Others are shown a `PostChanged` if it hangs."""

    account: AccountId
    post: MessageId
    content: PostContent


@event(audience=Audience.SELF)
class PostReadingSet(Event):
    """How the title of a post is read from now on; empty where it needs none."""

    account: AccountId
    post: MessageId
    yomi: Reading


@event(audience=Audience.SELF)
class PostDropped(Event):
    """A post is no more."""

    account: AccountId
    post: MessageId


@event(audience=Audience.SCHOOL)
class PostWentUp(Event):
    """A post of `account` hangs on the board from now on."""

    account: AccountId
    post: MessageId


@event(audience=Audience.SCHOOL)
class PostTakenDown(Event):
    """A post hangs on the board no more."""

    post: MessageId


@event(audience=Audience.SELF)
class BoardRead(Event):
    """`account` has seen all that hangs on the board; every device of theirs clears its mark."""

    account: AccountId


@signal(audience=Audience.SCHOOL)
class PostChanged(Signal):
    """A post that hangs says something else."""

    post: MessageId


@signal(audience=Audience.SELF)
class UnreadPosts(Signal):
    """What hangs on the board that you have not seen; the texts come by query."""

    posts: Posts
