"""The school's end of the media worker: started at the first call, started again when it dies or
answers no more.

It keeps what it was told last, so that a worker that comes back is told all of it at once.
"""

import asyncio
import contextlib
import itertools
import logging
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import msgspec

from protocol.units import AccountId, Tick
from server.media.embedded.lines import Told, packed, told
from server.media.plane import Calls, MediaEvent, OfferRefused, PlaneAway, Wish
from server.media.settings import MediaSettings

READY_WITHIN_S: Final = 10.0
ANSWERS_WITHIN_S: Final = 5.0
STOPS_WITHIN_S: Final = 2.0
BEAT_EVERY_S: Final = 1.0
BEATS_UNANSWERED: Final = 4
"""So many in a row, and the worker hangs: it is ended, and started anew."""
BEATS_TO_START: Final = 30
"""So many a worker has until it works: it tries all its parts first, on a busy computer slowly."""
FIRST_WAIT_S: Final = 0.1
LONGEST_WAIT_S: Final = 30.0
_log = logging.getLogger(__name__)


class EmbeddedPlane:
    """A `MediaPlane` of our own worker. Its settings are `resolved`."""

    def __init__(self, settings: MediaSettings, beat_every_s: float = BEAT_EVERY_S) -> None:
        self._settings = settings
        self._beat_every_s = beat_every_s
        self._works = self._answered = False
        self._calls: Calls = {}
        self._tick: Tick = 0
        self._keeping: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._ready = asyncio.Event()
        self._problem = "" if settings.on else "off"
        self._given_up = not settings.on
        self._questions: dict[int, asyncio.Future[Told]] = {}
        self._numbers = itertools.count(1)
        self._events: asyncio.Queue[MediaEvent] = asyncio.Queue()
        self.pid: int | None = None

    async def signal(self, account: AccountId, offer: str) -> str:
        """The answer to a browser's offer. Raises PlaneAway or OfferRefused."""
        done, answer = await self._ask("signal", account, offer)
        if not done:
            raise OfferRefused(answer)
        return str(answer)

    def sync(self, tick: Tick, calls: Calls) -> None:
        """From now on exactly this may flow."""
        self._tick, self._calls = tick, calls
        if calls:
            self.start()
        self._say("sync", tick, calls)

    def want(self, account: AccountId, wish: Wish) -> None:
        """Send a person no more than this."""
        self._say("want", account, wish)

    def drop(self, account: AccountId) -> None:
        """Cut a person's line."""
        self._say("drop", account)

    async def events(self) -> AsyncIterator[MediaEvent]:
        """What the worker notices."""
        while True:
            yield await self._events.get()

    async def counters(self) -> dict[str, object]:
        """Packets and bytes by person. Raises PlaneAway."""
        _, counted = await self._ask("counters")
        return dict(counted)

    def start(self) -> None:
        """Have a worker, if there is to be one."""
        if self._keeping is None and not self._given_up:
            self._keeping = asyncio.ensure_future(self._keep_running())

    async def close(self) -> None:
        """End the worker."""
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping

    def _say(self, *message: object) -> None:
        if self._writer is not None and self._ready.is_set():
            self._writer.write(packed(*message))

    async def _ask(self, word: str, *values: object) -> Told:
        self.start()
        number = next(self._numbers)
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                if not self._problem:
                    await self._ready.wait()
            if self._problem:
                raise PlaneAway("off")
            answer: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
            self._questions[number] = answer
            self._say(word, number, *values)
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                return await answer
        except (TimeoutError, ConnectionError):
            raise PlaneAway("off" if self._problem else "worker_lost") from None
        finally:
            self._questions.pop(number, None)

    async def _keep_running(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._given_up:
            began_s = asyncio.get_running_loop().time()
            try:
                await self._run_once()
            except OSError as error:
                _log.error("the media worker could not be started: %s", error.strerror)
            if asyncio.get_running_loop().time() - began_s > LONGEST_WAIT_S:
                wait_s = FIRST_WAIT_S
            await asyncio.sleep(wait_s)
            wait_s = min(LONGEST_WAIT_S, wait_s * 2)

    async def _run_once(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "server.media.embedded.worker", str(theirs.fileno()),
                pass_fds=[theirs.fileno()], stdin=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        self.pid = process.pid
        _log.info("media worker started", extra={"pid": process.pid})
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        self._works = False
        beating = asyncio.ensure_future(self._end_if_silent(process))
        try:
            # The worker has no use for the relay in front of it, least of all for its secret.
            here = replace(self._settings, turn=(), turn_secret=None)
            writer.write(packed("settings", msgspec.to_builtins(here)))
            self._writer = writer
            while (message := await told(reader)) is not None:
                self._take(message)
        finally:
            beating.cancel()
            self._gone()
            writer.close()
            await _over(process)
        _log.warning("media worker ended", extra={"code": process.returncode})

    async def _end_if_silent(self, process: asyncio.subprocess.Process) -> None:
        """A worker that lives and does nothing would look like a call in which nobody speaks.

        Beats are counted, not seconds: when the school itself was held up, or the whole computer
        slept, the worker has had no chance to answer.
        """
        unanswered = 0
        while unanswered < (BEATS_UNANSWERED if self._works else BEATS_TO_START):
            self._answered = False
            self._say("beat")
            await asyncio.sleep(self._beat_every_s)
            unanswered = 0 if self._answered else unanswered + 1
        _log.error("the media worker answers no more and is ended", extra={"pid": process.pid})
        process.kill()

    def _take(self, message: Told) -> None:
        self._answered = True
        match message:
            case ["ready", *ports]:
                _log.info("calls are ready", extra={"ports": ports})
                self._works = True
                self._problem = ""
                self._ready.set()
                self._say("sync", self._tick, self._calls)
                self._events.put_nowait(MediaEvent("up", ""))
            case ["cannot", problem, again]:
                _log.error("there are no calls with sound and pictures: %s", problem)
                self._problem, self._given_up = problem, not again
                self._ready.set()
            case ["answer", number, *answer]:
                waiting = self._questions.get(number)
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer)
            case ["event", kind, account]:
                self._events.put_nowait(MediaEvent(kind, account))

    def _gone(self) -> None:
        self._writer, self.pid = None, None
        was_ready = self._ready.is_set() and not self._problem
        if not self._problem:
            self._ready.clear()
        for waiting in self._questions.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError())
        if was_ready:
            self._events.put_nowait(MediaEvent("down", ""))


async def _over(process: asyncio.subprocess.Process) -> None:
    """A worker ends when its line does; one that hangs is made to."""
    try:
        await asyncio.wait_for(process.wait(), STOPS_WITHIN_S)
    except TimeoutError:
        process.kill()
        await process.wait()
