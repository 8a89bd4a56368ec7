"""From the log to the media plane: what is stored may flow, what is not stored does not."""

import asyncio
import logging

from protocol.counselling import MovedUnderCover
from protocol.sessions import Left
from protocol.vocabulary import Event
from server.loop import Loop
from server.media.picture import FOLLOWED, Picture
from server.media.plane import MediaPlane

_log = logging.getLogger(__name__)


class Follower:
    """Keeps a plane where the log is: told whole after each batch in which anything changed."""

    def __init__(self, loop: Loop, plane: MediaPlane) -> None:
        self._loop, self._plane = loop, plane
        self._picture = Picture(loop.school.calls)
        self._due = False
        for kind in FOLLOWED:
            assert kind not in loop.followers, f"{kind.__name__} is followed already"
            loop.followers[kind] = self._follow

    def _follow(self, event: Event) -> None:
        before = self._picture.calls()
        try:
            self._picture.take(event)
        except KeyError as error:
            # Sound and pictures are not worth the school: begin anew from what is so now.
            _log.error("calls were not as followed", exc_info=error)
            self._picture = Picture(self._loop.school.calls)
        if isinstance(event, Left | MovedUnderCover):
            self._plane.drop(event.account)
        if not self._due and self._picture.calls() != before:
            self._due = True
            asyncio.get_running_loop().call_soon(self._sync)

    def _sync(self) -> None:
        self._due = False
        self._plane.sync(self._loop.last_tick, self._picture.calls())
