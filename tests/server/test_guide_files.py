"""The guides are sent as inert pages, to whoever asks (T8.1)."""

import re
from pathlib import Path

import aiohttp
import pytest

from server.guide_files import guide_folder, read_guide
from tests.server.running import Browser, Server

pytestmark = pytest.mark.spec("T8.1")


async def test_the_guides_are_open_to_whoever_has_not_logged_in(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        assert "つかいかた" in (await browser.get("/guide/"))[1]
        status, manual = await browser.get("/guide/staff.html")
        assert status == 200
        assert '<section id="chimes">' in manual, "a passage stands in its place"
        assert '<li><a href="#chimes">チャイム</a></li>' in manual, "and in the contents"
        assert "{{" not in manual


async def test_a_page_of_the_guides_can_do_nothing(demo: Server) -> None:
    async with aiohttp.request("GET", demo.address + "/guide/leaflet.html") as response:
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize("name", ["nothing.html", "staff/chimes.html", "%2e%2e/privacy.md", "a/b"])
async def test_nothing_but_the_guides_is_found_there(demo: Server, name: str) -> None:
    async with Browser(demo.address) as browser:
        assert (await browser.get(f"/guide/{name}"))[0] == 404


async def test_pictures_and_the_leaflet_to_print_come_as_what_they_are(demo: Server) -> None:
    kinds = {"pictures/staff.webp": "image/webp", "leaflet.pdf": "application/pdf"}
    for name, kind in kinds.items():
        async with aiohttp.request("GET", f"{demo.address}/guide/{name}") as response:
            assert response.content_type == kind
            assert await response.read() == (guide_folder() / name).read_bytes()


def test_the_leaflet_to_print_is_one_sheet_of_a4_with_two_sides() -> None:
    pdf = (guide_folder() / "leaflet.pdf").read_bytes()
    pages = [page for page in pdf.split(b"endobj") if re.search(rb"/Type /Page\b(?!s)", page)]
    assert len(pages) == 2
    for page in pages:
        width, height = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page)[0]
        assert (round(float(width)), round(float(height))) == (595, 842), "points"


def test_a_manual_with_a_lost_passage_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "staff.html").write_text("{{contents}} {{nowhere}}", encoding="utf-8")
    with pytest.raises(KeyError, match="nowhere"):
        read_guide(tmp_path)
