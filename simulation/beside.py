"""Beside: two of different calls in one place may come together by a press of one of them.

Nothing but the press moves anybody, and it only takes its person out of their own call. That they
come into the other one is decided as for everybody who walks up: after the countdown, if it is not
locked or full and nobody in it is kept apart from them. Whoever stayed alone behind is walked up to
in the same moment and follows, unless they say no. Where one of the two wants to be asked, where a
call is locked or somebody has hidden somebody, nothing is offered to either.
"""

from collections.abc import Iterator

from protocol.beside import GoOver
from protocol.calling import OverlapBegan, OverlapEnded
from protocol.units import DWELL_TICKS, AccountId
from protocol.vocabulary import Event
from simulation.calling import take_out
from simulation.consent import kept_apart, to_be_asked
from simulation.locking import is_full, is_locked
from simulation.rules import Refused, decides
from simulation.school import Avatar, Now, School, pair_key


@decides(GoOver)
def go_over(school: School, actor: Avatar, wish: GoOver, _now: Now) -> Iterator[Event]:
    overlap = school.overlaps.get(pair_key(actor.account, wish.to))
    own, theirs = (_call_of(school, account) for account in (actor.account, wish.to))
    if overlap is None or not overlap.beside or own is None or theirs is None:
        raise Refused("not_beside")
    if not _may_mix(school, actor.account, wish.to):
        raise Refused("not_beside")
    if is_full(school.calls[theirs]):
        raise Refused("call_full")
    yield from take_out(school.calls[own], [actor.account])


def meet_beside(school: School, one: AccountId, other: AccountId, now: Now) -> Iterator[Event]:
    """Two who are both in a call stand in one place."""
    overlap = school.overlaps.get(pair_key(one, other))
    if overlap is not None and (overlap.declined or overlap.asking):
        return
    offered = are_in_two_calls(school, one, other) and _may_mix(school, one, other)
    if overlap is None:
        if offered:
            yield OverlapBegan(one, other, now.tick + DWELL_TICKS)
    elif not offered or not overlap.beside:
        yield OverlapEnded(one, other)


def are_in_two_calls(school: School, one: AccountId, other: AccountId) -> bool:
    """Whether both are in a call, and not in the same."""
    calls = {_call_of(school, one), _call_of(school, other)}
    return None not in calls and len(calls) == 2


def _may_mix(school: School, one: AccountId, other: AccountId) -> bool:
    """Whether either may walk up to the call of the other."""
    calls = [_call_of(school, account) for account in (one, other)]
    if to_be_asked(school, one, other) or any(is_locked(school, call) for call in calls):
        return False
    everybody = [m for call in calls if call is not None for m in school.calls[call].members]
    return not any(kept_apart(school, account, everybody) for account in (one, other))


def _call_of(school: School, account: AccountId) -> str | None:
    session = school.sessions.get(account)
    return None if session is None else session.call
