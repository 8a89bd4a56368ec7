"""What was drawn on a page, read back from log and vault by the marks of the state (T4.4)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from protocol.log import LogReader
from protocol.record import Row, Sealer, decode_rows, event_of
from protocol.units import AccountId
from protocol.whiteboard import Drawn, WrittenOn
from server.talks import Place, Silences

READ_AT_ONCE: Final = 64
GAP_MAX: Final = 8
"""Batches; on a board that many draw on, strokes stand close together in the log."""


class Asked(NamedTuple):
    """A stroke by its place in the log, and who drew it."""

    place: Place
    account: AccountId


def drawn_at(
    log: LogReader, sealer: Sealer, asked: Sequence[Asked], silences: Silences
) -> list[dict[str, Any]]:
    """What was drawn, in the order of `asked`, without what its reader did not want to hear and
    without what opens no more. For any thread, one at a time."""
    wanted = [
        one
        for one in asked
        if not any(silence.holds(one.place) for silence in silences.get(one.account, ()))
    ]
    rows = _rows(log, [one.place[0] for one in wanted])
    marks = []
    for place, _ in wanted:
        number, index = place
        event = event_of(rows[number][index], number, index, sealer)
        assert isinstance(event, Drawn | WrittenOn)
        mark = _mark(event)
        if mark is not None:
            marks.append(mark)
    return marks


def _rows(log: LogReader, numbers: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of some batches; numbers ascend."""
    return {
        batch.number: decode_rows(batch.state)[1]
        for first, last in _runs(numbers)
        for batch in log.read(first - 1, last - first + 1)
    }


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of those that stand close together: they are read at once."""
    first = last = 0
    for number in numbers:
        if first and number - last <= GAP_MAX and number - first < READ_AT_ONCE:
            last = number
        else:
            if first:
                yield first, last
            first = last = number
    if first:
        yield first, last


def _mark(event: Drawn | WrittenOn) -> dict[str, Any] | None:
    """A stroke as the client keeps it; None for one whose writer was erased."""
    mark: dict[str, Any] = {
        "stroke": event.stroke, "account": event.account, "ink": event.ink.value,
        "width": event.width,
    }  # fmt: skip
    if isinstance(event, WrittenOn):
        return mark | {"x": event.x, "y": event.y, "text": event.text}
    if not event.points:
        return None
    return mark | {"pen": event.pen.value, "points": event.points}
