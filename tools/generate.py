"""Write what is made from the declarations: `python -m tools.generate`."""

from collections.abc import Callable
from typing import Final

from tools import client_types, protocol_page
from tools.rule_book import ROOT

GENERATED: Final[dict[str, Callable[[], str]]] = {
    "docs/protocol.md": protocol_page.page,
    "web_client/src/vocabulary_types.d.ts": client_types.module,
}


def main() -> None:
    """Bring every generated file up to date."""
    for path, made in GENERATED.items():
        (ROOT / path).write_text(made(), encoding="utf-8")


if __name__ == "__main__":
    main()
