"""Proving a log: every link of the chain, and every kept snapshot equal to the refolded state
(R3, R4).

A chain alone shows neither a cut-off tail nor a log rewritten from the start: for these the
head that was
printed earlier is needed (`expected`).
"""

from typing import NamedTuple

from protocol.log import LogReader
from protocol.record import GENESIS, RecordError, Sealer, decode_snapshot
from replay.reader import LogDamaged, fold, links
from simulation.school import bare_school
from simulation.snapshot import SnapshotError, dump


class Head(NamedTuple):
    """The last batch and its hash: what is printed in reports."""

    number: int
    hash: bytes


class Proof(NamedTuple):
    """What was proved."""

    head: Head
    events: int
    snapshots: int


def verify(log: LogReader, sealer: Sealer, expected: Head | None = None) -> Proof:
    """Read and refold the whole log. Raises LogDamaged naming the first bad batch."""
    school, number, head = bare_school(), 0, GENESIS
    events, snapshots = 0, _snapshot_numbers(log)
    met = expected is None or expected == Head(0, GENESIS)
    for batch, head in links(log, sealer, 0, GENESIS):
        number = batch.header.number
        try:
            fold(school, batch)
        except (KeyError, AssertionError, ValueError, TypeError) as error:
            raise LogDamaged(number, f"it cannot be applied ({type(error).__name__})") from error
        events += len(batch.events)
        if expected is not None and number == expected.number:
            if head != expected.hash:
                raise LogDamaged(number, "its hash is not the one that was published")
            met = True
        if number in snapshots:
            _compare(log, sealer, number, dump(school).clear)
    if expected is not None and not met:
        raise LogDamaged(number + 1, f"batch {expected.number} was published and is missing")
    return Proof(Head(number, head), events, len(snapshots))


def _snapshot_numbers(log: LogReader) -> set[int]:
    numbers = set()
    stored = log.latest_snapshot()
    while stored is not None:
        numbers.add(stored.number)
        stored = log.latest_snapshot(stored.number - 1)
    return numbers


def _compare(log: LogReader, sealer: Sealer, number: int, refolded: bytes) -> None:
    stored = log.latest_snapshot(number)
    if stored is None or stored.number != number:
        return
    try:
        clear, _words = decode_snapshot(stored.state, number, sealer)
    except (RecordError, SnapshotError, ValueError) as error:
        raise LogDamaged(number, f"its snapshot is damaged: {error}") from error
    if clear[:1] == refolded[:1] and clear != refolded:
        raise LogDamaged(number, "its snapshot is not the state that the log gives")
