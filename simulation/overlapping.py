"""Overlapping: who stands in one place is found out, told, and after the dwell in a call.

Whoever is in no call comes before those who would open one, the nearer pair first: so somebody who
walks up to people in two calls comes to those they stand closest to. Two calls never become one by
themselves, because everybody in them would be heard and seen by people whom they did not walk up
to; those who stand side by side are offered to go over (`beside.py`).
"""

import hashlib
from collections.abc import Iterator

from protocol.calling import (
    CallDeclined,
    CallJoined,
    CallStarted,
    DeclineCall,
    OverlapBegan,
    OverlapEnded,
)
from protocol.locking import CallFull
from protocol.units import CONTACT_EVERY_TICKS, DWELL_TICKS, CallId, Tick
from protocol.vocabulary import Event
from simulation.beside import are_in_two_calls, meet_beside
from simulation.care import Overlap
from simulation.chatting import id_from
from simulation.consent import kept_apart, may_meet, still_close, to_be_asked
from simulation.contact import next_contact, touching_pairs
from simulation.knocking import is_cooling, knock_at
from simulation.locking import has_declined, is_full, is_locked
from simulation.motion import position_at
from simulation.rules import applies, decides, due, every_tick
from simulation.school import Avatar, Now, School, pair_key


@decides(DeclineCall)
def decline_call(school: School, actor: Avatar, _wish: DeclineCall, _now: Now) -> Iterator[Event]:
    for key, overlap in sorted(school.overlaps.items()):
        one, other = key.split()
        if actor.account in (one, other) and not overlap.declined and not overlap.asking:
            yield CallDeclined(actor.account, other if one == actor.account else one)


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
        pairs = touching_pairs(open_people, now.tick)
        touching.update(pair_key(one.account, other.account) for one, other in pairs)
        for one, other in sorted(pairs, key=lambda pair: _turn_of(school, pair, now.tick)):
            yield from _meet(school, one, other, now)
    for key in sorted(school.overlaps):
        if key not in touching and not still_close(school, key, now):
            yield OverlapEnded(*key.split())


def _turn_of(school: School, pair: tuple[Avatar, Avatar], tick: Tick) -> tuple[bool, int]:
    """Whoever walks up to a call comes to it before a new one opens, and to the nearest."""
    calls = [school.sessions[avatar.account].call for avatar in pair]
    if all(calls) or not any(calls):
        return True, 0
    (x, y), (there_x, there_y) = (position_at(avatar.walk, tick) for avatar in pair)
    return False, (x - there_x) ** 2 + (y - there_y) ** 2


def _meet(school: School, one: Avatar, other: Avatar, now: Now) -> Iterator[Event]:
    calls = [school.sessions[avatar.account].call for avatar in (one, other)]
    if all(calls):
        yield from meet_beside(school, one.account, other.account, now)
        return
    key = pair_key(one.account, other.account)
    overlap = school.overlaps.get(key)
    if overlap is not None and overlap.beside:
        yield OverlapEnded(one.account, other.account)
        overlap = None
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
    yield from _bring_together(school, (one, other), call_id, now)


def _bring_together(
    school: School, pair: tuple[Avatar, Avatar], call_id: CallId | None, now: Now
) -> Iterator[Event]:
    """Both are in one call from now on: in that of one of them, or in a new one."""
    one, other = pair
    calls = [school.sessions[avatar.account].call for avatar in pair]
    if call_id is None:
        call_id = _call_id(now, pair_key(one.account, other.account))
        yield CallStarted(call_id, one.floor)
    for avatar, near, call in zip(pair, (other, one), calls, strict=True):
        if call is not None or has_declined(school, avatar.account, school.calls[call_id]):
            continue
        if is_full(school.calls[call_id]):
            yield CallFull(avatar.account, near.account)
        else:
            yield CallJoined(call_id, avatar.account)


def _call_id(now: Now, key: str) -> CallId:
    """An unguessable id, of the tick's random bits. It opens no door: membership does."""
    digest = hashlib.sha256(now.fresh.to_bytes(16, "big") + key.encode()).digest()
    return id_from(int.from_bytes(digest[:16], "big"))


@due
def next_overlap_moments(school: School, now: Now) -> Iterator[Tick]:
    for key, overlap in school.overlaps.items():
        if overlap.beside:
            if not are_in_two_calls(school, *key.split()):
                yield next_contact(now.tick + 1)
        elif not overlap.declined and (not overlap.asking or overlap.opens_tick > now.tick):
            yield next_contact(max(overlap.opens_tick, now.tick + 1))


@applies(OverlapBegan)
def overlap_began(school: School, event: OverlapBegan) -> None:
    pair = event.account, event.to
    asking, beside = to_be_asked(school, *pair), are_in_two_calls(school, *pair)
    school.overlaps[pair_key(*pair)] = Overlap(event.opens_tick, False, asking, beside)


@applies(OverlapEnded)
def overlap_ended(school: School, event: OverlapEnded) -> None:
    school.overlaps.pop(pair_key(event.account, event.to), None)


@applies(CallDeclined)
def call_declined(school: School, event: CallDeclined) -> None:
    school.overlaps[pair_key(event.account, event.to)] = Overlap(0, True)
