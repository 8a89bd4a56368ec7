"""One demo school for all tests that only look at it; tests that change a start make their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.faulty_disk import compiled
from tests.server.founded import demo_school
from tests.server.running import Server


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo without scripted children."""
    with demo_school(tmp_path_factory.mktemp("demo") / "school") as server:
        yield server


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The faulty disk, ready to be preloaded."""
    return compiled(tmp_path_factory.mktemp("faulty"))
