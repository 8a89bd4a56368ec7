"""Which state of something a form was opened with, so that nobody undoes unseen what another of the
staff has changed meanwhile."""

from hashlib import sha256
from typing import Any

import msgspec

from protocol.units import Version
from simulation.rules import Refused

VERSION_DIGITS = 16


def version_of(now: Any) -> Version:
    """A name for how something is; something else for how it is otherwise."""
    return sha256(msgspec.msgpack.encode(now)).hexdigest()[:VERSION_DIGITS]


def require_unchanged(now: Any, over: Version, wished: Any) -> None:
    """Raises Refused unless it is as it was `over` (empty: in any case), or as wished already."""
    if over and over != version_of(now) and now != wished:
        raise Refused("changed_by_another")
