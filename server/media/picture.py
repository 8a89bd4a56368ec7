"""The calls of a school as far as they are stored, and what may flow in them.

The state of the school is ahead of the log by the batches in flight. This picture is changed by
the same functions, event by event once each is stored. Whoever has lost their connection to the
school receives nothing.
"""

from copy import deepcopy
from typing import Final

from protocol.calling import CallEnded, CallJoined, CallLeft, CallStarted
from protocol.counselling import Covered, MovedUnderCover, Uncovered
from protocol.media import MediaSet
from protocol.sessions import Dropped, EpochStarted, Left, LoggedIn, Resumed
from protocol.units import AccountId, CallId
from protocol.vocabulary import Event
from server.media.plane import Calls, Sends
from simulation.media import seat, take_media
from simulation.school import Call

FOLLOWED: Final = (
    CallStarted, CallJoined, CallLeft, CallEnded, MediaSet, Dropped, Resumed, LoggedIn, Left,
    EpochStarted, Covered, MovedUnderCover, Uncovered,
)  # fmt: skip


class Picture:
    """Begins with the calls of a state; `take` each event of FOLLOWED after that."""

    def __init__(self, calls: dict[CallId, Call]) -> None:
        self._calls = deepcopy(calls)
        self._away: set[AccountId] = set()

    def calls(self) -> Calls:
        """Everything that may flow."""
        return {
            call.call: {
                account: Sends(one.seat, one.microphone, one.camera, one.screen)
                for account, one in call.media.items()
                if account not in self._away
            }
            for call in self._calls.values()
            if any(one.anything for one in call.media.values())
        }

    def take(self, event: Event) -> None:
        """Change with an event. Raises KeyError for one that does not follow on what was."""
        match event:
            case CallStarted():
                self._calls[event.call] = Call(event.call, event.floor, {})
            case CallJoined():
                self._enter(event.call, event.account)
            case Covered():
                self._calls.setdefault(event.call, Call(event.call, None, {}))
                self._enter(event.call, event.account)
            case CallLeft():
                self._leave(event.call, event.account)
            case CallEnded():
                del self._calls[event.call]
            case MediaSet():
                take_media(self._calls[event.call], event)
            case Dropped():
                self._away.add(event.account)
            case EpochStarted():
                self._away = {account for call in self._calls.values() for account in call.members}
            case Uncovered() | Left():
                self._away.discard(event.account)
                self._leave_talk(event.account)
            case Resumed() | LoggedIn() | MovedUnderCover():
                self._away.discard(event.account)

    def _enter(self, call_id: CallId, account: AccountId) -> None:
        call = self._calls[call_id]
        call.members[account] = None
        if call.media:
            seat(call, [account])

    def _leave(self, call_id: CallId, account: AccountId) -> None:
        del self._calls[call_id].members[account]
        self._calls[call_id].media.pop(account, None)

    def _leave_talk(self, account: AccountId) -> None:
        """Under cover one leaves a call with no word but that one is back, or gone."""
        for call in list(self._calls.values()):
            if account in call.members:
                self._leave(call.call, account)
                if not call.members:
                    del self._calls[call.call]
