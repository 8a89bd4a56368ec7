"""The files of the checkout, sorted by what the tidiness tests may ask of them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE_SUFFIXES = {".css", ".html", ".js", ".mjs", ".py"}
PURE_FOLDERS = ("protocol/", "simulation/")

# Somebody else's work, machine-made, or a record that must keep its form.
VENDORED = ("web_client/vendor/", "LICENSE")
GENERATED = (
    "docs/protocol.md",
    "package-lock.json",
    "tools/vendor/package-lock.json",
    "web_client/src/vocabulary_types.d.ts",
)
GOLDEN = ("tests/golden/", "tests/vectors/")
NOT_WRITTEN_BY_HAND = VENDORED + GENERATED + GOLDEN


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths that git tracks and that still exist, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return tuple(path for path in listing.split("\0") if path and (ROOT / path).is_file())


def written_files() -> Iterator[str]:
    """Tracked files of text that a person wrote: any letters may come to stand in a picture."""
    own = (path for path in tracked_files() if not path.startswith(NOT_WRITTEN_BY_HAND))
    return (path for path in own if "\0" not in text_of(path))


def code_files() -> Iterator[str]:
    """Written files that hold program text."""
    return (path for path in written_files() if Path(path).suffix in CODE_SUFFIXES)


def python_files() -> Iterator[str]:
    """Written Python files."""
    return (path for path in code_files() if path.endswith(".py"))


@cache
def text_of(path: str) -> str:
    """The file's text; bytes that are no text (pictures, sounds) become replacement marks."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


@cache
def tree_of(path: str) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(text_of(path), filename=path)


def dotted_name(node: ast.expr) -> str:
    """`a.b.c` for a chain of names, and an empty text for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted_name(node.value)
        return f"{owner}.{node.attr}" if owner else node.attr
    return ""


def imported_modules(path: str) -> Iterator[tuple[int, str]]:
    """Line and full name of each import, wherever in the file it stands."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def calls(path: str) -> Iterator[tuple[ast.Call, str]]:
    """Each call with the dotted name of what it calls."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, dotted_name(node.func)
