"""Who is of the staff, and what they are, is told by form and word wherever they are (T2.1.g)."""

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import PAINTED_HERE, Person, arrive, without_faults
from tests.server.running import Server, new_card

pytestmark = pytest.mark.browser

ROLES = {"supporter": "支援員", "teacher": "先生", "admin": "管理者"}
READ_ALONG = """window.__written = new Set();
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.__written.add(text);
  return fillText.call(this, text, ...rest);
};"""
"""Notes what is written on the floor, which is a picture to the page."""


def marks(person: Person, where: str, name: str) -> list[str]:
    """The words of the marks beside somebody in a list; each has its sign."""
    row = person.page.locator(f"{where} li:has-text('{name}')").first
    row.wait_for()
    assert row.locator(".role svg").count() == row.locator(".role").count()
    return row.locator(".role").all_inner_texts()


@pytest.mark.spec("T2.1.g")
def test_each_role_has_a_sign_and_a_word_on_the_floor_and_in_lists_and_pupils_have_none(
    browser: Browser, school: Server
) -> None:
    pupil = Person(browser, school.address)
    pupil.context.add_init_script(PAINTED_HERE)
    pupil.context.add_init_script(READ_ALONG)
    pupil.log_in(new_card(school, "ふつうのこ"))
    staff = [arrive(browser, school, f"ひと{role[:3]}", role) for role in ROLES]
    pupil.open_panel("people")
    for role, word in ROLES.items():
        name = f"ひと{role[:3]}"
        assert marks(pupil, ".people-list > ul", name) == [word]
        pupil.page.click(f".people-list > ul li:has-text('{name}') button:has-text('近くへ')")
        pupil.until(partial(pupil.page.evaluate, "word => __written.has(word)", word))
    pupil.page.fill(".search input", "ひとtea")
    assert marks(pupil, ".matches", "ひとtea") == ["先生"]
    staff[0].open_panel("people")
    assert marks(staff[0], ".people-list > ul", "ふつうのこ") == []
    without_faults(pupil, *staff)
