"""Our own modules as a few files, made at start-up: the browser asks once instead of forty times.

This is no build step: sources stay as they are, and everything here could be left out but for the
round trips of a slow line. Each module becomes a function that returns what it exports, in the
order of its imports; `vendor.js` stays a module of its own. What the entry imports is one file;
what comes later by `import('…')` is a file of its own, and what several of those share another, so
that nothing is loaded twice or before it is needed. A worker is another beginning: it has no page,
so it gets files of its own, and one that it shares with the page. Comments stay in the sources:
they are a fifth of what a slow line would carry. It understands the forms our modules use and
refuses others.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, TypeAlias

_IMPORT = re.compile(
    r"^import\s+(?:\*\s+as\s+(?P<all>\w+)|\{(?P<names>[^}]*)\})\s+from\s+'(?P<path>[^']+)';$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_PASSED_ON = re.compile(
    r"^export\s+\{(?P<names>[^}]*)\}\s+from\s+'(?P<path>[^']+)';$", re.MULTILINE
)
_DYNAMIC = re.compile(r"\bimport\('(\.[^']+)'\)(?=\s*\.then)")
_WORKER = re.compile(r"(?<=\bnew URL\(')(\./[^']+)(?=', import\.meta\.url\))")
_REMARK = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""A comment that has its lines to itself."""
_LEFT_OVER = re.compile(
    r"^(?:import\b(?!\()|export\b)|(?<=await )import\('\.(?!/part_)", re.MULTILINE
)

Group: TypeAlias = frozenset[str]
"""The entries that need a module: the first entry alone, or those of what comes later."""

MODULES_MAX: Final = 1_024
FIRST_FILE: Final = "src/app.js"
SHARED_FILE: Final = "src/shared.js"
PART: Final = "src/part"
SHARED: Final[Group] = frozenset({SHARED_FILE})


class CannotJoin(ValueError):
    """A module is written in a form that is not understood here."""


def joined(sources: Mapping[str, str], entry: str, outside: str) -> dict[str, str]:
    """File name to script: `src/app.js` with all that `entry` needs, a file for each part that
    comes later, the same for each worker, and one for what `entry` shares with workers.

    Names are paths from the client's root. Raises CannotJoin.
    """
    workers = sorted({target for name in sources for target in _workers(name, sources[name])})
    parts = {worker: f"{PART}_worker_{n}" for n, worker in enumerate(workers, 1)}
    places = {worker: f"{part}.js" for worker, part in parts.items()}
    number: dict[str, int] = {}
    page = _Joining(sources, entry, outside, places, number)
    others = {worker: _Joining(sources, worker, outside, places, number) for worker in workers}
    shared = page.first & frozenset[str]().union(*(other.first for other in others.values()))
    files: dict[str, str] = {}
    for worker, other in others.items():
        files |= other.files(places[worker], parts[worker], shared)
    return files | page.files(FIRST_FILE, PART, shared)


