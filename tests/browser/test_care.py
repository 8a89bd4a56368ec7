"""Help, knocks, emotes, reports and hiding as people do them, in real browsers."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, arrive, without_faults
from tests.server.running import Server

pytestmark = pytest.mark.browser


def open_care(staff: Person) -> None:
    staff.page.click(".rail.staff button:has-text('みまもり')")
    staff.page.wait_for_selector(".panel.left h3")


@pytest.mark.spec("T2.2.h")
@pytest.mark.spec("T2.2.i")
def test_a_pupil_calls_for_help_is_answered_and_is_shown_where_to_press(
    browser: Browser, school: Server
) -> None:
    pupil, other = arrive(browser, school, "こまるこ"), arrive(browser, school, "となりのこ")
    staff = arrive(browser, school, "たすけるひと", "supporter")
    open_care(staff)
    pupil.page.click(".help-me")
    pupil.page.click("dialog .primary")
    case = staff.page.locator(".case.urgent", has_text="こまるこ")
    case.wait_for()
    assert "広場" in case.inner_text() or "ひろば" in case.inner_text()
    pupil.page.wait_for_selector(".own-help:has-text('しらせました')")
    case.locator("button:has-text('いま 行きます')").click()
    pupil.page.wait_for_selector(".own-help:has-text('たすけるひとさんが')")
    case.locator("select").select_option("chat")
    pupil.page.wait_for_selector("[data-name=chat].pointed")
    case.locator("button:has-text('場所を さす')").click()
    staff.page.mouse.click(700, 400)
    pupil.page.wait_for_selector(".knock:has-text('ひかっている')")
    case.locator("button:has-text('おわりに する')").click()
    pupil.page.wait_for_selector(".own-help:has-text('いつでも よんでね')")
    assert other.page.locator(".own-help, .case, .knock").count() == 0
    without_faults(pupil, other, staff)


@pytest.mark.spec("T6.19")
@pytest.mark.spec("T2.1.i")
def test_words_are_reported_in_two_taps_read_by_a_supporter_and_their_writer_hidden(
    browser: Browser, school: Server
) -> None:
    pupil, rude = arrive(browser, school, "しらせるこ"), arrive(browser, school, "いじわる")
    for person in (pupil, rude):
        person.open_panel("chat")
    rude.page.fill(".typing input >> nth=0", "いやなことば")
    rude.page.press(".typing input >> nth=0", "Enter")
    line = pupil.page.locator(".lines li", has_text="いやなことば")
    line.locator(".more").click()
    line.locator("button:has-text('スタッフに しらせる')").click()
    pupil.told("とどけました")
    pupil.page.click(".panel header button")
    pupil.tap_on("いじわる")
    pupil.page.click(".apart button:has-text('きこえなくする')")
    pupil.told("とどかなく")
    staff = arrive(browser, school, "よむひと", "supporter")
    open_care(staff)
    case = staff.page.locator(".case", has_text="いじわる")
    case.locator("button:has-text('読む')").click()
    case.locator(".about:has-text('いやなことば')").wait_for()
    case.locator("button:has-text('おわりに する')").click()
    rude.page.fill(".typing input >> nth=0", "きこえる？")
    rude.page.press(".typing input >> nth=0", "Enter")
    rude.until(lambda: "きこえる？" in rude.text())
    staff.open_panel("chat")
    staff.until(lambda: "きこえる？" in staff.text())
    pupil.open_panel("chat")
    assert "きこえる？" not in pupil.text()
    pupil.open_panel("status")
    pupil.page.click(".hidden-people button")
    pupil.until(lambda: pupil.page.locator(".hidden-people").count() == 0)
    without_faults(pupil, rude, staff)


@pytest.mark.spec("T2.1.f")
@pytest.mark.spec("T2.1.h")
def test_one_who_wants_to_be_asked_hears_a_knock_and_hands_and_feelings_are_seen(
    browser: Browser, school: Server
) -> None:
    asked, guest = arrive(browser, school, "きいてから"), arrive(browser, school, "おきゃく")
    for person in (asked, guest):
        person.page.click(".watching button")
    asked.open_panel("status")
    asked.page.click("button[role=radio]:has-text('きいてから')")
    asked.page.wait_for_selector("[aria-checked=true]:has-text('きいてから')")
    guest.tap_on("きいてから")
    guest.page.click(".person .primary")
    asked.page.wait_for_selector(".knock:has-text('おきゃくさんが 話したい')")
    guest.page.wait_for_selector(".knock:has-text('声を かけています')")
    asked.page.click(".knock .primary")
    guest.page.wait_for_selector(".call:has-text('きいてから')")

    teacher = arrive(browser, school, "せんせいやく", "teacher")
    guest.page.click("button[aria-label='きもち']")
    guest.page.click(".emotes button[aria-label='はくしゅ']")
    guest.page.click(".emotes button:has-text('手を あげる')")
    open_care(teacher)
    teacher.page.wait_for_selector(".panel.left li:has-text('おきゃく')")
    guest.page.click(".emotes button:has-text('手を おろす')")
    teacher.until(lambda: teacher.page.locator(".panel.left li").count() == 0)
    without_faults(asked, guest, teacher)
