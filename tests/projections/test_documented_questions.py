"""`docs/analytics.md` keeps its promises: what it names is there, what it asks is answered."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from projections.runner import Projector
from projections.snapshots import publish
from server.event_logs.sqlite import open_for_reading
from tests.replay.stored_days import store
from tests.source_tree import text_of

pytestmark = pytest.mark.spec("T6.1")
PAGE = text_of("docs/analytics.md")
QUESTIONS = re.findall(
    r"\*\*([^*]+)\*\*\n\n```sql\n(.+?)```\nAnswers with: (.+?)\n", PAGE, re.DOTALL
)
TABLES = dict(re.findall(r"^\| `(\w+)` \| .+ \| ([\w, ]+) \|$", PAGE, re.MULTILINE))
PARTS = {
    "stays", "stays_open", "floor_visits_ended", "floor_visits_open", "call_members_ended",
    "call_members_open", "calls_open", "lessons_over", "lessons_open", "lesson_stays_ended",
    "lesson_stays_open",
}  # fmt: skip
AS_AN_ANALYST = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.execute(sys.argv[2]).fetchall())
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy, while the log is open and the projector holds its tables."""
    folder = tmp_path_factory.mktemp("published")
    store(folder / "school.db", seed=11, ticks=800)
    with closing(open_for_reading(folder / "school.db")) as log:
        projector = Projector(folder / "live.duckdb")
        projector.catch_up(log)
        yield publish(projector.connection, folder / "copies")
        projector.close()


def test_every_block_of_sql_on_the_page_is_a_question_with_its_answer() -> None:
    assert len(QUESTIONS) == PAGE.count("```sql") >= 5


@pytest.mark.parametrize(
    ("sql", "promised"), [(sql, form) for _, sql, form in QUESTIONS], ids=[q[0] for q in QUESTIONS]
)
def test_a_question_of_the_page_is_answered_in_the_promised_form(
    published: Path, sql: str, promised: str
) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        form = connection.execute(f"DESCRIBE {sql}").fetchall()
        assert ", ".join(f"{row[0]} {row[1]}" for row in form) == promised
        assert connection.execute(sql).fetchall()


def test_the_page_names_every_table_with_its_columns(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute(
            "SELECT table_name, string_agg(column_name, ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns GROUP BY table_name"
        ).fetchall()
    told = {name: columns for name, columns in found if name not in PARTS}
    assert {name: told[name] for name in told if not name.startswith("event_")} == TABLES
    events = [columns for name, columns in told.items() if name.startswith("event_")]
    assert len(events) > 30
    assert all(columns.startswith("batch, index, tick, wall_ms") for columns in events)


def test_an_analyst_in_a_process_of_their_own_asks_while_the_projector_holds_its_tables(
    published: Path,
) -> None:
    program = [sys.executable, "-c", AS_AN_ANALYST, str(published), QUESTIONS[0][1]]
    asked = subprocess.run(program, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.startswith("[('")
    live = published.parents[1] / "live.duckdb"
    program[3] = str(live)
    refused = subprocess.run(program, capture_output=True, text=True, check=False)
    assert "lock" in refused.stderr, "the live file is nobody else's"
