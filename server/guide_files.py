"""The guides for users and staff: inert pages and pictures of `docs/guide`, read once at start-up.

The manual of staff is one page to read, print and search, but its passages are files of their own,
named like the page of the product that they explain: `{{chimes}}` in `staff.html` is the place of
`staff/chimes.html`, and `{{contents}}` that of the list of all headings.
"""

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import server
from server.client_files import TYPES, ClientFile

GUIDE_TYPES: Final = {
    **TYPES,
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".webp": "image/webp",
}
MANUAL: Final = "staff.html"
PASSAGES: Final = "staff/"
_PLACE: Final = re.compile(r"\{\{([a-z_]+)\}\}")
_HEADING: Final = re.compile(r'<section id="([a-z_]+)">\s*<h2>(.*?)</h2>', re.DOTALL)


def guide_folder() -> Path:
    """Beside the server in an installed wheel, under `docs` in a checkout."""
    installed = Path(str(files(server))) / "guide"
    return installed if installed.is_dir() else installed.parents[1] / "docs" / "guide"


def read_guide(folder: Path) -> dict[str, ClientFile]:
    """Every file that is sent, by its path below `/guide/`. Raises KeyError for a lost passage."""
    found: dict[str, ClientFile] = {}
    passages: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(PASSAGES) and path.suffix == ".html":
            passages[path.stem] = path.read_text(encoding="utf-8")
        elif path.suffix in GUIDE_TYPES:
            found[name] = ClientFile(GUIDE_TYPES[path.suffix], path.read_bytes())
    manual = found[MANUAL].body.decode()
    found[MANUAL] = ClientFile(GUIDE_TYPES[".html"], _joined(manual, passages).encode())
    return found


def _joined(manual: str, passages: dict[str, str]) -> str:
    def placed(place: re.Match[str]) -> str:
        name = place[1]
        return place[0] if name == "contents" else passages[name]

    whole = _PLACE.sub(placed, manual)
    rows = (f'<li><a href="#{anchor}">{name}</a></li>' for anchor, name in _HEADING.findall(whole))
    return whole.replace("{{contents}}", "\n".join(rows))
