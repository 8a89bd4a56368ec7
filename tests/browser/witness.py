"""Somebody else on the floor, who writes down what the wire really told them and when.

A page can be wrong about itself. The witness is a supporter's socket of its own, read in a thread
beside the browser's driver, so that "others see" is asked of the others.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from protocol.floors import AvatarGone, AvatarShown, EnterFloor, FloorShown
from protocol.moving import Walked
from protocol.sessions import Welcome
from protocol.vocabulary import Command, Message
from simulation.motion import Point, Walk, arrival_tick, path_from_wire, position_at
from tests.browser.pages import PATIENCE_S
from tests.server.running import Browser, Server, new_card

_M = TypeVar("_M", bound=Message)


class Witness:
    """What one socket heard on its floor; safe to read from the test's thread."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, Message]] = []
        self.send: Callable[[Command], int] = _too_early
        self._news = threading.Condition()

    def note(self, message: Message) -> None:
        with self._news:
            self.heard.append((time.monotonic(), message))
            self._news.notify_all()

    def wait(self, kind: type[_M], holds: Callable[[_M], bool] = lambda _m: True) -> _M:
        """The newest message of a kind for which something holds, now or soon."""

        def found() -> _M | None:
            fitting = (m for _, m in reversed(self.heard) if isinstance(m, kind) and holds(m))
            return next(fitting, None)

        with self._news:
            self._news.wait_for(lambda: found() is not None, PATIENCE_S)
            message = found()
        assert message is not None, f"{kind.__name__} was never heard"
        return message

    def count(self, kind: type[Message]) -> int:
        return sum(isinstance(message, kind) for _, message in list(self.heard))

    def shown(self, name: str) -> AvatarShown:
        """How somebody stood when they were last shown."""
        return self.wait(AvatarShown, lambda m: m.name == name)

    def walks(self, avatar: int) -> list[Walk]:
        """Every walk of an avatar since it was shown, in order."""
        heard = [message for _, message in list(self.heard)]
        began = max(
            at for at, m in enumerate(heard) if isinstance(m, AvatarShown) and m.avatar == avatar
        )
        return [
            Walk(m.start_tick, path_from_wire(m.path))
            for m in heard[began + 1 :]
            if isinstance(m, Walked) and m.avatar == avatar
        ]

    def next_walk(self, avatar: int, known: int) -> Walk:
        """The newest walk, once there are more than `known`."""
        with self._news:
            self._news.wait_for(lambda: len(self.walks(avatar)) > known, PATIENCE_S)
        return self.walks(avatar)[-1]

    def gone(self, avatar: int) -> float:
        """The moment at which an avatar vanished, by the monotonic clock."""
        self.wait(AvatarGone, lambda m: m.avatar == avatar)
        return max(at for at, m in self.heard if isinstance(m, AvatarGone) and m.avatar == avatar)


def places_of(walks: list[Walk]) -> list[Point]:
    """Where somebody stood at each tick, from their first walk to the end of the last one."""
    places = []
    for at, walk in enumerate(walks):
        ends = arrival_tick(walk)
        if at + 1 < len(walks):
            ends = min(ends, walks[at + 1].start_tick)
        places += [position_at(walk, tick) for tick in range(walk.start_tick, ends + 1)]
    return places


@contextmanager
def witness_on(school: Server, floor: str, name: str) -> Iterator[Witness]:
    """A supporter who stands on a floor for the block and watches."""
    witness, loop, ready = Witness(), asyncio.new_event_loop(), threading.Event()
    card = new_card(school, name, "supporter")

    async def watch() -> None:
        async with Browser(school.address) as browser:
            await browser.log_in(card)
            socket = await browser.connect()
            await socket.until(Welcome)
            await socket.send(EnterFloor(floor))
            witness.send = lambda command: asyncio.run_coroutine_threadsafe(
                socket.send(command), loop
            ).result(PATIENCE_S)
            try:
                async for message in socket.each():
                    witness.note(message)
                    if isinstance(message, FloorShown):
                        ready.set()
            finally:
                # A dropped line would keep its avatar in the way of the next test.
                await browser.post("/api/logout", {})

    watching = loop.create_task(watch())
    thread = threading.Thread(target=_run, args=(loop, watching), daemon=True)
    thread.start()
    try:
        assert ready.wait(PATIENCE_S)
        yield witness
    finally:
        loop.call_soon_threadsafe(watching.cancel)
        thread.join(PATIENCE_S)


def _too_early(_command: Command) -> int:
    raise AssertionError("the witness is not there yet")


def _run(loop: asyncio.AbstractEventLoop, watching: "asyncio.Task[None]") -> None:
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(watching)
    loop.close()
