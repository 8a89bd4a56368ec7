"""How long an analyst waits for an ordinary answer about a whole year.

`python -m bench.questions`. The tables are those of the projector, filled with a made-up year of a
hundred pupils: 200 days, 24,000 stays, 100,000 visits to floors, 14.4 million messages, 120,000
calls of two. The questions are those of `docs/analytics.md`, and one that reads every message.
Each is asked on the published copy, opened for reading; medians of wall time are printed.
"""

import re
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import duckdb

from projections.runner import Projector
from projections.snapshots import publish

TURNS: Final = 5
MUST_REACH_MS: Final = 500
PAGE: Final = Path(__file__).parents[1] / "docs" / "analytics.md"
QUESTION: Final = re.compile(r"\*\*([^*]+)\*\*\n\n```sql\n(.+?)```", re.DOTALL)
MESSAGES: Final = (
    "How many messages did each person write in each month?",
    "SELECT account, month, sum(messages) FROM chats_months GROUP BY ALL",
)
APRIL_MS: Final = 1_775_000_000_000
"""A morning at the beginning of a Japanese school year; day n is n days later."""
DAY_MS: Final = 24 * 60 * 60 * 1000
A_YEAR: Final = (
    "CREATE MACRO pupil(n) AS lpad((n % 100)::VARCHAR, 22, '0')",
    f"CREATE MACRO at_ms(d, n) AS {APRIL_MS} + (d % 200) * {DAY_MS} + (n * 7919) % 7200000",
    (
        "INSERT INTO event_account_added BY NAME SELECT 1 AS batch, n AS index, 1 AS tick, "
        "at_ms(0, 0) AS wall_ms, pupil(n) AS account, 'pupil' AS role FROM range(100) r(n)"
    ),
    (
        "INSERT INTO stays BY NAME SELECT n::VARCHAR AS session, pupil(n) AS account, "
        "'ipad' AS device, at_ms(n // 120, n) AS login_ms, n AS login_batch, 0 AS login_index, "
        "540 AS utc_offset_min, 0 AS drops, 0 AS restarts, 0 AS paused_ms, "
        "login_ms + 3000000 AS present_until_ms, present_until_ms AS left_ms, "
        "n + 1 AS left_batch, 0 AS left_index, 'logout' AS cause FROM range(24000) r(n)"
    ),
    (
        "INSERT INTO floor_visits_ended BY NAME SELECT n AS avatar, pupil(n) AS account, "
        "(n // 5)::VARCHAR AS session, 'floor-' || (n // 7 % 5) AS floor, "
        "at_ms(n // 500, n) AS entered_ms, n AS entered_batch, 0 AS entered_index, "
        "540 AS utc_offset_min, 30 AS walks, entered_ms + 600000 AS present_until_ms, "
        "present_until_ms AS left_ms, n + 1 AS left_batch, 0 AS left_index FROM range(100000) r(n)"
    ),
    (
        "INSERT INTO chat_audit SELECT n, 0, at_ms(n // 72000, n), 540, pupil(n * 31), 'floor', "
        "'floor-' || (n // 7 % 5) FROM range(14400000) r(n)"
    ),
    (
        "INSERT INTO call_members_ended BY NAME SELECT (n // 2)::VARCHAR AS call, "
        "pupil(n // 2 * 37 + n % 2 * (1 + n // 200 % 99)) AS account, 'floor-0' AS floor, "
        "at_ms(n // 1200, n // 2) + n % 2 * 1000 AS joined_ms, n AS joined_batch, "
        "0 AS joined_index, "
        "540 AS utc_offset_min, joined_ms + 300000 AS left_ms, n AS left_batch, 1 AS left_index "
        "FROM range(240000) r(n)"
    ),
    (
        "INSERT INTO event_dropped BY NAME SELECT n AS batch, 0 AS index, n AS tick, "
        "at_ms(n // 100, n) + 1000 AS wall_ms, pupil(n) AS account FROM range(20000) r(n)"
    ),
)


def main() -> None:
    """Print how long each question took."""
    questions = [*QUESTION.findall(PAGE.read_text(encoding="utf-8")), MESSAGES]
    with tempfile.TemporaryDirectory() as name:
        projector = Projector(Path(name) / "year.duckdb")
        for statement in A_YEAR:
            projector.connection.execute(statement)
        copy = publish(projector.connection, Path(name) / "published")
        projector.close()
        print(f"a year of {copy.stat().st_size / 1e6:.0f} MB, {TURNS} turns each, 2 threads")
        for title, sql in questions:
            waited_ms, rows = zip(*(ask(copy, sql) for _ in range(TURNS)), strict=True)
            print(f"{median(waited_ms):7.1f} ms, {rows[0]:6} rows: {title} "
                  f"(must reach {MUST_REACH_MS} ms)")  # fmt: skip


def ask(copy: Path, sql: str) -> tuple[float, int]:
    """Milliseconds until all rows are there, and how many; the file is opened before."""
    with duckdb.connect(str(copy), read_only=True, config={"threads": 2}) as connection:
        begun = perf_counter()
        rows = connection.execute(sql).fetchall()
        return 1000 * (perf_counter() - begun), len(rows)


if __name__ == "__main__":
    main()
