"""A school whose publisher writes to connections that a test can read."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future

from protocol.chatting import Said
from protocol.vocabulary import Command, Message
from server.publish import Publisher
from simulation.school import Now
from simulation.step import Signed, step
from tests.server.heard import Heard
from tests.simulation.given import (
    AKI,
    BEGAN_TICK,
    FAR,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    an_open_school,
    given,
    handle_of,
    standing_at,
)

Wish = tuple[str | None, Command]


class School:
    """Aki and Haru in the classroom, Natsu in the yard, each with a connection."""

    def __init__(self) -> None:
        self.lived = given(
            an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU),
            standing_at(PLACE, NATSU, floor="yard"),
        )  # fmt: skip
        self.publisher = Publisher(self.lived.school, Counter())
        self.tick_number = BEGAN_TICK
        self.heard = {who: Heard(who) for who in (AKI, HARU, NATSU)}
        for heard in self.heard.values():
            self.publisher.arrive(heard)
        self.tick()
        for heard in self.heard.values():
            heard.take()

    def tick(self, *wishes: Wish, stored: Future[None] | None = None, after: int = 1) -> None:
        """One tick, published when `stored` resolves. Each wish comes from its own connection."""
        last, self.tick_number = self.tick_number, self.tick_number + after
        now = Now(self.tick_number, MONDAY_9_MS, JAPAN_MIN, last, 7)
        signed = [
            Signed(wish, 40 + number, who, self.tick_number << 70 | number + 1)
            for number, (who, wish) in enumerate(wishes)
        ]
        senders = {id(s): self.heard[s.account] for s in signed if s.account in self.heard}
        frames = self.publisher.open(now, dict(senders))
        step(self.lived.school, now, signed, frames)
        self.publisher.send_after(stored, frames.close())

    def messages(self, who: str) -> list[Message]:
        return self.heard[who].messages()

    def kinds(self, who: str) -> list[str]:
        return names(self.messages(who))


def names(messages: Iterable[Message]) -> list[str]:
    return [type(message).__name__ for message in messages]


def said(who: str, text: str) -> Said:
    return Said(who, handle_of(who), "classroom", text)
