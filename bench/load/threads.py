"""CPU time of a browser's processes and of its painter's thread, as Linux counts it.

Chromium's own counters know the page's thread alone, and its slow-down slows no other.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

PAINTER: Final = "DedicatedWorker"
"""What Chromium calls the thread of a worker."""


def painter_s() -> float:
    """All workers of the browsers that this process has started, in seconds."""
    return sum(
        _cpu_s(thread)
        for process in _descendants()
        for thread in _listed(process / "task")
        if _text(thread / "comm").strip() == PAINTER
    )


def browser_s() -> float:
    """Everything that this process has started and is called chromium, in seconds."""
    return sum(_cpu_s(one) for one in _descendants() if "chromium" in _text(one / "cmdline")[:40])


def _descendants() -> list[Path]:
    processes = [one for one in _listed(Path("/proc")) if one.name.isdigit()]
    parents = {one: _parent(one) for one in processes}
    found = {os.getpid()}
    grew = True
    while grew:
        more = {int(one.name) for one, parent in parents.items() if parent in found}
        grew = not more <= found
        found |= more
    return [one for one in processes if int(one.name) in found - {os.getpid()}]


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError, ProcessLookupError):
        yield from folder.iterdir()


def _parent(process: Path) -> int:
    fields = _text(process / "stat").rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def _cpu_s(entry: Path) -> float:
    """User and system time: fields 14 and 15 of `stat`, proc(5)."""
    fields = _text(entry / "stat").rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12]) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def _text(path: Path) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""
