"""When and where in the log something happened, as every projection is told it."""

from collections.abc import Callable
from typing import Final, NamedTuple

from protocol.record import Header, Row

MINUTE_MS: Final = 60_000
DAY_MS: Final = 24 * 60 * MINUTE_MS


class Moment(NamedTuple):
    """The moment of a batch. `local_day` counts days since 1970-01-01 on the school's calendar.

    `batch` is its place in the tables (`places.py`), `stored` that in the log; `previous` is the
    hash of the one before, which nobody knows who has the tables alone.
    """

    batch: int
    tick: int
    wall_ms: int
    utc_offset_min: int
    local_day: int
    stored: int
    previous: bytes


Handler = Callable[[Moment, int, Row], None]
"""Told of one event: its moment, its index in the batch, its clear row."""


def moment_of(header: Header) -> Moment:
    """Worked out once a batch, since some kinds happen a hundred times a second."""
    number, tick, wall_ms, utc_offset_min, previous = header
    local_day = (wall_ms + utc_offset_min * MINUTE_MS) // DAY_MS
    return Moment(number, tick, wall_ms, utc_offset_min, local_day, number, previous)
