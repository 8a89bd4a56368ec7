"""What two schools hold that live the same day, one with talks and one with logouts instead.

A difference in the state is not yet one that anybody is shown, but some day it would be. So all of
it must be the same, but for what is of talks alone, and for places in the log: a talk has batches
of its own.
"""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import asdict, replace

from protocol.units import SessionId
from simulation.school import School

_OF_TALKS: Final = {
    "covered",
    "talks",
    "counsellees",
    "held_reports",
    "bookings",
    "namings",
    "readings",
}
_OF_PLANS: Final = {"floors", "calendar", "edits"}
"""Large, and compared as they are: there is no place in the log in them."""
_PLACES: Final = {"position", "applied_in_batch", "batch", "index", "lines", "dropped_ms"}
"""After a restart a line was lost at the last batch, of which a talk has some of its own."""


def differing(
    talking: School, other: School, sessions: Mapping[SessionId, SessionId]
) -> dict[str, tuple[object, object]]:
    """The fields of the state that differ. `sessions` has those that go by another id there."""
    found = {}
    for name in School.__struct_fields__:
        if name in _OF_TALKS | _PLACES:
            continue
        one, two = _field(talking, name, sessions), _field(other, name, {})
        if one != two:
            found[name] = one, two
    return found


def _field(school: School, name: str, sessions: Mapping[SessionId, SessionId]) -> object:
    value: Any = getattr(school, name)
    if name in _OF_PLANS:
        return value
    if name == "sessions":
        known = {stay.account: sessions.get(stay.session, stay.session) for stay in value.values()}
        value = {one: replace(stay, session=known[one]) for one, stay in value.items()}
    elif name == "calls":
        value = {call: of for call, of in value.items() if call not in school.talks}
    elif name == "whiteboards":
        value = {board: of for board, of in value.items() if not of.private}
    elif name == "groups":
        value = {one: replace(of, members=sorted(of.members)) for one, of in value.items()}
    elif name == "silences":
        value = {way: [one.until is None for one in of] for way, of in value.items()}
    return _without_places(value)


def _without_places(value: Any) -> object:
    if isinstance(value, Struct):
        value = asdict(value)
    if isinstance(value, dict):
        return {key: _without_places(of) for key, of in value.items() if key not in _PLACES}
    if isinstance(value, list | tuple):
        return [_without_places(of) for of in value]
    return value
