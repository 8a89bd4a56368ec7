"""The local socket: how the command line speaks to a running server. One JSON line asks, one
answers.

Only the owner of the data directory can open it (mode 0600 in a 0700 folder); it never listens
on a network.
"""

import asyncio
import os
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

LINE_MAX_BYTES: Final = 4 * 1024 * 1024


class OperationRefused(Exception):
    """Why an operation did not happen: a refusal of the rules, or a sentence for the operator."""


class Operated(Protocol):
    """What a request is handed to: `server.operations`, which only a school itself loads."""

    async def run(self, name: str, values: dict[str, Any]) -> Any:
        """The answer of an operation. Raises OperationRefused."""


async def open_control(path: Path, operations: Operated) -> asyncio.AbstractServer:
    """Listen at `path`; a socket left over from a crash is replaced (the lock says nobody holds
    it)."""
    path.unlink(missing_ok=True)  # noqa: ASYNC240  (once, at start-up)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(orjson.dumps(await _answer(line, operations)) + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError):
            pass  # The command line went away, or sent a line without end.
        finally:
            writer.close()

    server = await asyncio.start_unix_server(serve, path, limit=LINE_MAX_BYTES)
    os.chmod(path, 0o600)
    return server


async def ask_running(path: Path, name: str, values: dict[str, Any]) -> Any:
    """Do an operation in the running server. Raises OperationRefused."""
    reader, writer = await asyncio.open_unix_connection(path, limit=LINE_MAX_BYTES)
    writer.write(orjson.dumps({"do": name, "with": values}) + b"\n")
    await writer.drain()
    answer = orjson.loads(await reader.readline())
    writer.close()
    if "refused" in answer:
        raise OperationRefused(answer["refused"])
    return answer["done"]


async def _answer(line: bytes, operations: Operated) -> dict[str, Any]:
    try:
        asked = orjson.loads(line)
        done = await operations.run(str(asked["do"]), dict(asked["with"]))
    except OperationRefused as refused:
        return {"refused": str(refused)}
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return {"refused": "That line is not a request."}
    return {"done": done}
