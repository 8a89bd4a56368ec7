"""Lessons by real people: planned, chosen, entered, met elsewhere with one tap (T3.1, T4.6)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.pages import Person, without_faults
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser
MINUTE_MS = 60_000
MEETING = "https://class.example.jp/room-7f3a"
LOOKS_WHEN_TOLD = """() => {
  const real = window.setTimeout;
  window.setTimeout = (then, ms, ...more) =>
    ms === 15_000 ? (window.__look = then, 0) : real(then, ms, ...more);
}"""
"""What looks again after a quarter of a minute does so when the test says."""


def arrive(browser: Browser, school: Server, name: str, role: str = "pupil") -> Person:
    person = Person(browser, school.address)
    heard: list[bytes] = []
    person.page.on(
        "websocket", lambda ws: ws.on("framereceived", lambda data: heard.append(as_bytes(data)))
    )
    person.page.on("response", lambda answer: heard.append(answer.url.encode()))
    person.log_in(new_card(school, name, role))
    person.heard = heard  # type: ignore[attr-defined]
    return person


def as_bytes(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def was_told(person: Person, text: str) -> bool:
    return any(text.encode() in data for data in person.heard)  # type: ignore[attr-defined]


def choose_the_only_seat(pupil: Person, outsider: Person) -> None:
    """It is taken, given back and taken again; the other's timetable follows."""
    outsider.page.evaluate(LOOKS_WHEN_TOLD)
    for person in (pupil, outsider):
        person.open_panel("timetable")
        person.page.wait_for_selector(".lessons li:has-text('かけ算'):has-text('あと1席')")
    pupil.page.click(".lessons button:has-text('申しこむ')")
    pupil.page.wait_for_selector(".lessons .mine")
    outsider.page.click(".lessons button:has-text('申しこむ')")
    # Told no, a page shows the seats as they are.
    outsider.page.wait_for_selector(".lessons li:has-text('かけ算'):has-text('満席です')")
    outsider.page.wait_for_selector(".lessons button:has-text('申しこむ'):disabled")
    pupil.page.click(".lessons button:has-text('取りけす')")
    pupil.page.wait_for_selector(".lessons li:has-text('かけ算'):has-text('あと1席')")
    outsider.page.evaluate("window.__look()")
    outsider.page.wait_for_selector(".lessons li:has-text('かけ算'):has-text('あと1席')")
    pupil.page.click(".lessons button:has-text('申しこむ')")
    pupil.page.wait_for_selector(".lessons .mine")


@pytest.mark.spec("T3.1")
@pytest.mark.spec("T4.6")
@pytest.mark.spec("T6.8")
def test_a_lesson_is_planned_chosen_entered_and_met_with_one_tap(
    browser: Browser, school: Server
) -> None:
    teacher = arrive(browser, school, "さんすう先生", "teacher")
    pupil, outsider = arrive(browser, school, "まなぶこ"), arrive(browser, school, "そとのこ")
    # What a service elsewhere answers is none of our business here.
    pupil.context.route("https://class.example.jp/**", lambda route: route.fulfill(body="ok"))
    teacher.page.click(".rail.staff button:has-text('授業')")
    teacher.page.click(".lessons-panel .primary")
    teacher.page.fill("form .field:has-text('授業の名前') input", "かけ算の はじめ")
    teacher.page.fill("form .field:has-text('読みがな') input", "かけざんの はじめ")
    teacher.page.fill("form .field:has-text('定員') input", "1")
    teacher.page.fill("form input[type=url]", "http://class.example.jp/")
    teacher.page.wait_for_selector("form .wrong")
    teacher.page.fill("form input[type=url]", MEETING)
    starts_ms = (operate(school, "jump_clock", passed_ms=0)["wall_ms"] // MINUTE_MS + 5) * MINUTE_MS
    local = datetime.fromtimestamp(starts_ms / 1000, ZoneInfo("Asia/Tokyo"))
    teacher.page.fill("form input[type=datetime-local]", f"{local:%Y-%m-%dT%H:%M}")
    teacher.page.keyboard.press("Tab")
    teacher.page.click("form .primary")
    teacher.page.wait_for_selector(".lessons li:has-text('かけ算')")

    choose_the_only_seat(pupil, outsider)
    assert grave_findings(pupil.page, ".timetable-panel") == []
    now_ms = operate(school, "jump_clock", passed_ms=0)["wall_ms"]
    operate(school, "jump_clock", passed_ms=starts_ms - now_ms)
    for person in (pupil, outsider):
        person.page.wait_for_selector(".banner.bell:has-text('はじまります')")
    pupil.page.wait_for_selector(".banner.lesson:has-text('かけ算')")
    pupil.open_panel("settings")
    pupil.page.click(".comfort button:has-text('やさしい')")
    pupil.page.wait_for_selector(".banner.lesson b ruby:has-text('算') rt:has-text('ざん')")
    assert grave_findings(pupil.page, ".banner.lesson") == []
    with pupil.context.expect_page() as opened:
        pupil.page.click(".banner.lesson a")
    assert opened.value.url == MEETING
    assert opened.value.evaluate("window.opener") is None
    teacher.page.click(".rail.staff button:has-text('授業')")
    teacher.open_panel("timetable")
    teacher.page.click(".lessons button:has-text('申しこんだ人')")
    assert grave_findings(teacher.page, ".timetable-panel") == []
    teacher.page.wait_for_selector(".seats li:has-text('まなぶこ') mark:has-text('推定')")
    assert was_told(pupil, "room-7f3a")
    assert not was_told(outsider, "room-7f3a")
    without_faults(teacher, pupil, outsider)
