"""What replay tells where there was counselling: its people logged out (SPEC A3, T3.4).

Only what they do there themselves is left out. What others do to them meanwhile, as putting them
into a group, is told as of anybody who is not here.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from protocol import booking, counselling, private_talk
from protocol.counselling import Covered, Uncovered
from protocol.media import MediaSet
from protocol.private_talk import PrivateBoardMade
from protocol.sessions import AccessRefused, Cause, Dropped, Left, LoggedIn, Resumed
from protocol.units import WallMs
from protocol.vocabulary import VOCABULARY, Event
from simulation.school import School

_OF_TALKS: Final = frozenset(one.__name__ for one in (booking, counselling, private_talk))
_PRESSED: Final = frozenset(
    declared.topic for declared in VOCABULARY.values() if declared.type.__module__ in _OF_TALKS
)
"""Commands that only the people of a talk have, also just after the right to them has gone."""
_BY_THEMSELVES: Final = (Dropped, Resumed, Left, AccessRefused, MediaSet)


class WithoutTalks:
    """Follows events, and tells those that everybody may know."""

    def __init__(self, school: School) -> None:
        self._covered = set(school.covered)
        self._boards = {name for name, board in school.whiteboards.items() if board.private}

    def told(self, wall_ms: WallMs, events: Sequence[Event]) -> Iterator[Event]:
        """The events of a batch as everybody may know them."""
        for event in events:
            if isinstance(event, Covered):
                self._covered.add(event.account)
                yield Left(event.account, event.session, Cause.LOGOUT, wall_ms)
            elif isinstance(event, Uncovered):
                self._covered.discard(event.account)
                yield LoggedIn(event.account, event.session, event.device)
            elif isinstance(event, PrivateBoardMade):
                self._boards.add(event.board)
            elif isinstance(event, _BY_THEMSELVES) and event.account in self._covered:
                self._covered -= {event.account} if isinstance(event, Left) else set()
            elif not self._is_of_a_talk(event):
                yield event

    def _is_of_a_talk(self, event: Event) -> bool:
        if isinstance(event, AccessRefused):
            return event.command in _PRESSED
        return type(event).__module__ in _OF_TALKS or getattr(event, "board", "") in self._boards
