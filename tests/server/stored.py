"""What a running school has stored, read as an operator would: the log, and the analysts' copy."""

from pathlib import Path
from typing import Any, TypeVar

import duckdb

from protocol.record import GENESIS, Batch, Header
from protocol.vocabulary import Event
from replay.reader import links
from server.commands.reading import open_to_read
from tests.server.running import Server, run_hiroba

_E = TypeVar("_E", bound=Event)


def batches_of(data_dir: Path, after: int = 0) -> list[Batch]:
    """All batches after a number, their personal text opened."""
    with open_to_read(data_dir) as (log, sealer):
        batches = [batch for batch, _ in links(log, sealer, 0, GENESIS)]
    return batches[after:]


def facts_of(data_dir: Path, *kinds: type[_E], after: int = 0) -> list[tuple[Header, _E]]:
    """Every event of some kinds with its moment."""
    return [
        (batch.header, event)
        for batch in batches_of(data_dir, after)
        for event in batch.events
        if isinstance(event, kinds)
    ]


def analysts_rows(server: Server, question: str, *values: object) -> list[tuple[Any, ...]]:
    """What analysts are told, after the tables have caught up with the log."""
    done = run_hiroba("project", "--data-dir", str(server.data_dir), "--once")
    assert done.returncode == 0, done.stderr
    published = server.data_dir / "published" / "analytics.duckdb"
    with duckdb.connect(str(published), read_only=True) as connection:
        return connection.execute(question, list(values)).fetchall()
