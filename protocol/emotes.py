"""Emotes and the raised hand: what one shows without a word (T2.1.h)."""

from enum import Enum, unique

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, AvatarHandle, Tick
from protocol.vocabulary import Command, Event, Phase, command, event


@unique
class Emote(Enum):
    """The pictures that can stand above an avatar for some seconds."""

    CLAP = "clap"
    HEART = "heart"
    SMILE = "smile"
    LAUGH = "laugh"
    SURPRISED = "surprised"
    THINKING = "thinking"
    SAD = "sad"
    GOOD = "good"
    QUESTION = "question"
    WAVE = "wave"


@command(may=Capability.APPEAR, phase=Phase.FLOOR)
class ShowEmote(Command):
    """Show a picture above one's avatar."""

    emote: Emote


@command(may=Capability.APPEAR, phase=Phase.FLOOR, durable=True)
class RaiseHand(Command):
    """Raise one's hand, or take it down."""

    up: bool


@event(audience=Audience.FLOOR, hideable=True)
class Emoted(Event):
    """A picture stands above an avatar until the tick `until`, instead of the one before."""

    account: AccountId
    avatar: AvatarHandle
    emote: Emote
    until: Tick


@event(audience=Audience.FLOOR, hideable=True)
class HandRaised(Event):
    """A hand is up, or down again. It also comes down when its avatar leaves the floor."""

    account: AccountId
    avatar: AvatarHandle
    up: bool
