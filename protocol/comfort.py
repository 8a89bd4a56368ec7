"""Comfort: how hiroba looks, reads and sounds for one person, on each device they use (T1.7).

What helps somebody says something of how they are: nobody else receives it, and it is in no
analysis.
"""

from enum import Enum, unique
from typing import Annotated

import msgspec
from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import TEXT_PERCENT_MAX, VOLUME_MAX, AccountId
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@unique
class Language(Enum):
    """The three tables of words."""

    JAPANESE = "ja"
    EASY = "ja-easy"
    ENGLISH = "en"


class Comfort(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What somebody set for themselves. `calm` has quiet colours and little that moves; `still`
    only takes the motion away. `shown` means that what would sound is shown instead. Whoever has
    `toured` was led round, or wanted not to be."""

    language: Language = Language.JAPANESE
    text_percent: Annotated[int, Meta(ge=100, le=TEXT_PERCENT_MAX)] = 100
    calm: bool = False
    still: bool = False
    shown: bool = False
    volume: Annotated[int, Meta(ge=0, le=VOLUME_MAX)] = VOLUME_MAX
    letter_keys: bool = True
    toured: bool = False


@command(may=Capability.APPEAR, durable=True)
class ChooseComfort(Command):
    """Have all of this so, wherever one logs in."""

    comfort: Comfort


@event(audience=Audience.SELF, analytics=False)
class ComfortChosen(Event):
    """Somebody wants it so from now on. Only they are told."""

    account: AccountId
    comfort: Comfort


@signal(audience=Audience.SELF)
class ComfortShown(Signal):
    """What you chose; before you ever did, `chosen` is false and the device's own holds."""

    chosen: bool
    comfort: Comfort
