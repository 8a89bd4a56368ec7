"""A school as the twin days run it: with a publisher, lines to its people, and a log."""

from collections import Counter

from protocol.record import GENESIS, Header, chain_hash, encode_batch
from protocol.units import AccountId
from protocol.vocabulary import Event, Signal
from server.loop import BEAT_EVERY_TICKS
from server.publish import Publisher
from simulation.rules import Refused
from simulation.school import Now, School, bare_school
from simulation.snapshot import dump, load
from simulation.step import Signed, step
from tests.simulator import PlainSealer
from tests.watched_days import Line


class World:
    """A school, its publisher and log, and the lines of its people. The witness of its ticks."""

    def __init__(self) -> None:
        self.school: School = bare_school()
        self.lines: dict[AccountId, Line] = {}
        self.accepted_ids: set[int] = set()
        self.publisher = Publisher(self.school, Counter())
        self.log: list[bytes] = []

    def restart(self) -> None:
        """The server is gone with all its lines."""
        self.school = load(*dump(self.school))
        self.lines = {}
        self.publisher = Publisher(self.school, Counter())

    def connect(self, account: AccountId) -> None:
        stay = self.school.sessions.get(account) or self.school.covered[account]
        self.lines[account] = Line(account, stay.session, 0)
        self.publisher.arrive(self.lines[account])

    def hang_up(self, account: AccountId) -> None:
        self.publisher.depart(self.lines.pop(account))

    def tick(self, now: Now, signed: list[Signed]) -> list[Event]:
        senders = {id(s): line for s in signed if (line := self.lines.get(s.account or ""))}
        self._frames = self.publisher.open(now, dict(senders))
        self.accepted_ids = set()
        events = step(self.school, now, signed, self)
        if events:
            self._append(now, events)
        self.publisher.send_after(None, self._frames.close())
        if now.crossed(BEAT_EVERY_TICKS):
            self.publisher.beat(now.tick)
        return events

    def _append(self, now: Now, events: list[Event]) -> None:
        head = chain_hash(self.log[-1]) if self.log else GENESIS
        number = len(self.log) + 1
        header = Header(number, now.tick, now.wall_ms, now.utc_offset_min, head)
        self.log.append(encode_batch(header, events, PlainSealer()))

    def heard(self, account: AccountId) -> tuple[list[bytes], bool]:
        """What left the server for somebody since the last time, and whether it hung up."""
        line = self.lines.get(account)
        if line is None:
            return [], True
        frames, line.on_the_way = line.on_the_way, []
        if line.closed:
            del self.lines[account]
        return frames, line.closed

    def applied(self, school: School, event: Event) -> None:
        self._frames.applied(school, event)

    def accepted(self, signed: Signed) -> None:
        self.accepted_ids.add(signed.command_id)
        self._frames.accepted(signed)

    def refused(self, signed: Signed, refusal: Refused) -> None:
        self._frames.refused(signed, refusal)

    def failed(self, school: School, signed: Signed, error: Exception) -> None:
        raise AssertionError(f"{type(signed.command).__name__} broke a decider") from error

    def relayed(self, school: School, signal: Signal) -> None:
        self._frames.relayed(school, signal)
