"""What the state keeps of talks that are booked, of who may counsel, and of who read talks back:
data alone."""

import msgspec

from protocol.booking import Half, Stage
from protocol.units import BOOKING_REMINDED_MIN, AccountId, EpochDay, WallMs

_REMINDED_MS = BOOKING_REMINDED_MIN * 60_000


class Naming(msgspec.Struct, frozen=True, omit_defaults=True):
    """When whom the right to counsel was given or taken back, by an admin or (None) by the command
    line."""

    account: AccountId
    by: AccountId | None
    on: bool
    at_ms: WallMs


class Reading(msgspec.Struct, array_like=True, frozen=True):
    """That an admin (`by`) read back what was said in the talks of `account`. The reason is where
    it was written: at this place of the log."""

    account: AccountId
    by: AccountId
    at_ms: WallMs
    batch: int
    index: int


class Booking(msgspec.Struct, omit_defaults=True):
    """A talk to come. `counsellor` is None while a wish waits, and where the counsellor called it
    off; `at_ms` is 0 until a time is chosen. At `until_ms` it is forgotten. `invited` says whether
    the invitation of a talk whose time has come is out."""

    pupil: AccountId
    counsellor: AccountId | None
    stage: Stage
    day: EpochDay
    half: Half
    until_ms: WallMs
    times: tuple[WallMs, ...] = ()
    at_ms: WallMs = 0
    invited: bool = False

    @property
    def live(self) -> bool:
        """Whether it may still lead to a talk."""
        return self.stage is not Stage.CALLED_OFF

    @property
    def wakes_ms(self) -> WallMs:
        """From when on a rule of the tick has to look at it."""
        if self.stage is Stage.AGREED:
            return self.at_ms - _REMINDED_MS
        return 0 if self.stage in (Stage.SOON, Stage.DUE) else self.until_ms

    def times_taken(self) -> tuple[WallMs, ...]:
        """When it keeps its counsellor: at the time chosen, or at any of those offered."""
        if not self.live:
            return ()
        return (self.at_ms,) if self.at_ms else self.times
