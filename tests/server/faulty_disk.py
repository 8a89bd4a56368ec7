"""Running a log on a disk that fails, and rebuilding what a power cut would have left of it.

The rules of the cut, on purpose as mean as a real disk may be: what was synced is there; each
write since may be there, be missing, or be torn at a sector, in any combination; a new file is
there for sure only once its folder was synced. The acknowledgements of the writer go through the
same trace, so a cut knows exactly what had been promised by then.
"""

import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
SECTOR_BYTES: Final = 512
ACKNOWLEDGED: Final = "acknowledged"
CREATED, WRITTEN, TRUNCATED, SYNCED, UNLINKED, FOLDER_SYNCED = range(1, 7)
_HEADER: Final = struct.Struct("=4q")


class Operation(NamedTuple):
    """One thing that happened to a file. `data` is what was written, if anything."""

    kind: int
    name: str
    offset: int
    data: bytes


def compiled(folder: Path) -> Path:
    """The disk as a library to be preloaded. Needs a C compiler and Linux."""
    library = folder / "faulty_disk.so"
    source = Path(__file__).with_name("faulty_disk.c")
    subprocess.run(
        ["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True
    )
    return library


@dataclass(frozen=True)
class FaultyDisk:
    """A folder that behaves like a disk in trouble, by orders from outside the process on it."""

    shim: Path
    folder: Path
    orders: Path

    def environment(self) -> dict[str, str]:
        """What a process on this disk is started with."""
        return {
            "LD_PRELOAD": str(self.shim),
            "FAULTY_DISK": str(self.folder),
            "FAULTY_DISK_ORDERS": str(self.orders),
        }

    @contextmanager
    def full(self) -> Iterator[None]:
        """Nothing can be written during the block."""
        order = self.orders / "full"
        order.touch()
        yield
        order.unlink()

    def break_syncs(self) -> None:
        """Every sync fails from here on."""
        (self.orders / "broken").touch()

    def mend(self) -> None:
        """Syncs work again."""
        (self.orders / "broken").unlink()


def run_on(shim: Path, disk: Path, script: str, *arguments: object) -> str:
    """What a script prints whose files below `disk` lie on the faulty disk, traced beside it."""
    environment = os.environ | {
        "LD_PRELOAD": str(shim),
        "FAULTY_DISK": str(disk),
        "FAULTY_DISK_TRACE": str(disk.with_suffix(".trace")),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(disk), *map(str, arguments)],
        check=False, env=environment, cwd=disk, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def trace_of(disk: Path) -> list[Operation]:
    """What happened on `disk`, in order."""
    return list(_operations(disk.with_suffix(".trace").read_bytes()))


def _operations(trace: bytes) -> Iterator[Operation]:
    at = 0
    while at < len(trace):
        kind, name_length, offset, length = _HEADER.unpack_from(trace, at)
        at += _HEADER.size
        name = trace[at : at + name_length].decode()
        at += name_length
        yield Operation(kind, name, offset, trace[at : at + length])
        at += length


@dataclass
class _File:
    synced: bytearray = field(default_factory=bytearray)
    since: list[Operation] = field(default_factory=list)
    folder_synced: bool = False
    unlinked: bool = False


class Disk:
    """What a disk holds for sure, and what it may hold, after each operation."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self.acknowledged: list[int] = []

    def happen(self, operation: Operation) -> None:
        """Go one operation on."""
        kind, name, _, data = operation
        if name == ACKNOWLEDGED:
            self.acknowledged += [int(number) for number in data.split()]
        elif kind == CREATED:
            self._files[name] = _File()
        elif kind in (WRITTEN, TRUNCATED):
            self._files.setdefault(name, _File()).since.append(operation)
        elif kind == SYNCED:
            file = self._files[name]
            for change in file.since:
                _apply(file.synced, change)
            file.since.clear()
        elif kind == UNLINKED:
            self._files[name].unlinked = True
        elif kind == FOLDER_SYNCED:
            self._files = {n: f for n, f in self._files.items() if not f.unlinked}
            for file in self._files.values():
                file.folder_synced = True

    def cut_power(self, chance: random.Random, into: Path) -> None:
        """Write the files that one possible power cut at this moment leaves."""
        kept = chance.choice([0.0, 0.5, 0.9, 1.0])
        for name, file in sorted(self._files.items()):
            unsure = file.unlinked or not file.folder_synced
            if unsure and chance.random() >= kept:
                continue
            content = bytearray(file.synced)
            for change in file.since:
                if chance.random() < kept:
                    _apply(content, _torn(change, chance))
            (into / name).write_bytes(content)


def _torn(change: Operation, chance: random.Random) -> Operation:
    sectors = len(change.data) // SECTOR_BYTES
    if change.kind != WRITTEN or sectors == 0 or chance.random() < 0.5:
        return change
    return change._replace(data=change.data[: SECTOR_BYTES * chance.randint(0, sectors)])


def _apply(content: bytearray, change: Operation) -> None:
    if change.kind == TRUNCATED:
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.data)] = change.data
