"""What a server measured of itself since its start. Never part of the state; nobody is in it."""

from collections import Counter, deque
from typing import Final

KEPT: Final = 4_096


class Samples:
    """Rings of milliseconds, and counters that only grow."""

    def __init__(self) -> None:
        self.late_ms: deque[float] = deque(maxlen=KEPT)
        self.tick_ms: deque[float] = deque(maxlen=KEPT)
        self.commit_ms: deque[float] = deque(maxlen=KEPT)
        self.ticks = self.ticks_skipped = 0
        self.frames_sent = self.bytes_sent = 0
        self.refusals: Counter[str] = Counter()
        self.closed: Counter[int] = Counter()
        self.cut: Counter[str] = Counter()
        """Lines cut without a goodbye, by cause; "resynchronised" were spared."""


def percentile(values: deque[float], percent: int) -> float:
    """The nearest-rank percentile, 0 for no values."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return round(ranked[min(len(ranked) - 1, len(ranked) * percent // 100)], 3)
