"""The calendar an operator writes, against a table made by hand (2026-10 to 2027-03)."""

import datetime as dt
import json
import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.calendars import read_calendar
from server.data_dir import StartRefused
from tests.server.founded import demo_school
from tests.server.running import Browser, run_hiroba
from tests.source_tree import ROOT

TOKYO = ZoneInfo("Asia/Tokyo")
OPEN_DAYS = {
    "2026-10": "1 2 6 7 8 9 13 14 15 16 20 21 22 23 27 28 29 30",
    "2026-11": "4 5 6 10 11 12 13 17 18 19 20 24 25 26 27",
    "2026-12": "1 2 3 4 5 8 9 10 11 15 16 17 18 22 23 24 25",
    "2027-01": "8 12 13 14 15 19 20 21 22 26 27 28 29",
    "2027-02": "2 3 4 5 9 10 12 16 17 18 19 24 25 26",
    "2027-03": "2 3 4 5 9 10 11 12 16 17 18 19 23 24 25 26 30 31",
}
"""Tuesday to Friday, without 11-03, 02-11 and 02-23, without 12-26 to 01-07, and Saturday 12-05."""
OPENS, CLOSES = 13 * 60, 15 * 60


def sample_of_the_guide(folder: Path) -> Path:
    """The calendar that docs/operations.md shows, for the yard."""
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    text = guide.split("```toml\n")[1].split("```")[0]
    file = folder / "calendar.toml"
    file.write_text(text.replace('"classroom", ', ""), encoding="utf-8")
    return file


def is_open(moment: dt.datetime) -> bool:
    """What the table says."""
    days = OPEN_DAYS.get(f"{moment:%Y-%m}", "").split()
    return str(moment.day) in days and OPENS <= moment.hour * 60 + moment.minute < CLOSES


def sampled() -> list[dt.datetime]:
    """500 moments: two fifths anywhere, the others near the hours, and all the sharp edges."""
    draw = random.Random(20261001)
    first = dt.datetime(2026, 9, 20, tzinfo=TOKYO)
    edges = [
        dt.datetime(2026, 11, 20, tzinfo=TOKYO) + dt.timedelta(minutes=minute)
        for minute in (OPENS - 1, OPENS, CLOSES - 1, CLOSES)
    ]
    anywhere = [first + dt.timedelta(minutes=draw.randrange(205 * 24 * 60)) for _ in range(200)]
    near = [
        first + dt.timedelta(days=draw.randrange(205), minutes=draw.randrange(12 * 60, 16 * 60))
        for _ in range(500 - len(edges) - len(anywhere))
    ]
    return edges + anywhere + near


@pytest.mark.spec("T1.4")
async def test_the_loaded_calendar_equals_a_hand_made_table_and_nobody_enters_before_it(
    tmp_path: Path,
) -> None:
    data_dir = tmp_path / "school"
    eve_ms = int(dt.datetime(2026, 9, 29, 14, 0, tzinfo=TOKYO).timestamp() * 1000)
    first_ms = int(dt.datetime(2026, 10, 1, 13, 0, tzinfo=TOKYO).timestamp() * 1000)
    flags = ("--drill-clock", str(eve_ms))
    with demo_school(data_dir, *flags) as server:
        file = sample_of_the_guide(tmp_path)
        common = ("--data-dir", str(data_dir))
        loaded = run_hiroba("school", "calendar", "load", *common, str(file))
        assert loaded.returncode == 0, loaded.stderr
        moments = sampled()
        asked = run_hiroba(
            "school", "calendar", "open-at", *common, *(f"{moment:%F %H:%M}" for moment in moments)
        )
        async with Browser(server.address) as browser:
            status, told = await browser.log_in(server.card("pupil"))
    answers = [row["floors"]["yard"]["open"] for row in json.loads(asked.stdout)]
    assert len(answers) == 500
    assert 50 < sum(answers) < 450
    wrong = [str(m) for m, open_ in zip(moments, answers, strict=True) if open_ != is_open(m)]
    assert wrong == []
    assert (status, told) == (403, {"reason": "school_closed", "at_ms": first_ms})


def spoilt(folder: Path, old: str, new: str) -> Path:
    file = sample_of_the_guide(folder)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("last_day = 2027-03-31", "last_day = 2026-09-01", "last_day"),
        ('"tue", "wed"', '"tuesday"', "tuesday"),
        ('"13:00"', '"1pm"', "opens"),
        ("last = 2027-01-07", "last = 2026-12-01", "2026-12-26"),
        ("first = 2026-12-26", "from = 2026-12-26", "from"),
        ("[[hours]]", "[[hours", "line"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, old: str, new: str, word: str) -> None:
    with pytest.raises(StartRefused, match=word):
        read_calendar(spoilt(tmp_path, old, new))


def test_hours_that_the_school_cannot_keep_are_refused_in_one_sentence(tmp_path: Path) -> None:
    file = spoilt(tmp_path, '"yard"', '"attic"')
    done = run_hiroba("school", "calendar", "load", "--data-dir", str(tmp_path / "s"), str(file))
    assert done.returncode == 1
    assert done.stderr == "hiroba: no_such_floor\n"
