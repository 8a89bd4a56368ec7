"""A feature is one file of words, one of rules, the client, its strings and a test (decision 1)."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.features.raised_flag import PIECES, Piece
from tests.source_tree import ROOT, tracked_files

WRITTEN = {
    "protocol/avatars.py",
    "simulation/avatars.py",
    "web_client/src/model.js",
    "web_client/src/features/panels.js",
    "web_client/src/strings/ja.js",
    "web_client/src/strings/ja-easy.js",
    "web_client/src/strings/en.js",
    "tests/simulation/test_raised_flag.py",
}
MADE = {"docs/protocol.md", "web_client/src/vocabulary_types.d.ts"}
"""Written by `make generated`."""
RUFF = str(Path(sys.executable).with_name("ruff"))
REVIEWED = "tests/golden/rights.json"
"""A new command stands in the table of rights only once somebody has looked at it."""


def test_a_new_feature_touches_words_rules_client_strings_and_a_test_and_nothing_else(
    tmp_path: Path,
) -> None:
    tree = tmp_path / "tree"
    _copy(tree)
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    # What the tests inside ask for the names of files.
    _run(tree, "git", "init", "-q")
    _run(tree, "git", "add", "-A")
    for piece in PIECES:
        _put(tree, piece)
    _python(tree, "-m", "tools.generate")
    touched = {name for name in _files(tree) if _differs(tree, name)}
    assert touched == WRITTEN | MADE
    _review(tree)
    _run(tree, "git", "add", "-A")
    _run(tree, RUFF, "check", "-q", "protocol", "simulation")
    _python(
        tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_rights.py",
        "tests/simulation/test_raised_flag.py", "tests/simulation/test_refusals.py",
    )  # fmt: skip
    _run(tree, str(tree / "node_modules" / ".bin" / "tsc"), "--project", ".")
    assert "`event_flag_raised`" in (tree / "docs/protocol.md").read_text(encoding="utf-8")


def test_a_command_without_rules_does_not_start(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    _copy(tree, "protocol/", "simulation/")
    _put(tree, PIECES[0])
    with pytest.raises(AssertionError, match="nobody decides RaiseFlag"):
        _python(tree, "-c", "import simulation.slices")


def _copy(tree: Path, *below: str) -> None:
    """All files of the project, or those below some folders."""
    for name in tracked_files():
        if not name.startswith(below or ""):
            continue
        target = tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)


def _put(tree: Path, piece: Piece) -> None:
    path = tree / piece.path
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert piece.old in text, f"{piece.path} has no {piece.old!r} any more"
    changed = text.replace(piece.old, piece.new, 1) if piece.old else text + piece.new
    path.write_text(changed, encoding="utf-8")


def _review(tree: Path) -> None:
    """Write the one new row, as somebody who has looked at it."""
    path = tree / REVIEWED
    table = json.loads(path.read_text(encoding="utf-8"))
    table["commands"]["RaiseFlag"] = "appear"
    path.write_text(json.dumps(table), encoding="utf-8")


def _files(tree: Path) -> set[str]:
    return {
        path.relative_to(tree).as_posix()
        for path in tree.rglob("*")
        if path.is_file() and not {".git", "node_modules", "__pycache__"} & set(path.parts)
    }


def _differs(tree: Path, name: str) -> bool:
    original = ROOT / name
    return not original.exists() or original.read_bytes() != (tree / name).read_bytes()


def _python(tree: Path, *arguments: str) -> None:
    _run(tree, sys.executable, *arguments)


def _run(tree: Path, *command: str) -> None:
    done = subprocess.run(
        command, cwd=tree, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
