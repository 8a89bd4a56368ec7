"""Calling: overlap, dwell, call, apart, grace, end. Who allows it is asked before anybody is told.

The most restrictive wins: floor, status, 見ているだけ, a lost connection each keep a person out of
calls, and then not even an overlap is told to anyone. After leaving by choice, or declining, two
people must walk apart before the next overlap counts.
"""

import hashlib
from collections.abc import Iterator

from protocol.calling import (
    ApartBegan,
    ApartEnded,
    CallDeclined,
    CallEnded,
    CallJoined,
    CallLeft,
    CallStarted,
    DeclineCall,
    LeaveCall,
    OverlapBegan,
    OverlapEnded,
)
from protocol.knocking import KnockRefused
from protocol.locking import CallFull
from protocol.units import (
    APART_GRACE_TICKS,
    CONTACT_EVERY_TICKS,
    DWELL_TICKS,
    AccountId,
    CallId,
    FloorId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.call_shown import call_shown
from simulation.care import Overlap
from simulation.chatting import id_from
from simulation.consent import kept_apart, may_meet, still_close, to_be_asked, willing
from simulation.contact import in_reach, touching_pairs
from simulation.knocking import is_cooling, knock_at
from simulation.locking import has_declined, is_full, is_locked
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


@decides(DeclineCall)
def decline_call(school: School, actor: Avatar, _wish: DeclineCall, _now: Now) -> Iterator[Event]:
    for key, overlap in sorted(school.overlaps.items()):
        one, other = key.split()
        if actor.account in (one, other) and not overlap.declined and not overlap.asking:
            yield CallDeclined(actor.account, other if one == actor.account else one)


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
        yield from _leave(school.calls[call_id], [account])


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
            yield from _leave(call, sorted(call.members))


def _leave(call: Call, leavers: list[AccountId]) -> Iterator[Event]:
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


@every_tick
def watch_overlaps(school: School, now: Now) -> Iterator[Event]:
    if not now.crossed(CONTACT_EVERY_TICKS):
        return
    touching: set[str] = set()
    for floor_id in sorted(school.floors):
        floor = school.floors[floor_id]
        if not floor.plan.calls:
            continue
        people = [school.avatars[handle] for handle in sorted(floor.here)]
        open_people = [avatar for avatar in people if may_meet(school, floor, avatar, now)]
        if len(open_people) < 2:
            continue
        for one, other in touching_pairs(open_people, now.tick):
            touching.add(pair_key(one.account, other.account))
            yield from _meet(school, one, other, now)
    for key in sorted(school.overlaps):
        if key not in touching and not still_close(school, key, now):
            yield OverlapEnded(*key.split())


def _meet(school: School, one: Avatar, other: Avatar, now: Now) -> Iterator[Event]:
    calls = [school.sessions[avatar.account].call for avatar in (one, other)]
    if all(calls):
        return
    key = pair_key(one.account, other.account)
    overlap = school.overlaps.get(key)
    call_id = calls[0] or calls[1]
    members = school.calls[call_id].members if call_id is not None else ()
    pair = (one.account, other.account)
    parted = any(kept_apart(school, account, (*pair, *members)) for account in pair)
    if parted or is_locked(school, call_id):
        if overlap is not None and not overlap.declined and not overlap.asking:
            yield OverlapEnded(*pair)
        return
    if overlap is None:
        if not is_cooling(school, *pair, now):
            yield OverlapBegan(*pair, now.tick + DWELL_TICKS)
        return
    if overlap.declined or now.tick < overlap.opens_tick:
        return
    if overlap.asking:
        yield from knock_at(school, overlap, pair, now)
        return
    if call_id is None:
        call_id = _call_id(now, key)
        yield CallStarted(call_id, one.floor)
    for avatar, near, call in zip((one, other), (other, one), calls, strict=True):
        if call is not None or has_declined(school, avatar.account, school.calls[call_id]):
            continue
        if is_full(school.calls[call_id]):
            yield CallFull(avatar.account, near.account)
        else:
            yield CallJoined(call_id, avatar.account)


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
        yield from _leave(call, leavers)


def _call_id(now: Now, key: str) -> CallId:
    """An unguessable id, of the tick's random bits. It opens no door: membership does."""
    digest = hashlib.sha256(now.fresh.to_bytes(16, "big") + key.encode()).digest()
    return id_from(int.from_bytes(digest[:16], "big"))


@due
def next_call_moments(school: School, now: Now) -> Iterator[Tick]:
    moments = [
        o.opens_tick for o in school.overlaps.values()
        if not o.declined and (not o.asking or o.opens_tick > now.tick)
    ]  # fmt: skip
    for call in school.calls.values():
        moments += [tick for tick in call.members.values() if tick is not None]
    for tick in moments:
        yield -(-max(tick, now.tick + 1) // CONTACT_EVERY_TICKS) * CONTACT_EVERY_TICKS
    if any(avatar.walk.path[0] != avatar.walk.path[-1] for avatar in school.avatars.values()):
        yield (now.tick // CONTACT_EVERY_TICKS + 1) * CONTACT_EVERY_TICKS


@applies(OverlapBegan)
def overlap_began(school: School, event: OverlapBegan) -> None:
    asking = to_be_asked(school, event.account, event.to)
    school.overlaps[pair_key(event.account, event.to)] = Overlap(event.opens_tick, False, asking)


@applies(OverlapEnded)
def overlap_ended(school: School, event: OverlapEnded) -> None:
    school.overlaps.pop(pair_key(event.account, event.to), None)


@applies(CallDeclined)
def call_declined(school: School, event: CallDeclined) -> None:
    school.overlaps[pair_key(event.account, event.to)] = Overlap(0, True)


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
