"""The chime hurts nobody: soft, as loud as one likes, or only to be seen (T2.3.d)."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import NOON_MS, Person
from tests.server.founded import demo_school
from tests.server.running import Server, new_card, operate

pytestmark = pytest.mark.browser

SOFT_ATTACK_S = 0.05
LOUDEST = 0.25
EARS = """
window.__tones = 0; window.__ramps = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.__tones += 1;
  return start.apply(this, when);
};
for (const way of ['setValueAtTime', 'exponentialRampToValueAtTime']) {
  const ramp = AudioParam.prototype[way];
  AudioParam.prototype[way] = function (value, at) {
    window.__ramps.push([way, value, at]);
    return ramp.call(this, value, at);
  };
}
"""
"""Listens to what the page asks of the loudspeaker."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sounds") / "school"
    begins = str(NOON_MS - 60_000)
    with demo_school(folder, "--drill-clock", begins) as server:
        yield server


def listening(browser: Browser, school: Server, name: str) -> Person:
    person = Person(browser, school.address)
    person.context.add_init_script(EARS)
    person.log_in(new_card(school, name))
    return person


def loudest(person: Person) -> tuple[float, float]:
    """The highest gain of the first tone, and the seconds it takes to get there."""
    ramps: list[Any] = person.page.evaluate("window.__ramps")
    begins = next(at for way, _value, at in ramps if way == "setValueAtTime")
    _way, value, reached = next(ramp for ramp in ramps if ramp[0] != "setValueAtTime")
    return value, reached - begins


@pytest.mark.spec("T2.3.d")
def test_a_chime_begins_softly_is_as_loud_as_one_likes_and_may_be_only_seen(
    browser: Browser, school: Server
) -> None:
    loud = listening(browser, school, "ふつうに")
    low = listening(browser, school, "ちいさく")
    seen = listening(browser, school, "みるだけ")
    low.open_panel("settings")
    low.page.fill("#volume", "50")
    seen.open_panel("settings")
    seen.page.check(".comfort .toggle:has-text('音を') input")
    untouched = listening(browser, school, "さわらない")
    untouched.page.reload()
    everybody = (loud, low, seen, untouched)
    for person in everybody:
        person.page.wait_for_selector(".floor-name")

    operate(school, "set_clock", wall_ms=NOON_MS)
    for person in everybody:
        person.page.wait_for_selector(".banner.bell:has-text('12時の チャイム')")
    loud.until(lambda: loud.page.evaluate("window.__tones") > 0)
    low.until(lambda: low.page.evaluate("window.__tones") > 0)
    assert seen.page.evaluate("window.__tones") == 0
    assert untouched.page.evaluate("window.__tones") == 0
    (high, attack_s), (half, _) = loudest(loud), loudest(low)
    assert attack_s >= SOFT_ATTACK_S
    assert high <= LOUDEST
    assert half == pytest.approx(high / 2, rel=0.01)
    for person in everybody:
        assert person.faults == []
