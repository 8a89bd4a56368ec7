"""Media: what a member of a call sends, and in which slot the others find it (T4.1–T4.3, T4.7).

Packets follow these events and nothing else (DESIGN decision 10). Nothing is on that its person
has not switched on in this call: entering, leaving and a lost connection switch everything off.
None of it becomes a table: who was seen or heard when is nobody's statistic.
"""

from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import CALL_SEATS, AccountId, CallId
from protocol.vocabulary import Command, Event, Signal, command, event, signal

Seats = Annotated[tuple[AccountId | None, ...], Meta(min_length=CALL_SEATS, max_length=CALL_SEATS)]
"""Who sits where in a call, None for a free seat."""
MediaReason = Annotated[str, Meta(pattern=r"^[a-z_]{1,20}\Z")]


@command(may=Capability.CALL, durable=True, under_cover=True)
class SetMedia(Command):
    """Say what one sends into one's call, by one's own press."""

    microphone: bool
    camera: bool
    screen: bool


@command(may=Capability.SYSTEM)
class NoteUnreachable(Command):
    """The media plane gave a person an answer and then heard nothing of them."""

    account: AccountId


@event(audience=Audience.CALL, analytics=False)
class MediaSet(Event):
    """What a member of a call sends from now on."""

    account: AccountId
    call: CallId
    microphone: bool
    camera: bool
    screen: bool


@event(audience=Audience.NOBODY, analytics=False)
class MediaUnreachable(Event):
    """A person's network let no sound and picture through; their calls go on without. The shell
    tells them: also somebody in a talk of whom nothing is written down."""

    account: AccountId


@signal(audience=Audience.CALL)
class MediaSlots(Signal):
    """Where the members of a call find each other.

    A browser has one receive slot fewer than a call has seats. The person in seat `s` shows in
    slot `(s - own - 1) mod 8` of whoever sits in `own`, so nobody's slot moves when others come
    and go. `screen` is who shows their screen, which has a slot of its own.
    """

    call: CallId
    seats: Seats
    screen: AccountId | None


@signal(audience=Audience.SELF)
class MediaState(Signal):
    """Whether there is a way for sound and picture at all, and if not, why."""

    up: bool
    reason: MediaReason
