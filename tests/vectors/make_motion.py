"""Write motion.json: walks, and where the server says their walkers are.

Run it as `python -m tests.vectors.make_motion` after a change of the rule; a test fails while the
file and the rule differ, and the browser's tests read the same file.
"""

import json
import random
from pathlib import Path

from protocol.units import FLOOR_MAX_TILES, PATH_MAX_POINTS, SUBTILES_PER_TILE
from simulation.motion import Walk, arrival_tick, heading_of, path_to_wire, position_at

VECTORS = Path(__file__).with_name("motion.json")
WALKS = 60
SPAN = FLOOR_MAX_TILES * SUBTILES_PER_TILE
BY_HAND = [
    Walk(0, ((0, 0), (0, 0))),
    Walk(7, ((100, 100), (100, 100), (101, 101))),
    Walk(7, ((100, 100), (97, 96), (97, 97), (1, 1))),
    Walk(1_000_000_000, ((0, SPAN), (SPAN, 0))),
    Walk(3, ((16, 16), (15, 16), (15, 15), (16, 15), (16, 16), (17, 17))),
]


def walks() -> list[Walk]:
    """The same walks every time: those with something odd about them, then random ones."""
    draw = random.Random(20)
    found = list(BY_HAND)
    while len(found) < WALKS:
        reach = draw.choice([3, 40, SPAN])
        points = [(draw.randint(0, SPAN), draw.randint(0, SPAN))]
        for _ in range(draw.choice([1, 1, 2, 5, PATH_MAX_POINTS - 1])):
            x, y = points[-1]
            points.append(
                (
                    min(SPAN, max(0, x + draw.randint(-reach, reach))),
                    min(SPAN, max(0, y + draw.randint(-reach, reach))),
                )
            )
        found.append(Walk(draw.randint(0, 10_000_000), tuple(points)))
    return found


def vector(walk: Walk) -> dict[str, object]:
    arrival = arrival_tick(walk)
    draw = random.Random(arrival)
    ticks = {walk.start_tick + offset for offset in (-20, -1, 0, 1, 2, 3)}
    ticks |= {arrival + offset for offset in (-2, -1, 0, 1, 1_000)}
    ticks |= {draw.randint(walk.start_tick, arrival) for _ in range(12)}
    return {
        "start_tick": walk.start_tick,
        "path": path_to_wire(walk.path),
        "arrival_tick": arrival,
        "at": [[t, *position_at(walk, t), *heading_of(walk, t)] for t in sorted(ticks)],
    }


def text() -> str:
    lines = (json.dumps(vector(walk), separators=(",", ":")) for walk in walks())
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    VECTORS.write_text(text())
