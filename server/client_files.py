"""The web client as the browser gets it: a content hash in the path, gzipped once, preloaded by
its graph.

Without the hash an upgrade could mix old and new modules; with it files are immutable. Nothing is
built: the files are those of the source tree.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import web_client
from server.joined import SHARED_FILE, joined
from server.passphrases import words

TYPES: Final = {
    ".bcmap": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pfb": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
ENTRY: Final = "src/main.js"
VENDOR: Final = "vendor/vendor.js"
SELDOM: Final = ("vendor/pdf/", "src/")
"""What few starts ever send, two megabytes of PDF.js and modules that go joined: it is packed when
somebody asks."""
APP: Final = "src/app.js"
WORDS: Final = "words.txt"
SHEET: Final = "style/app.css"


@dataclass(frozen=True)
class ClientFile:
    """One file, ready to be sent."""

    content_type: str
    body: bytes

    @cached_property
    def gzipped(self) -> bytes:
        """Made once; at start-up for what every visit needs."""
        return gzip.compress(self.body, 9, mtime=0)


class ClientFiles:
    """All files of the client, read once at start-up."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(web_client.__file__).parent
        self.files: dict[str, ClientFile] = {}
        for path in sorted(self.root.rglob("*")):
            content_type = TYPES.get(path.suffix)
            if content_type is not None and path.is_file():
                body = path.read_bytes()
                name = path.relative_to(self.root).as_posix()
                seldom = name.startswith(SELDOM)
                make = ClientFile if seldom else _ready
                self.files[name] = make(content_type, body)
        self.files[WORDS] = _ready(TYPES[".txt"], "\n".join(words()).encode())
        self._add_joined()

    @cached_property
    def version(self) -> str:
        """A hash of everything: the folder name under which files are immutable."""
        digest = hashlib.sha256()
        for name, file in self.files.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.body).digest())
        return digest.hexdigest()[:12]

    @property
    def base(self) -> str:
        return f"/client/{self.version}"

    def page(self, name: str) -> ClientFile:
        """An HTML page with its placeholders filled."""
        links = "".join(
            f'<link rel="modulepreload" href="{self.base}/{module}">'
            for module in (VENDOR, SHARED_FILE, APP)
        )
        text = self.files[name].body.decode().replace("{{client}}", self.base)
        body = text.replace("{{preload}}", links).encode()
        return _ready(TYPES[".html"], body)

    def _add_joined(self) -> None:
        """The release form: few scripts and one sheet, beside the files they are made from."""
        scripts = {
            name: file.body.decode() for name, file in self.files.items() if name.endswith(".js")
        }
        if ENTRY in scripts:
            for name, script in joined(scripts, ENTRY, VENDOR).items():
                self.files[name] = _ready(TYPES[".js"], script.encode())
        sheets = [f.body for name, f in sorted(self.files.items()) if name.endswith(".css")]
        self.files[SHEET] = _ready(TYPES[".css"], b"".join(sheets))


def _ready(content_type: str, body: bytes) -> ClientFile:
    file = ClientFile(content_type, body)
    assert file.gzipped
    return file
