"""Chatting: words to the floor, to one person, inside a call. Unread marks are state, texts
stay sealed."""

from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, AvatarHandle, CallId, ChatText, FloorId, MessageId, WallMs
from protocol.vocabulary import Command, Event, Phase, Signal, command, event, signal


@command(may=Capability.CHAT, phase=Phase.FLOOR, durable=True)
class Say(Command):
    """Say something to everybody on the floor."""

    text: ChatText


@command(may=Capability.CHAT, durable=True)
class SayTo(Command):
    """Say something to one person, wherever they are."""

    to: AccountId
    text: ChatText


@command(may=Capability.CHAT, phase=Phase.FLOOR, durable=True)
class SayInCall(Command):
    """Say something to the people in one's call."""

    text: ChatText


@command(may=Capability.CHAT)
class MarkRead(Command):
    """Everything that one person has written to me is read."""

    of: AccountId


@event(audience=Audience.FLOOR)
class Said(Event):
    """Somebody said something to a floor."""

    account: AccountId
    avatar: AvatarHandle
    floor: FloorId
    text: ChatText


@event(audience=Audience.PAIR)
class SaidTo(Event):
    """Somebody said something to one person. Both are shown a `DirectShown`."""

    account: AccountId
    to: AccountId
    message: MessageId
    text: ChatText


@event(audience=Audience.CALL)
class SaidInCall(Event):
    """Somebody said something to the people in a call."""

    account: AccountId
    call: CallId
    text: ChatText


@event(audience=Audience.SELF)
class MarkedRead(Event):
    """`account` has read what `of` wrote; every device of theirs clears its mark."""

    account: AccountId
    of: AccountId


@signal(audience=Audience.PAIR)
class DirectShown(Signal):
    """A message between two people, as both see it."""

    message: MessageId
    account: AccountId
    account_name: str
    to: AccountId
    to_name: str
    sent_ms: WallMs
    text: str


@signal(audience=Audience.SELF)
class UnreadShown(Signal):
    """Somebody has written to you while you were away or busy; the texts come by query."""

    of: AccountId
    name: str
    count: Annotated[int, Meta(ge=0)]
