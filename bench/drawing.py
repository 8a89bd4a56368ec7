"""Ten people who draw twenty strokes a second each on one whiteboard, and point between.

`python -m bench.drawing` starts the real server (log on, synced) and the yardstick `load/bare.c`,
which sends events of the same sizes to as many sockets and does nothing else. Both are given the
same load in turns; medians and ratios are printed. Servers run on one core, clients on another.
"""

import contextlib
import os
import random
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median, quantiles
from time import monotonic
from typing import Final

from bench.load.crowds import SETTLING_S, Marks, Pupils, Window
from bench.load.hearing import count_of
from bench.load.processes import bare_server, busy_s, cores_apart, pin, real_server
from bench.load.school import found_school, plans_of
from bench.load.sockets import Ears, Line, bare_line, frames_of, pupil_line
from protocol.sessions import Refusal
from protocol.tracing import PointedOn, PointOn
from protocol.units import DRAWN_PER_SECOND
from protocol.vocabulary import Message
from protocol.whiteboard import Draw, Drawn, Ink, OpenWhiteboard, Pen, WhiteboardShown
from protocol.wire import decode_frame, encode_message

PEOPLE: Final = 10
POINTS: Final = 24
WINDOWS: Final = 3
WINDOW_S: Final = 5.0
WARMING_S: Final = 2.0
BOARD_OBJECT: Final = "whiteboard-stand-1"


class Drawers(Pupils):
    """Each draws a stroke when it is their turn, on a new page in each window."""

    page = 0
    board = ""
    accounts: tuple[str, ...] = ()

    def look(self) -> None:
        """Everybody opens the whiteboard."""
        for line in self.lines:
            self.send(line, OpenWhiteboard(BOARD_OBJECT))
        while not all(count_of(WhiteboardShown, line) for line in self.lines):
            self.ears.hear_until(monotonic() + SETTLING_S)
        shown = [m for _, m in messages_of(self.lines[0]) if isinstance(m, WhiteboardShown)]
        self.board = shown[-1].board

    def walk(self, line: Line) -> None:
        points = (1_600, 900, *(self.draw.randrange(-12, 13) for _ in range(2 * POINTS - 2)))
        line.said_at.append(monotonic())
        name = f"{self.command_id:08}"
        self.send(line, Draw(self.board, self.page, name, Pen.PEN, Ink.RED, 2, points))
        if len(line.said_at) % 2:
            line.sent_at.append(monotonic())
            self.send(line, PointOn(self.board, self.page, len(line.sent_at), 5))


class DrawnMarks(Marks):
    """The same number of events, of the sizes that the strokes and pointers have on the wire."""

    sizes: tuple[range, range]

    def walk(self, line: Line) -> None:
        line.said_at.append(monotonic())
        self.mark(line, 0, self.sizes[0], 120)
        if len(line.said_at) % 2:
            line.sent_at.append(monotonic())
            self.mark(line, len(line.sent_at), self.sizes[1], 40)


def messages_of(line: Line) -> list[tuple[float, Message]]:
    """All that a line has heard, each with its arrival."""
    return [
        (moment, message)
        for moment, payload in frames_of(line)
        for message in decode_frame(payload)[2]
    ]


def sizes_of(drawers: Drawers) -> tuple[range, range]:
    """Encoded bytes of a stroke and of a pointer, as they came in the first window."""
    heard = [message for _, message in messages_of(drawers.lines[0])]
    found = []
    for kind in (Drawn, PointedOn):
        sizes = [len(encode_message(message)) for message in heard if isinstance(message, kind)]
        found.append(range(min(sizes), max(sizes) + 1))
    return found[0], found[1]


def measure(folder: Path) -> tuple[Drawers, list[Window], list[Window]]:
    """The windows of the server and those of the yardstick, taken in turns."""
    plans = plans_of(2)[1:]
    people = found_school(folder, plans, PEOPLE)
    servers, clients = cores_apart()
    pin(os.getpid(), clients)
    ours: list[Window] = []
    theirs: list[Window] = []
    with contextlib.ExitStack() as running:
        server = running.enter_context(real_server(folder, servers))
        bare = running.enter_context(bare_server(1, servers))
        ears = Ears()
        lines = [ears.add(pupil_line(server.port, pupil.token, 0)) for pupil in people]
        drawers = Drawers(ears, lines, server, random.Random(1), [])
        drawers.accounts = tuple(pupil.account for pupil in people)
        drawers.enter([plans[0].floor])
        drawers.look()
        every_s = 1 / DRAWN_PER_SECOND
        drawers.window(WARMING_S, every_s, talking=False)
        marks = None
        if bare is not None:
            bare_lines = [ears.add(bare_line(bare.port, 0)) for _ in people]
            marks = DrawnMarks(ears, bare_lines, bare, random.Random(2))
            marks.sizes = sizes_of(drawers)
        for number in range(WINDOWS):
            drawers.page = number + 1
            ours.append(drawers.window(WINDOW_S, every_s, talking=False))
            if marks is not None:
                theirs.append(marks.window(WINDOW_S, every_s, talking=False))
        ears.hear_until(monotonic() + SETTLING_S)
    return drawers, ours, theirs


def report(drawers: Drawers, ours: list[Window], theirs: list[Window]) -> None:
    cost = median(window.cpu_s / window.seconds for window in ours)
    strokes = PEOPLE * DRAWN_PER_SECOND
    print(f"server CPU: {1000 * cost:.1f} ms a second (all threads), "
          f"{1e6 * cost / strokes:.0f} µs a stroke")  # fmt: skip
    if theirs:
        bare = median(window.cpu_s / window.seconds for window in theirs)
        ratios = sorted(a.cpu_s / b.cpu_s for a, b in zip(ours, theirs, strict=True))
        print(f"yardstick CPU: {1000 * bare:.1f} ms a second")
        print(f"ratio: {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    heard = [messages_of(line) for line in drawers.lines]
    drawn = sum(len(line.said_at) for line in drawers.lines)
    lost = sum(drawn - sum(isinstance(m, Drawn) for _, m in messages) for messages in heard)
    refused = Counter(m.reason for messages in heard for _, m in messages if isinstance(m, Refusal))
    print(f"{drawn} strokes, lost on any screen {lost}, refused {dict(refused)}")
    waits = pointer_waits_ms(drawers, heard)
    cuts = quantiles(waits, n=20)
    print(f"pointer to seen: p50 {median(waits):.0f} ms, p95 {cuts[18]:.0f} ms (at most 200)")


def pointer_waits_ms(drawers: Drawers, heard: list[list[tuple[float, Message]]]) -> list[float]:
    """How much later than it was sent each pointer came, to each who looks."""
    lines = dict(zip(drawers.accounts, drawers.lines, strict=True))
    return [
        1000 * (moment - lines[message.account].sent_at[message.x - 1])
        for messages in heard
        for moment, message in messages
        if isinstance(message, PointedOn)
    ]


def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        begun, busy = monotonic(), busy_s()
        drawers, ours, theirs = measure(Path(folder) / "school")
        load = (busy_s() - busy) / (monotonic() - begun)
        print(f"{PEOPLE} people x {DRAWN_PER_SECOND} strokes a second of {POINTS} points; "
              f"{WINDOWS} turns of {WINDOW_S} s; cores busy {load:.2f}")  # fmt: skip
        report(drawers, ours, theirs)


if __name__ == "__main__":
    main()
