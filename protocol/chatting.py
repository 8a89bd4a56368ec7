"""Chatting: words to the floor, to one person, to a group, inside a call. Unread marks are state,
texts stay sealed.

A talk is what one person sees as one conversation: its id is the other person's account, or the
group's id. A message to a talk is words or a stamp. It says where in the log the message before it
stands, so that a conversation can be read back as far as it goes while the state keeps its end.
"""

from typing import Annotated, Any

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    AccountId,
    AvatarHandle,
    BatchNumber,
    CallId,
    ChatText,
    EventIndex,
    FloorId,
    GroupId,
    MessageId,
    Stamp,
    TalkId,
    WallMs,
)
from protocol.vocabulary import Command, Event, Phase, Signal, command, event, signal, upcasts


@command(may=Capability.CHAT, phase=Phase.FLOOR, durable=True)
class Say(Command):
    """Say something to everybody on the floor."""

    text: ChatText


@command(may=Capability.CHAT, durable=True)
class SayTo(Command):
    """Say something to one person, wherever they are, or to one's group."""

    to: TalkId
    text: ChatText


@command(may=Capability.CHAT, durable=True)
class StampTo(Command):
    """Send a stamp to one person or to one's group."""

    to: TalkId
    stamp: Stamp


@command(may=Capability.CHAT, durable=True, under_cover=True)
class SayInCall(Command):
    """Say something to the people in one's call."""

    text: ChatText


@command(may=Capability.CHAT)
class MarkRead(Command):
    """Everything in one of my talks is read."""

    of: TalkId


@event(audience=Audience.FLOOR, hideable=True)
class Said(Event):
    """Somebody said something to a floor."""

    account: AccountId
    avatar: AvatarHandle
    floor: FloorId
    text: ChatText


@event(audience=Audience.PAIR, version=2)
class SaidTo(Event):
    """Somebody said something to one person. Both are shown a `DirectShown`.

    The message before it is event `before_index` of batch `before_batch`; batch 0 is none.
    """

    account: AccountId
    to: AccountId
    message: MessageId
    text: ChatText
    before_batch: BatchNumber
    before_index: EventIndex


@event(audience=Audience.PAIR)
class StampedTo(Event):
    """Somebody sent one person a stamp. Both are shown a `DirectShown`."""

    account: AccountId
    to: AccountId
    message: MessageId
    stamp: Stamp
    before_batch: BatchNumber
    before_index: EventIndex


@event(audience=Audience.GROUP)
class SaidInGroup(Event):
    """Somebody said something to a group. Its members are shown a `GroupTalkShown`."""

    account: AccountId
    group: GroupId
    message: MessageId
    text: ChatText
    before_batch: BatchNumber
    before_index: EventIndex


@event(audience=Audience.GROUP)
class StampedInGroup(Event):
    """Somebody sent a group a stamp. Its members are shown a `GroupTalkShown`."""

    account: AccountId
    group: GroupId
    message: MessageId
    stamp: Stamp
    before_batch: BatchNumber
    before_index: EventIndex


@event(audience=Audience.CALL)
class SaidInCall(Event):
    """Somebody said something to the people in a call."""

    account: AccountId
    call: CallId
    text: ChatText


@event(audience=Audience.SELF)
class MarkedRead(Event):
    """`account` has read the talk `of`; every device of theirs clears its mark."""

    account: AccountId
    of: TalkId


@signal(audience=Audience.PAIR, hideable=True)
class DirectShown(Signal):
    """A message between two people, as both see it: a text, or a stamp and no text."""

    message: MessageId
    account: AccountId
    account_name: str
    to: AccountId
    to_name: str
    sent_ms: WallMs
    text: str
    stamp: Stamp


@signal(audience=Audience.GROUP, hideable=True)
class GroupTalkShown(Signal):
    """A message to a group, as its members see it: a text, or a stamp and no text."""

    message: MessageId
    group: GroupId
    account: AccountId
    account_name: str
    sent_ms: WallMs
    text: str
    stamp: Stamp


@signal(audience=Audience.SELF)
class UnreadShown(Signal):
    """Somebody has written to you while you were away or busy; the texts come by query."""

    of: TalkId
    name: str
    count: Annotated[int, Meta(ge=0)]


@upcasts(SaidTo, 1)
def _said_to_2(row: list[Any]) -> list[Any]:
    """Version 1 did not know what came before; what was said then is found by its marks."""
    topic, _, account, to, message, sealed = row
    return [topic, 2, account, to, message, 0, 0, sealed]
