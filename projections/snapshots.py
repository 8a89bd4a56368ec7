"""Published copies: what analysts open while the server runs. The live file is never theirs."""

from pathlib import Path

import duckdb


def publish(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy every table to `target`, replacing it in one step; open readers keep the old file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".publishing")
    fresh.unlink(missing_ok=True)
    source = connection.execute("SELECT current_database()").fetchone()
    assert source is not None
    connection.execute(f"ATTACH '{_quoted(fresh)}' AS published")
    connection.execute(f'COPY FROM DATABASE "{source[0]}" TO published')
    connection.execute("DETACH published")
    fresh.replace(target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
