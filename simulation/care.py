"""What the state keeps of overlaps, knocks, silences, calls for help, reports and counselling: data
alone."""

import msgspec

from protocol.reporting import LineMark, Place
from protocol.units import (
    AccountId,
    CallId,
    FloorId,
    MessageId,
    PageNumber,
    StrokeId,
    Tick,
    WallMs,
    WhiteboardId,
)


class Overlap(msgspec.Struct, omit_defaults=True):
    """Two people in one place: a call opens at `opens_tick`, unless one of them declined, and not
    before those in `asking` have said yes to a knock. From `beside`, of two calls, none opens."""

    opens_tick: Tick
    declined: bool
    asking: list[AccountId] = []
    beside: bool = False


class Knock(msgspec.Struct, omit_defaults=True):
    """Somebody asks for a talk, until `ends_tick`. A no is kept, and shown to nobody."""

    ends_tick: Tick
    refused: bool = False


class Silence(msgspec.Struct, omit_defaults=True):
    """From which place in the log until which somebody hears nothing of somebody; `until` is None
    while it lasts. A place is a batch and the index of an event in it."""

    since: tuple[int, int]
    until: tuple[int, int] | None = None

    def holds(self, place: tuple[int, int]) -> bool:
        return self.since < place and (self.until is None or place < self.until)


class Help(msgspec.Struct, omit_defaults=True):
    """A call for help: from where (no floor: the desk), since when, and who answered it."""

    account: AccountId
    floor: FloorId | None
    x: int
    y: int
    asked_ms: WallMs
    by: AccountId | None = None


class ReportedStroke(msgspec.Struct, array_like=True, frozen=True):
    """Which stroke of which page a report is about."""

    board: WhiteboardId
    page: PageNumber
    stroke: StrokeId


class Case(msgspec.Struct, omit_defaults=True):
    """A report that nobody has looked after yet. `batch` is its own; `drawn` is what it is about
    where its place is a drawing."""

    report: MessageId
    account: AccountId
    about: AccountId
    place: Place
    floor: FloorId | None
    call: CallId | None
    heard_tick: Tick
    lines: tuple[LineMark, ...]
    batch: int
    reported_ms: WallMs
    drawn: ReportedStroke | None = None


class Counsellee(msgspec.Struct, omit_defaults=True):
    """A pupil on the way to a talk: since when they ask for one (0: they do not), who invites them,
    and whether they said not now."""

    asked_ms: WallMs
    by: AccountId | None = None
    declined: bool = False

    @property
    def invited(self) -> bool:
        return self.by is not None and not self.declined


class HeldReport(msgspec.Struct, omit_defaults=True):
    """A report from inside of a talk, until its writer is next here."""

    account: AccountId
    about: AccountId


class Talk(msgspec.Struct, omit_defaults=True):
    """A counselling talk. Its two people are covered once it has `begun`, until it has `ended`.
    `lines` are the places of the last of what was `said`."""

    pupil: AccountId
    counsellor: AccountId
    began_ms: WallMs
    begun: bool = False
    ended: bool = False
    said: int = 0
    lines: list[LineMark] = []
