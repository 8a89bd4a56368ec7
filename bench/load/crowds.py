"""The two crowds: pupils on the real server, and as many clients on the yardstick."""

import random
from abc import ABC, abstractmethod
from dataclasses import dataclass
from time import monotonic
from typing import Final

from bench.load.hearing import count_of
from bench.load.processes import Running, cpu_s
from bench.load.sockets import Ears, Line
from protocol.avatars import (
    CLOTHES_COLOURS,
    CUTS,
    HAIR_COLOURS,
    HAIR_STYLES,
    HELD_ITEMS,
    ORNAMENTS,
    SKINS,
    ChooseLook,
    Look,
)
from protocol.chatting import Say
from protocol.floors import EnterFloor, FloorShown
from protocol.moving import WalkTo
from protocol.sessions import Done
from protocol.units import SUBTILES_PER_TILE
from protocol.vocabulary import Command
from protocol.wire import encode_command
from simulation.corners import FloorMap

PARTS: Final = (HAIR_STYLES, HAIR_COLOURS, SKINS, CUTS, CLOTHES_COLOURS, ORNAMENTS, HELD_ITEMS)
SAYINGS: Final = ("おはよう", "いっしょに図書室へ行かない？", "うん", "またあしたね")
SAYING_EVERY_S: Final = 10
SETTLING_S: Final = 0.3
APART_S: Final = 0.002
WALKED_BYTES: Final = range(20, 34)
"""Sizes of a walk's event for the yardstick, and of a saying's below: as measured here."""
SAID_BYTES: Final = range(65, 95)
WALK_TO_BYTES: Final = 15
SAY_BYTES: Final = 40


@dataclass(frozen=True)
class Window:
    """One stretch of load: when, how long, and what it cost."""

    begun: float
    seconds: float
    cpu_s: float
    clients: int
    bytes: int
    chunks: int


class Crowd(ABC):
    """The clients of one server."""

    def __init__(self, ears: Ears, lines: list[Line], server: Running, draw: random.Random) -> None:
        self.ears, self.lines, self.server, self.draw = ears, lines, server, draw

    def window(self, seconds: float, walk_every_s: float, *, talking: bool) -> Window:
        """Everybody sets out once in `walk_every_s`, evenly spread in a shuffled order."""
        order = self.draw.sample(self.lines, len(self.lines))
        between_s = walk_every_s / len(order)
        first = [len(line.heard) for line in self.lines]
        used, begun = cpu_s(self.server.pid), monotonic()
        for number in range(int(seconds / between_s)):
            line = order[number % len(order)]
            self.ears.hear_until(begun + number * between_s)
            self.walk(line)
            if talking and self.draw.random() < walk_every_s / SAYING_EVERY_S:
                self.say(line)
        self.ears.hear_until(begun + seconds + SETTLING_S)
        used = cpu_s(self.server.pid) - used
        heard = zip(self.lines, first, strict=True)
        size = sum(len(chunk) for line, n in heard for _, chunk in line.heard[n:])
        chunks = sum(len(line.heard) for line in self.lines) - sum(first)
        return Window(begun, seconds, used, len(self.lines), size, chunks)

    @abstractmethod
    def walk(self, line: Line) -> None:
        """Set out for anywhere."""

    @abstractmethod
    def say(self, line: Line) -> None:
        """Say something to the floor."""


class Pupils(Crowd):
    """Clients of the real server."""

    def __init__(
        self, ears: Ears, lines: list[Line], server: Running, draw: random.Random,
        grounds: list[FloorMap],
    ) -> None:  # fmt: skip
        super().__init__(ears, lines, server, draw)
        self.grounds = grounds
        self.command_id = 0

    def enter(self, floors: list[str]) -> None:
        """Everybody goes to their floor, and dresses once all are there."""
        for line in self.lines:
            self.send(line, EnterFloor(floors[line.floor]))
            self.ears.hear_until(monotonic() + APART_S)
        while not all(count_of(FloorShown, line) for line in self.lines):
            self.ears.hear_until(monotonic() + SETTLING_S)
        self.dress()

    def dress(self) -> None:
        """Everybody chooses a look; returns when each has been shown all that came of it.

        Looks are acknowledged, and a beat ends each tick sooner or later, so this comes to an end
        even on a server that loses what it should show.
        """
        first = {id(line): len(line.heard) for line in self.lines}
        for line in self.lines:
            self.send(line, ChooseLook(Look(*(self.draw.randrange(part) for part in PARTS))))
            self.ears.hear_until(monotonic() + APART_S)
        while not all(count_of(Done, line, first[id(line)]) for line in self.lines):
            self.ears.hear_until(monotonic() + SETTLING_S)
        ended = max(line.seen_tick for line in self.lines)
        while any(line.seen_tick < ended for line in self.lines):
            self.ears.hear_until(monotonic() + SETTLING_S)

    def walk(self, line: Line) -> None:
        ground = self.grounds[line.floor]
        while True:
            x = self.draw.randrange(ground.width * SUBTILES_PER_TILE)
            y = self.draw.randrange(ground.height * SUBTILES_PER_TILE)
            if ground.is_free((x, y)):
                break
        line.sent_at.append(monotonic())
        self.send(line, WalkTo(x, y))

    def say(self, line: Line) -> None:
        line.said_at.append(monotonic())
        self.send(line, Say(self.draw.choice(SAYINGS)))

    def send(self, line: Line, command: Command) -> None:
        self.command_id += 1
        line.send(encode_command(command, self.command_id, line.seen_tick))


class Marks(Crowd):
    """Clients of the yardstick: a frame as long as the pupil's, with the size of its event."""

    def __init__(self, ears: Ears, lines: list[Line], server: Running, draw: random.Random) -> None:
        super().__init__(ears, lines, server, draw)
        self.numbers = {line.socket: number for number, line in enumerate(lines)}

    def walk(self, line: Line) -> None:
        line.sent_at.append(monotonic())
        self.mark(line, len(line.sent_at), WALKED_BYTES, WALK_TO_BYTES)

    def say(self, line: Line) -> None:
        line.said_at.append(monotonic())
        self.mark(line, 0, SAID_BYTES, SAY_BYTES)

    def mark(self, line: Line, walk: int, event_bytes: range, frame_bytes: int) -> None:
        """A frame that makes the yardstick send an event of about that size."""
        size = self.draw.choice(event_bytes).to_bytes(1, "big")
        mark = self.numbers[line.socket].to_bytes(2, "big") + walk.to_bytes(4, "big")
        line.send((size + mark).ljust(frame_bytes, b"\0"))
