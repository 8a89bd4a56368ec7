"""What a stroke on a whiteboard costs, and a page that is full of them.

`python -m bench.whiteboard`. A page is filled with strokes of forty points, ten to a tick, as ten
people draw them. Times are CPU times, and ratios to a bare loop of a thousand additions taken
between them.
"""

import gzip
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

import orjson

from protocol.log import EventLog
from protocol.record import GENESIS, Header, Sealer, encode_batch
from protocol.units import STROKES_OF_A_PAGE_MAX
from protocol.whiteboard import Draw, Drawn, Ink, Pen
from protocol.wire import decode_command, encode_command, encode_message
from server.drawings import Asked, page_for
from server.event_logs.sqlite import SqliteEventLog
from server.sealing import Sealer as VaultSealer
from simulation.pages import on_the_page
from simulation.snapshot import dump
from tests.school_days import Keys
from tests.simulation.boards_given import at_the_board
from tests.simulation.given import AKI

AT_ONCE: Final = 10
POINTS: Final = 40
YARDSTICKS: Final = 9
_TIMES: Final[dict[str, list[float]]] = defaultdict(list)


def timed(name: str, began: float, count: int) -> None:
    """Note what each of `count` things has cost since `began`, and the yardstick beside it."""
    _TIMES[name].append((process_time() - began) / count)
    began = process_time()
    for _ in range(YARDSTICKS):
        sum(number for number in range(1_000))
    _TIMES["yardstick: 1,000 additions"].append((process_time() - began) / YARDSTICKS)


def wish(chance: random.Random, board: str, number: int) -> Draw:
    steps = (chance.randrange(-12, 13) for _ in range(2 * POINTS - 2))
    return Draw(board, 0, f"{number:08}", Pen.PEN, Ink.RED, 2, (1_600, 900, *steps))


def append(log: EventLog, sealer: Sealer, number: int, drawn: list[Drawn]) -> int:
    """Store strokes as the batch of that number, and what is missing before it; its size."""
    last = log.last()
    for missing in range(last.number + 1 if last else 1, number):
        log.append(missing, encode_batch(Header(missing, 0, 0, 0, GENESIS), [], sealer)).result()
    began = process_time()
    state = encode_batch(Header(number, 0, 0, 0, GENESIS), drawn, sealer)
    timed("seal and encode", began, len(drawn))
    log.append(number, state).result()
    return len(state)


def main() -> None:
    lived, board = at_the_board(AKI)
    chance, sealer = random.Random(1), VaultSealer(Keys())
    empty, stored = len(dump(lived.school).clear), 0
    with tempfile.TemporaryDirectory() as folder:
        log = SqliteEventLog(Path(folder) / "bench.db")
        for first in range(0, STROKES_OF_A_PAGE_MAX, AT_ONCE):
            wishes = [wish(chance, board, first + n) for n in range(AT_ONCE)]
            frames = [encode_command(one, 1, 1) for one in wishes]
            began = process_time()
            for frame in frames:
                decode_command(frame)
            timed("decode", began, AT_ONCE)
            began = process_time()
            events = lived.when_all(*((one, AKI) for one in wishes))
            timed("decide and apply", began, AT_ONCE)
            drawn = [event for event in events if isinstance(event, Drawn)]
            began = process_time()
            for event in drawn:
                encode_message(event)
            timed("encode once for everybody", began, AT_ONCE)
            stored += append(log, sealer, lived.school.position.batch, drawn)
        full = dump(lived.school)
        found = lived.school.whiteboards[board]
        asked = [Asked((m.batch, m.index), AKI) for _, m in on_the_page(found, 0)]
        began = process_time()
        marks = page_for(log, sealer, asked, {})
        timed("read back", began, len(marks))
        log.close()
    yardstick = median(_TIMES["yardstick: 1,000 additions"])
    for name, seconds in _TIMES.items():
        middle = median(seconds)
        print(f"{name:36}{middle * 1e6:12.2f} µs{middle / yardstick:12.3f} yardsticks")
    answer = orjson.dumps(marks)
    print(f"command {len(frames[0])} bytes, in the log {stored / len(marks):.0f} bytes a stroke")
    print(f"a full page of {len(marks)}: {len(full.clear) - empty} bytes of a snapshot, "
          f"answer {len(answer)} bytes, {len(gzip.compress(answer, 6))} compressed")  # fmt: skip


if __name__ == "__main__":
    main()
