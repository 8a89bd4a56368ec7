"""Commands on their way to the next tick: counted per connection, bounded, answered after the
commit."""

import asyncio
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from protocol.moving import Head, WalkTo
from protocol.units import COMMANDS_PER_SECOND, AccountId
from protocol.vocabulary import Command
from simulation.step import Signed

WAITING_MAX: Final = 20_000
WALKS_MAX: Final = 10_000


class Answer(NamedTuple):
    """What became of a command of the shell. `reason` is None when it happened and is stored."""

    reason: str | None
    at_ms: int


Sender: TypeAlias = object
"""Who is told what became of a command: a connection, or an `Asker`."""


class Credits:
    """What somebody may still ask for: so many a second, twice as many in a burst (seconds of
    any clock)."""

    def __init__(self, now_s: float, per_second: int = COMMANDS_PER_SECOND) -> None:
        self._per_second = per_second
        self._left = 2.0 * per_second
        self._counted_s = now_s

    def take(self, now_s: float) -> bool:
        passed_s = now_s - self._counted_s
        self._left = min(2.0 * self._per_second, self._left + passed_s * self._per_second)
        self._counted_s = now_s
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Inbox:
    """Collects signed commands between two ticks, in the order of their arrival."""

    def __init__(self, fresh: Callable[[], int]) -> None:
        self._fresh = fresh
        self._waiting: list[Signed] = []
        self._senders: dict[int, Sender] = {}
        self.dropped = self.most_waiting = 0

    @property
    def waiting(self) -> int:
        """Commands that the next tick will take."""
        return len(self._waiting)

    def put(
        self, command: Command, command_id: int, account: AccountId | None, sender: Sender | None
    ) -> bool:
        """Queue a command; False when there is no room (walks give way first)."""
        room = WALKS_MAX if isinstance(command, WalkTo | Head) else WAITING_MAX
        if len(self._waiting) >= room:
            self.dropped += 1
            return False
        signed = Signed(command, command_id, account, self._fresh())
        self._waiting.append(signed)
        if sender is not None:
            self._senders[id(signed)] = sender
        return True

    async def ask(self, command: Command, account: AccountId | None = None) -> Answer:
        """Put a command of the shell and wait until it is refused, or stored."""
        asker = Asker()
        if not self.put(command, 0, account, asker):
            return Answer("busy", 0)
        return await asker.answer

    def take(self) -> tuple[list[Signed], dict[int, Sender]]:
        """All that waits, and who sent what (by `id` of the signed command)."""
        waiting, senders = self._waiting, self._senders
        self.most_waiting = max(self.most_waiting, len(waiting))
        self._waiting, self._senders = [], {}
        return waiting, senders


class Asker:
    """Keeps the answer of one question of the shell until its tick is committed."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    def resolve(self, answer: Answer) -> None:
        if not self.answer.done():
            self.answer.set_result(answer)
