"""Records every frame of chosen accounts, for rehearsals and test schools only: it holds
private content."""

import time
from pathlib import Path
from typing import Final

import msgpack

RECORDED_MAX_BYTES: Final = 256 * 1024 * 1024


class WireRecorder:
    """One file per account: msgpack rows [direction, wall_ms, tick, bytes]. Off unless switched
    on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._accounts: set[str] = set()
        self._every = False
        self._written_bytes = 0

    def switch(self, account: str | None, on: bool) -> None:
        """Record an account, or everybody for None."""
        if account is None:
            self._every = on
        elif on:
            self._accounts.add(account)
        else:
            self._accounts.discard(account)

    def sent(self, account: str, tick: int, frames: bytes) -> None:
        self._write("sent", account, tick, frames)

    def received(self, account: str, tick: int, frame: bytes) -> None:
        self._write("received", account, tick, frame)

    def _write(self, direction: str, account: str, tick: int, frame: bytes) -> None:
        if not (self._every or account in self._accounts):
            return
        row: bytes = msgpack.packb([direction, time.time_ns() // 1_000_000, tick, frame])
        self._written_bytes += len(row)
        if self._written_bytes > RECORDED_MAX_BYTES:
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with (self._folder / f"{account}.frames").open("ab") as file:
            file.write(row)
