"""Which commands a page waits for: those that are always answered."""

import re
from pathlib import Path

from tests.strategies import COMMANDS

SOURCES = Path(__file__).parent.parent / "web_client" / "src"


def passing() -> set[str]:
    """The commands that `asked.js` says are not answered by a yes."""
    text = (SOURCES / "asked.js").read_text(encoding="utf-8")
    [listed] = re.findall(r"PASSING = new Set\(\[([^\]]+)\]\)", text)
    return set(re.findall(r"'(\w+)'", listed))


def found(pattern: str) -> set[str]:
    """What a pattern finds in the other sources of the page."""
    files = (file for file in SOURCES.rglob("*.js") if file.name != "asked.js")
    return {one for file in files for one in re.findall(pattern, file.read_text(encoding="utf-8"))}


def test_a_page_knows_which_of_its_commands_are_answered() -> None:
    unanswered = {command.topic for command in COMMANDS if not command.durable}
    assert passing() == unanswered & found(r"'([A-Z]\w+)'")


def test_no_button_waits_for_an_answer_that_never_comes() -> None:
    asked = found(r"(?:\bask\(|\bwish=\$\{\[)\s*'([A-Z]\w+)'")
    assert len(asked) > 40
    assert asked <= {command.topic for command in COMMANDS if command.durable}
