"""Reading a school back from its log: nearest snapshot, then every batch, each checked as it is
folded.

Recovery of a server, replay and verification share this: there is one way from a log to a state.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from protocol.log import LogReader, StoredBatch
from protocol.record import (
    GENESIS,
    Batch,
    RecordError,
    Sealer,
    chain_hash,
    decode_batch,
    decode_snapshot,
)
from simulation.school import Position, School, bare_school
from simulation.snapshot import SnapshotError, load
from simulation.step import apply

PAGE_BATCHES: Final = 500


class LogDamaged(Exception):
    """The log is not what was written. `number` is the first bad batch; the text is one
    sentence."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"The log is damaged at batch {number}: {what}.")
        self.number = number


class Recovered(NamedTuple):
    """A school, the number of the last batch in it, and that batch's hash."""

    school: School
    number: int
    head: bytes


class Link(NamedTuple):
    """A batch that fits its predecessor, and its own hash."""

    batch: Batch
    head: bytes


def links(log: LogReader, sealer: Sealer, after: int, head: bytes) -> Iterator[Link]:
    """Every batch after number `after`, whose hash is `head`.

    Raises:
        LogDamaged: a gap, a wrong hash, a tick that falls, or bytes that cannot be read.
    """
    number, tick = after, 0
    while page := log.read(number, PAGE_BATCHES):
        for stored in page:
            batch = _checked(stored, number, tick, head, sealer)
            number, tick, head = stored.number, batch.header.tick, chain_hash(stored.state)
            yield Link(batch, head)


def fold(school: School, batch: Batch) -> None:
    """Apply one batch to `school`."""
    header = batch.header
    at = Position(header.number, header.tick, header.wall_ms, header.utc_offset_min)
    for event in batch.events:
        apply(school, event, at)


def recover(log: LogReader, sealer: Sealer, at_or_before: int | None = None) -> Recovered:
    """The school after the last batch, or after batch `at_or_before`.

    A snapshot that this version cannot load is passed over: the log has everything.
    Raises LogDamaged.
    """
    school, number, head = _nearest_snapshot(log, sealer, at_or_before)
    for link in links(log, sealer, number, head):
        if at_or_before is not None and link.batch.header.number > at_or_before:
            break
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
                school = load(*decode_snapshot(stored.state, stored.number, sealer))
                return school, stored.number, chain_hash(rows[0].state)
            except (RecordError, SnapshotError):
                pass
        stored = log.latest_snapshot(stored.number - 1)
    return bare_school(), 0, GENESIS


def _checked(stored: StoredBatch, before: int, tick: int, head: bytes, sealer: Sealer) -> Batch:
    number, state = stored
    if number != before + 1:
        raise LogDamaged(before + 1, f"the next batch found is {number}")
    try:
        batch = decode_batch(state, sealer)
    except ValueError as error:
        raise LogDamaged(number, str(error)) from error
    if batch.header.number != number:
        raise LogDamaged(number, f"it calls itself {batch.header.number}")
    if batch.header.previous != head:
        raise LogDamaged(number, "it does not follow the batch before it")
    if batch.header.tick <= tick:
        raise LogDamaged(number, "its tick is not after the batch before it")
    return batch
