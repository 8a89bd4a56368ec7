"""Words between people: a letter to one, a murmur over the head, and who may read them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, chromium
from tests.server.running import Server, new_card, run_hiroba, serving

pytestmark = pytest.mark.browser

CHAT, PEOPLE = 1, 2
NOON_MS = 1_795_057_200_000
"""2026-11-19 12:00 in Tokyo, a Thursday."""
FORTY = "よんじゅうもじの つぶやきは ここまでで よんじゅうもじに なるはずですねえと。"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("chat") / "school"
    with serving(folder, "--demo", "--children", "0", "--drill-clock", str(NOON_MS)) as server:
        yield server


def arrive(browser: Browser, school: Server, card: dict[str, str], *, dress: bool = True) -> Person:
    person = Person(browser, school.address)
    person.log_in(card, dress=dress)
    return person


@pytest.mark.spec("T2.2.b")
def test_a_tap_on_an_avatar_writes_to_that_person_and_a_read_letter_leaves_no_mark(
    browser: Browser, school: Server
) -> None:
    card = new_card(school, "よみて")
    reader = arrive(browser, school, card)
    writer = arrive(browser, school, new_card(school, "かきて"))
    writer.tap_on("よみて")
    assert "よみて" in writer.page.inner_text(".person")
    writer.page.click(".person button:has-text('メッセージ')")
    reader.page.click(".bottom .leave")
    reader.page.click(".ask .primary")
    reader.page.click(".goodbye .primary")
    reader.page.wait_for_selector("#login_id")
    writer.page.fill(".typing input", "あとで よんでね")
    writer.page.press(".typing input", "Enter")
    writer.page.wait_for_selector(".lines :text('あとで よんでね')")

    reader.log_in(card, dress=False)
    reader.page.wait_for_selector(".rail .dot:text-is('1')")
    reader.open_panel(CHAT)
    reader.page.click(".talks button:has-text('かきて')")
    reader.page.wait_for_selector(".lines :text('あとで よんでね')")
    reader.page.wait_for_selector(".dot", state="detached")
    other_device = arrive(browser, school, card, dress=False)
    other_device.open_panel(CHAT)
    assert other_device.page.locator(".dot").count() == 0
    for person in (reader, writer, other_device):
        assert person.faults == []
        person.context.close()


@pytest.mark.spec("T2.1.d")
def test_a_murmur_of_forty_letters_is_seen_by_the_floor_and_goes_by_itself(
    browser: Browser, school: Server
) -> None:
    assert len(FORTY) == 40
    one = arrive(browser, school, new_card(school, "つぶやく"))
    other = arrive(browser, school, new_card(school, "きくひと"))
    other.open_panel(PEOPLE)
    one.open_panel(CHAT)
    field = one.page.locator(".typing input").nth(1)
    field.fill(FORTY)
    assert "あと 0文字" in one.page.inner_text(".chat")
    field.press("Enter")
    other.page.wait_for_selector(f".murmured:text-is('{FORTY}')")
    moment = str(NOON_MS + 60_000)
    run_hiroba("school", "clock", "--data-dir", str(school.data_dir), "--set", moment)
    other.page.wait_for_selector(".murmured", state="detached")
    for person in (one, other):
        assert person.faults == []
        person.context.close()


@pytest.mark.spec("T2.2.b")
def test_the_first_chat_says_that_staff_may_read_it(browser: Browser, school: Server) -> None:
    person = arrive(browser, school, new_card(school, "はじめて"))
    person.open_panel(CHAT)
    person.page.wait_for_selector(".notice:has-text('スタッフが 読むことが あります')")
    person.page.click(".notice button")
    person.page.wait_for_selector(".chat .hint:has-text('記録されます')")
    person.page.reload()
    person.open_panel(CHAT)
    person.page.wait_for_selector(".chat .hint:has-text('記録されます')")
    assert person.page.locator(".notice").count() == 0
    person.context.close()
