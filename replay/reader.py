"""Reading a school back from its log: nearest snapshot, then every batch, each checked as it is
folded.

Recovery of a server, replay and verification share this: there is one way from a log to a state.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from protocol.log import LogReader, StoredBatch
from protocol.record import (
    FORMAT,
    GENESIS,
    Batch,
    Header,
    Sealer,
    chain_hash,
    decode_snapshot,
    head_in_snapshot,
)
from replay.unpacking import unpack
from simulation.school import Position, School, bare_school
from simulation.snapshot import load
from simulation.step import apply

PAGE_BATCHES: Final = 500
_headers: Final = msgspec.msgpack.Decoder(tuple[int, int, int, int, int, bytes, msgspec.Raw])


class LogDamaged(Exception):
    """The log is not what was written. `number` is the first bad batch; the text is one
    sentence."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"The log is damaged at batch {number}: {what}.")
        self.number = number


class ChainBroken(LogDamaged):
    """Batch `number` carries another hash than its predecessor has: one of the two was changed."""


class Recovered(NamedTuple):
    """A school, the number of the last batch in it, and that batch's hash."""

    school: School
    number: int
    head: bytes


class Link(NamedTuple):
    """A batch that fits its predecessor, and its own hash."""

    batch: Batch
    head: bytes


def header_of(stored: StoredBatch) -> Header:
    """When a stored batch happened, without unpacking its events. Raises LogDamaged."""
    try:
        form, number, tick, wall_ms, offset_min, previous, _ = _headers.decode(stored.state)
    except msgspec.MsgspecError as error:
        raise LogDamaged(stored.number, "it cannot be read") from error
    if form != FORMAT:
        raise LogDamaged(stored.number, f"its format {form} is not known")
    return Header(number, tick, wall_ms, offset_min, previous)


def links(
    log: LogReader, sealer: Sealer, after: int, head: bytes, until: int | None = None
) -> Iterator[Link]:
    """Every batch after number `after`, whose hash is `head`, up to batch `until`.

    Raises:
        LogDamaged: a gap, a wrong hash, a tick that falls, or bytes that cannot be read.
    """
    number, tick = after, 0
    while until is None or number < until:
        page = log.read(
            number, PAGE_BATCHES if until is None else min(PAGE_BATCHES, until - number)
        )
        if not page:
            return
        for stored in page:
            batch = _checked(stored, number, tick, head, sealer)
            number, tick, head = stored.number, batch.header.tick, chain_hash(stored.state)
            yield Link(batch, head)


def fold(school: School, batch: Batch) -> None:
    """Apply one batch to `school`. Raises LogDamaged when it cannot follow on this state."""
    header = batch.header
    at = Position(header.number, header.tick, header.wall_ms, header.utc_offset_min)
    try:
        for event in batch.events:
            apply(school, event, at)
    except (KeyError, AssertionError, ValueError, TypeError) as error:
        name = type(error).__name__
        raise LogDamaged(header.number, f"it does not fit the state before it ({name})") from error


def recover(log: LogReader, sealer: Sealer, at_or_before: int | None = None) -> Recovered:
    """The school after the last batch, or after batch `at_or_before`.

    A snapshot that this version cannot load, or that was made of another log, is passed over: the
    log has everything.
    Raises LogDamaged.
    """
    school, number, head = _nearest_snapshot(log, sealer, at_or_before)
    for link in links(log, sealer, number, head, at_or_before):
        fold(school, link.batch)
        number, head = link.batch.header.number, link.head
    return Recovered(school, number, head)


def _nearest_snapshot(
    log: LogReader, sealer: Sealer, at_or_before: int | None
) -> tuple[School, int, bytes]:
    stored = log.latest_snapshot(at_or_before)
    while stored is not None:
        rows = log.read(stored.number - 1, 1)
        if rows and rows[0].number == stored.number:
            try:
                head = head_in_snapshot(stored.state, stored.number)
                if head == chain_hash(rows[0].state):
                    school = load(*decode_snapshot(stored.state, stored.number, sealer))
                    return school, stored.number, head
            except ValueError:
                pass
        stored = log.latest_snapshot(stored.number - 1)
    return bare_school(), 0, GENESIS


def _checked(stored: StoredBatch, before: int, tick: int, head: bytes, sealer: Sealer) -> Batch:
    number = stored.number
    if number != before + 1:
        raise LogDamaged(before + 1, f"the next batch found is {number}")
    try:
        batch = unpack(stored.state, sealer)
    except ValueError as error:
        # What does not belong here is named as such, whatever else is wrong with it.
        _check_header(header_of(stored), number, tick, head)
        raise LogDamaged(number, str(error)) from error
    _check_header(batch.header, number, tick, head)
    return batch


def _check_header(header: Header, number: int, tick: int, head: bytes) -> None:
    if header.number != number:
        raise LogDamaged(number, f"it calls itself {header.number}")
    if header.previous != head:
        raise ChainBroken(number, "it does not follow the batch before it")
    if header.tick <= tick:
        raise LogDamaged(number, "its tick is not after the batch before it")
