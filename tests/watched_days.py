"""A simulated day as browsers see it: the real publisher writes, lines drop, windows are opened.

Frames wait for commits that come late, get lost on the way when a line drops, and are asked for
again by the last tick seen; a slow line hears nothing for a while. At some moments everything is
delivered, and what a browser has made of its frames can be held against `view_of`.
"""

import base64
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import msgpack

from protocol.accounts import RenameAccount
from protocol.counselling import Covered, Uncovered
from protocol.floors import AddFloor
from protocol.log import IN_FLIGHT_MAX
from protocol.sessions import Disconnect, Reconnect
from protocol.units import AccountId, SessionId, Tick
from protocol.vocabulary import Command, Event, Signal
from protocol.wire import FrameKind, Motion
from server.loop import BEAT_EVERY_TICKS
from server.publish import Publisher
from server.tick_frames import Frames
from simulation.rules import Refused
from simulation.school import Now, School, session_of
from simulation.sight import view_of
from simulation.step import Signed, step
from tests.school_days import small_plan
from tests.seen import picture_of
from tests.simulator import Day, DayWitness, found, wish_of


class Line:
    """A connection as the publisher sees it; `on_the_way` has left the server."""

    def __init__(self, account: AccountId, session: SessionId, resume_after: Tick) -> None:
        self.account, self.session, self.resume_after = account, session, resume_after
        self.stale = self.deaf = self.closed = False
        self.motion = Motion.FULL
        self.on_the_way: list[bytes] = []

    def write(self, frames: bytes, tick: Tick) -> None:
        if not self.closed:
            self.on_the_way += payloads(frames)

    def close(self, code: int) -> None:
        self.closed = True


@dataclass
class Browser:
    """One person's page: the line it has, the last tick it saw to the end, all that it lived."""

    line: Line | None = None
    seen: Tick = 0
    steps: list[dict[str, Any]] = field(default_factory=lambda: [{"do": "load"}])
    wanted: list[dict[str, Any]] = field(default_factory=list)
    wanted_motion: Motion = Motion.FULL
    least: Motion = Motion.FULL
    """The least that it may have been shown: it comes back as somebody who was shown that."""

    def load(self) -> None:
        """The page is loaded anew."""
        self.seen = 0
        self.steps.append({"do": "load"})

    def receive(self, count: int) -> None:
        """The next frames arrive."""
        assert self.line is not None
        arrived, self.line.on_the_way = self.line.on_the_way[:count], self.line.on_the_way[count:]
        for frame in arrived:
            kind, tick, _ = msgpack.unpackb(frame)
            self.steps.append({"do": "hear", "frame": base64.b64encode(frame).decode()})
            if kind == FrameKind.CLOSING:
                self.seen = tick


class Both:
    """Two witnesses of one tick."""

    def __init__(self, day: DayWitness, frames: Frames) -> None:
        self._day, self._frames = day, frames

    def applied(self, school: School, event: Event) -> None:
        self._day.applied(school, event)
        self._frames.applied(school, event)

    def relayed(self, school: School, signal: Signal) -> None:
        self._day.relayed(school, signal)
        self._frames.relayed(school, signal)

    def accepted(self, signed: Signed) -> None:
        self._frames.accepted(signed)

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self._day.refused(signed, refusal)
        self._frames.refused(signed, refusal)

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        self._day.failed(school, signed, error)


