"""Every asset and every library has its licence in the list that ships with the product."""

import importlib.metadata
import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

import pytest

from tests.source_tree import tracked_files

pytestmark = pytest.mark.spec("T5.8")

ROOT: Final = Path(__file__).parents[1]
LIST: Final[dict[str, Any]] = tomllib.loads((ROOT / "LICENCES.toml").read_text("utf-8"))
CODE: Final = {
    ".css", ".html", ".ini", ".js", ".md", ".mjs", ".py", ".sql", ".toml", ".ts", ".typed",
}  # fmt: skip
DRAWN_BY_CODE: Final = ("web_client/src/art/", "web_client/src/sounds.js")
SHIPPED: Final = (
    "docs/", "projections/", "protocol/", "replay/", "server/", "simulation/", "web_client/"
)  # fmt: skip
RECORDS: Final = re.compile(r"web_client/vendor/(.*/)?(LICENSES\.txt|\w+\.json)")


def assets_among(names: list[str]) -> list[str]:
    """What is neither code nor a record of it."""
    return [
        name
        for name in names
        if name.startswith(SHIPPED)
        and (name.startswith(DRAWN_BY_CODE) or Path(name).suffix not in CODE)
        and not RECORDS.fullmatch(name)
    ]


def without_row(names: list[str]) -> list[str]:
    rows = [pattern for row in LIST["asset"] for pattern in row["files"]]
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in rows)]


def test_every_asset_of_the_product_has_a_row() -> None:
    found = assets_among(list(tracked_files()))
    assert "server/words.txt" in found
    assert without_row(found) == []


@pytest.mark.parametrize("name", ["web_client/style/Hand.woff2", "server/bell.ogg", "docs/a.png"])
def test_an_asset_that_nobody_listed_is_found(name: str) -> None:
    assert without_row(assets_among([name])) == [name]


def test_every_package_the_server_needs_is_listed_and_no_other() -> None:
    needed: set[str] = set()
    asked = ["hiroba"]
    while asked:
        name = asked.pop()
        if name in needed:
            continue
        needed.add(name)
        for wanted in importlib.metadata.requires(name) or []:
            plain = re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", wanted)[0]).lower()
            if "extra ==" not in wanted and installed(plain):
                asked.append(plain)
    assert needed - {"hiroba"} == set(LIST["python"])


def installed(name: str) -> bool:
    """Whether this Python has it: some packages are needed by older ones alone."""
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def test_every_package_in_the_browser_is_listed_as_its_record_says() -> None:
    bundle = json.loads((ROOT / "web_client/vendor/vendor.json").read_text("utf-8"))["packages"]
    viewer = json.loads((ROOT / "web_client/vendor/pdf/pdf.json").read_text("utf-8"))
    recorded = {one["name"]: one["licence"] for one in (*bundle, viewer)}
    assert recorded == LIST["browser"]


def test_every_licence_is_one_that_may_be_used() -> None:
    named = {row["licence"] for row in LIST["asset"]}
    named |= set(LIST["python"].values()) | set(LIST["browser"].values())
    assert named <= set(LIST["accepted"])


def test_the_list_ships_with_the_product() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "LICENCES.toml" in project["license-files"]
