"""The automatic accessibility check-up (axe-core), run inside the page as it stands.

The page's policy forbids foreign scripts, as it should; the driver evaluates axe in the page
instead of adding it as one. Development only: the product carries none of it.
"""

from functools import cache
from typing import Any, NamedTuple

from playwright.sync_api import Page

from tests.source_tree import ROOT

GRAVE = {"serious", "critical"}


class Finding(NamedTuple):
    """A rule that the page breaks, and where."""

    rule: str
    where: tuple[str, ...]


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def grave_findings(page: Page, within: str = "html") -> list[Finding]:
    """What would lock somebody out, of the page or a part of it as it is drawn now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {_axe()} }}")
    answer: dict[str, Any] = page.evaluate(
        "(part) => axe.run(part, { resultTypes: ['violations'], iframes: false })", within
    )
    return [
        Finding(found["id"], tuple(node["html"][:160] for node in found["nodes"]))
        for found in answer["violations"]
        if found["impact"] in GRAVE
    ]
