"""Demo schools that were founded before the tests began: a copy starts in half the time.

Founding one makes thirty-three cards, and hashing their words is slow on purpose. What a test asks
of its school does not depend on the day it was founded; tests about founding use `serving`.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from server.demo import always_open
from tests.server.faulty_disk import FaultyDisk
from tests.server.running import Server, operate, serving

FOUNDED_MS: Final = 1_577_804_400_000
"""2020-01-01 00:00 in Tokyo, before the days of all tests."""
DEMO: Final = ("--demo", "--children", "0")


@contextmanager
def demo_school(
    data_dir: Path, *flags: str, disk: FaultyDisk | None = None, before: str = ""
) -> Iterator[Server]:
    """`hiroba serve --demo` without scripted children, in a folder that is new or was used."""
    if not data_dir.exists():
        shutil.copytree(_founded(), data_dir)
    with serving(data_dir, *DEMO, *flags, disk=disk, before=before) as server:
        yield server


@cache
def _founded() -> Path:
    """The folder of a school that is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="hiroba-founded-"))
    atexit.register(shutil.rmtree, folder)
    data_dir = folder / "school"
    with serving(data_dir, *DEMO, "--drill-clock", str(FOUNDED_MS)) as server:
        # Those of the demo end two years later, and tests run on any day.
        operate(server, "set_calendar", calendar=always_open())
        server.stop()
    (data_dir / "lock").unlink()
    return data_dir
