"""Knocking: in "ask me" an overlap asks first, and a no is never told (T2.1.f).

Whoever knocks learns of a yes at once, and of anything else only that the knock is over: when its
time has passed, or they walk apart. A no, a person who is busy and one who looks away give the same
messages at the same ticks, and the same time until the next knock, so no is safe to say.
"""

from collections.abc import Iterator

from protocol.calling import OverlapEnded
from protocol.knocking import (
    AnswerKnock,
    KnockAccepted,
    Knocked,
    KnockEnded,
    KnockRefused,
    SetTalkMode,
    TalkMode,
    TalkModeSet,
)
from protocol.units import (
    CONTACT_EVERY_TICKS,
    KNOCK_COOL_DOWN_TICKS,
    KNOCK_TICKS,
    AccountId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.care import Knock, Overlap
from simulation.consent import to_be_asked
from simulation.rules import Refused, applies, decides, due, every_tick, view
from simulation.school import Avatar, Now, School, Session, pair_key, way_key


@decides(SetTalkMode)
def set_talk_mode(school: School, actor: Session, wish: SetTalkMode, now: Now) -> Iterator[Event]:
    # What is about to begin under the old mode is looked at anew under this one.
    for key, overlap in sorted(school.overlaps.items()):
        if actor.account in key.split() and not overlap.declined:
            yield OverlapEnded(*key.split())
    for key in sorted(school.knocks):
        if actor.account in key.split():
            account, to = key.split()
            yield KnockEnded(account, to, now.tick + KNOCK_COOL_DOWN_TICKS)
    yield TalkModeSet(actor.account, wish.mode)


@decides(AnswerKnock)
def answer_knock(school: School, actor: Avatar, wish: AnswerKnock, _now: Now) -> Iterator[Event]:
    knock = school.knocks.get(way_key(wish.account, actor.account))
    if knock is None or knock.refused:
        raise Refused("knock_is_over")
    if wish.yes:
        yield KnockAccepted(wish.account, actor.account)
    else:
        yield KnockRefused(actor.account, wish.account)


def knock_at(
    school: School, overlap: Overlap, pair: tuple[AccountId, AccountId], now: Now
) -> Iterator[Event]:
    """Ask those who want to be asked; both, if both do."""
    one, other = pair
    for account, to in ((one, other), (other, one)):
        if to in overlap.asking and way_key(account, to) not in school.knocks:
            yield Knocked(account, to, now.tick + KNOCK_TICKS)


def is_cooling(school: School, one: AccountId, other: AccountId, now: Now) -> bool:
    """Whether one of the two wants to be asked, and has lately been asked by the other."""
    return any(
        school.cooling.get(way_key(other if to == one else one, to), 0) > now.tick
        for to in to_be_asked(school, one, other)
    )


@every_tick
def watch_knocks(school: School, now: Now) -> Iterator[Event]:
    if not school.knocks or not now.crossed(CONTACT_EVERY_TICKS):
        return
    for key, knock in sorted(school.knocks.items()):
        account, to = key.split()
        together = pair_key(account, to) in school.overlaps
        if together and now.tick < knock.ends_tick:
            continue
        if together:
            yield OverlapEnded(*sorted((account, to)))
        yield KnockEnded(account, to, now.tick + KNOCK_COOL_DOWN_TICKS)


@due
def next_knock_ends(school: School, now: Now) -> Iterator[Tick]:
    for tick in (*(knock.ends_tick for knock in school.knocks.values()), *school.cooling.values()):
        yield -(-max(tick, now.tick + 1) // CONTACT_EVERY_TICKS) * CONTACT_EVERY_TICKS


@applies(TalkModeSet)
def talk_mode_set(school: School, event: TalkModeSet) -> None:
    school.accounts[event.account].talk_mode = event.mode


@applies(Knocked)
def knocked(school: School, event: Knocked) -> None:
    school.knocks[way_key(event.account, event.to)] = Knock(event.ends_tick)


@applies(KnockAccepted)
def knock_accepted(school: School, event: KnockAccepted) -> None:
    del school.knocks[way_key(event.account, event.to)]
    overlap = school.overlaps.get(pair_key(event.account, event.to))
    if overlap is not None and event.to in overlap.asking:
        overlap.asking.remove(event.to)


@applies(KnockRefused)
def knock_refused(school: School, event: KnockRefused) -> None:
    school.knocks[way_key(event.of, event.account)].refused = True


@applies(KnockEnded)
def knock_ended(school: School, event: KnockEnded) -> None:
    key, tick = way_key(event.account, event.to), school.position.tick
    del school.knocks[key]
    school.cooling = {way: until for way, until in school.cooling.items() if until > tick}
    school.cooling[key] = event.again_tick


@view
def view_talk(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    mode = school.accounts[account].talk_mode
    if mode is not TalkMode.OPEN:
        yield TalkModeSet(account, mode)
    for key, knock in sorted(school.knocks.items()):
        one, other = key.split()
        if pair_key(one, other) not in school.overlaps:
            continue  # They are apart already; the knock ends when contacts are looked at next.
        if account == one or (account == other and not knock.refused):
            yield Knocked(one, other, knock.ends_tick)
