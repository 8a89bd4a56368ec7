"""What may flow is what the log says, on any day that people live (DESIGN decision 10)."""

import pytest

from protocol.calling import CallStarted
from protocol.counselling import Covered, MovedUnderCover, Uncovered
from protocol.media import MediaSet
from protocol.record import decode_batch
from protocol.sessions import Dropped
from protocol.vocabulary import Event
from replay.reader import fold
from server.media.picture import FOLLOWED, Picture
from server.media.plane import Calls, Sends
from simulation.school import School, bare_school, session_of
from tests.conftest import TEST_SIZE
from tests.simulator import a_day

TICKS = {"quick": 1_200, "fuzz": 20_000, "soak": 100_000}[TEST_SIZE]
DAYS_MAX = 12
MUST_HAPPEN = {CallStarted, MediaSet, Covered, MovedUnderCover, Uncovered, Dropped}


def allowed(school: School) -> Calls:
    """Everything that may flow in a state, told a second time from the state itself."""
    calls: Calls = {}
    for call in school.calls.values():
        if not any(one.anything for one in call.media.values()):
            continue
        calls[call.call] = {}
        for account, one in call.media.items():
            stay = session_of(school, account)
            if stay is not None and stay.dropped_tick is None:
                sends = (one.microphone, one.camera, one.screen)
                calls[call.call][account] = Sends(one.seat, *sends)
    return calls


@pytest.mark.spec("T4.1")
def test_on_any_day_the_same_may_flow_as_the_stored_state_allows() -> None:
    happened: set[type[Event]] = set()
    flowed = False
    # Days until all that could go wrong was there, as no single one is sure to hold everything.
    for seed in range(DAYS_MAX):
        day = a_day(seed, TICKS)
        school = bare_school()
        picture = Picture(school.calls)
        for state in day.log:
            batch = decode_batch(state, day.sealer)
            fold(school, batch)
            for event in batch.events:
                if isinstance(event, FOLLOWED):
                    picture.take(event)
            assert picture.calls() == allowed(school)
            flowed = flowed or bool(picture.calls())
        happened |= {type(event) for event in day.events}
        if flowed and happened >= MUST_HAPPEN:
            return
    raise AssertionError(f"not in {DAYS_MAX} days: {MUST_HAPPEN - happened}, flow: {flowed}")
