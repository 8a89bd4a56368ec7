"""What analysts are given of a day with talks is what they are given of one with logouts (T3.4)."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from projections.runner import Projector
from projections.snapshots import publish
from protocol.log import StoredBatch, StoredSnapshot
from tests.twin_days import a_twin_day

pytestmark = pytest.mark.spec("T3.4")
SEEDS, TICKS = range(8, 20), 500
MUST_HAPPEN = {"DrawnInPrivate", "AccessRefused", "ReportHeld"}


class ListLog:
    """Batches as a reader finds them."""

    def __init__(self, states: list[bytes]) -> None:
        self._stored = [StoredBatch(number, state) for number, state in enumerate(states, 1)]

    def read(self, after: int, limit: int) -> Sequence[StoredBatch]:
        return self._stored[after : after + limit]

    def last(self) -> StoredBatch | None:
        return self._stored[-1] if self._stored else None

    def latest_snapshot(self, at_or_before: int | None = None) -> StoredSnapshot | None:
        return None

    def close(self) -> None:
        """Nothing is held."""


def published(folder: Path, states: list[bytes]) -> Path:
    projector = Projector(folder / "live.duckdb")
    projector.catch_up(ListLog(states))
    try:
        return publish(projector.connection, folder / "copies")
    finally:
        projector.close()


def rows_of(copy: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table and view of a published copy, without the random ids of sessions."""
    with duckdb.connect(str(copy), read_only=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables ORDER BY 1"
            ).fetchall()
        ]
        asked = connection.execute("SELECT DISTINCT session FROM attendance").fetchall()
        sessions = {session for (session,) in asked}
        tables = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall()
            for name in names
        }
    return {
        name: sorted((tuple("" if v in sessions else v for v in row) for row in rows), key=repr)
        for name, rows in tables.items()
    }


def test_published_tables_of_days_with_talks_and_of_their_twins_are_equal(tmp_path: Path) -> None:
    talked: Counter[str] = Counter()
    # Days until there was enough to be told, as no single one is sure to hold everything.
    for seed in SEEDS:
        day = a_twin_day(seed, TICKS)
        # Talks leave more behind in the log, and nothing of that in the tables.
        assert len(day.talking.log) > len(day.other.log)
        copies = []
        for name, world in (("talks", day.talking), ("logouts", day.other)):
            (folder := tmp_path / f"{name} {seed}").mkdir()
            copies.append(rows_of(published(folder, world.log)))
        talks, logouts = copies
        assert talks.keys() == logouts.keys()
        assert len(talks["attendance"]) > 20
        for name, rows in talks.items():
            assert rows == logouts[name], (seed, name)
        talked += day.happened
        if talked["Uncovered"] > 4 and talked.keys() >= MUST_HAPPEN:
            return
    raise AssertionError(f"not enough in days {SEEDS}: {talked}")


def test_places_in_the_tables_have_no_gaps_and_nothing_of_the_log_is_published(
    tmp_path: Path,
) -> None:
    day = a_twin_day(SEEDS[0], TICKS // 2)
    copy = published(tmp_path, day.talking.log)
    tables = rows_of(copy)
    assert not {"tracking", "erased_in", "last_place", "last_moments"} & tables.keys()
    places = [
        (int(str(row[0])), int(str(row[1])))
        for name, rows in tables.items()
        if name.startswith("event_")
        for row in rows
    ]
    batches = sorted({batch for batch, _index in places})
    assert batches == list(range(1, len(batches) + 1))
    assert len(batches) < len(day.talking.log)
    for batch in batches:
        indices = sorted(index for one, index in places if one == batch)
        assert indices == list(range(len(indices)))