class _Joining:
    """Which module goes into which file, for the page or for one worker."""

    def __init__(
        self,
        sources: Mapping[str, str],
        entry: str,
        outside: str,
        workers: Mapping[str, str],
        number: dict[str, int],
    ) -> None:
        self._sources, self._outside, self._workers = sources, outside, workers
        self._number, self._entry = number, entry
        needed_by = {entry: self._needs(entry)}
        waiting = [entry]
        while waiting:
            for name in needed_by[waiting.pop()]:
                for later in _later(name, sources[name]):
                    if later not in needed_by:
                        needed_by[later] = self._needs(later)
                        waiting.append(later)
        self.first = frozenset(needed_by[entry])
        self._group: dict[str, Group] = {
            name: frozenset({entry})
            if name in self.first
            else frozenset(later for later, needs in needed_by.items() if name in needs)
            for needs in needed_by.values()
            for name in needs
        }
        self._file: dict[Group, str] = {}

    def files(self, first: str, part: str, shared: frozenset[str]) -> dict[str, str]:
        """File name to script: `first` with the entry, without what is `shared`."""
        for name in shared & self._group.keys():
            if any(_later(name, self._sources[name])):
                raise CannotJoin(f"{name} is a worker's as well, and imports something later")
            self._group[name] = SHARED
        groups = sorted(set(self._group.values()) - {frozenset({self._entry}), SHARED}, key=sorted)
        self._file = {SHARED: SHARED_FILE, frozenset({self._entry}): first}
        self._file |= {group: f"{part}_{n}.js" for n, group in enumerate(groups, 1)}
        return {file: self._script(group) for group, file in self._file.items()}

    def _needs(self, entry: str) -> list[str]:
        """The modules that `entry` imports, itself last."""
        order: dict[str, None] = {}

        def visit(name: str, above: tuple[str, ...]) -> None:
            if name in order:
                return
            if name in above:
                raise CannotJoin(f"{name} imports itself by way of {above[-1]}")
            for target in _targets(name, self._sources[name]):
                if target != self._outside:
                    visit(target, (*above, name))
            order[name] = None
            self._number.setdefault(name, len(self._number))

        visit(entry, ())
        return list(order)

    def _script(self, group: Group) -> str:
        members = [name for name in self._number if self._group.get(name) == group]
        others = {
            target: None
            for name in members
            for target in _targets(name, self._sources[name])
            if target != self._outside and self._group[target] != group
        }
        needs_outside = any(
            target == self._outside
            for name in members
            for target in _targets(name, self._sources[name])
        )
        lines = [f"import * as outside from '../{self._outside}';"] if needs_outside else []
        for target in others:
            file = PurePosixPath(self._file[self._group[target]]).name
            lines.append(f"import {{ {self._name(target)} }} from './{file}';")
        lines += [self._wrapped(name) for name in members]
        lines.append(f"export {{ {', '.join(map(self._name, members))} }};")
        return "\n".join(lines) + "\n"

    def _name(self, module: str) -> str:
        return "outside" if module == self._outside else f"m{self._number[module]}"

    def _wrapped(self, name: str) -> str:
        source = _REMARK.sub("", self._sources[name])

        def imported(match: re.Match[str]) -> str:
            where = self._name(resolved(name, match["path"]))
            if match["all"]:
                return f"const {match['all']} = {where};"
            names = re.sub(r"\s+as\s+", ": ", match["names"].strip().rstrip(","))
            return f"const {{ {names} }} = {where};"

        def passed_on(match: re.Match[str]) -> str:
            return f"const {{{match['names']}}} = {self._name(resolved(name, match['path']))};"

        def later(match: re.Match[str]) -> str:
            target = resolved(name, match[1])
            file = PurePosixPath(self._file[self._group[target]]).name
            return f"import('./{file}').then((part) => part.{self._name(target)})"

        def worker(match: re.Match[str]) -> str:
            return f"./{PurePosixPath(self._workers[resolved(name, match[1])]).name}"

        exports = _EXPORT.findall(source)
        for match in _PASSED_ON.finditer(source):
            exports += [word.strip() for word in match["names"].split(",") if word.strip()]
        body = _IMPORT.sub(imported, _PASSED_ON.sub(passed_on, source))
        body = _WORKER.sub(worker, _DYNAMIC.sub(later, _EXPORT.sub("", body)))
        if left_over := _LEFT_OVER.search(body):
            line = body[left_over.start() :].split("\n", 1)[0]
            raise CannotJoin(f"{name}: {line}")
        returned = ", ".join(exports)
        return f"const {self._name(name)} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();"


# A module is asked for its imports by everything that leads to it.
@lru_cache(maxsize=MODULES_MAX)
def _targets(name: str, source: str) -> tuple[str, ...]:
    found = [m["path"] for form in (_IMPORT, _PASSED_ON) for m in form.finditer(source)]
    return tuple(resolved(name, path) for path in found)


@lru_cache(maxsize=MODULES_MAX)
def _later(name: str, source: str) -> tuple[str, ...]:
    return tuple(resolved(name, path) for path in _DYNAMIC.findall(source))


def _workers(name: str, source: str) -> tuple[str, ...]:
    return tuple(resolved(name, path) for path in _WORKER.findall(source))


def resolved(name: str, path: str) -> str:
    """`path` as imported by the module `name`, from the client's root."""
    parts = list(PurePosixPath(name).parent.parts)
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
