"""Make the guides' pictures and the leaflet's PDF anew from the running product (`make guide`).

A demo school at a fixed moment, scripted people at fixed places, the real client in Chromium. Each
scene is a function that leads a page to what is worth seeing; its picture goes to
`docs/guide/pictures` under the scene's name, and its size into the pages that show it.
"""

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser

from server.guide_files import guide_folder
from tests.browser.pages import NOON_MS, Person, chromium
from tests.server.running import Server, operate, serving
from tools.guide_company import Company
from tools.guide_scenes import LEAFLET_VIEW, SCENES, Scene, Stage

LOG_OUT: Final = """fetch('/api/logout', {
    method: 'POST', body: '{}', headers: {'Content-Type': 'application/json'} })"""
DAYS_IN_JAPANESE: Final = """() => {
    for (const input of document.querySelectorAll('[type=date], [type=time], [type^=datetime]')) {
        const text = input.value.replaceAll('-', '/').replace('T', ' ') || '年/月/日';
        input.style.cssText = `flex: none; width: ${input.offsetWidth}px`;
        input.type = 'text';
        input.value = text;
    }
}"""
"""Fields for days are drawn in the language of the browser's own menus, which is English here."""
SHARPNESS: Final = 1.5
LEAFLET_PX: Final = (864, 552)
QUALITY: Final = 78
FIRST_DAY: Final = 20_727
LAST_DAY: Final = 20_908
VACATION: Final = list(range(20_813, 20_826))
"""October 2026 to March 2027, in days since 1970; from Boxing Day to the 7th of January."""
TUESDAY_TO_FRIDAY: Final = range(1, 5)
FLOORS: Final = ("classroom", "yard", "library", "plaza")


def main(wanted: list[str]) -> int:
    """Take the pictures that are named, or all of them and the PDF."""
    folder = guide_folder()
    with (
        tempfile.TemporaryDirectory() as place,
        serving(
            Path(place) / "school", "--demo", "--children", "0", "--drill-clock", str(NOON_MS),
            "--seed", "8",
        ) as school,
        chromium() as browser,
    ):  # fmt: skip
        _furnish(school)
        with Company(school) as company:
            for scene in SCENES:
                if not wanted or scene.name in wanted:
                    _take(browser, school, company, scene, folder / "pictures")
                    print(scene.name, flush=True)
        _print_leaflet(browser, school, folder / "leaflet.pdf")
    _write_sizes(folder)
    return 0


def _furnish(school: Server) -> None:
    """Ordinary hours and bells: Tuesday to Friday from ten to three."""
    operate(school, "set_calendar", calendar={
        "first_day": FIRST_DAY, "last_day": LAST_DAY, "closed_days": VACATION, "extra_days": [],
        "openings": [
            {"floor": floor, "weekday": day, "opens": 600, "closes": 900}
            for floor in FLOORS
            for day in TUESDAY_TO_FRIDAY
        ],
    })  # fmt: skip
    bells = [(600, "はじまりの チャイム", "chimes"), (690, "おひるの まえ", "harp"),
             (780, "ごごの はじまり", "bell"), (890, "かえりの したく", "birds")]  # fmt: skip
    operate(school, "set_chimes", rules=[
        {"chime": f"bell-{minute}", "name": name, "minute": minute, "weekdays": [1, 2, 3, 4],
         "floors": [], "sound": sound, "volume": 60}
        for minute, name, sound in bells
    ])  # fmt: skip
    for role, name in (("teacher", "やまだ先生"), ("pupil", "はじめて")):
        operate(school, "add_account", role=role, name=name)


def _take(browser: Browser, school: Server, company: Company, scene: Scene, folder: Path) -> None:
    leaflet = scene.view == LEAFLET_VIEW
    person = Person(
        browser, school.address, viewport=dict(zip(("width", "height"), scene.view, strict=True)),
        device_scale_factor=SHARPNESS, reduced_motion="reduce",
    )  # fmt: skip
    seen = scene.show(Stage(person, school, company))
    person.page.evaluate(DAYS_IN_JAPANESE)
    shot = seen.screenshot() if seen is not None else person.page.screenshot()
    assert person.faults == [], person.faults
    # Whoever only closed the window would stand in the next picture for two minutes.
    person.page.evaluate(LOG_OUT)
    person.context.close()
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    if leaflet:
        picture = picture.resize(LEAFLET_PX, Image.Resampling.LANCZOS)
    # A PDF takes JPEG as it is, and would keep every point of anything else.
    if leaflet:
        picture.save(folder / f"{scene.name}.jpg", quality=QUALITY, optimize=True)
    else:
        picture.save(folder / f"{scene.name}.webp", quality=QUALITY, method=6)


def _print_leaflet(browser: Browser, school: Server, target: Path) -> None:
    page = browser.new_page()
    page.goto(f"{school.address}/guide/leaflet.html")
    page.emulate_media(media="print")
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    page.close()


def _write_sizes(folder: Path) -> None:
    """A page keeps its shape while its pictures come: each says how large it is."""

    def sized(found: re.Match[str]) -> str:
        with Image.open(folder / "pictures" / found[1]) as picture:
            width, height = picture.size
        return f'pictures/{found[1]}" width="{width}" height="{height}"'

    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        told = re.sub(r'pictures/([\w.]+)" width="\d+" height="\d+"', sized, text)
        path.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
