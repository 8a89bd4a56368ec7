"""What every event log must do, whatever it stores on. A new log adds itself to `LOGS`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from protocol.log import EventLog, LogBroken, LogReader, LogState, StoredBatch, StoredSnapshot
from server.event_logs.sqlite import SqliteEventLog, open_for_reading

PATIENCE_S = 20
LOGS: dict[str, tuple[Callable[[Path], EventLog], Callable[[Path], LogReader]]] = {
    "sqlite": (SqliteEventLog, open_for_reading),
}


@pytest.fixture(params=sorted(LOGS))
def opened(request: pytest.FixtureRequest) -> Callable[[Path], EventLog]:
    return LOGS[request.param][0]


@pytest.fixture
def log(opened: Callable[[Path], EventLog], tmp_path: Path) -> Iterator[EventLog]:
    log = opened(tmp_path / "school.db")
    yield log
    log.close()


def state_of(number: int) -> bytes:
    return b"batch %d" % number


def append(log: EventLog, first: int, last: int) -> None:
    committed = [log.append(number, state_of(number)) for number in range(first, last + 1)]
    for future in committed:
        future.result(PATIENCE_S)


def test_an_empty_log_has_no_last_batch_no_snapshot_and_reads_nothing(log: EventLog) -> None:
    assert log.last() is None
    assert log.latest_snapshot() is None
    assert list(log.read(0, 10)) == []
    assert log.state is LogState.WRITING


def test_what_was_appended_is_read_back_in_order_and_in_pages(log: EventLog) -> None:
    append(log, 1, 25)
    pages = [list(log.read(after, 10)) for after in (0, 10, 20, 25)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [batch for page in pages for batch in page] == [
        StoredBatch(number, state_of(number)) for number in range(1, 26)
    ]
    assert log.last() == StoredBatch(25, state_of(25))


def test_futures_resolve_in_the_order_of_their_batches(log: EventLog) -> None:
    resolved: list[int] = []
    for number in range(1, 101):
        log.append(number, state_of(number)).add_done_callback(
            lambda _, number=number: resolved.append(number)  # type: ignore[misc]
        )
    log.close()
    assert resolved == list(range(1, 101))


def test_a_resolved_batch_is_there_for_another_reader_at_once(
    log: EventLog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    reader = LOGS[request.node.callspec.params["opened"]][1](tmp_path / "school.db")
    for number in range(1, 6):
        append(log, number, number)
        assert reader.last() == StoredBatch(number, state_of(number))
    reader.close()


def test_closing_commits_what_waits(
    opened: Callable[[Path], EventLog], log: EventLog, tmp_path: Path
) -> None:
    waiting = [log.append(number, state_of(number)) for number in range(1, 51)]
    log.close()
    assert all(future.done() and future.exception() is None for future in waiting)
    again = opened(tmp_path / "school.db")
    assert again.last() == StoredBatch(50, state_of(50))
    again.close()


def test_closing_twice_is_harmless_and_a_closed_log_takes_nothing(log: EventLog) -> None:
    log.close()
    log.close()
    with pytest.raises(RuntimeError):
        log.append(1, b"")


@pytest.mark.parametrize("number", [0, 2, 3, 5])
def test_a_number_that_is_not_the_next_one_breaks_the_log_and_stores_nothing(
    opened: Callable[[Path], EventLog], tmp_path: Path, number: int
) -> None:
    log = opened(tmp_path / "school.db")
    append(log, 1, 3)
    with pytest.raises(LogBroken):
        log.append(number, b"stray").result(PATIENCE_S)
    assert log.state is LogState.BROKEN
    with pytest.raises(LogBroken):
        log.append(4, b"late").result(PATIENCE_S)
    log.close()
    again = opened(tmp_path / "school.db")
    assert [batch.number for batch in again.read(0, 10)] == [1, 2, 3]
    again.close()


def test_a_writer_that_was_overtaken_gets_broken_and_the_newer_one_goes_on(
    opened: Callable[[Path], EventLog], tmp_path: Path
) -> None:
    stale = opened(tmp_path / "school.db")
    append(stale, 1, 3)
    newer = opened(tmp_path / "school.db")
    append(newer, 4, 5)
    changes: list[LogState] = []
    stale.listen(changes.append)
    with pytest.raises(LogBroken):
        stale.append(4, b"stale").result(PATIENCE_S)
    stale.close()
    assert changes == [LogState.BROKEN]
    append(newer, 6, 6)
    assert [b.state for b in newer.read(3, 9)] == [state_of(n) for n in (4, 5, 6)]
    newer.close()


def test_the_snapshot_asked_for_is_the_newest_that_is_not_too_new(log: EventLog) -> None:
    for number in (10, 20, 30):
        log.save_snapshot(StoredSnapshot(number, b"school %d" % number)).result(PATIENCE_S)
    assert log.latest_snapshot() == StoredSnapshot(30, b"school 30")
    assert log.latest_snapshot(29) == StoredSnapshot(20, b"school 20")
    assert log.latest_snapshot(20) == StoredSnapshot(20, b"school 20")
    assert log.latest_snapshot(9) is None


def test_a_snapshot_of_the_same_batch_replaces_the_one_before(log: EventLog) -> None:
    log.save_snapshot(StoredSnapshot(7, b"first"))
    log.save_snapshot(StoredSnapshot(7, b"second")).result(PATIENCE_S)
    assert log.latest_snapshot() == StoredSnapshot(7, b"second")


def test_snapshots_and_batches_keep_the_order_in_which_they_were_handed_over(
    log: EventLog,
) -> None:
    first = log.append(1, state_of(1))
    snapshot = log.save_snapshot(StoredSnapshot(1, b"school"))
    log.append(2, state_of(2)).result(PATIENCE_S)
    assert first.done()
    assert snapshot.done()
