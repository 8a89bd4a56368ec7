"""The log's interface: what the loop, replay and the projections need, not how it is kept.

One school is one stream. A batch is all events of one tick, packed and sealed by
`protocol/record.py`; the log sees bytes. Numbers are contiguous from 1, so two writers can never
both believe that they are next.

What a caller may rely on: futures resolve in order, after the bytes have been synced to the disk.
What the log refuses: a gap, a number that exists, and any further append once it cannot vouch for
its own disk.
"""

from collections.abc import Callable, Sequence
from enum import Enum, unique
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from concurrent.futures import Future

IN_FLIGHT_MAX: Final = 4
"""Batches that may wait for their commit; with more, the loop waits (DESIGN section 1, 5)."""


class StoredBatch(NamedTuple):
    """One row of the log. `number` counts from 1 without a gap."""

    number: int
    state: bytes


class StoredSnapshot(NamedTuple):
    """The school as it was after batch `number`; derived, so losing one costs only time."""

    number: int
    state: bytes


class LogFull(Exception):
    """No space on the disk. Nothing of the batch is stored; it may be tried again."""


class LogBroken(Exception):
    """The log cannot vouch for its disk: failed sync, I/O error, damage, or another writer.

    Stop the process and recover from the log: what was acknowledged is there. After a failed
    sync nothing that this handle reports can be believed, so nothing is retried on it.
    """


@unique
class LogState(Enum):
    """Whether appending works. `FULL` ends by itself, `BROKEN` never does."""

    WRITING = "writing"
    FULL = "full"
    BROKEN = "broken"


class LogReader(Protocol):
    """Reading, in this process or another. Each call is one short read transaction.

    Every method raises `LogBroken` when the file cannot be read.
    """

    def read(self, after: int, limit: int) -> Sequence[StoredBatch]:
        """Up to `limit` batches with numbers above `after`, in order; empty at the end."""

    def last(self) -> StoredBatch | None:
        """The newest batch, or None for an empty log."""

    def latest_snapshot(self, at_or_before: int | None = None) -> StoredSnapshot | None:
        """The newest snapshot, or the newest that is not after batch `at_or_before`."""

    def close(self) -> None:
        """Let go of the file. A writer first commits what waits; twice is harmless."""


class EventLog(LogReader, Protocol):
    """Writing. One at a time may hold a school; `append` and `save_snapshot` never block."""

    @property
    def state(self) -> LogState:
        """Whether batches are being committed just now."""

    def listen(self, listener: Callable[[LogState], None]) -> None:
        """Call `listener` at each change of `state`, on the log's own thread."""

    def append(self, number: int, state: bytes) -> "Future[None]":
        """Store batch `number`; the future resolves after the sync, in order.

        While the disk is full the future stays open and the log tries the same batches again by
        itself; it fails with `LogFull` only when the log is closed meanwhile, and with
        `LogBroken` for good.
        """

    def save_snapshot(self, snapshot: StoredSnapshot) -> "Future[None]":
        """Store a snapshot, after the batches handed over before it; the same number replaces.

        The future fails with `LogFull` at once: a snapshot is not worth waiting for space.
        """
