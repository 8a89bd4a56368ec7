"""Whiteboards in real browsers: two draw at once, one comes later, one has no mouse (T4.4)."""

import base64
import math
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Person, arrive, without_faults
from tests.server.files_made import pdf
from tests.server.running import Server

pytestmark = [pytest.mark.browser, pytest.mark.spec("T4.4")]

PAPER = ".whiteboard .paper"
_COARSE = """(picture) => {
  const small = document.createElement('canvas');
  [small.width, small.height] = [160, 90];
  const context = small.getContext('2d');
  context.drawImage(picture, 0, 0, 160, 90);
  const { data } = context.getImageData(0, 0, 160, 90);
  const cells = [];
  for (let at = 0; at < data.length; at += 4)
    cells.push(data[at] + data[at + 1] + data[at + 2] < 660 ? 1 : 0);
  return cells.join('');
}"""
SAME_INK = f"() => ({_COARSE})(document.querySelector('.paper canvas'))"
"""Where the sheet is inked, on a coarse grid."""
INK_OF_A_FILE = f"""async (base64) => {{
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return ({_COARSE})(await createImageBitmap(new Blob([bytes])));
}}"""
"""The same of a picture that was saved."""
BLURRED = """() => {
  const canvas = document.querySelector('.paper canvas');
  const [width, height] = [canvas.width * 0.6, canvas.height * 0.55];
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [grey, inked] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] < 215) inked += 1;
    if (data[at] < 215 && data[at] > 40) grey += 1;
  }
  return inked ? grey / inked : 1;
}"""
"""How much of the black above to the left is neither there nor not: the edges of the unsharp."""


def at_the_board(browser: Browser, school: Server, name: str, role: str = "pupil") -> Person:
    """Somebody new in front of the whiteboard of the classroom."""
    person = arrive(browser, school, name, role)
    go_to_the_board(person)
    return person


def go_to_the_board(person: Person) -> None:
    person.open_panel("floors")
    person.page.click("button:has-text('教室')")
    person.open_panel("people")
    person.page.click("li:has-text('ホワイトボード') button")
    person.page.wait_for_selector(f"{PAPER}[data-marks]")


def draw(person: Person, *spots: tuple[float, float], lift: bool = True) -> None:
    """A stroke along parts of the sheet's width and height."""
    box = person.page.locator(PAPER).bounding_box()
    assert box is not None
    for n, (x, y) in enumerate(spots):
        person.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if n == 0:
            person.page.mouse.down()
    if lift:
        person.page.mouse.up()


def wave(y: float) -> list[tuple[float, float]]:
    """A curve of few points: at each of them every page that watches draws its sheet anew."""
    return [(0.1 + n / 16, y + 0.1 * math.sin(n)) for n in range(13)]


def marks(person: Person) -> int:
    return int(person.page.get_attribute(PAPER, "data-marks") or -1)


def ink(person: Person) -> str:
    found: str = person.page.evaluate(SAME_INK)
    return found


def alike(person: Person, picture: bytes) -> float:
    """How much of the ink of a saved picture and of the sheet is in the same places."""
    saved = person.page.evaluate(INK_OF_A_FILE, base64.b64encode(picture).decode())
    both = list(zip(ink(person), saved, strict=True))
    return both.count(("1", "1")) / (len(both) - both.count(("0", "0")))


def sees(person: Person, count: int) -> None:
    person.until(lambda: marks(person) == count)


def words(person: Person, said: str) -> None:
    """What a screen reader finds on the page."""
    person.page.wait_for_selector(f"section[aria-label='このページにあるもの'] >> text={said}")


def test_two_draw_at_once_and_who_comes_later_sees_the_same_picture(
    browser: Browser, school: Server
) -> None:
    aki, haru = (at_the_board(browser, school, name) for name in ("かくこ", "えがくこ"))
    see_a_pen_on_its_way(aki, haru)
    haru.page.click("[data-ink=blue]")
    for n in range(3):
        draw(aki, *wave(0.2 + n / 10))
        draw(haru, *wave(0.6 + n / 10))
    for tool, colour in (("box", "red"), ("arrow", "green"), ("oval", "purple")):
        haru.page.click(f"[data-tool={tool}]")
        haru.page.click(f"[data-ink={colour}]")
        draw(haru, (0.8, 0.1), (0.85, 0.3), (0.95, 0.4))
    aki.page.click("[data-tool=text]")
    draw(aki, (0.1, 0.05))
    aki.page.fill(".writing input", "みんなで かく")
    aki.page.press(".writing input", "Enter")
    for person in (aki, haru):
        sees(person, 10)
        words(person, "かくこ：「みんなで かく」")
        words(person, "えがくこ：線と図形 6")
    late = at_the_board(browser, school, "あとからくるこ")
    sees(late, 10)
    words(late, "えがくこ：線と図形 6")
    assert ink(aki) == ink(haru) == ink(late)
    assert "1" in ink(late)
    # A child takes off only what is their own; undo brings it back.
    late.page.click("[data-tool=rub]")
    draw(late, (0.8, 0.37), (0.8, 0.38))
    late.page.wait_for_selector(".told:has-text('ほかの人が書いたもの')")
    haru.page.click("[data-tool=rub]")
    draw(haru, (0.8, 0.37), (0.8, 0.38))
    sees(late, 9)
    haru.page.click("[data-name=undo]")
    for person in (late, aki):
        sees(person, 10)
    assert ink(late) == ink(aki)
    clear(aki, haru)
    without_faults(aki, haru, late)


