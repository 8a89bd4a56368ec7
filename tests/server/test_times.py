"""Chimes and the calendar over HTTP: only admins, and a mistake is named (T1.4, T2.3)."""

from pathlib import Path

import pytest

from tests.server.people import people_of, rehearsing

CALENDAR = {
    "first_day": 20_700, "last_day": 20_600, "openings": [], "closed_days": [], "extra_days": [],
}  # fmt: skip


@pytest.mark.spec("T1.4")
async def test_only_admins_set_the_times_and_a_mistake_is_named(tmp_path: Path) -> None:
    with rehearsing(tmp_path / "school") as school:
        cards = await school.new_cards("ある こ")
        cards += await school.new_cards("かんりの ひと", role="admin")
        async with people_of(school, cards) as (pupil, admin):
            for person in (pupil, admin):
                await person.arrive("plaza")
            for path in ("/api/chimes", "/api/calendar", "/api/open-at?ms=1"):
                assert await pupil.get(path) == 403
            assert (await pupil.browser.post("/api/chimes", {"rules": []}))[0] == 403
            wish = {"calendar": CALENDAR}
            status, answer = await admin.browser.post("/api/calendar", wish)
            assert (status, answer["reason"]) == (409, "calendar_ends_before_it_begins")
            assert (await admin.browser.post("/api/calendar", {"first_day": 1}))[0] == 400
            seen = await admin.get("/api/chimes")
            assert len(seen["rules"]) == 24
            none = {"rules": [], "over": seen["version"]}
            status, answer = await admin.browser.post("/api/chimes", none)
            assert status == 200
            assert await admin.get("/api/chimes") == {"rules": [], "version": answer["version"]}
            late = {"rules": seen["rules"], "over": seen["version"]}
            status, answer = await admin.browser.post("/api/chimes", late)
            assert (status, answer["reason"]) == (409, "changed_by_another")
            assert await admin.get("/api/open-at?ms=tomorrow") == 400
