"""Avatars: how a person looks and what they let others know (T2.1)."""

from enum import Enum, unique
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import AccountId, AvatarHandle, MurmurText, Tick
from protocol.vocabulary import Command, Event, Phase, command, event

HAIR_STYLES: Final = 10
HAIR_COLOURS: Final = 8
SKINS: Final = 6
CUTS: Final = 6
CLOTHES_COLOURS: Final = 8
ORNAMENTS: Final = 7
HELD_ITEMS: Final = 7


class Look(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A paper doll's parts. Ornament and held item 0 are "none" (T2.1.a)."""

    hair: Annotated[int, Meta(ge=0, lt=HAIR_STYLES)]
    hair_colour: Annotated[int, Meta(ge=0, lt=HAIR_COLOURS)]
    skin: Annotated[int, Meta(ge=0, lt=SKINS)]
    cut: Annotated[int, Meta(ge=0, lt=CUTS)]
    clothes_colour: Annotated[int, Meta(ge=0, lt=CLOTHES_COLOURS)]
    ornament: Annotated[int, Meta(ge=0, lt=ORNAMENTS)]
    held: Annotated[int, Meta(ge=0, lt=HELD_ITEMS)]


@unique
class Status(Enum):
    """What a person lets others know; some refuse every call (T2.1.c, A1)."""

    NONE = "none"
    OPEN_TO_TALK = "open_to_talk"
    FOCUSING = "focusing"
    RESTING = "resting"
    QUIET = "quiet"


REFUSES_CALLS: Final = frozenset({Status.FOCUSING, Status.RESTING, Status.QUIET})


@command(may=Capability.APPEAR, durable=True)
class ChooseLook(Command):
    """Dress the avatar."""

    look: Look


@command(may=Capability.APPEAR, durable=True)
class ShowStatus(Command):
    """Let others know how one is."""

    status: Status


@command(may=Capability.APPEAR, durable=True)
class BeAlone(Command):
    """ひとりになる: no talk with anybody, until one comes back to the status from before."""

    on: bool


@command(may=Capability.APPEAR, durable=True)
class SetWatching(Command):
    """Turn 見ているだけ on or off (T2.1.e)."""

    on: bool


@command(may=Capability.APPEAR, phase=Phase.FLOOR, durable=True)
class Murmur(Command):
    """Put a speech bubble on the avatar; an empty text takes it away."""

    text: MurmurText


@event(audience=Audience.FLOOR)
class LookChosen(Event):
    """A person is dressed anew."""

    account: AccountId
    look: Look


@event(audience=Audience.FLOOR)
class StatusShown(Event):
    """A person's status is this until they choose another or leave."""

    account: AccountId
    status: Status


@event(audience=Audience.NOBODY)
class StatusPutAside(Event):
    """A person is alone from now on; this is the status to come back to."""

    account: AccountId
    status: Status


@event(audience=Audience.FLOOR)
class WatchingSet(Event):
    """A person only watches, or no longer does."""

    account: AccountId
    on: bool


@event(audience=Audience.FLOOR, hideable=True)
class Murmured(Event):
    """A bubble stands on an avatar until the tick `until`; an empty text took it away."""

    account: AccountId
    avatar: AvatarHandle
    text: MurmurText
    until: Tick
