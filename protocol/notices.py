"""Notices: what an admin tells everybody, or everybody on some floors (T2.2.a)."""

from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    FLOORS_MAX,
    NOTICE_MAX_CHARS,
    NOTICE_MAX_MINUTES,
    AccountId,
    FloorId,
    MessageId,
    WallMs,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal

NoticeText = Annotated[str, Meta(min_length=1, max_length=NOTICE_MAX_CHARS)]
"""Written by staff for everybody: not personal."""
Scope = Annotated[tuple[FloorId, ...], Meta(max_length=FLOORS_MAX)]
"""The floors it is for; none named means the whole school."""
NoticeMinutes = Annotated[int, Meta(ge=1, le=NOTICE_MAX_MINUTES)]


@command(may=Capability.NOTIFY, durable=True, large=True)
class SendNotice(Command):
    """Show a text to the school or to some floors, also to those who come within `minutes`."""

    text: NoticeText
    floors: Scope
    minutes: NoticeMinutes


@command(may=Capability.NOTIFY, durable=True)
class WithdrawNotice(Command):
    """Take a notice off everybody's screen."""

    notice: MessageId


@command(may=Capability.ATTEND)
class SeeNotice(Command):
    """A notice stands on my screen. The client says so by itself."""

    notice: MessageId


@command(may=Capability.ATTEND)
class CloseNotice(Command):
    """I have read a notice: it need not be shown to me again."""

    notice: MessageId


@event(audience=Audience.SCHOOL)
class NoticeSent(Event):
    """An admin told something. Those in its scope are shown a `NoticeShown`."""

    account: AccountId
    notice: MessageId
    text: NoticeText
    floors: Scope
    until_ms: WallMs


@event(audience=Audience.NOBODY)
class NoticeSeen(Event):
    """A notice stood on somebody's screen."""

    account: AccountId
    notice: MessageId


@event(audience=Audience.SELF)
class NoticeClosed(Event):
    """Somebody has read a notice; every device of theirs takes it away."""

    account: AccountId
    notice: MessageId


@event(audience=Audience.SCHOOL)
class NoticeEnded(Event):
    """A notice was withdrawn or its time is over. Those in its scope are told."""

    notice: MessageId
    floors: Scope


@signal(audience=Audience.SCHOOL)
class NoticeShown(Signal):
    """A notice to read, until `until_ms`; one that is only for `here` is gone on leaving."""

    notice: MessageId
    text: str
    until_ms: WallMs
    here: bool
