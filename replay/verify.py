"""Proving a log: every link of the chain, and every kept snapshot equal to the refolded state
(R3, R4).

Each batch carries the hash of the one before, so a change is found at the batch after it; looking
one batch further tells which of the two it was. A chain alone shows neither a cut-off tail, nor a
change in its very last batch, nor a log rewritten from the start: for these the head that was
printed earlier is needed (`expected`), and snapshots, which carry the head of their batch, help.
"""

from contextlib import suppress
from typing import NamedTuple

from protocol.log import LogReader
from protocol.record import (
    GENESIS,
    RecordError,
    Sealer,
    chain_hash,
    decode_snapshot,
    head_in_snapshot,
)
from replay.reader import ChainBroken, LogDamaged, fold, header_of, links
from simulation.school import School, bare_school
from simulation.snapshot import dump
from simulation.uploads import blobs_of


class Head(NamedTuple):
    """The last batch and its hash: what is printed in reports."""

    number: int
    hash: bytes


class Proof(NamedTuple):
    """What was proved. `blobs` are the contents that the log speaks of, by SHA-256."""

    head: Head
    events: int
    snapshots: int
    blobs: frozenset[str]


def verify(log: LogReader, sealer: Sealer, expected: Head | None = None) -> Proof:
    """Read and refold the whole log. Raises LogDamaged naming the first bad batch."""
    school, number, head = bare_school(), 0, GENESIS
    events, snapshots = 0, _snapshot_numbers(log)
    try:
        for batch, head in links(log, sealer, 0, GENESIS):
            number = batch.header.number
            if expected is not None and number == expected.number and head != expected.hash:
                raise LogDamaged(number, "its hash is not the one that was published")
            fold(school, batch)
            events += len(batch.events)
            if number in snapshots:
                _compare(log, sealer, Head(number, head), school)
    except ChainBroken as broken:
        raise _culprit(log, broken, expected) from broken
    if expected is not None and expected.number > number:
        raise LogDamaged(number + 1, f"batch {expected.number} was published and is missing")
    if snapshots and min(snapshots) < 1:
        raise LogDamaged(min(snapshots), "there is a snapshot of it, and it was never written")
    if snapshots and max(snapshots) > number:
        raise LogDamaged(number + 1, f"there is a snapshot of batch {max(snapshots)}")
    return Proof(Head(number, head), events, len(snapshots), frozenset(blobs_of(school)))


def _culprit(log: LogReader, broken: ChainBroken, expected: Head | None) -> LogDamaged:
    """Of two batches that do not fit each other, the one that was changed.

    The later one is whole if its own hash stands elsewhere: in the batch after it, in a snapshot,
    or in the published head.
    """
    number = broken.number
    here, *after = log.read(number - 1, 2)
    own = chain_hash(here.state)
    known = [] if expected is None or expected.number != number else [expected.hash]
    for stored in after:
        with suppress(LogDamaged):
            known.append(header_of(stored).previous)
    snapshot = log.latest_snapshot(number)
    if snapshot is not None and snapshot.number == number:
        with suppress(RecordError):
            known.append(head_in_snapshot(snapshot.state, number))
    if own in known:
        return LogDamaged(number - 1, "the batch after it was written after another one")
    return broken


def _snapshot_numbers(log: LogReader) -> set[int]:
    numbers = set()
    stored = log.latest_snapshot()
    while stored is not None:
        numbers.add(stored.number)
        stored = log.latest_snapshot(stored.number - 1)
    return numbers


def _compare(log: LogReader, sealer: Sealer, head: Head, school: School) -> None:
    stored = log.latest_snapshot(head.number)
    assert stored is not None, "its number was read from the same log"
    try:
        clear, _words = decode_snapshot(stored.state, head.number, sealer)
        head_then = head_in_snapshot(stored.state, head.number)
    except ValueError as error:
        raise LogDamaged(head.number, f"its snapshot is damaged: {error}") from error
    if head_then != head.hash:
        raise LogDamaged(head.number, "it was another batch when its snapshot was made")
    refolded = dump(school).clear
    # A snapshot in an older layout cannot be compared byte by byte; its head was.
    if clear[0] >= refolded[0] and clear != refolded:
        raise LogDamaged(head.number, "its snapshot is not the state that the log gives")
