"""How a command reaches a school: through the running server, or by opening the school under
its lock."""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.control import ask_running
from server.data_dir import DataDir

if TYPE_CHECKING:
    from server.config import Config


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, required=True, metavar="FOLDER", help="where the school is kept"
    )


def do(data_dir: Path, operation: str, /, **values: Any) -> Any:
    """Do one operation of `server.operations`. Raises OperationRefused or StartRefused."""
    return asyncio.run(_do(data_dir.absolute(), operation, values))


def resting(data_dir: Path) -> "Config":
    """The settings of a school that is opened for one operation and listens nowhere."""
    from server.config import Config  # noqa: PLC0415  (see `_do`)

    return Config(
        data_dir=data_dir, host="127.0.0.1", port=0, zone="Asia/Tokyo", demo=False, children=0,
        production=False, tls_cert=None, tls_key=None, origins=(),
        selftest_echo=False, wire_recorder=False, drill_ms=None, seed=None,
    )  # fmt: skip


async def _do(data_dir: Path, name: str, values: dict[str, Any]) -> Any:
    paths = DataDir(data_dir)
    if paths.is_held():
        return await ask_running(paths.control, name, values)
    # A whole school takes most of a second to load, which a running one has done long ago.
    from server.app import open_school  # noqa: PLC0415

    async with open_school(resting(data_dir)) as (school_app, operations):
        running = asyncio.ensure_future(school_app.loop.run())
        try:
            return await operations.run(name, values)
        finally:
            school_app.loop.stop()
            await running
