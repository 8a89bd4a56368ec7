"""Floors made in the browser by real admins, seen at once by a pupil (T3.7, T3.9)."""

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import Person, arrive, without_faults
from tests.server.running import Server

pytestmark = pytest.mark.browser

OBJECTS, PLACES, FLOOR, FLOORS = 1, 2, 3, 4


def open_editor(person: Person) -> None:
    person.page.click(".rail.staff button:has-text('つくる')")
    person.page.wait_for_selector(".kinds button")


def tab(person: Person, number: int) -> None:
    person.page.click(f".panel.left .tabs button:nth-child({number})")


def put(person: Person, kind: str, x: int, y: int) -> None:
    """Place a thing of a kind at a point of the screen; its form opens."""
    person.page.click(f".kinds button:has-text('{kind}')")
    person.page.mouse.click(x, y)
    person.page.wait_for_selector(".properties")


def write(person: Person, text: str) -> None:
    person.page.fill(".properties textarea", text)
    person.page.click(".properties .primary")
    person.page.wait_for_selector(".properties .primary:disabled")


def things(person: Person) -> str:
    """What stands on the floor, as the list of the editor says it."""
    tab(person, OBJECTS)
    if person.page.locator(".properties").count():
        person.page.click(".properties button:has-text('選び終える')")
    if not person.page.locator("details[open]").count():
        person.page.click("summary")
    return person.page.inner_text("details .all")


def stand(person: Person, *texts: str) -> bool:
    there = things(person)
    return all(text in there for text in texts)


def enter_maze(person: Person) -> None:
    person.open_panel("floors")
    person.page.click("li:has-text('めいろ') button")
    person.page.wait_for_selector(".floor-name:has-text('めいろ')")


def ground_at(person: Person) -> bytes:
    """A piece of the floor, some tiles beside the door of the maze: no lawn is there, which is the
    same in every theme, and nobody."""
    return person.page.screenshot(clip={"x": 900, "y": 300, "width": 60, "height": 60})


def looks_other(person: Person, before: bytes) -> bool:
    return ground_at(person) != before


@pytest.mark.spec("T3.7")
@pytest.mark.spec("T3.9")
def test_an_admin_builds_a_floor_from_nothing(browser: Browser, site: Server) -> None:
    admin = arrive(browser, site, "たてるひと", "admin")
    open_editor(admin)
    tab(admin, FLOORS)
    admin.page.fill(".face input >> nth=0", "あたらしい へや")
    admin.page.fill(".face input >> nth=1", "あたらしいへや")
    admin.page.select_option(".face select", "gym")
    admin.page.click(".face .primary")
    row = admin.page.locator(".all li", has_text="あたらしい へや")
    row.locator("button:has-text('行く')").click()
    admin.page.wait_for_selector(".floor-name:has-text('あたらしい へや')")

    tab(admin, OBJECTS)
    put(admin, "立て札", 800, 300)
    write(admin, "ようこそ")
    admin.page.keyboard.press("ArrowRight")
    admin.page.click(".properties button:has-text('回す')")
    admin.page.click(".properties button:has-text('選び終える')")
    put(admin, "リンク", 900, 500)
    admin.page.fill(".properties input", "http://example.jp/")
    admin.page.wait_for_selector(".properties .wrong")
    admin.page.fill(".properties input", "https://example.jp/school")
    assert grave_findings(admin.page, ".panel.left") == []
    write(admin, "こうほう")
    admin.until(lambda: "ようこそ" in things(admin) and "こうほう" in things(admin))

    tab(admin, FLOOR)
    admin.page.uncheck("label:has-text('ビデオ通話') input")
    tab(admin, PLACES)
    admin.page.click("button:has-text('ゾーンを足す')")
    admin.page.wait_for_selector("fieldset input")
    assert grave_findings(admin.page, ".panel.left") == []
    without_faults(admin)


@pytest.mark.spec("T3.7")
def test_two_admins_build_at_once_a_pupil_watches_and_undo_takes_back_ones_own(
    browser: Browser, site: Server
) -> None:
    aki = arrive(browser, site, "あきかんり", "admin")
    haru = arrive(browser, site, "はるかんり", "admin")
    pupil = arrive(browser, site, "みるこ")
    for admin in (aki, haru):
        open_editor(admin)
    put(aki, "立て札", 800, 300)
    put(haru, "リンク", 950, 520)
    write(aki, "あきの ふだ")
    haru.page.fill(".properties input", "https://example.jp/haru")
    write(haru, "はるの りんく")
    for admin in (aki, haru):
        admin.until(partial(stand, admin, "あきの ふだ", "はるの りんく"))
    pupil.open_panel("people")
    pupil.page.wait_for_selector("li:has-text('あきの ふだ') button")
    pupil.page.click("li:has-text('はるの りんく') button")
    assert "example.jp" in pupil.page.inner_text("dialog .host")
    link = pupil.page.locator("dialog a")
    assert link.get_attribute("href") == "https://example.jp/haru"
    assert link.get_attribute("rel") == "noopener noreferrer"

    aki.page.click(".rail:not(.staff) button:has-text('チャット')")
    aki.page.click(".panel.chat-panel button[aria-label='とじる']")
    aki.page.click("button[aria-label='元に戻す']")
    aki.page.click("button[aria-label='元に戻す']")
    aki.until(lambda: "立て札" not in things(aki))
    haru.until(lambda: "はるの りんく" in things(haru) and "あきの ふだ" not in things(haru))
    without_faults(aki, haru, pupil)


@pytest.mark.spec("T3.6")
def test_a_theme_changes_under_the_feet_of_those_who_are_there(
    browser: Browser, maze: Server
) -> None:
    admin, pupil = arrive(browser, maze, "かざるひと", "admin"), arrive(browser, maze, "いるこ")
    for person in (admin, pupil):
        enter_maze(person)
    open_editor(admin)
    tab(admin, FLOOR)
    before = ground_at(pupil)
    for theme in ("library", "yard", "gym", "parlour", "plaza"):
        admin.page.select_option(".face select", theme)
        # The pupil may see it before the answer is here, which the button waits for.
        admin.page.click(".face .primary:not([aria-disabled=true])")
        pupil.until(partial(looks_other, pupil, before))
        before = ground_at(pupil)
    without_faults(admin, pupil)
