"""What replay tells of a day with talks is what it tells of one with logouts (SPEC A3, T3.4)."""

from collections import Counter
from collections.abc import Iterator

import pytest

from protocol.counselling import Covered, Uncovered
from protocol.record import decode_batch
from protocol.sessions import EpochStarted, Left
from protocol.vocabulary import Event
from replay.reader import header_of
from replay.timeline import Timeline
from replay.transcript import play
from tests.projections.test_twin_tables import ListLog
from tests.simulator import PlainSealer
from tests.twin_days import TwinDay, a_twin_day

SEEDS, TICKS = range(8, 20), 500
MUST_HAPPEN = {
    "Uncovered",
    "GroupJoined",
    "MediaSet",
    "AccessRefused",
    "DrawnInPrivate",
    "ReportHeld",
}
ALL_OF_IT_S = 10_000_000


def events_of(states: list[bytes]) -> Iterator[Event]:
    for state in states:
        yield from decode_batch(state, PlainSealer()).events


def happened_to_the_covered(day: TwinDay) -> Iterator[str]:
    """Kinds of events that say something of somebody who is in a talk."""
    covered = set()
    for event in events_of(day.talking.log):
        account = getattr(event, "account", "")
        if account in covered or isinstance(event, Covered):
            yield type(event).__name__
        if isinstance(event, Covered):
            covered.add(account)
        elif isinstance(event, Uncovered | Left):
            covered.discard(account)


def told(states: list[bytes]) -> list[str]:
    log = ListLog(states)
    timeline = Timeline(log, PlainSealer())
    return list(play(timeline, header_of(log.read(0, 1)[0]).wall_ms, ALL_OF_IT_S))


@pytest.mark.spec("T3.4")
def test_replay_of_days_with_talks_and_of_their_twins_reads_the_same() -> None:
    happened: Counter[str] = Counter()
    # Days until there was enough to be told, as no single one is sure to hold everything.
    for seed in SEEDS:
        day = a_twin_day(seed, TICKS)
        talks, logouts = told(day.talking.log), told(day.other.log)
        assert len(talks) > TICKS
        for line, same in zip(talks, logouts, strict=True):
            assert line == same, seed
        happened.update(happened_to_the_covered(day))
        happened["restarts"] += sum(isinstance(e, EpochStarted) for e in events_of(day.talking.log))
        if happened["restarts"] > len(SEEDS) // 4 and happened.keys() >= MUST_HAPPEN:
            return
    raise AssertionError(f"not enough in days {SEEDS}: {happened}")
