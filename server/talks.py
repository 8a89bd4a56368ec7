"""Talks read back from log and vault: the newest by their marks, older ones by what each message
says of the one before it. Nothing of it is kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from protocol.chatting import SaidInGroup, SaidTo, StampedInGroup, StampedTo
from protocol.log import LogReader
from protocol.record import Sealer, decode_rows, event_of
from protocol.units import CONVERSATION_PAGE_MESSAGES, CONVERSATION_WALKED_MAX, AccountId, WallMs
from simulation.care import Silence
from simulation.school import MessageMark

Written: TypeAlias = SaidTo | StampedTo | SaidInGroup | StampedInGroup
Place: TypeAlias = tuple[int, int]
"""A batch and the index of an event in it."""

FROM_THE_FIRST: Final[Place] = (0, 0)


Silences: TypeAlias = Mapping[AccountId, Sequence[Silence]]
"""Of whom the reader wanted to hear nothing, and when."""


class Letter(NamedTuple):
    """A message where it stands in the log."""

    place: Place
    sent_ms: WallMs
    written: Written


class Talks:
    """Reads messages. For any thread, one at a time."""

    def __init__(self, log: LogReader, sealer: Sealer, silences: Silences) -> None:
        self._log, self._sealer, self._silences = log, sealer, silences

    def page(self, marks: Sequence[MessageMark], before: str, since: Place) -> list[Letter]:
        """What comes before the message `before`, or the end of a talk, oldest first.

        `marks` are the talk's newest messages; nothing older than `since` is told.
        """
        page: list[Letter] = []
        for letter in self._backwards(marks, before):
            if letter.place < since:
                break
            silences = self._silences.get(letter.written.account, ())
            if any(silence.holds(letter.place) for silence in silences):
                continue
            page.append(letter)
            if len(page) == CONVERSATION_PAGE_MESSAGES:
                break
        return page[::-1]

    def last(self, marks: Sequence[MessageMark], since: Place) -> Letter | None:
        """The newest message of a talk that somebody may read."""
        return next(iter(self.page(marks[-1:], "", since)[-1:]), None)

    def _backwards(self, marks: Sequence[MessageMark], before: str) -> Iterator[Letter]:
        ids = [mark.message for mark in marks]
        reached = not before or before in ids
        if reached:
            for mark in reversed(marks[: ids.index(before) if before else len(marks)]):
                yield self._at((mark.batch, mark.index))
        if not marks:
            return
        letter = self._at((marks[0].batch, marks[0].index))
        for _ in range(CONVERSATION_WALKED_MAX):
            if not letter.written.before_batch:
                return
            letter = self._at((letter.written.before_batch, letter.written.before_index))
            if reached:
                yield letter
            reached = reached or letter.written.message == before

    def _at(self, place: Place) -> Letter:
        number, index = place
        batch = self._log.read(number - 1, 1)[0]
        header, rows = decode_rows(batch.state)
        written = event_of(rows[index], number, index, self._sealer)
        assert isinstance(written, Written)
        return Letter(place, header.wall_ms, written)
