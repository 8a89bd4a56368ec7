"""The DuckDB tables say what the log says: recounted by other code, exactly once, without
personal text."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from projections import analytics
from projections.runner import Projector, rebuild
from projections.snapshots import publish
from protocol.log import LogReader
from protocol.record import decode_batch
from protocol.sessions import Dropped, Left, LoggedIn
from protocol.vocabulary import DECLARED
from server.event_logs.sqlite import open_for_reading
from tests.replay.stored_days import store
from tests.simulator import Day

pytestmark = pytest.mark.spec("T6.1")
PERSONAL = ("やあ", "ひみつ", "ここだけ", "つぶやき", "ほんみょう", "ひと1", "うん")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LogReader, Day]]:
    path = tmp_path_factory.mktemp("log") / "school.db"
    day = store(path, seed=11, ticks=1_500)
    log = open_for_reading(path)
    yield log, day
    log.close()


def stays(day: Day) -> dict[str, list[object]]:
    """Attendance counted by hand, straight from the events: session to cause, minutes, drops."""
    found: dict[str, list[object]] = {}
    for state in day.log:
        batch = decode_batch(state, day.sealer)
        for event in batch.events:
            if isinstance(event, LoggedIn):
                found[event.session] = [event.account, batch.header.wall_ms, None, None, 0]
            elif isinstance(event, Left):
                found[event.session][2:4] = [event.present_until_ms, event.cause.value]
            elif isinstance(event, Dropped):
                found[event.session][4] = int(str(found[event.session][4])) + 1
    return found


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
        "SELECT session, account, login_ms, present_until_ms, cause, drops FROM attendance",
    )
    assert {row[0]: list(row[1:]) for row in told} == stays(day)
    assert len(told) > 20


def test_catching_up_in_pieces_and_twice_changes_nothing(
    stored: tuple[LogReader, Day], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, _day = stored
    rebuild(tmp_path / "whole.duckdb", log)
    monkeypatch.setattr("projections.runner.PAGE_BATCHES", 7)
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
    assert counted == sum(DECLARED[type(event)].analytics for event in day.events)
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
    """All rows of all tables, in one order."""
    names = rows_of(path, "SELECT table_name FROM duckdb_tables() ORDER BY 1")
    return {
        str(name): sorted(rows_of(path, f'SELECT * FROM "{name}"'), key=repr) for (name,) in names
    }
