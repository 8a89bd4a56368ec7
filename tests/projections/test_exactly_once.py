"""The tables are a function of the log: no row too few, none twice, whatever happens."""

import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from projections.erasure import withdraw
from projections.runner import ProjectionError, Projector, TablesOutdated, rebuild
from projections.snapshots import export_csv, publish
from protocol.accounts import EraseAccount
from protocol.avatars import Murmur, SetWatching
from protocol.chatting import Say, SayTo
from protocol.floors import EnterFloor
from protocol.moving import WalkTo
from protocol.record import decode_rows
from protocol.sessions import Disconnect, LogOut, Reconnect
from server.event_logs.sqlite import SqliteEventLog
from tests.conftest import TEST_SIZE
from tests.school_days import SchoolDays
from tests.source_tree import ROOT

KILLS = {"quick": 4, "fuzz": 25, "soak": 200}[TEST_SIZE]
PROJECTING = """
import sys
from pathlib import Path
import projections.runner as runner
from server.event_logs.sqlite import open_for_reading
runner.PAGE_BATCHES, runner.FLUSH_BYTES = 20, 1
projector = runner.Projector(Path(sys.argv[2]))
class Turned:
    def __init__(self, log):
        self.log = log
    def read(self, after, limit):
        print("page", flush=True)
        sys.stdin.readline()
        return self.log.read(after, limit)
    def __getattr__(self, name):
        return getattr(self.log, name)
projector.catch_up(Turned(open_for_reading(Path(sys.argv[1]))))
"""
"""A projector with small transactions that takes one page a turn: the test says when it dies."""


def live(days: SchoolDays, minutes: int) -> list[str]:
    """A few pupils who come, walk, talk, drop, return and go."""
    chance = days.random
    pupils = [days.add(f"こ{n}") for n in range(6)]
    for pupil in pupils:
        days.log_in(pupil)
        days.do(SetWatching(False), pupil)
        days.do(EnterFloor("yard"), pupil)
    for _ in range(minutes):
        for pupil in pupils:
            days.give(WalkTo(chance.randrange(48, 336), chance.randrange(64, 224)), pupil)
        days.wait(20)
        days.do(Say("こんにちは"), pupils[0])
        days.do(SayTo(pupils[2], "ねえ"), pupils[1])
        days.do(Murmur("うた" if chance.random() < 0.5 else ""), pupils[3])
        days.do(Disconnect(pupils[4], days.sessions[pupils[4]]))
        days.wait(20)
        days.do(Reconnect(pupils[4], days.sessions[pupils[4]]))
    days.do(LogOut(), pupils[5])
    days.settle()
    return pupils


def csv_of(path: Path, folder: Path) -> dict[str, bytes]:
    """Every table and view as it would be handed to somebody."""
    connection = duckdb.connect(str(path))
    export_csv(connection, folder)
    connection.close()
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def kill_after_pages(program: list[str], pages: int, into_the_next_s: float) -> None:
    """Let a projector have some pages, then kill it while it has the next one in hand."""
    process = subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(pages):
        if process.stdout.readline() != "page\n":
            break
        process.stdin.write("go\n")
        process.stdin.flush()
    try:
        process.wait(into_the_next_s)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


@pytest.mark.spec("T6.1", "T6.16")
def test_a_projector_killed_at_any_moment_loses_no_row_and_doubles_none(
    days: SchoolDays, tmp_path: Path
) -> None:
    live(days, minutes=40)
    log_path, tables = tmp_path / "school.db", tmp_path / "killed.duckdb"
    chance = random.Random(3)
    program = [sys.executable, "-c", PROJECTING, str(log_path), str(tables)]
    for _ in range(KILLS):
        kill_after_pages(program, chance.randrange(1, 4), chance.random() * 0.02)
    projector = Projector(tables)
    if days.number > KILLS * 4 * 20:
        assert projector.position < days.number, "it was killed before its end"
    projector.catch_up(days.log)
    projector.close()
    rebuild(tmp_path / "whole.duckdb", days.log)
    assert csv_of(tables, tmp_path / "one") == csv_of(tmp_path / "whole.duckdb", tmp_path / "other")


@pytest.mark.spec("T6.1")
def test_tables_made_event_by_event_and_at_once_are_byte_equal(
    days: SchoolDays, tmp_path: Path
) -> None:
    projector = Projector(tmp_path / "live.duckdb")
    live(days, minutes=3)
    assert projector.catch_up(days.log) == days.number
    days.do(LogOut(), next(iter(days.school.sessions)))
    days.wait(600)
    days.settle()
    projector.catch_up(days.log)
    projector.close()
    rebuild(tmp_path / "anew.duckdb", days.log)
    assert csv_of(tmp_path / "live.duckdb", tmp_path / "one") == csv_of(
        tmp_path / "anew.duckdb", tmp_path / "other"
    )


@pytest.mark.spec("T6.7")
def test_an_erased_person_stands_in_no_table_under_their_own_id(
    days: SchoolDays, tmp_path: Path
) -> None:
    pupils = live(days, minutes=2)
    path, published = tmp_path / "tables.duckdb", tmp_path / "published"
    projector = Projector(path)
    projector.catch_up(days.log)
    publish(projector.connection, published)
    assert not projector.must_rebuild()
    days.do(EraseAccount(pupils[1]))
    days.settle()
    projector.catch_up(days.log)
    assert projector.must_rebuild()
    projector.close()
    rebuild(path, days.log)
    assert withdraw(published)
    projector = Projector(path)
    projector.catch_up(days.log)
    assert not projector.must_rebuild()
    publish(projector.connection, published)
    projector.close()
    written = [path, *(file for file in published.rglob("*") if file.is_file())]
    assert [file for file in written if pupils[1].encode() in file.read_bytes()] == []
    exported = csv_of(path, tmp_path / "csv")
    assert exported["stays.csv"].count(b"erased-1") == 1
    assert [name for name, text in exported.items() if pupils[1].encode() in text] == []


def test_a_log_that_is_not_the_one_projected_is_refused(days: SchoolDays, tmp_path: Path) -> None:
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    other_log = SqliteEventLog(tmp_path / "other.db")
    other = SchoolDays(other_log, start_ms=days.now_ms, seed=2)
    other.found()
    live(other, minutes=1)
    with pytest.raises(ProjectionError, match="rebuild"):
        projector.catch_up(other_log)
    assert projector.position == days.number
    projector.close()
    other_log.close()


def test_tables_of_another_version_are_not_guessed_at(days: SchoolDays, tmp_path: Path) -> None:
    path = tmp_path / "tables.duckdb"
    projector = Projector(path)
    projector.connection.execute("UPDATE tracking SET layout = 'another'")
    projector.close()
    with pytest.raises(TablesOutdated):
        Projector(path)
    assert rebuild(path, days.log) == days.number
    Projector(path).close()


@pytest.mark.spec("V4")
def test_what_is_published_says_nothing_personal(days: SchoolDays, tmp_path: Path) -> None:
    live(days, minutes=1)
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    publish(projector.connection, tmp_path / "published")
    projector.close()
    files = [path for path in (tmp_path / "published").rglob("*") if path.is_file()]
    assert len(files) > 40
    for text in ("こ1", "本名", "こんにちは", "ねえ", "うた"):
        assert [path.name for path in files if text.encode() in path.read_bytes()] == []
    said = [row[0] for stored in days.log.read(0, 10_000) for row in decode_rows(stored.state)[1]]
    with duckdb.connect(str(tmp_path / "published" / "analytics.duckdb"), read_only=True) as copy:
        assert copy.execute("SELECT count(*) FROM event_said").fetchone() == (said.count("Said"),)
