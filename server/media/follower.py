"""From the log to the media plane: what is stored may flow, what is not stored does not.

A picture of the calls of its own follows the committed events, since the state is ahead of them by
the batches in flight. It is changed by the rules' own functions, and told whole after each batch
in which anything of it changed. Whoever has lost their connection to the school receives nothing.
"""

import asyncio
from copy import deepcopy
from typing import Final

from protocol.calling import CallEnded, CallJoined, CallLeft, CallStarted
from protocol.counselling import CounsellingOpened, Covered, MovedUnderCover, Uncovered
from protocol.media import MediaSet
from protocol.sessions import Dropped, EpochStarted, Left, LoggedIn, Resumed
from protocol.units import AccountId
from protocol.vocabulary import Event
from server.loop import Loop
from server.media.plane import Calls, MediaPlane, Sends
from simulation.media import seat, take_media
from simulation.school import Call

FOLLOWED: Final = (
    CallStarted, CallJoined, CallLeft, CallEnded, MediaSet, Dropped, Resumed, LoggedIn, Left,
    EpochStarted, CounsellingOpened, Covered, MovedUnderCover, Uncovered,
)  # fmt: skip


class Follower:
    """Keeps a plane where the log is."""

    def __init__(self, loop: Loop, plane: MediaPlane) -> None:
        self._loop, self._plane = loop, plane
        self._calls: dict[str, Call] = deepcopy(loop.school.calls)
        self._away: set[AccountId] = set()
        self._due = False
        for kind in FOLLOWED:
            assert kind not in loop.followers, f"{kind.__name__} is followed already"
            loop.followers[kind] = self._follow

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

    def _follow(self, event: Event) -> None:
        before = self.calls()
        self._take(event)
        if isinstance(event, Left | MovedUnderCover):
            self._plane.drop(event.account)
        if not self._due and self.calls() != before:
            self._due = True
            asyncio.get_running_loop().call_soon(self._sync)

    def _sync(self) -> None:
        self._due = False
        self._plane.sync(self._loop.last_tick, self.calls())

    def _take(self, event: Event) -> None:
        match event:
            case CallStarted():
                self._calls[event.call] = Call(event.call, event.floor, {})
            case CallJoined():
                self._join(self._calls[event.call], event.account)
            case CallLeft():
                del self._calls[event.call].members[event.account]
                self._calls[event.call].media.pop(event.account, None)
            case CallEnded():
                del self._calls[event.call]
            case MediaSet():
                take_media(self._calls[event.call], event)
            case Dropped():
                self._away.add(event.account)
            case EpochStarted():
                self._away = {account for call in self._calls.values() for account in call.members}
            case CounsellingOpened():
                self._calls[event.call] = Call(event.call, None, {})
            case Covered():
                self._join(self._calls[event.call], event.account)
            case Uncovered() | Left():
                self._away.discard(event.account)
                self._come_out(event.account)
            case Resumed() | LoggedIn() | MovedUnderCover():
                self._away.discard(event.account)

    def _join(self, call: Call, account: AccountId) -> None:
        call.members[account] = None
        if call.media:
            seat(call, [account])

    def _come_out(self, account: AccountId) -> None:
        """Out of a counselling talk, whose members leave by coming back or by going home."""
        for call in list(self._calls.values()):
            if call.floor is not None or account not in call.members:
                continue
            del call.members[account]
            call.media.pop(account, None)
            if not call.members:
                del self._calls[call.call]
