"""Sound and picture in real browsers: those in the call have them, nobody else a byte (T4)."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import grave_findings
from tests.browser.flows import (
    CAMERAS,
    DEVICES,
    ENDED,
    SCREEN,
    all_given_back,
    flows,
    hears_and_sees,
    in_a_call,
    leave,
    more_frames,
    more_sound,
    shown,
    switch,
)
from tests.browser.pages import NOON_MS, Person
from tests.server.running import Server, new_card, operate, serving

pytestmark = pytest.mark.browser

LIVE = "[aria-pressed=true]"
LOUD = "window.__ears.filter((one) => !one.muted).map((one) => one.volume)"


SENT = """async () => {
  const peer = window.__peers.at(-1);
  const found = { widths: [], limits: [] };
  (await peer.getStats()).forEach((one) => {
    if (one.type === 'outbound-rtp' && one.frameWidth) found.widths.push(one.frameWidth);
  });
  for (const { sender } of peer.getTransceivers()) {
    if (sender.track?.kind !== 'video') continue;
    const [one] = sender.getParameters().encodings;
    found.limits.push([one.maxBitrate, one.maxFramerate, one.scaleResolutionDownBy]);
  }
  return found;
}"""
SAYS = """(reason) => {
  const peer = window.__peers.at(-1);
  const ask = peer.getStats.bind(peer);
  const said = (one) => ({ ...one, qualityLimitationReason: reason });
  peer.getStats = async () => {
    const all = [];
    (await ask()).forEach((one) => all.push(one.type === 'outbound-rtp' ? said(one) : one));
    return all;
  };
}"""
"""What the browser says from now on of why its camera is not better: on a busy machine it would say
of itself that the processor is too slow."""


def nothing_comes(person: Person, while_to: Person) -> bool:
    """Whether a page gets no byte while another one is shown more of the screen."""
    before = flows(person).received
    more_frames(while_to, SCREEN, 2)
    return flows(person).received == before


@pytest.mark.spec("T4.1")
@pytest.mark.spec("T4.3")
@pytest.mark.spec("T4.8")
def test_three_hear_and_see_each_other_and_who_left_before_or_after_gets_no_byte(
    devices: Browser, school: Server
) -> None:
    people = in_a_call(devices, school, "いちばん", "にばん", "さんばん", "でたひと")
    one, two, three, outside = people
    # Who only leaves may be walked into again.
    outside.page.click("[data-name=alone]")
    outside.page.wait_for_selector(".call", state="detached")
    for person in (one, two, three):
        switch(person, "マイク", "カメラ")
    for person in (one, two, three):
        hears_and_sees(person, 2)
    assert one.page.locator(".tile video").count() == 3

    switch(three, "がめん")
    for person in (one, two):
        person.page.wait_for_selector(".shared video")
        more_frames(person, SCREEN, 2)
    assert flows(one).widths[str(SCREEN[0])] > 640
    assert one.page.locator(".controls button:has-text('がめん')").is_disabled()
    assert grave_findings(one.page) == []

    two.page.click(".leave-call")
    two.page.wait_for_selector(".call", state="detached")
    # What was under way before may still wait in a busy browser; then nothing more comes.
    two.until(lambda: nothing_comes(two, while_to=one))
    left = flows(two).received
    more_frames(one, SCREEN, 5)
    assert flows(two).received == left
    all_given_back(two)
    assert flows(outside).received == 0
    assert flows(outside).sent == 0
    leave(*people)


@pytest.mark.spec("T4.2")
@pytest.mark.spec("T4.10")
def test_off_ends_the_track_a_mute_is_mine_alone_and_a_reload_begins_with_everything_off(
    devices: Browser, school: Server
) -> None:
    aki, haru = in_a_call(devices, school, "けすひと", "きこえるひと")
    switch(aki, "マイク", "カメラ")
    hears_and_sees(haru, 1)
    haru.until(lambda: haru.page.evaluate(LOUD) == [1])
    haru.page.click(".tile:not(.own) .who")
    haru.page.click(".voice button")
    haru.page.wait_for_selector(".tile:not(.own) [aria-label*='聞いていません']")
    assert haru.page.evaluate(LOUD) == []
    assert aki.page.locator("[aria-label*='聞いていません']").count() == 0

    switch(aki, "カメラ")
    aki.until(lambda: aki.page.evaluate(ENDED) == ["live", "ended"])
    haru.page.wait_for_selector(".tile video", state="detached")
    switch(aki, "カメラ")
    haru.page.wait_for_selector(".tile:not(.own) video")
    more_frames(haru, CAMERAS, 3)

    aki.page.reload()
    haru.page.wait_for_selector(".tile video", state="detached")
    aki.page.wait_for_selector(".controls button:has-text('マイク'):not([disabled])")
    assert aki.page.locator(f".controls {LIVE}").count() == 0
    assert aki.page.evaluate("window.__asked") == []
    haru.page.reload()
    haru.page.wait_for_selector(".tile:not(.own) [aria-label*='聞いていません']")
    leave(haru, aki)


def test_a_camera_is_sent_640_wide_and_really_smaller_once_the_device_struggles(
    devices: Browser, school: Server
) -> None:
    aki, haru = in_a_call(devices, school, "つよいひと", "みるひと")
    aki.page.evaluate(SAYS, "none")
    switch(aki, "マイク", "カメラ")
    aki.until(lambda: aki.page.evaluate(SENT)["widths"] == [640])
    haru.until(lambda: 640 in flows(haru).widths.values())
    assert aki.page.evaluate(SENT)["limits"] == [[300_000, 15, 1]]
    aki.page.evaluate(SAYS, "cpu")
    aki.until(lambda: aki.page.evaluate(SENT)["limits"] == [[120_000, 10, 2]])
    aki.until(lambda: aki.page.evaluate(SENT)["widths"] == [320])
    haru.until(lambda: 320 in flows(haru).widths.values())
    leave(haru, aki)


@pytest.mark.spec("T3.4")
@pytest.mark.spec("T4.1")
def test_two_under_cover_hear_and_see_each_other_until_the_talk_ends(
    devices: Browser, school: Server
) -> None:
    pupil, staff = (Person(devices, school.address) for _ in range(2))
    card = new_card(school, "みみをかすひと", "supporter")
    operate(school, "name_counsellor", account=card["account"])
    for person, own in ((pupil, new_card(school, "はなすこ")), (staff, card)):
        person.context.add_init_script(DEVICES)
        person.log_in(own)
    pupil.page.click(".help-me")
    pupil.page.click("dialog .in-private button")
    staff.page.click(".rail.staff button:has-text('相談する')")
    staff.page.click(".case:has-text('はなすこ') button")
    pupil.page.click(".knock.private .primary")
    for person in (pupil, staff):
        person.page.wait_for_selector(".cover .tile:not(.own) .doll svg")
    for person in (pupil, staff):
        switch(person, "マイク", "カメラ")
        assert person.page.locator(".controls button:has-text('かぎ')").count() == 0
    for person in (pupil, staff):
        hears_and_sees(person, 1)
    staff.page.click(".cover .end")
    staff.page.click(".ask .primary")
    for person in (pupil, staff):
        person.page.wait_for_selector(".cover", state="detached")
        all_given_back(person)
    leave(pupil, staff)


@pytest.mark.spec("T1.5")
def test_whoever_wants_sound_alone_is_sent_no_pictures(devices: Browser, school: Server) -> None:
    aki, haru = in_a_call(devices, school, "うつるひと", "きくだけ")
    switch(aki, "マイク", "カメラ")
    hears_and_sees(haru, 1)
    haru.page.click(".controls button:has-text('設定')")
    with haru.page.expect_response("**/api/media/wanted") as told:
        haru.page.click("dialog.devices button:has-text('音だけ')")
    assert told.value.status == 204
    haru.page.click("dialog.devices .primary")
    haru.page.wait_for_selector(".tile video", state="detached")
    assert haru.page.locator(".controls button:has-text('カメラ')").is_disabled()
    more_sound(haru)
    pictures = shown(haru, CAMERAS)
    more_sound(haru)
    assert shown(haru, CAMERAS) == pictures
    leave(aki, haru)


def test_a_media_worker_that_dies_is_told_of_and_the_call_comes_back_by_itself(
    devices: Browser, school: Server
) -> None:
    aki, haru = in_a_call(devices, school, "つづける", "まつひと")
    switch(aki, "マイク", "カメラ")
    hears_and_sees(haru, 1)
    before = haru.page.evaluate("window.__peers.length")
    os.kill(media_worker(school), signal.SIGKILL)
    haru.until(lambda: haru.page.evaluate("window.__peers.length") > before)
    hears_and_sees(haru, 1)
    assert aki.page.evaluate("window.__asked.length") == 2
    leave(aki, haru)


def media_worker(school: Server) -> int:
    """The process that forwards the packets of a school."""
    children = Path(f"/proc/{school.process.pid}/task/{school.process.pid}/children").read_text()
    for pid in children.split():
        if b"server.media.embedded.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return int(pid)
    raise AssertionError("no media worker runs")


@pytest.mark.spec("T4.9")
def test_with_udp_blocked_a_call_goes_by_tcp(devices: Browser, tmp_path: Path) -> None:
    flags = ("--demo", "--children", "0", "--drill-clock", str(NOON_MS), "--media-udp-port", "off")
    with serving(tmp_path / "school", *flags) as school:
        aki, haru = in_a_call(devices, school, "ひとり", "ふたり")
        for person in (aki, haru):
            switch(person, "マイク", "カメラ")
        for person in (aki, haru):
            hears_and_sees(person, 1)
            assert flows(person).protocol == "tcp"
        leave(aki, haru)
