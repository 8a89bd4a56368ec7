"""A private talk that is booked, from both sides, in real browsers (SPEC T3.10)."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import NOON_MS, Person, arrive, without_faults
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

MINUTE_MS = 60_000
COVERED = """() => {
  const card = document.querySelector('.booked').getBoundingClientRect();
  return ['.panel.left', '.rail.staff', '.bottom .always'].filter((name) => {
    const other = document.querySelector(name).getBoundingClientRect();
    return card.left < other.right && other.left < card.right
      && card.top < other.bottom && other.top < card.bottom;
  });
}"""
"""What of a screen of staff's the reminder lies on."""


def a_counsellor(browser: Browser, school: Server, name: str) -> Person:
    card = new_card(school, name, "supporter")
    operate(school, "name_counsellor", account=card["account"])
    person = Person(browser, school.address)
    person.log_in(card)
    return person


@pytest.mark.spec("T3.10")
def test_a_pupil_books_a_talk_is_reminded_and_opens_it_when_its_time_has_come(
    browser: Browser, tmp_path: Path
) -> None:
    with demo_school(tmp_path / "school", "--drill-clock", str(NOON_MS)) as school:
        pupil = arrive(browser, school, "よやくのこ")
        staff = a_counsellor(browser, school, "よやくのひと")
        pupil.open_panel("counsel")
        pupil.page.select_option(".wish select", index=0)
        pupil.page.click(".wish [role=radio]:has-text('お昼すぎ')")
        pupil.page.keyboard.press("Tab")
        pupil.page.keyboard.press("Enter")
        pupil.page.wait_for_selector(".booking .case:has-text('つたえました')")
        assert grave_findings(pupil.page) == []
        staff.page.click(".rail.staff button:has-text('相談する')")
        staff.page.click(".case:has-text('よやくのこ') button:has-text('時間を 出す')")
        staff.page.fill(".offer input", "2026-11-19T12:20")
        staff.page.click(".offer .primary")
        staff.page.wait_for_selector("h3:has-text('時間を えらんでもらっています')")
        assert grave_findings(staff.page) == []
        pupil.page.click(".booking .times button:has-text('12:20')")
        staff.page.wait_for_selector("section h4:has-text('11月19日')")
        operate(school, "jump_clock", passed_ms=16 * MINUTE_MS)
        for person in (pupil, staff):
            person.page.wait_for_selector(".booked:has-text('もうすぐ')")
        # A page that is longer than the screen ends above the card.
        staff.page.click(".rail.staff button:has-text('おたのしみ')")
        staff.page.wait_for_selector(".panel.left .all button >> nth=20")
        for size in ((1080, 810), (1366, 768)):
            staff.resize(*size)
            staff.until(lambda: staff.page.evaluate(COVERED) == [])
        operate(school, "jump_clock", passed_ms=4 * MINUTE_MS)
        pupil.page.click(".knock.private .primary")
        for person in (pupil, staff):
            person.page.wait_for_selector(".cover")
        without_faults(pupil, staff)


@pytest.mark.spec("T3.10")
def test_a_no_is_read_kindly_and_another_day_can_be_asked_for(
    browser: Browser, school: Server
) -> None:
    pupil = arrive(browser, school, "べつのひがいい")
    staff = a_counsellor(browser, school, "つごうがない")
    slower = a_counsellor(browser, school, "おそいひと")
    pupil.open_panel("counsel")
    pupil.page.click(".wish .primary")
    pupil.page.wait_for_selector(".booking .case")
    slower.page.click(".rail.staff button:has-text('相談する')")
    slower.page.click(".case:has-text('べつのひがいい') button:has-text('時間を 出す')")
    staff.page.click(".rail.staff button:has-text('相談する')")
    staff.page.click(".case:has-text('べつのひがいい') button:has-text('つごうが つかない')")
    staff.page.click("dialog .primary")
    pupil.page.wait_for_selector(".booking .case:has-text('つごうが つきませんでした')")
    slower.page.wait_for_selector("text=このやくそくは もう ありません")
    assert slower.page.locator(".offer").count() == 0
    assert "つごうがない" not in pupil.page.inner_text(".booking")
    pupil.page.click(".booking .case button")
    pupil.page.wait_for_selector(".booking .case", state="detached")
    assert pupil.page.locator(".wish .primary").count() == 1
    without_faults(pupil, staff, slower)
