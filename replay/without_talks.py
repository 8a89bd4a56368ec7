"""What replay tells where there was counselling: its people logged out (SPEC A3, T3.4)."""

from collections.abc import Iterator, Sequence

from protocol import accounts, booking, counselling, private_talk
from protocol.counselling import Covered, Uncovered
from protocol.private_talk import PrivateBoardMade
from protocol.sessions import Cause, Left, LoggedIn
from protocol.units import WallMs
from protocol.vocabulary import Event
from simulation.school import School

_OF_TALKS = frozenset(module.__name__ for module in (booking, counselling, private_talk))


class WithoutTalks:
    """Follows events, and tells those that everybody may know."""

    def __init__(self, school: School) -> None:
        self._covered = set(school.covered)
        self._boards = {name for name, board in school.whiteboards.items() if board.private}

    def told(self, wall_ms: WallMs, events: Sequence[Event]) -> Iterator[Event]:
        """The events of a batch as everybody may know them."""
        for event in events:
            account = getattr(event, "account", None)
            if isinstance(event, Covered):
                self._covered.add(event.account)
                yield Left(event.account, event.session, Cause.LOGOUT, wall_ms)
            elif isinstance(event, Uncovered):
                self._covered.discard(event.account)
                yield LoggedIn(event.account, event.session, event.device)
            elif isinstance(event, PrivateBoardMade):
                self._boards.add(event.board)
            elif account in self._covered and type(event).__module__ != accounts.__name__:
                self._covered -= {account} if isinstance(event, Left) else set()
            elif not self._is_of_a_talk(event):
                yield event

    def _is_of_a_talk(self, event: Event) -> bool:
        return type(event).__module__ in _OF_TALKS or getattr(event, "board", "") in self._boards
