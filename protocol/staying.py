"""Staying: what makes coming back pleasant and staying away no shame (T7.1).

A stamp for a day one came, a desk of one's own, a garden that everybody's visits water. Nothing
here knows a day on which somebody did not come: no run of days, no gap, no date, no comparison.
"""

from enum import Enum, unique
from typing import Annotated

from msgspec import Meta

from protocol.audience import Audience
from protocol.rights import Capability
from protocol.units import (
    CARD_STAMPS,
    DESK_PLACES,
    DESK_THINGS,
    STAMP_KINDS,
    AccountId,
    EpochDay,
)
from protocol.vocabulary import Command, Event, Signal, command, event, signal


@unique
class Extra(Enum):
    """A pleasant thing that can be done without: each is turned off for itself."""

    STAMPS = "stamps"
    DESK = "desk"
    GARDEN = "garden"
    SEASONS = "seasons"
    TODAY = "today"
    GOODBYE = "goodbye"


Extras = Annotated[tuple[Extra, ...], Meta(max_length=len(Extra))]
Stamp = Annotated[int, Meta(ge=0, lt=STAMP_KINDS)]
"""Six pictures for each season from spring on, then those for the whole year."""
Stamps = Annotated[tuple[Stamp, ...], Meta(max_length=CARD_STAMPS)]
DeskThing = Annotated[int, Meta(ge=0, le=DESK_THINGS)]
"""What stands in a place of a desk; 0 is nothing."""
DeskPlace = Annotated[int, Meta(ge=0, lt=DESK_PLACES)]
Desk = Annotated[tuple[DeskThing, ...], Meta(min_length=DESK_PLACES, max_length=DESK_PLACES)]


@command(may=Capability.APPEAR, durable=True)
class ChooseExtra(Command):
    """Have an extra, as far as staff let one, or do without it.

    One at a time: a list of all would undo what another device has just chosen.
    """

    extra: Extra
    on: bool


@command(may=Capability.MODERATE, durable=True)
class WithholdExtra(Command):
    """Keep an extra from somebody whom it would not do good, or let them have it again."""

    account: AccountId
    extra: Extra
    withheld: bool


@command(may=Capability.APPEAR, durable=True)
class PutOnDesk(Command):
    """Let something stand in a place of one's own desk, or nothing. One place at a time: two quick
    presses must not undo each other."""

    place: DeskPlace
    thing: DeskThing


@event(audience=Audience.NOBODY)
class VisitCounted(Event):
    """A pupil came for the first time on a local day. It waters the garden."""

    account: AccountId
    day: EpochDay


@event(audience=Audience.SELF)
class StampGiven(Event):
    """A stamp is on a pupil's card; a full card was put away first."""

    account: AccountId
    stamp: Stamp


@event(audience=Audience.SELF)
class ExtrasChosen(Event):
    """Somebody does without these from now on."""

    account: AccountId
    off: Extras


@event(audience=Audience.SELF)
class ExtrasWithheld(Event):
    """Staff keep these from somebody from now on."""

    account: AccountId
    withheld: Extras


@event(audience=Audience.SELF, analytics=False)
class DeskArranged(Event):
    """Somebody's desk looks like this. Only they and staff see it."""

    account: AccountId
    desk: Desk


@signal(audience=Audience.SELF)
class StayingShown(Signal):
    """Your own card, desk and choices. `cards` are full and put away."""

    stamps: Stamps
    cards: int
    desk: Desk
    off: Extras
    withheld: Extras
