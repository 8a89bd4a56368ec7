"""The tree keeps the rules of the style guide that a machine can check."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.source_tree import (
    PURE_FOLDERS,
    calls,
    code_files,
    imported_modules,
    python_files,
    text_of,
    tracked_files,
    tree_of,
    written_files,
)

FILE_LINES = 300
FUNCTION_LINES = 50
LINE_CHARACTERS = 100

NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}

IMPURE_MODULES = {
    "asyncio", "datetime", "io", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "shutil", "signal", "socket", "sqlite3", "subprocess", "tempfile",
    "threading", "time", "urllib", "uuid",
}  # fmt: skip
# `hash` of a text and `id` differ between processes, so a replay would differ from the day.
IMPURE_CALLS = {"__import__", "eval", "exec", "hash", "id", "input", "open", "print"}

SLICES = {
    "accounts", "avatars", "beside", "boards", "booking", "calling", "chatting", "chimes",
    "comfort", "counselling", "emotes", "floors", "groups", "helping", "hiding", "hours",
    "knocking", "lessons", "locking", "media", "moving", "notices", "objects", "private_talk",
    "reporting",
    "searching", "sessions", "staying", "surveys", "tracing", "undoing", "uploads", "whiteboard",
}  # fmt: skip
BESIDE_SLICES = {
    "protocol": {
        "__init__", "audience", "log", "messages", "record", "rights", "units", "vocabulary",
        "wire",
    },
    "simulation": {
        "__init__", "booked", "booking_shown", "booking_times", "call_shown", "care",
        "consent", "contact", "corners", "counselling_shown", "cover", "due", "ground",
        "motion", "naming", "onlookers", "overlapping", "pages", "parts", "paths", "plans",
        "rules", "school", "sight", "slices", "snapshot", "step", "texts", "timetable",
        "versions",
    },
}  # fmt: skip

# Put together from pieces so that this file does not find itself.
MARKERS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + ")")
SKIPS = re.compile(
    r"pytest\.(?:" + r"skip|xfail|importorskip)\b|mark\.(?:" + r"skip|skipif|xfail)\b"
    r"|\b(?:test|it|describe)\.(?:skip|only|todo)\b|\bskip: *true"
)
COMMENTED_OUT_JAVASCRIPT = re.compile(r"^\s*//.*(?:;|[{}])\s*$", re.MULTILINE)
MACHINE_PATHS = re.compile(r"(?<![\w.*])/(?:" + "root|home|work|tmp" + r")/|file:" + "///")
REGISTRIES = re.compile(r"registry\.[\w.-]+\.\w|pypi\." + r"org|python" + r"hosted|npm" + r"mirror")


# A picture's path and a linter's exception cannot be broken over two lines.
UNBREAKABLE = re.compile(r"""["'`][-Mm \d][^"'`]{40,}["'`]|\s+# noqa: .*$""")


def places(path: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """`path:line` of each match."""
    text = text_of(path)
    for found in pattern.finditer(text):
        yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {found.group().strip()}"


def test_no_file_is_longer_than_300_lines() -> None:
    long = [(p, n) for p in code_files() if (n := text_of(p).count("\n")) > FILE_LINES]
    assert long == []


def test_no_line_is_longer_than_100_characters() -> None:
    long = [
        f"{path}:{number}"
        for path in code_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if len(UNBREAKABLE.sub("", line)) > LINE_CHARACTERS
    ]
    assert long == []


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{path}:{node.lineno}: {node.name}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_every_file_name_says_what_is_inside() -> None:
    stems = ((path, PurePosixPath(path).stem.removeprefix("test_")) for path in written_files())
    assert [path for path, stem in stems if stem in NAMES_THAT_SAY_NOTHING] == []


def test_nothing_unfinished_is_left_behind() -> None:
    found = [place for path in written_files() for place in places(path, MARKERS)]
    assert found == []


def test_no_test_is_skipped() -> None:
    tests = [path for path in code_files() if path.startswith("tests/")]
    assert [place for path in tests for place in places(path, SKIPS)] == []


def test_no_javascript_is_commented_out() -> None:
    scripts = [path for path in code_files() if path.endswith((".js", ".mjs"))]
    found = [place for path in scripts for place in places(path, COMMENTED_OUT_JAVASCRIPT)]
    assert found == []


def test_no_test_sleeps() -> None:
    found = []
    for path in python_files():
        if not path.startswith("tests/"):
            continue
        for call, name in calls(path):
            # Sleeping for nothing only lets other tasks run.
            yields = name == "asyncio.sleep" and [ast.unparse(a) for a in call.args] == ["0"]
            if name.split(".")[-1] in {"sleep", "wait_for_timeout"} and not yields:
                found.append(f"{path}:{call.lineno}: {name}")
    assert found == []


def test_words_and_rules_know_no_clock_chance_or_outside_world() -> None:
    pure = [path for path in python_files() if path.startswith(PURE_FOLDERS)]
    found = [
        f"{path}:{line}: import {module}"
        for path in pure
        for line, module in imported_modules(path)
        if module.split(".")[0] in IMPURE_MODULES
    ]
    found += [
        f"{path}:{call.lineno}: {name}()"
        for path in pure
        for call, name in calls(path)
        if name in IMPURE_CALLS
    ]
    assert found == []


def test_words_and_rules_never_wait() -> None:
    waits = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    found = [
        path
        for path in python_files()
        if path.startswith(PURE_FOLDERS)
        and any(isinstance(node, waits) for node in ast.walk(tree_of(path)))
    ]
    assert found == []


def test_a_feature_has_the_same_file_name_in_words_and_rules() -> None:
    strays = [
        path
        for path in python_files()
        for folder, _, name in [path.partition("/")]
        if folder in BESIDE_SLICES
        and name.removesuffix(".py") not in SLICES | BESIDE_SLICES[folder]
    ]
    assert strays == []


def test_tracked_files_name_no_machine_and_no_registry() -> None:
    found = [
        place
        for path in tracked_files()
        for pattern in (MACHINE_PATHS, REGISTRIES)
        for place in places(path, pattern)
    ]
    assert found == []


def test_lock_files_leave_the_choice_of_registry_to_whoever_installs() -> None:
    locks = [path for path in tracked_files() if path.endswith("package-lock.json")]
    assert locks
    assert [path for path in locks if '"resolved"' in text_of(path)] == []
