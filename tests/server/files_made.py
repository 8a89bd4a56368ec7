"""Files for tests, made on the spot: whole ones, and what somebody would send to do harm."""

import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image

HIDDEN = "35.6895N kept-in-secret"


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    """A picture, red on the left and blue on the right."""
    drawn = Image.new(mode, size, "red")
    drawn.paste("blue", (size[0] // 2, 0, *size))
    file = BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that lies on its side, with place, camera, comment and a preview inside."""
    drawn = Image.new("RGB", (80, 40), "green")
    exif = drawn.getexif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = HIDDEN
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = HIDDEN.encode()
    file = BytesIO()
    drawn.save(file, "JPEG", exif=exif, comment=HIDDEN)
    return file.getvalue()


def png_of(width: int, height: int, packed: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG whose header says what it likes about the bytes behind it."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )  # fmt: skip


def bomb(side: int) -> bytes:
    """A few kilobytes that unpack to a square of `side` black pixels."""
    packer = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png_of(side, side, packed, depth=1, colour=0)


def pdf(*pages: str, after: bytes = b"", before: bytes = b"", script: str = "") -> bytes:
    """A PDF with a line of text on each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    action = f" /OpenAction << /S /JavaScript /JS ({script}) >>" if script else ""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R{action} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        drawing = f"1 0 0 rg 60 600 200 120 re f 0 g BT /F 48 Tf 60 500 Td ({text}) Tj ET"
        bodies.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    file = before + b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return file + f"{end}startxref\n{len(file)}\n%%EOF\n".encode() + after
