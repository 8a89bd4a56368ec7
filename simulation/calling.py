"""Calling: overlap, dwell, call, apart, grace, end. Who allows it is asked before anybody is told.

The most restrictive wins: floor, status, 見ているだけ, a lost connection each keep a person out of
calls, and then not even an overlap is told to anyone. After leaving by choice, or declining, two
people must walk apart before the next overlap counts.
"""

from collections.abc import Iterator

from protocol.calling import (
    ApartBegan,
    ApartEnded,
    CallDeclined,
    CallEnded,
    CallJoined,
    CallLeft,
    CallStarted,
    LeaveCall,
    OverlapEnded,
)
from protocol.knocking import KnockRefused
from protocol.units import (
    APART_GRACE_TICKS,
    CONTACT_EVERY_TICKS,
    AccountId,
    CallId,
    FloorId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.call_shown import call_shown
from simulation.consent import willing
from simulation.contact import in_reach, next_contact
from simulation.media import seat
from simulation.motion import position_at
from simulation.plans import forbids
from simulation.rules import Refused, applies, decides, due, every_tick, view
from simulation.school import (
    Avatar,
    Call,
    Now,
    School,
    avatar_of,
    pair_key,
    way_key,
)


@decides(LeaveCall)
def leave_call(school: School, actor: Avatar, _wish: LeaveCall, _now: Now) -> Iterator[Event]:
    call_id = school.sessions[actor.account].call
    if call_id is None:
        raise Refused("not_in_a_call")
    yield from _leave_by_choice(school, actor.account, call_id)


def _leave_by_choice(school: School, account: AccountId, call: CallId) -> Iterator[Event]:
    for other in sorted(school.calls[call].members):
        if other != account:
            yield CallDeclined(account, other)
    yield from hang_up(school, account)


def hang_up(school: School, account: AccountId) -> Iterator[Event]:
    """A person leaves their call and every overlap, for whatever reason."""
    for key in sorted(school.overlaps):
        if account in key.split():
            yield OverlapEnded(*key.split())
    call_id = school.sessions[account].call
    if call_id is not None:
        yield from take_out(school.calls[call_id], [account])


def part(school: School, account: AccountId, other: AccountId) -> Iterator[Event]:
    """`account` is with `other` no more. The other one sees what they would see of a person who
    leaves a call by choice, declines one, or leaves a knock unanswered."""
    call_id = school.sessions[account].call
    overlap = school.overlaps.get(pair_key(account, other))
    knock = school.knocks.get(way_key(other, account))
    if call_id is not None and other in school.calls[call_id].members:
        yield from _leave_by_choice(school, account, call_id)
    elif knock is not None and not knock.refused:
        yield KnockRefused(account, other)
    elif overlap is not None and not overlap.declined and not overlap.asking:
        yield CallDeclined(account, other)


def end_all_on(school: School, floor: FloorId) -> Iterator[Event]:
    """Every call and every overlap on a floor ends."""
    here = {school.avatars[handle].account for handle in school.floors[floor].here}
    for key in sorted(school.overlaps):
        if here.intersection(key.split()):
            yield OverlapEnded(*key.split())
    for call_id in sorted(school.calls):
        call = school.calls[call_id]
        if call.floor == floor:
            yield from take_out(call, sorted(call.members))


def take_out(call: Call, leavers: list[AccountId]) -> Iterator[Event]:
    """`leavers` go; a call of one is no call, so the last one goes too."""
    staying = sorted(set(call.members) - set(leavers))
    if len(staying) < 2:
        leavers = sorted(leavers) + staying
    for account in leavers:
        yield CallLeft(call.call, account)
    if len(staying) < 2:
        yield CallEnded(call.call)


@every_tick
def watch_calls(school: School, now: Now) -> Iterator[Event]:
    if now.crossed(CONTACT_EVERY_TICKS):
        for _id, call in sorted(school.calls.items()):
            if call.floor is not None:
                yield from _watch_call(school, call, call.floor, now)


def _watch_call(school: School, call: Call, floor: FloorId, now: Now) -> Iterator[Event]:
    """Members out of reach get two seconds of grace; who no longer allows calls goes at once."""
    leavers = []
    places = {}
    for account in sorted(call.members):
        avatar = avatar_of(school, account)
        if avatar is not None and avatar.floor == floor:
            places[account] = position_at(avatar.walk, now.tick)
    for account, leaves_tick in sorted(call.members.items()):
        place = places.get(account)
        others = [places[other] for other in places if other != account]
        together = place is not None and any(in_reach(place, other) for other in others)
        quiet = place is not None and forbids(school.floors[floor].plan, place, "calls")
        if place is None or quiet or not willing(school, account):
            leavers.append(account)
        elif together and leaves_tick is not None:
            yield ApartEnded(call.call, account)
        elif not together and leaves_tick is None:
            yield ApartBegan(call.call, account, now.tick + APART_GRACE_TICKS)
        elif not together and leaves_tick is not None and now.tick >= leaves_tick:
            leavers.append(account)
    if leavers:
        yield from take_out(call, leavers)


@due
def next_call_moments(school: School, now: Now) -> Iterator[Tick]:
    for call in school.calls.values():
        for tick in call.members.values():
            if tick is not None:
                yield next_contact(max(tick, now.tick + 1))
    if any(avatar.walk.path[0] != avatar.walk.path[-1] for avatar in school.avatars.values()):
        yield next_contact(now.tick + 1)


@applies(CallStarted)
def call_started(school: School, event: CallStarted) -> None:
    school.calls[event.call] = Call(event.call, event.floor, {})


@applies(CallJoined)
def call_joined(school: School, event: CallJoined) -> None:
    call = school.calls[event.call]
    for member in call.members:
        school.overlaps.pop(pair_key(member, event.account), None)
    call.members[event.account] = None
    if call.media:
        seat(call, [event.account])
    school.sessions[event.account].call = event.call


@applies(ApartBegan)
def apart_began(school: School, event: ApartBegan) -> None:
    school.calls[event.call].members[event.account] = event.leaves_tick


@applies(ApartEnded)
def apart_ended(school: School, event: ApartEnded) -> None:
    school.calls[event.call].members[event.account] = None


@applies(CallLeft)
def call_left(school: School, event: CallLeft) -> None:
    call = school.calls[event.call]
    del call.members[event.account]
    call.media.pop(event.account, None)
    school.sessions[event.account].call = None


@applies(CallEnded)
def call_ended(school: School, event: CallEnded) -> None:
    del school.calls[event.call]


@view
def view_calls(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    yield from call_shown(school, account)
