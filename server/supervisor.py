"""Starts, watches and restarts the processes that live beside the server: projector, and a
demo's children."""

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import Final

from server.config import Config

FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 60.0
STOP_S: Final = 5.0
BESIDE: Final = "HIROBA_BESIDE"
"""Set in the environment of processes that belong to a server."""
_log = logging.getLogger(__name__)


async def watch_children(config: Config, address: str) -> None:
    """Keep the side processes running until cancelled."""
    data_dir = str(config.data_dir)
    commands: list[tuple[str, ...]] = [("project", "--data-dir", data_dir)]
    if config.children:
        cards = str(config.data_dir / "demo-cards.json")
        count = str(config.children)
        commands.append(("bots", "--url", address, "--cards", cards, "--count", count))
    await asyncio.gather(*(_keep_running(command) for command in commands))


def end_with_the_server() -> None:
    """In a side process: end when the server is gone, even if it was killed.

    A projector that outlived its server would keep the next one from the DuckDB file. The pipe on
    standard input closes with the server, however that ends.
    """
    if os.environ.get(BESIDE) != "1":
        return

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


async def _keep_running(command: tuple[str, ...]) -> None:
    wait_s = FIRST_WAIT_S
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "server", *command, stdin=asyncio.subprocess.PIPE,
            env={**os.environ, BESIDE: "1"},
        )  # fmt: skip
        _log.info("side process started", extra={"command": command[0], "pid": process.pid})
        started_s = asyncio.get_running_loop().time()
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            await _stop(process)
            raise
        _log.warning("side process ended", extra={"command": command[0], "code": code})
        if asyncio.get_running_loop().time() - started_s > LONGEST_WAIT_S:
            wait_s = FIRST_WAIT_S
        await asyncio.sleep(wait_s)
        wait_s = min(LONGEST_WAIT_S, wait_s * 2)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_S)
        except TimeoutError:
            process.kill()
            await process.wait()
