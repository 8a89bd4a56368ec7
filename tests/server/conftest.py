"""One demo school for all tests that only look at it; tests that change a start make their own."""

from collections.abc import Iterator

import pytest

from tests.server.running import Server, serving


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo without scripted children."""
    with serving(tmp_path_factory.mktemp("demo") / "school", "--demo", "--children", "0") as server:
        yield server
