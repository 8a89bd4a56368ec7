"""A photo and a PDF, hung up by a real admin and opened by a pupil (T3.7)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from protocol.floors import Placed
from protocol.objects import EditFloor, PutObject
from tests.browser.hands import WebKitHands, press, until
from tests.browser.pages import Person, arrive, in_menu, without_faults
from tests.browser.test_engines import visit
from tests.browser.test_objects import open_editor, put
from tests.browser.webkit import webkit
from tests.server.files_made import pdf, picture
from tests.server.running import Server
from tests.server.uploading import an_admin

pytestmark = pytest.mark.browser


def send_file(person: Person, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    person.page.set_input_files(".uploads input[type=file]", folder / name)


INK = """() => { const sheet = document.querySelector('.viewer canvas');
  const dots = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data;
  let ink = 0;
  for (let at = 0; at < dots.length; at += 4) if (dots[at + 1] < 200) ink += 1;
  return ink; }"""
"""How many dots of the sheet are not white."""
HANGING = """() => { const floor = document.querySelector('.stage canvas');
  const sheet = new OffscreenCanvas(floor.width, floor.height).getContext('2d');
  sheet.drawImage(floor, 0, 0);
  const { data } = sheet.getImageData(0, 0, floor.width, floor.height);
  let red = 0;
  let blue = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = data.subarray(at, at + 3);
    if (r > 240 && g < 25 && b < 25) red += 1;
    if (b > 240 && g < 25 && r < 25) blue += 1;
  }
  return red > 100 && blue > 100; }"""
"""Whether the photo, red on the left and blue on the right, is drawn on the floor."""


def sees_it_on_the_floor(person: Person) -> None:
    """The photo is drawn in its frame, and only its small form was fetched for that."""
    person.page.click("[data-name=whole]")
    person.until(lambda: person.page.evaluate(HANGING))
    person.page.click("[data-name=whole]")
    assert [asked for asked in person.requests if "/api/previews/" in asked]
    assert not [asked for asked in person.requests if "/api/uploads/" in asked]


@pytest.mark.spec("T3.7")
def test_a_photo_and_a_pdf_are_hung_up_and_opened(
    browser: Browser, site: Server, tmp_path: Path
) -> None:
    admin, pupil = arrive(browser, site, "はるひと", "admin"), arrive(browser, site, "ながめるこ")
    open_editor(admin)
    put(admin, "絵・写真", 800, 300)
    send_file(admin, tmp_path, "わな.png", b"MZ" + b"\0" * 200)
    admin.page.wait_for_selector(".uploads .wrong:has-text('PDF')")
    send_file(admin, tmp_path, "うんどうかい.jpg", picture("JPEG", (1200, 800)))
    admin.page.wait_for_selector(".uploads button[aria-pressed=true]:has-text('うんどうかい')")
    admin.page.click(".properties button:has-text('選び終える')")
    put(admin, "資料", 950, 520)
    send_file(admin, tmp_path, "おたより.pdf", pdf("ichi", "ni", "san"))
    admin.page.wait_for_selector(".uploads button[aria-pressed=true]:has-text('おたより')")

    sees_it_on_the_floor(pupil)
    pupil.open_panel("people")
    assert not [asked for asked in pupil.requests if "/vendor/pdf/" in asked]
    pupil.page.click("li:has-text('絵・写真') button:has-text('見る')")
    pupil.until(
        lambda: pupil.page.evaluate("document.querySelector('.viewer img')?.naturalWidth") == 1200
    )
    before = pupil.page.evaluate("document.querySelector('.viewer img').clientWidth")
    pupil.page.click(".viewer button[aria-label='大きく']")
    pupil.until(
        lambda: pupil.page.evaluate("document.querySelector('.viewer img').clientWidth") > before
    )
    pupil.page.click(".viewer header button")

    pupil.page.click("li:has-text('資料') button:has-text('見る')")
    pupil.page.wait_for_selector(".viewer canvas[data-page='1']")
    assert pupil.page.evaluate(INK) > 1_000
    assert "ichi" in pupil.page.inner_text(".viewer .sheet p")
    pupil.page.focus(".viewer .sheet")
    pupil.page.keyboard.press("ArrowRight")
    pupil.page.wait_for_selector(".viewer canvas[data-page='2']")
    assert "ni" in pupil.page.inner_text(".viewer .sheet p")
    pupil.page.click(".viewer button:has-text('次へ')")
    pupil.page.wait_for_selector(".viewer [role=status]:has-text('3ページ中 3ページ目')")
    box = pupil.page.locator(".viewer canvas").bounding_box()
    assert box is not None
    assert box["height"] <= 768
    with pupil.page.expect_download() as download:
        pupil.page.click(".viewer a:has-text('元のファイル')")
    assert download.value.suggested_filename == "おたより.pdf"
    assert all(asked.startswith((site.address, "blob:")) for asked in pupil.requests)
    without_faults(admin, pupil)


@pytest.mark.spec("T3.7")
def test_a_pdf_draws_in_webkit_too(site: Server) -> None:
    # Playwright has a loop running in this thread.
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, hang_up(site, pdf("ichi", "ni"))).result()
    with webkit() as driver:
        hands = WebKitHands(driver, "mouse")
        visit(hands, site, "うぇぶきっと")
        press(hands, in_menu("people"))
        until(hands, "document.querySelector('.people-list h3 + ul li button') !== null")
        press(hands, ".people-list li button[aria-label^='おたより']")
        until(hands, "document.querySelector('.viewer canvas')?.dataset.page === '1'")
        assert hands.ask(f"({INK})()") > 1_000
        press(hands, ".viewer .row button:nth-of-type(2)")
        until(hands, "document.querySelector('.viewer canvas')?.dataset.page === '2'")


async def hang_up(site: Server, content: bytes) -> None:
    async with an_admin(site, "はりだす") as admin:
        upload = await admin.upload(content, "おたより")
        stand = Placed("letter", "document", 52, 40, 3, 2, "おたより", target=upload)
        assert await admin.ask(EditFloor("plaza", (PutObject(stand),))) == ""
