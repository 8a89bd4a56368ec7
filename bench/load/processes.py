"""The processes that are measured: the real server, the yardstick, and what they cost."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from protocol.units import TICK_MS

SOURCE: Final = Path(__file__).with_name("bare.c")
STOPS_WITHIN_S: Final = 20


class Running(NamedTuple):
    """A process that listens on a port of its own."""

    pid: int
    port: int


@contextmanager
def real_server(folder: Path, core: int | None, *before: str) -> Iterator[Running]:
    """`hiroba serve` on `folder`. `before` are words before it: a profiler."""
    command = (*(before or (sys.executable,)), "-m", "server", "serve")
    process = subprocess.Popen(  # noqa: S603  (our own program)
        (*command, "--data-dir", str(folder), "--port", "0"),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        pin(process.pid, core)
        ports = (re.match(r"listening on \S+:(\d+)", line) for line in process.stdout)
        port = next((int(found[1]) for found in ports if found), None)
        if port is None:
            raise RuntimeError("the server did not start")
        yield Running(process.pid, port)
    finally:
        process.terminate()
        process.wait(STOPS_WITHIN_S)
        process.stdout.close()


@contextmanager
def bare_server(floors: int, core: int | None) -> Iterator[Running | None]:
    """The C yardstick; None where there is no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bare"
        built = (compiler, "-O2", "-o", program, SOURCE)
        subprocess.run(built, check=True)  # noqa: S603  (our own program)
        process = subprocess.Popen(  # noqa: S603  (our own program)
            [program, str(floors), str(TICK_MS)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            pin(process.pid, core)
            yield Running(process.pid, int(process.stdout.readline()))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def pin(pid: int, core: int | None) -> None:
    """Keep a process on one core where there are two, so that server and clients do not take
    each other's."""
    if core is not None:
        os.sched_setaffinity(pid, {core})


def cores_apart() -> tuple[int | None, int | None]:
    """A core for servers and one for clients; none where there is only one."""
    cores = sorted(os.sched_getaffinity(0))
    return (cores[0], cores[1]) if len(cores) > 1 else (None, None)


def cpu_s(pid: int) -> float:
    """User and system seconds of all threads of a process so far, from the scheduler."""
    return _scheduled_s(pid, 0)


def waited_s(pid: int) -> float:
    """Seconds that threads of a process were ready and others had the core."""
    return _scheduled_s(pid, 1)


def _scheduled_s(pid: int, field: int) -> float:
    total_ns = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total_ns += int((task / "schedstat").read_text(encoding="ascii").split()[field])
    return total_ns / 1e9


def busy_s() -> float:
    """Seconds that all cores of this machine have worked so far, for whomever."""
    user, nice, system, _idle, _wait, interrupts, soft, _stolen = _machine_s()
    return user + nice + system + interrupts + soft


def stolen_s() -> float:
    """Seconds that the host of a virtual machine has kept all its cores for others so far."""
    return _machine_s()[-1]


def _machine_s() -> list[float]:
    """What Linux counts for all cores together, from user to stolen (proc(5)), in seconds."""
    fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]
    return [int(field) / os.sysconf("SC_CLK_TCK") for field in fields]
