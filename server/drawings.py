"""A page of a whiteboard as somebody may see it (T4.4)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from protocol.log import LogReader
from protocol.record import Sealer
from protocol.units import AccountId
from protocol.whiteboard import Drawn, WrittenOn
from replay.drawings import Place, drawn_at
from server.talks import Silences


class Asked(NamedTuple):
    """A stroke by its place in the log, and who drew it."""

    place: Place
    account: AccountId


def page_for(
    log: LogReader, sealer: Sealer, asked: Sequence[Asked], silences: Silences
) -> list[dict[str, Any]]:
    """What was drawn, in the order of `asked`, without what its reader did not want to hear and
    without what opens no more. For any thread, one at a time."""
    places = [
        place
        for place, account in asked
        if not any(silence.holds(place) for silence in silences.get(account, ()))
    ]
    marks = (mark_of(event) for event in drawn_at(log, sealer, places))
    return [mark for mark in marks if mark is not None]


def mark_of(event: Drawn | WrittenOn) -> dict[str, Any] | None:
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
