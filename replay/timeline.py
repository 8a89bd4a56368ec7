"""Going to a past moment and playing on from there (R1).

A moment is found by halving over the wall clocks of the batches, then the school is brought back
from the nearest snapshot. Where somebody set the clock back, a moment exists twice; the halving
finds one of them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from protocol.log import LogReader
from protocol.record import Batch, Sealer
from protocol.units import TICK_MS
from replay.reader import fold, header_of, links, recover
from simulation.school import Now, School


class Scene(NamedTuple):
    """The school as it was, and the moment looked at, which may lie between two batches."""

    school: School
    now: Now
    batch: int
    head: bytes


class Played(NamedTuple):
    """A batch that has just been folded into the school of the scene."""

    batch: Batch
    head: bytes


class Timeline:
    """One log, read as a film. Not for two threads at a time."""

    def __init__(self, log: LogReader, sealer: Sealer) -> None:
        self._log, self._sealer = log, sealer

    def last_ms(self) -> int:
        """The wall clock of the newest batch, 0 for an empty log."""
        last = self._log.last()
        return 0 if last is None else header_of(last).wall_ms

    def batch_at(self, wall_ms: int) -> int:
        """The number of the last batch that is not after a moment; 0 if there is none."""
        last = self._log.last()
        low, high = 0, 0 if last is None else last.number
        while low < high:
            middle = (low + high + 1) // 2
            if header_of(self._log.read(middle - 1, 1)[0]).wall_ms <= wall_ms:
                low = middle
            else:
                high = middle - 1
        return low

    def seek(self, wall_ms: int) -> Scene:
        """The school at a moment. Raises LogDamaged."""
        school, batch, head = recover(self._log, self._sealer, self.batch_at(wall_ms))
        at = school.position
        tick = at.tick + max(0, wall_ms - at.wall_ms) // TICK_MS
        now = Now(tick, max(wall_ms, at.wall_ms), at.utc_offset_min, tick, 0)
        return Scene(school, now, batch, head)

    def play(self, scene: Scene, until_ms: int) -> Iterator[Played]:
        """Fold batch after batch into the school of `scene`, up to a moment. Raises LogDamaged."""
        for link in links(self._log, self._sealer, scene.batch, scene.head):
            if link.batch.header.wall_ms > until_ms:
                return
            fold(scene.school, link.batch)
            yield Played(link.batch, link.head)
