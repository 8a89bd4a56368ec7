"""A school in a real log, and DuckDB tables beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.event_logs.sqlite import SqliteEventLog
from tests.school_days import SchoolDays


@pytest.fixture
def days(tmp_path: Path) -> Iterator[SchoolDays]:
    """A school with two small floors, always open."""
    log = SqliteEventLog(tmp_path / "school.db")
    days = SchoolDays(log)
    days.found()
    yield days
    log.close()
