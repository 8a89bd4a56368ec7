"""What a file is, told by its content alone, in a process of its own (`python -m server.contents`).

Whoever may upload can still be given a file by somebody else. So nothing of a picture's bytes is
kept: it is decoded under limits of memory, time and size, and drawn anew, which leaves place,
camera, comments and whatever was hidden behind it. A decoder that crashes takes this process with
it and not the school. A PDF is kept as it is after a look at its two ends; the browser opens it
without scripts. Anything else is refused: there are too many ways to be active.
"""

import json
import os
import re
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

from protocol.units import (
    PICTURE_MAX_PIXELS,
    PICTURE_MAX_SIDE_PX,
    PREVIEW_MAX_SIDE_PX,
    UPLOAD_MAX_BYTES,
)

CONTENT: Final = "content"
PREVIEW: Final = "preview"
MEMORY_MAX_BYTES: Final = 1024 * 1024 * 1024
CPU_MAX_S: Final = 20
POLITENESS: Final = 10
QUALITY: Final = 90

_MAGIC: Final = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_PDF_BEGINS: Final = re.compile(rb"%PDF-[12]\.\d")
_PDF_ENDS: Final = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]*\Z")
_TABLE: Final = re.compile(rb"\bxref\b|\d+\s+\d+\s+obj\b")
_TAIL_BYTES: Final = 2_048
_NEAR_BYTES: Final = 32


class ContentRefused(Exception):
    """Why a file is not taken: a key of the string tables."""


def looked_at(source: Path, target: Path) -> dict[str, Any]:
    """Write what is kept of `source` into the folder `target`; its kind and sides in pixels.

    Raises ContentRefused.
    """
    content = source.read_bytes()
    kind = kind_of(content)
    if kind == "pdf":
        check_pdf(content)
        (target / CONTENT).write_bytes(content)
        return {"kind": kind, "width_px": 0, "height_px": 0, "preview": False}
    try:
        picture = decoded(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ContentRefused("picture_too_large") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError):
        raise ContentRefused("picture_broken") from None
    kept, kind = encoded(picture, kind)
    (target / CONTENT).write_bytes(kept)
    (target / PREVIEW).write_bytes(preview_of(picture))
    return {
        "kind": kind, "width_px": picture.width, "height_px": picture.height, "preview": True,
    }  # fmt: skip


def kind_of(content: bytes) -> str:
    """png, jpeg, gif, webp or pdf, by the first bytes. Raises ContentRefused for all else."""
    if not content:
        raise ContentRefused("file_empty")
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if _PDF_BEGINS.match(content):
        return "pdf"
    raise ContentRefused("file_not_allowed")


def check_pdf(content: bytes) -> None:
    """That both ends are those of a PDF, with nothing behind them. Raises ContentRefused."""
    end = _PDF_ENDS.search(content[-_TAIL_BYTES:])
    if end is None:
        raise ContentRefused("pdf_broken")
    at = int(end[1])
    # Writers miscount by a few bytes and readers forgive it.
    if _TABLE.search(content[max(0, at - _NEAR_BYTES) : at + _NEAR_BYTES]) is None:
        raise ContentRefused("pdf_broken")


def decoded(content: bytes, kind: str) -> Image.Image:
    """The first frame, upright, in sRGB, at most as large as it is shown; nothing but pixels.

    Raises what Pillow raises.
    """
    with Image.open(BytesIO(content), formats=(kind.upper(),)) as opened:
        # The header tells the size before anything is unpacked.
        if opened.width * opened.height > PICTURE_MAX_PIXELS:
            raise Image.DecompressionBombError
        picture: Image.Image = opened
        picture.draft("RGB", (PICTURE_MAX_SIDE_PX, PICTURE_MAX_SIDE_PX))
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        picture = _in_common_colours(picture)
    picture.thumbnail((PICTURE_MAX_SIDE_PX, PICTURE_MAX_SIDE_PX))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_common_colours(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            common = ImageCms.createProfile("sRGB")
            in_srgb = ImageCms.profileToProfile(picture, own, common, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            in_srgb = None
        if in_srgb is not None:
            return in_srgb
    return picture.convert("RGBA" if see_through else "RGB")


def encoded(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    """The picture as bytes, and as what. Raises ContentRefused if it cannot be made small enough.

    A moving GIF stands still: what moves in the corner of an eye keeps some children from reading.
    """
    see_through = picture.mode == "RGBA"
    first = "png" if kind == "gif" else kind
    for form in (first, "webp" if see_through else "jpeg"):
        file = BytesIO()
        if form == "png":
            picture.save(file, "PNG")
        else:
            picture.save(file, form.upper(), quality=QUALITY)
        if file.tell() <= UPLOAD_MAX_BYTES:
            return file.getvalue(), form
    raise ContentRefused("picture_too_large")


def preview_of(picture: Image.Image) -> bytes:
    """A small JPEG on white."""
    small = picture.copy()
    small.thumbnail((PREVIEW_MAX_SIDE_PX, PREVIEW_MAX_SIDE_PX))
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small if small.mode == "RGBA" else None)
    file = BytesIO()
    ground.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def main(source: str, target: str) -> None:
    """Print what was found as one line of JSON."""
    os.nice(POLITENESS)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_MAX_BYTES),
        (resource.RLIMIT_CPU, CPU_MAX_S),
        (resource.RLIMIT_FSIZE, 2 * UPLOAD_MAX_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PICTURE_MAX_PIXELS
    try:
        found = looked_at(Path(source), Path(target))
    except ContentRefused as refused:
        found = {"refused": str(refused)}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
