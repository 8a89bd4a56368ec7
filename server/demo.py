"""The demo school: four floors, always open, a chime each hour, three cards to log in with,
thirty children.

Nothing in it is real: names are things of the sky and the sea. The cards are kept in the demo's own
folder so that the next start prints them again.
"""

import asyncio
import json
import os
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from server.control import OperationRefused
from server.data_dir import StartRefused
from server.operations import Operations
from simulation.school import School

FLOORS: Final = ("classroom", "yard", "library", "plaza")
CHILDREN: Final = (
    "ほし", "そら", "つき", "うみ", "かぜ", "にじ", "くも", "ひかり", "しずく", "こもれび",
    "あられ", "みぞれ", "さざなみ", "いずみ", "ゆうひ", "あさひ", "こはる",
    "わかば", "つぼみ", "すみれ", "なずな", "もみじ", "どんぐり", "まつぼっくり", "ことり",
    "めだか", "かもめ", "いるか", "らっこ", "ぺんぎん",
)  # fmt: skip
PEOPLE: Final = (
    ("pupil", "さくら"),
    ("supporter", "しえんの たなか"),
    ("admin", "センターの さとう"),
)
SUPPORTER: Final = 1
"""The place of the supporter among them, who may counsel."""
EVERY_DAY: Final = range(7)
LAST_DAY: Final = 100_000
APRIL: Final = 4
"""In which school years begin."""
# In the zone of the school, whose offset is counted in.
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001


async def found_demo_school(
    operations: Operations, school: School, folder: Path
) -> list[dict[str, str]]:
    """Fill an empty school, or read the cards of one founded before."""
    kept = folder / "demo-cards.json"
    if kept.exists():
        cards: list[dict[str, str]] = json.loads(kept.read_text(encoding="utf-8"))
        return cards
    try:
        cards = await _founded(operations, school)
    except OperationRefused as refused:
        raise StartRefused(
            f"The demo in {folder} was not finished ({refused}): remove it and start again."
        ) from refused
    descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(cards, file, ensure_ascii=False, indent=1)
    return cards


async def _founded(operations: Operations, school: School) -> list[dict[str, str]]:
    await asyncio.gather(*(operations.add_floor(plan_of(slug)) for slug in FLOORS))
    at = school.position
    today = EPOCH + timedelta(milliseconds=at.wall_ms, minutes=at.utc_offset_min)
    await operations.set_calendar(always_open(*school_years(today.date())))
    await operations.set_chimes([_chime(hour) for hour in range(24)])
    people = (*PEOPLE, *(("pupil", name) for name in CHILDREN))
    added = await asyncio.gather(*(operations.add_account(*person) for person in people))
    await operations.name_counsellor(added[SUPPORTER]["account"])
    return [{"role": role, **card} for (role, _), card in zip(people, added, strict=True)]


def plan_of(slug: str) -> dict[str, Any]:
    """One of the floor plans that come with hiroba."""
    text = files("server").joinpath("floor_plans", f"{slug}.json").read_text(encoding="utf-8")
    plan: dict[str, Any] = json.loads(text)
    return plan


def school_years(today: date) -> tuple[int, int]:
    """Days since 1970 on which a calendar made `today` begins and ends: with the school year, and
    with the one after the next. Nobody who tries the demo meets its last day."""
    began = today.year - (today.month < APRIL)
    first, end = date(began, APRIL, 1), date(began + 3, APRIL, 1)
    return (first - EPOCH.date()).days, (end - EPOCH.date()).days - 1


def always_open(first_day: int = 0, last_day: int = LAST_DAY) -> dict[str, Any]:
    openings = [
        {"floor": slug, "weekday": weekday, "opens": 0, "closes": 24 * 60}
        for slug in FLOORS
        for weekday in EVERY_DAY
    ]
    return {
        "first_day": first_day, "last_day": last_day, "openings": openings, "closed_days": [],
        "extra_days": [],
    }  # fmt: skip


def login_cards(cards: list[dict[str, str]], address: str) -> str:
    """The three cards as they are printed at the start of a demo."""
    titles = {"pupil": "児童生徒 pupil", "supporter": "支援員 supporter", "admin": "管理者 admin"}
    lines = ["", f"  ひろば demo school   {address}", ""]
    for card in cards[: len(PEOPLE)]:
        lines.append(f"  {titles[card['role']]}（{card['name']}）")
        lines.append(f"      id      {card['login_id']}")
        lines.append(f"      words   {card['passphrase']}")
        lines.append("")
    lines.append("  Staff need no code here. It listens on this computer only. Ctrl+C ends it.")
    return "\n".join(lines)


def _chime(hour: int) -> dict[str, Any]:
    return {
        "chime": f"hour-{hour}", "name": f"{hour}時の チャイム", "minute": hour * 60,
        "weekdays": list(EVERY_DAY), "floors": [], "sound": "bell", "volume": 60,
    }  # fmt: skip
