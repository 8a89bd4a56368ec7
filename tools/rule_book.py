"""What the rules can answer, read from their source: to which events and refusals they can lead.

A rule is followed into the functions of `simulation/` that it names. This finds what can happen at
most: a branch that one command never takes is counted for it all the same.
"""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from protocol.vocabulary import VOCABULARY, Family

ROOT: Final = Path(__file__).resolve().parents[1]
_SPEAKING: Final = (
    "server/connection.py", "server/plaza.py", "server/sockets.py", "protocol/wire.py",
    "server/publish.py", "server/tick_frames.py",
)  # fmt: skip
_CLOSING: Final = ("server/connection.py", "server/plaza.py", "server/listener.py")
FunctionName = tuple[str, str]
"""Module and function."""


class Outcome(NamedTuple):
    """Names of the messages that a rule makes, and its reasons to refuse; both sorted."""

    messages: tuple[str, ...]
    reasons: tuple[str, ...]


class _Module(NamedTuple):
    functions: dict[str, ast.FunctionDef]
    imported: dict[str, FunctionName]
    """Local name to (module, name); the name is empty for a whole module."""


def outcome_of(rule: Callable[..., Any]) -> Outcome:
    """Everything that `rule` can lead to."""
    messages: set[str] = set()
    reasons: set[str] = set()
    for function in _followed((rule.__module__, rule.__name__)):
        for node in _body_nodes(function):
            if isinstance(node, ast.Name) and node.id in VOCABULARY:
                messages.add(node.id)
            elif (reason := _reason_in(node)) is not None:
                reasons.add(reason)
    made = (name for name in messages if VOCABULARY[name].family is not Family.COMMAND)
    return Outcome(tuple(sorted(made)), tuple(sorted(reasons)))


def refusals_in(folder: str) -> dict[str, list[str]]:
    """Every reason in a `Refused("…")` of a folder, with the files it stands in."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            reason = _reason_in(node)
            files = found.setdefault(reason, []) if reason is not None else []
            if (name := path.relative_to(ROOT).as_posix()) not in files:
                files.append(name)
    return found


def socket_reasons() -> list[str]:
    """What a connection answers by itself, before any rule is asked."""
    words = set()
    for path in _SPEAKING:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                words |= {_word(argument) for argument in _reason_arguments(node)}
            elif isinstance(node, ast.FunctionDef) and _may_return_a_reason(node):
                returned = (n for n in ast.walk(node) if isinstance(n, ast.Return))
                words |= {_word(part) for n in returned for part in ast.walk(n)}
    return sorted(word for word in words if word)


def close_codes() -> list[tuple[int, str]]:
    """The codes with which the server closes a socket, with their names."""
    found = {
        (node.value.value, target.id)
        for path in _CLOSING
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id.startswith("CLOSE_")
    }
    return sorted((int(str(code)), name) for code, name in found)


def notes_in(path: str) -> dict[str, str]:
    """The sentences below the names of a module: `NAME = …`, then a text; classes too."""
    notes = {}
    for holder in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if not isinstance(holder, ast.Module | ast.ClassDef):
            continue
        for node, following in zip(holder.body, holder.body[1:], strict=False):
            if isinstance(node, ast.Assign) and isinstance(following, ast.Expr):
                text = " ".join(_word(following.value).split())
                notes.update({t.id: text for t in node.targets if isinstance(t, ast.Name)})
    return notes


def _reason_arguments(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name in {"FrameError", "Refused"}:
        return call.args[:1]
    return call.args[1:2] if name in {"Refusal", "take_garbage"} else []


def _may_return_a_reason(function: ast.FunctionDef) -> bool:
    return function.returns is not None and ast.unparse(function.returns) == "str | None"


def _word(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _reason_in(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        return _word(node.args[0]) if node.func.id == "Refused" else None
    return None


def _followed(first: FunctionName) -> Iterator[ast.FunctionDef]:
    """A function and all that it names, each once."""
    waiting, known = [first], {first}
    while waiting:
        module_name, name = waiting.pop()
        module = _module(module_name)
        function = module.functions.get(name)
        if function is None:
            continue
        yield function
        for called in _named_in(function, module_name, module):
            if called not in known:
                known.add(called)
                waiting.append(called)


def _named_in(
    function: ast.FunctionDef, module_name: str, module: _Module
) -> Iterator[FunctionName]:
    for node in _body_nodes(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, whole = module.imported.get(node.value.id, ("", "-"))
            if owner and not whole:
                yield owner, node.attr
        elif isinstance(node, ast.Name):
            if node.id in module.functions:
                yield module_name, node.id
            elif node.id in module.imported and module.imported[node.id][1]:
                yield module.imported[node.id]


@cache
def _body_nodes(function: ast.FunctionDef) -> tuple[ast.AST, ...]:
    return tuple(node for statement in function.body for node in ast.walk(statement))


@cache
def _module(name: str) -> _Module:
    path = ROOT / (name.replace(".", "/") + ".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported: dict[str, FunctionName] = {}
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        for alias in node.names:
            if node.module == "simulation":
                imported[alias.asname or alias.name] = (f"simulation.{alias.name}", "")
            elif node.module.startswith("simulation."):
                imported[alias.asname or alias.name] = (node.module, alias.name)
    return _Module({n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}, imported)
