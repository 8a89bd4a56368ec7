"""What the documents tell a reader to do can be done."""

import re

from tests.source_tree import ROOT, text_of, tracked_files

MAKE_COMMAND = re.compile(r"\bmake ([a-z][a-z-]*)\b")
CODE_SPAN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
ADR_NAME = re.compile(r"docs/adr/(\d{4})-[a-z0-9-]+\.md")
LOCAL_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def documents() -> list[str]:
    return [path for path in tracked_files() if path.endswith(".md")]


def test_every_make_command_in_a_document_exists() -> None:
    targets = set(TARGET.findall(text_of("Makefile")))
    unknown = [
        f"{path}: make {name}"
        for path in documents()
        for span in CODE_SPAN.findall(text_of(path))
        for name in MAKE_COMMAND.findall(span)
        if name not in targets
    ]
    assert unknown == []


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = [
        f"{path}: {target}"
        for path in documents()
        for target in LOCAL_LINK.findall(text_of(path))
        if not (ROOT / path).parent.joinpath(target).exists()
    ]
    assert dead == []


def test_decision_records_are_numbered_one_by_one() -> None:
    files = [path for path in tracked_files() if path.startswith("docs/adr/")]
    numbers = [found.group(1) for path in files if (found := ADR_NAME.fullmatch(path))]
    strays = [path for path in files if not ADR_NAME.fullmatch(path) and "README" not in path]
    assert strays == []
    assert sorted(numbers) == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
