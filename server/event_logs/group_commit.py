"""One thread that turns waiting batches into as few commits as the disk asks for.

The loop never waits for a disk: it hands over bytes and gets a future. Whatever has gathered while
the last sync ran goes into the next transaction (group commit), each batch still its own row.

A full disk is an ordinary evening: the batches stay where they are, the school is told, and the
same batches are tried again until there is room. Everything else that goes wrong is final. After a
failed sync the operating system may have dropped the very pages it failed to write, so a second
sync on the same handle can succeed and still have stored nothing (Rebello et al., "Can applications
recover from fsync failures?", USENIX ATC 2020).
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import islice, takewhile
from typing import Final, NamedTuple, Protocol

from protocol.log import LogBroken, LogFull, LogState, StoredBatch, StoredSnapshot

GROUP_MAX_BATCHES: Final = 256
RETRY_AFTER_S: Final = 1.0


class Store(Protocol):
    """What the thread writes to. Every method raises `LogFull` or `LogBroken`, nothing else."""

    def commit(self, batches: Sequence[StoredBatch]) -> None:
        """Store all or none of `batches` in one transaction and sync it."""

    def keep(self, snapshot: StoredSnapshot) -> None:
        """Store a snapshot, in place of one with the same number."""

    def tidy(self) -> None:
        """Do what may wait until nobody does."""

    def close(self) -> None:
        """Let go of the file."""


class _Waiting(NamedTuple):
    record: StoredBatch | StoredSnapshot
    future: "Future[None]"


class GroupCommit:
    """The writer thread and the queue before it."""

    def __init__(self, store: Store, retry_after_s: float = RETRY_AFTER_S) -> None:
        self._store = store
        self._retry_after_s = retry_after_s
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._state = LogState.WRITING
        self._broken_by: LogBroken | None = None
        self._listeners: list[Callable[[LogState], None]] = []
        self._thread = threading.Thread(target=self._run, name="event-log", daemon=True)
        self._thread.start()

    @property
    def state(self) -> LogState:
        return self._state

    def listen(self, listener: Callable[[LogState], None]) -> None:
        """Call `listener` at each change of state, on the writer thread."""
        self._listeners.append(listener)

    def submit(self, record: StoredBatch | StoredSnapshot) -> "Future[None]":
        """Queue a batch or a snapshot; the future resolves when it is safe, in order."""
        future: Future[None] = Future()
        # A running future cannot be cancelled: what was handed over will be stored.
        future.set_running_or_notify_cancel()
        with self._changed:
            if self._closing:
                raise RuntimeError("the log is closed")
            if self._broken_by is None:
                self._waiting.append(_Waiting(record, future))
                self._changed.notify()
                return future
        future.set_exception(self._broken_by)
        return future

    def close(self) -> None:
        """Commit what waits and stop. With a full disk, what waits fails with `LogFull`."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        try:
            while group := self._next_group():
                self._write(group)
            self._store.close()
        except LogBroken as broken:
            self._give_up(broken)
        except BaseException as error:
            self._give_up(LogBroken(f"the log's writer failed: {error!r}"))
            raise

    def _next_group(self) -> list[_Waiting]:
        """Wait for work; an empty group means that the log is closed and everything is stored."""
        with self._changed:
            if self._state is LogState.FULL:
                self._changed.wait_for(lambda: self._closing, self._retry_after_s)
                if self._closing:
                    self._fail_waiting(LogFull("closed while the disk was full"))
            self._changed.wait_for(lambda: self._waiting or self._closing)
            first = list(islice(self._waiting, 1))
            if first and isinstance(first[0].record, StoredSnapshot):
                return first
            batches = takewhile(lambda w: isinstance(w.record, StoredBatch), self._waiting)
            return list(islice(batches, GROUP_MAX_BATCHES))

    def _write(self, group: list[_Waiting]) -> None:
        record = group[0].record
        try:
            if isinstance(record, StoredSnapshot):
                self._store.keep(record)
            else:
                self._store.commit([w.record for w in group if isinstance(w.record, StoredBatch)])
        except LogFull as full:
            if isinstance(record, StoredSnapshot):
                self._take(group)
                group[0].future.set_exception(full)
            else:
                self._become(LogState.FULL)
            return
        self._take(group)
        self._become(LogState.WRITING)
        for waiting in group:
            waiting.future.set_result(None)
        self._store.tidy()

    def _take(self, group: list[_Waiting]) -> None:
        with self._changed:
            for _ in group:
                self._waiting.popleft()

    def _become(self, state: LogState) -> None:
        if self._state is not state:
            self._state = state
            for listener in self._listeners:
                listener(state)

    def _give_up(self, broken: LogBroken) -> None:
        with self._changed:
            self._broken_by = broken
            self._fail_waiting(broken)
        self._become(LogState.BROKEN)

    def _fail_waiting(self, error: LogBroken | LogFull) -> None:
        while self._waiting:
            self._waiting.popleft().future.set_exception(error)
