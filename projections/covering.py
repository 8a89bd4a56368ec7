"""Cover in the tables: to analysts, too, the people of a talk logged out and later in again (T3.4).

The log says `Covered` and `Uncovered`. Every projection is handed what everybody else may know of
them instead, so no table can tell a talk from a logout, one that is written tomorrow neither. What
was hidden is not lost for the child: `school_attendance` is made of the log as it is (A3).
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, Self

from projections.moments import Moment, moment_of
from protocol import booking, counselling
from protocol.log import LogReader
from protocol.record import Row, clear_fields, decode_rows
from protocol.sessions import Cause
from protocol.vocabulary import VOCABULARY, Family

PAGE_BATCHES: Final = 2_000
_HIDDEN: Final = frozenset({"Dropped", "Resumed", "Left", "AccessRefused"})
"""What somebody under cover still does, and somebody who has logged out does not."""
_OF_BOARDS: Final = frozenset(
    {
        "WhiteboardGone", "WhiteboardOpened", "WhiteboardClosed", "RubbedOut", "PageCleared",
        "StrokeUndone", "RubbingUndone", "PageTurned", "MaterialHung", "DrawingsForgotten",
    }
)  # fmt: skip
"""What happens to every whiteboard, also to that of a talk."""
_OF_TALKS: Final = frozenset(
    declared.topic
    for declared in VOCABULARY.values()
    if declared.family is Family.COMMAND
    and declared.type.__module__ in (booking.__name__, counselling.__name__)
)
"""What only the people of a talk have to press, also just after the right to it has gone."""
TOPICS: Final = _HIDDEN | _OF_BOARDS | {"Covered", "Uncovered", "LoggedIn", "PrivateBoardMade"}
"""The kinds that may be told otherwise than they stand in the log."""
_MARK: Final = b"overed"


class Cover:
    """Who is under cover, and under which session those who came back are told of."""

    def __init__(self) -> None:
        self._covered: set[str] = set()
        self._told: dict[str, str] = {}
        self._boards: set[str] = set()

    @classmethod
    def recalled(cls, log: LogReader, until: int) -> Self:
        """As it was after batch `until`. Unpacks only what matters."""
        cover = cls()
        after = 0
        while after < until and (page := log.read(after, min(PAGE_BATCHES, until - after))):
            after = page[-1].number
            for stored in page:
                cover.follow(stored.state)
        return cover

    def follow(self, state: bytes) -> None:
        """Take in a stored batch, as if it had been told."""
        if _MARK in state or self._covered or self._told:
            header, rows = decode_rows(state)
            moment = moment_of(header)
            for row in rows:
                if row[0] in TOPICS:
                    self.told(moment, row)

    def known(self, moment: Moment, rows: Sequence[Row]) -> Iterator[Row]:
        """The rows of a batch as everybody else may know them."""
        for row in rows:
            if row[0] not in TOPICS:
                yield row
            elif (told := self.told(moment, row)) is not None:
                yield told

    def told(self, moment: Moment, row: Row) -> Row | None:
        """A row of `TOPICS` as everybody else may know it; None for what only its people may."""
        fields: dict[str, Any] = clear_fields(row)
        if "board" in fields:
            return self._of_a_board(row, fields["board"])
        if row[0] == "AccessRefused" and fields["command"] in _OF_TALKS:
            return None
        account = fields["account"]
        if row[0] == "Covered":
            session = self._told.pop(account, fields["session"])
            self._covered.add(account)
            return ["Left", 1, account, session, Cause.LOGOUT.value, moment.wall_ms]
        if row[0] == "Uncovered":
            self._covered.discard(account)
            told = self._told[account] = _session(account, moment.previous)
            return ["LoggedIn", 1, account, told, fields["device"]]
        if account in self._covered:
            if row[0] == "Left":
                self._covered.discard(account)
            return None
        return self._under_the_told_session(row, account)

    def _of_a_board(self, row: Row, board: str) -> Row | None:
        if row[0] == "PrivateBoardMade":
            self._boards.add(board)
        hidden = board in self._boards
        if row[0] == "WhiteboardGone":
            self._boards.discard(board)
        return None if hidden else row

    def _under_the_told_session(self, row: Row, account: str) -> Row:
        told = self._told.get(account)
        if row[0] in {"Left", "LoggedIn"}:
            self._told.pop(account, None)
        if told is None or row[0] in {"LoggedIn", "AccessRefused"}:
            return row
        return [*row[:2], account, told, *row[4:]]


def _session(account: str, previous: bytes) -> str:
    """An id like any other, the same in every rebuilding, that nobody can guess from the tables."""
    digest = hashlib.sha256(b"came back " + account.encode() + previous).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
