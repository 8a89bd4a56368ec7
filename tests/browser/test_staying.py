"""Coming back: a stamp, a desk of one's own, a garden, a kind goodbye, and no reproach (T7.1)."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import Person, without_faults
from tests.browser.places import MAZE, add_floors
from tests.server.founded import demo_school
from tests.server.people import DAY_MS, MONDAY_10_MS
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

ROOM: Final[dict[str, Any]] = {
    **MAZE, "floor": "room", "name": "おへや",
    "objects": [{"object": "own-1", "kind": "own_desk", "x": 14, "y": 8, "w": 3, "h": 2,
                 "text": ""}],
}  # fmt: skip
REPROACH = re.compile(r"連続|れんぞく|ぶり|休み|お休|日間|欠席|しばらく|[0-9０-９]+日")
TODAY, STAMPS, DESK = "きょう", "スタンプ", "つくえ"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("staying") / "school"
    with demo_school(folder, "--drill-clock", str(MONDAY_10_MS)) as server:
        yield server


def open_today(person: Person, tab: str) -> str:
    """What a tab of the panel says."""
    if not person.page.locator(".today-panel").count():
        person.page.click(f".rail button:has-text('{TODAY}')")
    person.page.click(f".today-panel .tabs button:has-text('{tab}')")
    person.page.wait_for_selector(
        {TODAY: ".garden svg", STAMPS: ".stamp-card", DESK: ".own-top"}[tab]
    )
    return person.page.inner_text(".today-panel")


def stamps(person: Person) -> int:
    open_today(person, STAMPS)
    return person.page.locator(".stamp-card .given").count()


def leave(person: Person) -> None:
    person.page.click(".bottom .leave")
    person.page.click("dialog .primary")


def come_again(person: Person, card: dict[str, str]) -> None:
    person.page.click(".goodbye .primary")
    person.log_in(card, dress=False)


def desk_of(person: Person) -> list[str]:
    open_today(person, DESK)
    places = person.page.locator(".own-desk button")
    return [place.get_attribute("aria-label") or "" for place in places.all()]


@pytest.mark.spec("T7.1")
def test_a_pupil_away_for_thirty_days_finds_everything_and_no_word_about_it(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "ひさしぶり")
    pupil = Person(browser, school.address)
    pupil.log_in(card)
    assert stamps(pupil) == 1
    open_today(pupil, DESK)
    pupil.page.click(".own-desk button >> nth=1")
    pupil.page.click(".own-things button[aria-label='くま']")
    pupil.until(lambda: "くま" in desk_of(pupil)[1])
    before = desk_of(pupil)
    leave(pupil)
    pupil.page.wait_for_selector(".goodbye h1:text('また来てね')")
    operate(school, "jump-clock", passed_ms=30 * DAY_MS)
    come_again(pupil, card)
    assert stamps(pupil) == 2
    assert desk_of(pupil) == before
    said = [open_today(pupil, tab) for tab in (TODAY, STAMPS, DESK)]
    assert grave_findings(pupil.page, ".today-panel") == []
    assert not [found for text in (*said, pupil.text()) if (found := REPROACH.search(text))]
    without_faults(pupil)


@pytest.mark.spec("T7.1")
def test_each_extra_is_turned_off_by_the_pupil_and_kept_off_by_staff(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "いらないこ")
    pupil, staff = Person(browser, school.address), Person(browser, school.address)
    pupil.log_in(card)
    page = pupil.page
    page.click(".rail button:has-text('設定')")
    for extra in ("みんなの 花だん", "スタンプカード"):
        page.click(f".toggle:has-text('{extra}')")
    page.click(f".rail button:has-text('{TODAY}')")
    page.wait_for_selector(".today-panel .hours")
    page.wait_for_selector(".garden", state="detached")
    page.wait_for_selector(f".today-panel .tabs button:has-text('{STAMPS}')", state="detached")

    staff.log_in(new_card(school, "みまもるひと", "supporter"))
    staff.page.click(".rail.staff button:has-text('おたのしみ')")
    staff.page.fill(".panel.left input", "いらない")
    staff.page.click(".all button:has-text('いらないこ')")
    staff.page.click("fieldset .toggle:has-text('自分の つくえ')")
    page.wait_for_selector(".today-panel .tabs", state="detached")
    staff.page.click("fieldset .toggle:has-text('きょうの おしらせ')")
    page.wait_for_selector(f".rail button:has-text('{TODAY}')", state="detached")
    staff.page.click("fieldset .toggle:has-text('また来てね')")
    page.click(".rail button:has-text('設定')")
    page.wait_for_selector(".toggle:has-text('また来てね') input:disabled")
    leave(pupil)
    page.wait_for_selector("#login_id")
    without_faults(pupil, staff)


@pytest.mark.spec("T7.1")
def test_a_desk_on_the_floor_opens_ones_own_and_nobody_elses(
    browser: Browser, school: Server
) -> None:
    add_floors(school, ROOM)
    pupil = Person(browser, school.address)
    pupil.log_in(new_card(school, "つくえのこ"))
    pupil.page.click(".rail button:has-text('フロア')")
    pupil.page.click(".floors button:has-text('おへや')")
    pupil.page.wait_for_selector(".floor-name:has-text('おへや')")
    pupil.open_panel("people")
    pupil.page.click(".people-panel button:has-text('見る')")
    pupil.page.click("dialog .own-desk button >> nth=4")
    pupil.page.click("dialog .own-things button[aria-label='ライト']")
    pupil.page.click("dialog .big")
    pupil.until(lambda: "ライト" in desk_of(pupil)[4])
    without_faults(pupil)


@pytest.mark.spec("T3.6")
@pytest.mark.spec("T7.1")
def test_the_floor_shows_the_season_of_the_servers_clock_or_none(
    browser: Browser, school: Server
) -> None:
    pupil = Person(browser, school.address, reduced_motion="reduce")
    pupil.log_in(new_card(school, "きせつのこ"))
    pupil.page.click(".rail button:has-text('設定')")
    season = pupil.page.locator(".toggle:has-text('季節')")
    season.scroll_into_view_if_needed()
    clip: Any = {"x": 20, "y": 120, "width": 560, "height": 500}
    shown = pupil.page.screenshot(clip=clip)
    season.click()
    pupil.until(lambda: pupil.page.screenshot(clip=clip) != shown)
    bare = pupil.page.screenshot(clip=clip)
    season.click()
    pupil.until(lambda: pupil.page.screenshot(clip=clip) == shown)
    assert bare != shown
    without_faults(pupil)
