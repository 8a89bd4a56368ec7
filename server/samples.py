"""The last few thousand measurements of the loop, for the health page. Never part of the state."""

from collections import deque
from typing import Final

KEPT: Final = 4_096


class Samples:
    """Rings of milliseconds."""

    def __init__(self) -> None:
        self.late_ms: deque[float] = deque(maxlen=KEPT)
        self.commit_ms: deque[float] = deque(maxlen=KEPT)


def percentile(values: deque[float], percent: int) -> float:
    """The nearest-rank percentile, 0 for no values."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return round(ranked[min(len(ranked) - 1, len(ranked) * percent // 100)], 3)
