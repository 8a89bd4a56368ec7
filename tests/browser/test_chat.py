"""Words between people: a letter to one, a murmur over the head, and who may read them."""

import re

import pytest
from playwright.sync_api import Browser, WebSocketRoute

from tests.browser.pages import Person, in_menu, without_faults
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

FORTY = "よんじゅうもじの つぶやきは ここまでで よんじゅうもじに なるはずですねえと。"


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
    reader.log_out()
    writer.page.fill(".typing input", "あとで よんでね")
    writer.page.press(".typing input", "Enter")
    writer.page.wait_for_selector(".lines :text('あとで よんでね')")

    reader.log_in(card, dress=False)
    reader.page.wait_for_selector(f"{in_menu('chat')} .dot:text-is('1')")
    reader.open_panel("chat")
    reader.page.click(".talks button:has-text('かきて')")
    reader.page.wait_for_selector(".lines :text('あとで よんでね')")
    reader.page.wait_for_selector(f"{in_menu('chat')} .dot", state="detached")
    other_device = arrive(browser, school, card, dress=False)
    other_device.open_panel("chat")
    assert other_device.page.locator(".chat-panel .dot").count() == 0
    assert other_device.page.locator(f"{in_menu('chat')} .dot").count() == 0
    without_faults(reader, writer, other_device)


@pytest.mark.spec("T2.1.d")
def test_a_murmur_of_forty_letters_is_seen_by_the_floor_and_goes_by_itself(
    browser: Browser, school: Server
) -> None:
    assert len(FORTY) == 40
    one = arrive(browser, school, new_card(school, "つぶやく"))
    other = arrive(browser, school, new_card(school, "きくひと"))
    other.open_panel("people")
    one.open_panel("chat")
    field = one.page.locator(".typing input").nth(1)
    field.fill(FORTY)
    assert "あと 0文字" in one.page.inner_text(".chat")
    field.press("Enter")
    other.page.wait_for_selector(f".murmured:text-is('{FORTY}')")
    operate(school, "jump_clock", passed_ms=60_000)
    other.page.wait_for_selector(".murmured", state="detached")
    without_faults(one, other)


@pytest.mark.spec("T2.2.b")
def test_the_first_chat_says_that_staff_may_read_it(browser: Browser, school: Server) -> None:
    person = arrive(browser, school, new_card(school, "はじめて"))
    person.open_panel("chat")
    person.page.wait_for_selector(".notice:has-text('スタッフが 読むことが あります')")
    person.page.click(".notice button")
    person.page.wait_for_selector(".chat .hint:has-text('記録されます')")
    # On a slow line the panel may be opened before the school has said who one is.
    held: list[tuple[WebSocketRoute, str | bytes]] = []

    def late(line: WebSocketRoute) -> None:
        line.connect_to_server().on_message(lambda frame: held.append((line, frame)))

    person.page.route_web_socket(re.compile("/plaza"), late)
    person.page.reload()
    person.open_panel("chat")
    person.until(lambda: held != [])
    for line, frame in held:
        line.send(frame)
    person.page.wait_for_selector(".chat .hint:has-text('記録されます')")
    assert person.page.locator(".notice").count() == 0