class WatchedDay(Day):
    """A day with browsers."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._moods = random.Random(seed)
        self.browsers: dict[AccountId, Browser] = {}
        self.happened: Counter[str] = Counter()
        self._later: list[tuple[str | None, Command]] = []
        self._older: list[Line] = []
        self._open()

    def stepped(self, now: Now, signed: list[Signed]) -> list[Event]:
        if self._served is not self.school:
            self._restart()
        lines = {account: browser.line for account, browser in self.browsers.items()}
        senders = {id(s): line for s in signed if (line := lines.get(s.account or ""))}
        frames = self._publisher.open(now, dict(senders))
        events = step(self.school, now, signed, Both(DayWitness(self), frames))
        committed: Future[None] | None = Future() if events else None
        self._publisher.send_after(committed, frames.close())
        self._uncommitted += [committed] if committed else []
        if now.crossed(BEAT_EVERY_TICKS):
            self._publisher.beat(now.tick)
        self._commit(self.chance.randrange(IN_FLIGHT_MAX))
        self._commit(len(self._uncommitted) - IN_FLIGHT_MAX)
        self._now = now
        for event in events:
            # Whoever goes under cover, or comes back, is shown everything in the next tick.
            if isinstance(event, Covered | Uncovered) and (line := lines.get(event.account)):
                self._arriving.add(line)
        return events

    def wishes(self) -> list[tuple[str | None, Command]]:
        """What everybody, and every line, does in the next tick."""
        wishes = [wish_of(self) for _ in range(self.chance.randrange(4))]
        if self.chance.random() < 0.01:
            who = self.chance.choice(self.accounts)
            wishes.append((None, RenameAccount(who, f"なまえ{self.chance.randrange(10**6)}")))
        if self.chance.random() < 0.001:
            wishes.append((None, AddFloor(small_plan(f"new-{self.tick}", "plaza"))))
        later, self._later = self._later, []
        return later + [wish for who in self.accounts for wish in self._of_line(who)] + wishes

    def look(self) -> None:
        """Everything arrives. Each browser that is up to date must have seen what may be seen."""
        self._commit(len(self._uncommitted))
        for account, browser in self.browsers.items():
            line = browser.line
            if line is None or line.closed or self._publisher.connections.get(account) is not line:
                continue
            browser.receive(len(line.on_the_way))
            # Whoever saves bytes sees where others stand later than everybody else.
            shown_all = line.motion is Motion.FULL and line not in self._wanting
            if shown_all and not line.stale and line not in self._arriving:
                browser.steps.append({"do": "look", "tick": self._now.tick})
                browser.wanted.append(picture_of(view_of(self.school, account, self._now)))

    def _of_line(self, account: AccountId) -> Iterator[tuple[str | None, Command]]:
        browser = self.browsers.setdefault(account, Browser())
        session = session_of(self.school, account)
        line, luck = browser.line, self.chance.random()
        if line is None:
            if session is not None and luck < 0.3:
                yield from self._connect(browser, account, session.session)
            return
        self._arriving.discard(line)
        self._wanting.discard(line)
        browser.receive(self.chance.choice((0, 1, 9, 9)))
        if not (line.closed or line.stale) and self._moods.random() < 0.02:
            motion = self._moods.choice((Motion.FULL, Motion.FULL, Motion.SPARSE, Motion.STILL))
            self._note(f"motion {motion.name}")
            self._want(browser, line, motion)
        if line.closed:
            browser.receive(len(line.on_the_way))
            browser.load()
            yield from self._hang_up(browser, line)
        elif luck < (0.05 if line.stale else 0.01):
            self._note("stale drop" if line.stale else "drop")
            yield from self._hang_up(browser, line)
        elif line.stale and luck < 0.12:
            browser.receive(len(line.on_the_way))
            line.stale, line.resume_after = False, 0
            self._arrive(line)
        elif luck < 0.015 and not line.stale:
            self._note("stale")
            self._publisher.lose(line)
        elif luck < 0.02 and session is not None:
            self._note("second window")
            self._older.append(line)
            browser.load()
            yield from self._connect(browser, account, session.session)

    def _connect(
        self, browser: Browser, account: AccountId, session: SessionId
    ) -> Iterator[tuple[str | None, Command]]:
        browser.line = Line(account, session, browser.seen)
        browser.line.motion = browser.least if browser.seen else browser.wanted_motion
        self._note("resume" if browser.seen else "connect")
        self._arrive(browser.line)
        self._want(browser, browser.line, browser.wanted_motion)
        yield None, Reconnect(account, session)

    def _want(self, browser: Browser, line: Line, motion: Motion) -> None:
        browser.wanted_motion, browser.least = motion, max(motion, browser.least)
        self._publisher.want(line, motion)
        self._wanting.add(line)

    def _hang_up(self, browser: Browser, line: Line) -> Iterator[tuple[str | None, Command]]:
        browser.line, line.closed = None, True
        if self._publisher.depart(line):
            yield None, Disconnect(line.account, line.session)

    def _arrive(self, line: Line) -> None:
        self._publisher.arrive(line)
        self._arriving.add(line)

    def _open(self) -> None:
        self._served, self._publisher = self.school, Publisher(self.school, Counter())
        self._uncommitted: list[Future[None]] = []
        self._arriving: set[Line] = set()
        self._wanting: set[Line] = set()

    def _restart(self) -> None:
        """The server is gone with all its lines; some come back before its first tick."""
        self._note("restart")
        self._open()
        for account, browser in self.browsers.items():
            browser.line, session = None, self.school.sessions.get(account)
            if session is not None and self.chance.random() < 0.5:
                self._later += self._connect(browser, account, session.session)

    def _commit(self, count: int) -> None:
        """The oldest batches reach the disk, in order."""
        for _ in range(count):
            if self._uncommitted:
                self._uncommitted.pop(0).set_result(None)
                self._publisher.send_ready()
        for line in [line for line in self._older if line.closed]:
            self._older.remove(line)
            assert not self._publisher.depart(line), "a newer window has taken its place"

    def _note(self, what: str) -> None:
        self.happened[what] += 1


def payloads(frames: bytes) -> list[bytes]:
    """What whole WebSocket frames of a server carry (RFC 6455, 5.2)."""
    found = []
    while frames:
        size, start = frames[1], 2
        if size >= 126:
            start = 4 if size == 126 else 10
            size = int.from_bytes(frames[2:start], "big")
        found.append(frames[start : start + size])
        frames = frames[start + size :]
    return found


def a_watched_day(seed: int, ticks: int) -> WatchedDay:
    """A day of `ticks` ticks, with a look at every browser now and then and at the end."""
    day = WatchedDay(seed)
    found(day)
    for _ in range(ticks):
        day.run(day.wishes())
        if day.chance.random() < 0.005:
            day.crash()
        if day.chance.random() < 0.03:
            day.look()
    day.look()
    return day
