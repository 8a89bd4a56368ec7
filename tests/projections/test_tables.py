"""The DuckDB tables say what the log says: recounted by other code, exactly once, without
personal text."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from projections import analytics
from projections.runner import Projector, rebuild
from projections.snapshots import publish
from protocol.counselling import Covered, NameCounsellor, Uncovered
from protocol.log import LogReader
from protocol.private_talk import PrivateBoardMade
from protocol.record import decode_batch
from protocol.sessions import AccessRefused, Cause, Dropped, EpochStarted, Left, LoggedIn, Resumed
from protocol.vocabulary import DECLARED, Event
from server.event_logs.sqlite import open_for_reading
from tests import twin_party
from tests.replay.stored_days import store
from tests.simulator import Day

pytestmark = pytest.mark.spec("T6.1")
PERSONAL = ("やあ", "ひみつ", "ここだけ", "つぶやき", "ほんみょう", "ひと1", "うん")
HIDDEN = (Dropped, Resumed, Left, AccessRefused)
OF_TALKS = {one.__name__ for one in (*twin_party.OF_TALKS, NameCounsellor)}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LogReader, Day]]:
    path = tmp_path_factory.mktemp("log") / "school.db"
    day = store(path, seed=11, ticks=1_500)
    log = open_for_reading(path)
    yield log, day
    log.close()


def known(day: Day) -> Iterator[tuple[int, Event]]:
    """What everybody may know of each event, and when: somebody under cover has logged out, and a
    server that began anew had run until the last thing that has a table."""
    last_ms = 0
    ended: dict[int, int] = {}
    for wall_ms, event in _without_talks(day):
        if isinstance(event, EpochStarted):
            ended[event.until_ms] = last_ms
        if isinstance(event, Left) and event.present_until_ms in ended:
            yield wall_ms, replace(event, present_until_ms=ended[event.present_until_ms])
        else:
            yield wall_ms, event
        if DECLARED[type(event)].analytics:
            last_ms = wall_ms


def _without_talks(day: Day) -> Iterator[tuple[int, Event]]:
    covered: set[str] = set()
    boards: set[str] = set()
    for state in day.log:
        batch = decode_batch(state, day.sealer)
        wall_ms = batch.header.wall_ms
        for event in batch.events:
            if isinstance(event, Covered):
                covered.add(event.account)
                yield wall_ms, Left(event.account, event.session, Cause.LOGOUT, wall_ms)
            elif isinstance(event, Uncovered):
                covered.remove(event.account)
                yield wall_ms, LoggedIn(event.account, event.session, event.device)
            elif isinstance(event, PrivateBoardMade):
                boards.add(event.board)
            elif (
                getattr(event, "board", None) in boards or getattr(event, "command", "") in OF_TALKS
            ):
                continue
            elif isinstance(event, HIDDEN) and event.account in covered:
                covered -= {event.account} if isinstance(event, Left) else set()
            else:
                yield wall_ms, event


def stays(day: Day) -> list[list[object]]:
    """Attendance counted by hand, straight from the events: who, from when, until when and why,
    how many drops."""
    found: list[list[object]] = []
    last: dict[str, list[object]] = {}
    for wall_ms, event in known(day):
        if isinstance(event, LoggedIn):
            last[event.account] = [event.account, wall_ms, None, None, 0]
            found.append(last[event.account])
        elif isinstance(event, Left):
            last[event.account][2:4] = [event.present_until_ms, event.cause.value]
        elif isinstance(event, Dropped):
            last[event.account][4] = int(str(last[event.account][4])) + 1
    return sorted(found, key=repr)


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_attendance_equals_an_independent_recount(
    stored: tuple[LogReader, Day], tmp_path: Path
) -> None:
    log, day = stored
    projector = Projector(tmp_path / "a.duckdb")
    projector.catch_up(log)
    projector.close()
    told = rows_of(
        tmp_path / "a.duckdb",
        "SELECT account, login_ms, present_until_ms, cause, drops FROM attendance",
    )
    assert sorted(map(list, told), key=repr) == stays(day)
    assert len(told) > 20
    assert any(isinstance(event, Uncovered) for event in day.events)


def test_catching_up_in_pieces_and_twice_changes_nothing(
    stored: tuple[LogReader, Day], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, _day = stored
    rebuild(tmp_path / "whole.duckdb", log)
    monkeypatch.setattr("projections.runner.PAGE_BATCHES", 29)
    monkeypatch.setattr("projections.runner.FLUSH_BYTES", 1)
    for _ in range(3):
        projector = Projector(tmp_path / "pieces.duckdb")
        projector.catch_up(log)
        projector.close()
    assert everything(tmp_path / "pieces.duckdb") == everything(tmp_path / "whole.duckdb")


def test_every_event_has_its_rows_and_no_personal_text(
    stored: tuple[LogReader, Day], tmp_path: Path
) -> None:
    log, day = stored
    rebuild(tmp_path / "all.duckdb", log)
    tables = everything(tmp_path / "all.duckdb")
    counted = sum(
        len(tables[analytics.table_of(declared).name]) for declared in analytics.declared_events()
    )
    assert counted == sum(DECLARED[type(event)].analytics for _, event in known(day))
    written = repr(tables)
    assert [text for text in PERSONAL if text in written] == []
    raw = (tmp_path / "all.duckdb").read_bytes()
    assert [text for text in PERSONAL if text.encode() in raw] == []


def test_an_analyst_opens_the_published_copy_while_the_projector_writes(
    stored: tuple[LogReader, Day], tmp_path: Path
) -> None:
    log, _day = stored
    projector = Projector(tmp_path / "live.duckdb")
    projector.catch_up(log)
    publish(projector.connection, tmp_path / "published")
    assert everything(tmp_path / "published" / "analytics.duckdb")["stays"]
    projector.close()


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in one order; opening the file costs more than reading a table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        ask = connection.execute
        names = ask("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        return {
            str(name): sorted(ask(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in names
        }
