"""The processes beside a server: started again when they end, gone when the server is."""

import json
import os
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.server.running import HIROBA
from tests.source_tree import ROOT


def side_processes(errors: Iterator[str]) -> Iterator[tuple[str, int]]:
    """Each side process that the server says it has started."""
    for line in errors:
        if line.startswith("{") and (row := json.loads(line))["what"] == "side process started":
            yield row["command"], row["pid"]


def ended(pid: int) -> None:
    """Wait until a process that is no child of ours is gone."""
    descriptor = os.pidfd_open(pid)
    try:
        os.set_blocking(descriptor, True)

        assert select.select([descriptor], [], [], 20)[0], "the side process lives on"
    finally:
        os.close(descriptor)


def test_a_projector_that_was_killed_is_started_again_and_ends_with_the_server(
    tmp_path: Path,
) -> None:
    command = (
        *HIROBA, "serve", "--demo", "--children", "0", "--data-dir", str(tmp_path / "school"),
        "--port", "0",
    )  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        started = side_processes(iter(server.stderr.readline, ""))
        _, first = next(started)
        os.kill(first, signal.SIGKILL)
        name, second = next(started)
        assert (name, second != first) == ("project", True)
        server.kill()
        ended(second)