def see_a_pen_on_its_way(writer: Person, reader: Person) -> None:
    """What is drawn is seen before it is whole, beside a name, and is on the page once it is."""
    passing = reader.page.locator(".paper canvas:nth-child(2)")
    blank: str = passing.evaluate("canvas => canvas.toDataURL()")

    def is_bare() -> bool:
        shown: str = passing.evaluate("canvas => canvas.toDataURL()")
        return shown == blank

    draw(writer, *wave(0.3), lift=False)
    reader.until(lambda: not is_bare())
    assert marks(reader) == 0, "what is on its way is not on the page"
    writer.page.mouse.up()
    sees(reader, 1)
    reader.until(is_bare)
    clear(writer)


def look_closely(person: Person) -> None:
    """At the words of the page behind the sheet."""
    box = person.page.locator(PAPER).bounding_box()
    assert box is not None
    person.page.mouse.move(box["x"] + 0.37 * box["width"], box["y"] + 0.39 * box["height"])
    for _ in range(2):
        person.page.mouse.wheel(0, -600)
    person.page.wait_for_selector(".zooms:has-text('605%')")


def clear(*people: Person) -> None:
    """Leave the board as it was found, by each one's own hand."""
    for person in people:
        person.page.click("[data-name=clear]")
        person.page.click(".ask .primary")
    for person in people:
        sees(person, 0)


def test_shapes_texts_and_pages_come_by_keys_alone(browser: Browser, school: Server) -> None:
    aki = at_the_board(browser, school, "キーでかくこ")
    page = aki.page
    page.focus("[data-tool=box]")
    page.keyboard.press("Enter")
    page.focus(PAPER)
    page.keyboard.press("Enter")
    page.wait_for_selector(".told:has-text('書き始めました')")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    sees(aki, 1)
    page.focus("[data-tool=text]")
    page.keyboard.press("Enter")
    page.focus(PAPER)
    page.keyboard.press("Enter")
    page.wait_for_selector(".writing input:focus")
    page.keyboard.type("キーだけで")
    page.keyboard.press("Enter")
    words(aki, "キーでかくこ：「キーだけで」")
    page.focus(PAPER)
    page.keyboard.press("Control+z")
    sees(aki, 1)
    page.keyboard.press("Control+y")
    sees(aki, 2)
    page.keyboard.press("Control+z")
    sees(aki, 1)
    page.keyboard.press("+")
    page.wait_for_selector(".zooms:has-text('150%')")
    page.keyboard.press("0")
    page.wait_for_selector(".zooms:has-text('100%')")
    page.keyboard.press("PageDown")
    page.wait_for_selector(".whiteboard footer:has-text('2 / 20')")
    sees(aki, 0)
    page.keyboard.press("PageUp")
    sees(aki, 1)
    clear(aki)
    page.keyboard.press("Escape")
    page.wait_for_selector(PAPER, state="detached")
    without_faults(aki)


def test_a_teacher_lays_a_pdf_behind_the_pages_and_saves_what_was_made(
    browser: Browser, school: Server, tmp_path: Path
) -> None:
    teacher = at_the_board(browser, school, "しりょうせんせい", "teacher")
    pupil = at_the_board(browser, school, "しりょうみるこ")
    page = teacher.page
    page.click("[data-name=material]")
    file = tmp_path / "しりょう.pdf"
    file.write_bytes(pdf("One", "Two", "Three"))
    page.set_input_files(".materials input[type=file]", str(file))
    for person in (teacher, pupil):
        person.page.wait_for_selector(".whiteboard footer:has-text('1 / 3')")
    page.click(".whiteboard footer button:has-text('次のページ')")
    pupil.page.wait_for_selector(".whiteboard footer:has-text('2 / 3')")
    pupil.page.click(".whiteboard footer button:has-text('次のページ')")
    pupil.page.wait_for_selector(".told:has-text('スタッフがページをめくります')")
    pupil.until(lambda: "1" in ink(pupil))
    draw(pupil, *wave(0.8))
    sees(teacher, 1)
    look_closely(teacher)
    teacher.until(lambda: page.evaluate(BLURRED) < 0.1)
    page.click("[data-name=whole]")
    teacher.until(lambda: page.inner_text(".zooms b") == "100%")
    page.click("[data-name=save]")
    with page.expect_download() as download:
        page.click(".ask button:has-text('PDF')")
    saved = download.value.path().read_bytes()
    assert saved.startswith(b"%PDF-1.4")
    assert b"/Count 3" in saved
    pages = [part.split(b"\nendstream")[0] for part in saved.split(b"/DCTDecode")[1:]]
    pictures = [page_bytes[page_bytes.index(b"\xff\xd8") :] for page_bytes in pages]
    assert [alike(teacher, picture) > 0.8 for picture in pictures] == [False, True, False]
    page.click("[data-name=save]")
    with page.expect_download() as download:
        page.click(".ask button:has-text('画像')")
    saved = download.value.path().read_bytes()
    assert saved.startswith(b"\x89PNG")
    assert alike(teacher, saved) > 0.8
    page.click("[data-name=material]")
    page.click(".materials button:has-text('資料をはずす')")
    pupil.page.wait_for_selector(".whiteboard footer:has-text('2 / 20')")
    clear(teacher)
    page.click(".whiteboard footer button:has-text('前のページ')")
    without_faults(teacher, pupil)
