"""What the log kept of a pupil's counselling talks: words and drawings, talk by talk (T3.4, R6).

The span that is asked for is found by halving, and read from there. All that was drawn is found,
also what was rubbed out later, as words cannot be unsaid either; a page that was cleared begins a
new sheet.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from protocol.counselling import CounsellingEnded, CounsellingOpened, SaidUnderCover
from protocol.log import LogReader
from protocol.private_talk import DrawnInPrivate, PrivateBoardMade, WrittenInPrivate
from protocol.record import Row, Sealer, clear_fields, decode_rows, event_of
from protocol.units import AccountId, CallId, PageNumber, WallMs, WhiteboardId
from protocol.vocabulary import Event
from protocol.whiteboard import PageCleared
from replay.timeline import Timeline
from server.drawings import mark_of
from simulation.chatting import counselling_seal
from simulation.private_talk import as_on_any_board

SEALED_MAX: Final = 10_000
"""Words and strokes told at once."""
_CHUNK_BATCHES: Final = 500

_TOLD: Final = {
    kind.__name__: kind.__name__.encode()
    for kind in (
        CounsellingOpened, CounsellingEnded, SaidUnderCover, PrivateBoardMade, DrawnInPrivate,
        WrittenInPrivate, PageCleared,
    )
}  # fmt: skip
_SEALED: Final = (SaidUnderCover, DrawnInPrivate, WrittenInPrivate)
_SEALED_NAMES: Final = {kind.__name__ for kind in _SEALED}

Sheet: TypeAlias = tuple[WhiteboardId, PageNumber, int]
"""A page of a board, and how often it had been cleared before."""


class Kept(NamedTuple):
    """One event of talks, and when it was."""

    at_ms: WallMs
    event: Event


class KeptTalk:
    """One talk as it can be told: with whom, from when to when (None: that is not in the span),
    what was said, and the sheets that were drawn on."""

    def __init__(self) -> None:
        self.counsellor: AccountId | None = None
        self.began_ms: WallMs | None = None
        self.ended_ms: WallMs | None = None
        self.said: list[tuple[WallMs, SaidUnderCover]] = []
        self.sheets: dict[Sheet, list[tuple[WallMs, dict[str, Any]]]] = {}


def talks_of(
    log: LogReader, sealer: Sealer, pupil: AccountId, from_ms: WallMs, until_ms: WallMs
) -> tuple[list[KeptTalk], bool]:
    """The talks of a pupil in a span of time, the oldest first, and whether there was more after
    what is told. For any thread, one at a time."""
    kept, left = [], SEALED_MAX
    for one in _kept_of(log, sealer, pupil, from_ms, until_ms):
        left -= isinstance(one.event, _SEALED)
        if left < 0:
            break
        kept.append(one)
    return _sorted_into_talks(kept), left < 0


def _sorted_into_talks(kept: list[Kept]) -> list[KeptTalk]:
    calls: dict[CallId, KeptTalk] = {}
    boards: dict[WhiteboardId, CallId] = {}
    cleared: dict[tuple[WhiteboardId, PageNumber], int] = {}
    for at_ms, event in kept:
        match event:
            case CounsellingOpened():
                talk = calls.setdefault(event.call, KeptTalk())
                talk.counsellor, talk.began_ms = event.to, at_ms
            case SaidUnderCover():
                calls.setdefault(event.call, KeptTalk()).said.append((at_ms, event))
            case PrivateBoardMade():
                boards[event.board] = event.call
            case DrawnInPrivate() | WrittenInPrivate():
                talk = calls.setdefault(boards.get(event.board, event.board), KeptTalk())
                sheet = (event.board, event.page, cleared.get((event.board, event.page), 0))
                mark = mark_of(as_on_any_board(event))
                if mark is not None:
                    talk.sheets.setdefault(sheet, []).append((at_ms, mark))
            case PageCleared():
                cleared[event.board, event.page] = cleared.get((event.board, event.page), 0) + 1
            case CounsellingEnded() if event.call in calls:
                calls[event.call].ended_ms = at_ms
    return [*calls.values()]


def _kept_of(
    log: LogReader, sealer: Sealer, pupil: AccountId, from_ms: WallMs, until_ms: WallMs
) -> Iterator[Kept]:
    seal, timeline = counselling_seal(pupil), Timeline(log, sealer)
    batch, last = timeline.batch_at(from_ms - 1), timeline.batch_at(until_ms)
    while batch < last:
        for stored in log.read(batch, min(_CHUNK_BATCHES, last - batch)):
            batch = stored.number
            if not any(name in stored.state for name in _TOLD.values()):
                continue
            header, rows = decode_rows(stored.state)
            for index, row in enumerate(rows):
                if _is_told(row, pupil, seal):
                    event = event_of(row, header.number, index, sealer)
                    yield Kept(header.wall_ms, event)


def _is_told(row: Row, pupil: AccountId, seal: str) -> bool:
    """Of what is sealed, only what is under the seal of this pupil is opened at all."""
    if row[0] in _SEALED_NAMES:
        return bool(clear_fields(row)["seal"] == seal)
    if row[0] == CounsellingOpened.__name__:
        return bool(clear_fields(row)["account"] == pupil)
    return row[0] in _TOLD
