"""Our own modules as one file, made at start-up: the browser asks once instead of forty times.

This is no build step: sources stay as they are, and everything here could be left out but for
the round trips
of a slow line. Each module becomes a function that returns what it exports, in the order of its
imports;
`vendor.js` stays a module of its own. It understands the forms our modules use and refuses others.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

_IMPORT = re.compile(
    r"^import\s+(?:\*\s+as\s+(?P<all>\w+)|\{(?P<names>[^}]*)\})\s+from\s+'(?P<path>[^']+)';$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) (\w+))", re.MULTILINE)
_PASSED_ON = re.compile(
    r"^export\s+\{(?P<names>[^}]*)\}\s+from\s+'(?P<path>[^']+)';$", re.MULTILINE
)
_DYNAMIC = re.compile(r"\bimport\('(\.[^']+)'\)(?=\.then)")
_LEFT_OVER = re.compile(r"^(?:import|export)\b", re.MULTILINE)


class CannotJoin(ValueError):
    """A module is written in a form that is not understood here."""


def joined(sources: Mapping[str, str], entry: str, outside: str) -> str:
    """All modules that `entry` needs as one module, which imports only `outside`.

    Names are paths from the client's root. Raises CannotJoin.
    """
    order: dict[str, int] = {}
    parts = [f"import * as outside from '../{outside}';"]

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in order:
            return
        if name in above:
            raise CannotJoin(f"{name} imports itself by way of {above[-1]}")
        source = sources[name]
        for target in _targets(name, source):
            if target != outside:
                visit(target, (*above, name))
        order[name] = len(order)
        parts.append(_wrapped(name, source, order, outside))

    visit(entry, ())
    return "\n".join(parts) + "\n"


def _targets(name: str, source: str) -> list[str]:
    found = [m["path"] for form in (_IMPORT, _PASSED_ON) for m in form.finditer(source)]
    return [resolved(name, path) for path in found + _DYNAMIC.findall(source)]


def _wrapped(name: str, source: str, order: Mapping[str, int], outside: str) -> str:
    def object_of(path: str) -> str:
        target = resolved(name, path)
        return "outside" if target == outside else f"m{order[target]}"

    def imported(match: re.Match[str]) -> str:
        where = object_of(match["path"])
        if match["all"]:
            return f"const {match['all']} = {where};"
        names = re.sub(r"\s+as\s+", ": ", match["names"].strip().rstrip(","))
        return f"const {{ {names} }} = {where};"

    exports = _EXPORT.findall(source)
    for match in _PASSED_ON.finditer(source):
        exports += [word.strip() for word in match["names"].split(",") if word.strip()]
    source = _PASSED_ON.sub(
        lambda match: f"const {{{match['names']}}} = {object_of(match['path'])};", source
    )
    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    body = _DYNAMIC.sub(lambda match: f"Promise.resolve({object_of(match[1])})", body)
    if left_over := _LEFT_OVER.search(body):
        line = body[left_over.start() :].split("\n", 1)[0]
        raise CannotJoin(f"{name}: {line}")
    returned = ", ".join(exports)
    return f"const m{order[name]} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();"


def resolved(name: str, path: str) -> str:
    """`path` as imported by the module `name`, from the client's root."""
    parts = list(PurePosixPath(name).parent.parts)
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
