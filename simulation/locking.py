"""Locking: a call takes nobody while it is locked, and nobody beyond its places.

To those outside a locked call is two people who want no company: no overlap begins. A full one
is told kindly, once, to whoever came too late.
"""

from collections.abc import Iterator

from protocol.locking import CallFull, CallLocked, LockCall
from protocol.units import CALL_MAX_MEMBERS, AccountId, CallId
from protocol.vocabulary import Event
from simulation.care import Overlap
from simulation.rules import Refused, applies, decides
from simulation.school import Avatar, Call, School, pair_key


@decides(LockCall)
def lock_call(school: School, actor: Avatar, wish: LockCall, _now: object) -> Iterator[Event]:
    call = school.sessions[actor.account].call
    if call is None:
        raise Refused("not_in_a_call")
    if is_locked(school, call) is not wish.locked:
        yield CallLocked(actor.account, call, wish.locked)


def is_locked(school: School, call: CallId | None) -> bool:
    """Whether a call takes nobody else."""
    return call is not None and school.calls[call].locked_by is not None


def is_full(call: Call) -> bool:
    """Whether a call has no place left."""
    return len(call.members) >= CALL_MAX_MEMBERS


def has_declined(school: School, account: AccountId, call: Call) -> bool:
    """Whether a person left these people, or said no to one of them, and still stands there: a
    third one who comes does not bring them together."""
    keys = (pair_key(account, member) for member in call.members)
    return any(key in school.overlaps and school.overlaps[key].declined for key in keys)


@applies(CallLocked)
def call_locked(school: School, event: CallLocked) -> None:
    school.calls[event.call].locked_by = event.account if event.locked else None


@applies(CallFull)
def call_full(school: School, event: CallFull) -> None:
    """As if they had declined: the overlaps with all in the call count no more."""
    call = school.sessions[event.to].call
    assert call is not None, "a full call of nobody"
    for member in school.calls[call].members:
        key = pair_key(event.account, member)
        if key in school.overlaps:
            school.overlaps[key] = Overlap(0, True)
