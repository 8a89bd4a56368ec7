"""The day that the benches of log, replay and projections share, and schools made of it.

It is the day of the design notes: a hundred avatars, each sets out once a second and says something
every ten seconds, in batches of a twentieth of a second.
"""

import json
import random
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from protocol.accounts import AccountAdded
from protocol.chatting import Said
from protocol.floors import FloorAdded, FloorEntered, FloorPlan
from protocol.log import EventLog, StoredSnapshot
from protocol.moving import Walked
from protocol.record import (
    GENESIS,
    Batch,
    Header,
    Sealer,
    chain_hash,
    encode_batch,
    encode_snapshot,
)
from protocol.rights import Role
from protocol.sessions import Device, LoggedIn
from protocol.units import TICK_MS, TICKS_PER_SECOND
from protocol.vocabulary import Event
from replay.reader import fold
from server.event_logs.sqlite import SqliteEventLog
from simulation.school import bare_school
from simulation.snapshot import dump

AVATARS: Final = 100
SNAPSHOT_EVERY_BATCHES: Final = 30 * TICKS_PER_SECOND
GROUP_BATCHES: Final = 200
"""How many batches may wait for one commit while a day is written."""
MORNING_MS: Final = 1_795_050_000_000
MEMORY: Final = Path("/dev/shm")  # noqa: S108  (fresh folders are made in it)
TEXTS: Final = (
    "おはよう",
    "いっしょに図書室へ行かない？",
    "うん",
    "きのうの続きをやろう",
    "またあしたね",
)

Happened = tuple[Header, list[Event]]
Day = list[Happened]


class Unsealed:
    """Leaves texts as they are, to weigh and time a batch without sealing."""

    def seal(self, person: str, batch: int, index: int, plain: bytes) -> bytes:
        return plain

    def open(self, person: str, batch: int, index: int, sealed: bytes) -> bytes | None:
        return sealed


class KeysInMemory:
    """A data key for everybody, so that no vault is measured."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def ensure_data_key(self, person: str) -> bytes | None:
        return self._keys.setdefault(person, AESGCM.generate_key(256))

    data_key = ensure_data_key


def ticks_of_a_day(batches: int) -> Iterator[Happened]:
    """What happens in `batches` ticks; the hashes in the headers are filled in when encoding."""
    draw = random.Random(7)
    for number in range(1, batches + 1):
        events: list[Event] = []
        for avatar in range(number % TICKS_PER_SECOND, AVATARS, TICKS_PER_SECOND):
            turns = [draw.randint(-160, 160) for _ in range(2 * draw.randint(1, 3))]
            path = (draw.randint(0, 1599), draw.randint(0, 1119), *turns)
            events.append(Walked(1 + 20_011 * avatar, number, path))
            if draw.random() < 0.1:
                account = f"{avatar:022d}"
                events.append(Said(account, 1 + avatar, "classroom", draw.choice(TEXTS)))
        yield Header(number, number, MORNING_MS + number * TICK_MS, 540, GENESIS), events


def day_of(batches: int) -> Day:
    return list(ticks_of_a_day(batches))


def arrivals() -> Iterator[list[Event]]:
    """A floor, and a hundred people on it."""
    text = files("server").joinpath("floor_plans", "classroom.json").read_text(encoding="utf-8")
    yield [FloorAdded(msgspec.convert(json.loads(text), FloorPlan))]
    for number in range(AVATARS):
        account = f"{number:022d}"
        yield [
            AccountAdded(account, Role.PUPIL, f"こ{number}", "", "0012"),
            LoggedIn(account, account, Device.IPAD),
            FloorEntered(account, 1 + 20_011 * number, "classroom", 160, 320),
        ]


def write_school(path: Path, sealer: Sealer, batches: int) -> int:
    """A log of `batches` ticks with a snapshot every 30 seconds; the number of its events."""
    with closing(SqliteEventLog(path)) as log:
        return fill(log, sealer, batches)


def fill(log: EventLog, sealer: Sealer, batches: int) -> int:
    """Live `batches` ticks in an empty log, as fast as it takes them; the number of events."""
    head, school, events = GENESIS, bare_school(), 0
    arrived = list(arrivals())
    lived = (happened for _, happened in ticks_of_a_day(batches - len(arrived)))
    for number, happened in enumerate(chain(arrived, lived), start=1):
        header = Header(number, number, MORNING_MS + number * TICK_MS, 540, head)
        state = encode_batch(header, happened, sealer)
        head = chain_hash(state)
        kept = log.append(number, state)
        fold(school, Batch(header, tuple(happened)))
        events += len(happened)
        if number % SNAPSHOT_EVERY_BATCHES == 0:
            snapshot = encode_snapshot(*dump(school), number, head, sealer)
            kept = log.save_snapshot(StoredSnapshot(number, snapshot))
        if number % GROUP_BATCHES == 0:
            kept.result()
    kept.result()
    return events
