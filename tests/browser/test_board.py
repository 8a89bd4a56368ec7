"""The board and surveys in real browsers: written by staff, marked, read and answered (T3.8)."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import arrive, without_faults
from tests.server.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.spec("T3.8")]

DOT = ".rail button:has-text('掲示板') .dot"
PUPILS_BOARD = "nav[aria-label='メニュー'] button:has-text('掲示板')"


def test_a_post_marks_the_board_until_it_is_read(browser: Browser, school: Server) -> None:
    staff = arrive(browser, school, "かくしえん", "supporter")
    pupil = arrive(browser, school, "よむこ", "pupil")
    page = staff.page
    page.click(".rail.staff button:has-text('掲示板')")
    page.click("button:has-text('新しく 書く')")
    page.fill("form .field:has-text('題名') input", "春の えんそく")
    page.fill("form .field:has-text('読みがな') input", "はるの えんそく")
    page.fill("form textarea", "お弁当《べんとう》と すいとうを\nもってきてください")
    page.fill("form .field:has-text('行事の日') input", "2030-05-10")
    page.check("form .toggle input")
    page.click("form .primary")
    page.wait_for_selector(".all li:has-text('春の えんそく'):has-text('掲示中')")
    pupil.page.wait_for_selector(DOT)
    pupil.page.click(PUPILS_BOARD)
    pupil.page.wait_for_selector(".post.pinned:has-text('もってきてください')")
    pupil.page.wait_for_selector(DOT, state="detached")
    assert "あたらしい" in pupil.page.inner_text(".post.pinned")
    assert pupil.page.inner_text(".post.pinned .words").startswith("お弁当と すいとうを")
    assert grave_findings(pupil.page, ".board-panel") == []
    pupil.page.click(".board-panel [role=tab]:has-text('予定')")
    pupil.page.wait_for_selector(".days li:has-text('5月10日')")
    assert pupil.page.locator(".days ruby").count() == 0
    pupil.open_panel("settings")
    pupil.page.click(".comfort button:has-text('やさしい')")
    pupil.open_panel("board")
    pupil.page.wait_for_selector(".post.pinned h3 ruby:has-text('春')")
    assert pupil.page.locator(".post.pinned h3 rt").all_inner_texts() == ["はる"]
    assert pupil.page.locator(".post.pinned .words rt").all_inner_texts() == ["べんとう"]
    # A board on the floor opens the same panel.
    pupil.open_panel("people")
    pupil.page.click("li:has-text('掲示板') button")
    pupil.page.wait_for_selector(".board-panel .post.pinned")
    assert "あたらしい" not in pupil.page.inner_text(".post.pinned"), "it has been read"
    without_faults(staff, pupil)


def test_a_pupil_is_told_that_an_answer_is_anonymous_and_answers_once(
    browser: Browser, school: Server
) -> None:
    admin = arrive(browser, school, "きくかんり", "admin")
    pupil = arrive(browser, school, "こたえるこ", "pupil")
    page = admin.page
    page.click(".rail.staff button:has-text('アンケート')")
    page.click("button:has-text('アンケートを 作る')")
    send = page.locator("form .primary")
    lacks = page.locator(f"form #{send.get_attribute('aria-describedby')}[role=status]")
    assert lacks.inner_text() == "題名を 書いてください"
    send.focus()
    assert send.get_attribute("aria-disabled") == "true", "keys come to it, and hear why"
    page.fill("form .field:has-text('題名') input", "どの いろが すき")
    page.wait_for_selector("form [role=status]:has-text('質問 1：質問の文')")
    page.fill("form fieldset:has-text('質問 1') input >> nth=0", "すきな いろ")
    page.fill("form fieldset:has-text('質問 1') textarea", "あか\nあお\nきいろ")
    page.wait_for_selector("form .primary:not([aria-disabled])")
    assert lacks.inner_text() == ""
    page.click("form .primary")
    page.wait_for_selector(".all li:has-text('回答 0件')")
    pupil.page.wait_for_selector(DOT)
    pupil.page.click(PUPILS_BOARD)
    pupil.page.click(".post.asked button")
    assert "センターの人にも 分かりません" in pupil.page.inner_text("dialog .promise")
    assert pupil.page.is_disabled("dialog .primary")
    assert grave_findings(pupil.page, "dialog") == []
    pupil.page.check("dialog .toggle:has-text('あお') input")
    pupil.page.click("dialog .primary")
    pupil.page.wait_for_selector("dialog :text('ありがとう')")
    pupil.page.click("dialog button:has-text('とじる')")
    pupil.page.wait_for_selector(".post.asked", state="detached")
    page.wait_for_selector(".all li:has-text('回答 1件'):has-text('しめきりのあとで')")
    page.click("button:has-text('しめきる')")
    page.click("button:has-text('ほんとうに しめきる')")
    page.click("button:has-text('結果')")
    page.wait_for_selector(".bars li:has-text('あお') b:has-text('1')")
    assert grave_findings(page, ".panel.left") == []
    with page.expect_download() as download:
        page.click("a:has-text('CSV')")
    assert "あお" in download.value.path().read_text(encoding="utf-8")
    without_faults(admin, pupil)


def test_a_survey_of_many_long_questions_is_asked(browser: Browser, school: Server) -> None:
    admin = arrive(browser, school, "ながくきく", "admin")
    page = admin.page
    page.click(".rail.staff button:has-text('アンケート')")
    page.click("button:has-text('アンケートを 作る')")
    page.fill("form .field:has-text('題名') input", "ながい アンケート")
    for number in range(1, 8):
        if number > 1:
            page.click("form button:has-text('質問を 足す')")
        asked = page.locator(f"form fieldset:has-text('質問 {number}')")
        asked.locator("input >> nth=0").fill("とても ながい しつもん" * 7)
        asked.locator("textarea").fill("\n".join(f"{'ながい えらびかた' * 3}{n}" for n in range(8)))
    page.click("form .primary")
    page.wait_for_selector(".all li:has-text('ながい アンケート')")
    without_faults(admin)
