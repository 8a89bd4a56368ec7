"""Files are what their content says; nothing active, personal or boundless comes through."""

import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from protocol.units import PICTURE_MAX_SIDE_PX, PREVIEW_MAX_SIDE_PX
from server import contents
from server.contents import CONTENT, PREVIEW, ContentRefused, looked_at
from tests.server.files_made import (
    HIDDEN,
    bomb,
    pdf,
    photo_with_place,
    picture,
    png_of,
)
from tests.source_tree import ROOT

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
ZIP = b"PK\x03\x04" + b"\0" * 40
EXE = b"MZ\x90\0" + b"\0" * 200


def kept_of(sent: bytes, folder: Path) -> tuple[str, bytes]:
    """Kind and content of what is kept. Raises ContentRefused."""
    (folder / "received").write_bytes(sent)
    found = looked_at(folder / "received", folder)
    return found["kind"], (folder / CONTENT).read_bytes()


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (picture("PNG"), "png"), (picture("JPEG"), "jpeg"), (picture("WEBP"), "webp"),
        (picture("GIF"), "png"), (picture("PNG", mode="RGBA"), "png"),
        (picture("PNG", mode="L"), "png"), (picture("JPEG", mode="CMYK"), "jpeg"),
        (pdf("one"), "pdf"),
    ],
)  # fmt: skip
def test_pictures_and_pdfs_are_taken_by_their_content(
    sent: bytes, kind: str, tmp_path: Path
) -> None:
    found, content = kept_of(sent, tmp_path)
    assert found == kind
    if kind != "pdf":
        with Image.open(BytesIO(content)) as kept:
            kept.load()
            assert (kept.size, kept.format) == ((64, 48), kind.upper())


def test_a_photo_stands_upright_and_tells_neither_place_nor_camera(tmp_path: Path) -> None:
    sent = photo_with_place()
    assert HIDDEN.encode() in sent
    _, content = kept_of(sent, tmp_path)
    for name in (CONTENT, PREVIEW):
        assert HIDDEN.encode() not in (tmp_path / name).read_bytes()
    with Image.open(BytesIO(content)) as kept:
        assert kept.size == (40, 80)
        assert not kept.getexif()
        assert not {"comment", "exif", "icc_profile"} & set(kept.info)


@pytest.mark.parametrize("hidden", [HTML, ZIP, SVG, pdf("x")], ids=["html", "zip", "svg", "pdf"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_hides_behind_a_picture_is_left_behind(
    kind: str, hidden: bytes, tmp_path: Path
) -> None:
    _, content = kept_of(picture(kind) + hidden, tmp_path)
    assert hidden[:16] not in content


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "file_empty"),
        (EXE, "file_not_allowed"),
        (ZIP, "file_not_allowed"),
        (SVG, "file_not_allowed"),
        (HTML, "file_not_allowed"),
        (b"\x89PNG" + SVG, "file_not_allowed"),
        (b"BM" + b"\0" * 60, "file_not_allowed"),
        (HTML + pdf("x"), "file_not_allowed"),
        (b"\x89PNG\r\n\x1a\n" + EXE, "picture_broken"),
        (b"GIF89a" + HTML, "picture_broken"),
        (b"\xff\xd8\xff\xe0" + ZIP, "picture_broken"),
        (b"RIFF\x10\0\0\0WEBP" + SVG, "picture_broken"),
        (picture("JPEG", (200, 200))[:-300], "picture_broken"),
        (picture("PNG", (200, 200))[:100], "picture_broken"),
        (png_of(0, 10, b""), "picture_broken"),
        (png_of(100, 100, zlib.compress(b"\0" * 10)), "picture_broken"),
        (png_of(2**31 - 1, 2**31 - 1, zlib.compress(b"")), "picture_too_large"),
        (png_of(20_001, 1_000, zlib.compress(b"")), "picture_too_large"),
        (bomb(30_000), "picture_too_large"),
        (pdf("one")[:-10], "pdf_broken"),
        (pdf("one", after=ZIP), "pdf_broken"),
        (pdf("one", after=HTML), "pdf_broken"),
        (pdf("one", before=HTML), "file_not_allowed"),
        (b"%PDF-1.7\n" + b"a" * 5_000, "pdf_broken"),
        (b"%PDF-1.7\nstartxref\n99999999\n%%EOF\n", "pdf_broken"),
        (b"%PDF-1.7\n" + HTML + b"\nstartxref\n3\n%%EOF\n", "pdf_broken"),
    ],
)
def test_anything_else_is_refused_by_name(sent: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ContentRefused, match=f"^{reason}$"):
        kept_of(sent, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["received"]


def test_a_large_picture_is_kept_as_large_as_it_is_shown(tmp_path: Path) -> None:
    _, content = kept_of(picture("JPEG", (5_000, 2_000)), tmp_path)
    with Image.open(BytesIO(content)) as kept, Image.open(tmp_path / PREVIEW) as small:
        assert kept.size == (PICTURE_MAX_SIDE_PX, PICTURE_MAX_SIDE_PX * 2 // 5)
        assert max(small.size) == PREVIEW_MAX_SIDE_PX


def test_a_picture_that_breaks_its_limits_ends_the_process_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "received").write_bytes(picture("PNG", (4_000, 4_000)))
    program = (
        "import sys; from server import contents; "
        "contents.MEMORY_MAX_BYTES = 60 * 1024 * 1024; contents.main(*sys.argv[1:])"
    )
    ended = subprocess.run(
        (sys.executable, "-c", program, str(tmp_path / "received"), str(tmp_path)),
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "picture_too_large" in ended.stdout or ended.returncode != 0
    assert not (tmp_path / CONTENT).exists()
    assert contents.MEMORY_MAX_BYTES == 1024**3
