"""Counselling: asking, offering, opening, ending; a rule of the tick covers and uncovers (T3.4).

A command only opens or ends a talk. People go under cover and come back by the first rule of the
tick, one after the other, each on the state that the one before left: as if the last commands of
the tick had been their logouts and logins. That is what makes a talk equal to them in every frame.
"""

from collections.abc import Iterator

from protocol.counselling import (
    AnswerOffer,
    AskForCounselling,
    AskingTakenBack,
    CounsellingAsked,
    CounsellingEnded,
    CounsellingOffered,
    CounsellingOpened,
    LeaveCounselling,
    OfferCounselling,
    OfferEnded,
    TakeAskingBack,
    TakeOfferBack,
)
from protocol.rights import STAFF, Role
from protocol.sessions import Cause
from protocol.units import AccountId, CallId, Tick
from protocol.vocabulary import Event
from simulation import cover, sessions
from simulation.care import Counsellee, Talk
from simulation.chatting import id_from
from simulation.rules import (
    Refused,
    applies,
    decides,
    due,
    every_tick,
)
from simulation.school import Call, Now, School, Session


@decides(AskForCounselling)
def ask_for_counselling(
    school: School, actor: Session, _wish: AskForCounselling, _now: Now
) -> Iterator[Event]:
    own = school.counsellees.get(actor.account)
    if own is not None and (own.asked_ms or own.invited):
        raise Refused("already_asked")
    yield CounsellingAsked(actor.account)


@decides(TakeAskingBack)
def take_asking_back(
    school: School, actor: Session, _wish: TakeAskingBack, _now: Now
) -> Iterator[Event]:
    if actor.account not in school.counsellees:
        raise Refused("nothing_asked")
    yield AskingTakenBack(actor.account)


@decides(OfferCounselling)
def offer_counselling(
    school: School, actor: Session, wish: OfferCounselling, _now: Now
) -> Iterator[Event]:
    if wish.account not in school.sessions:
        raise Refused("not_here")
    if school.accounts[wish.account].role is not Role.PUPIL:
        raise Refused("not_a_pupil")
    known = school.counsellees.get(wish.account)
    if known is not None and known.invited:
        raise Refused("already_invited")
    yield CounsellingOffered(wish.account, actor.account)


@decides(TakeOfferBack)
def take_offer_back(
    school: School, actor: Session, wish: TakeOfferBack, _now: Now
) -> Iterator[Event]:
    known = school.counsellees.get(wish.account)
    if known is None or known.by != actor.account:
        raise Refused("nothing_asked")
    yield OfferEnded(wish.account, actor.account, declined=False)


@decides(AnswerOffer)
def answer_offer(
    school: School, actor: Session, wish: AnswerOffer, _now: Now, fresh: int
) -> Iterator[Event]:
    own = school.counsellees.get(actor.account)
    if own is None or own.by is None or own.declined or not _connected(school, own.by):
        raise Refused("offer_is_over")
    if wish.yes:
        yield CounsellingOpened(actor.account, own.by, id_from(fresh))
    else:
        yield OfferEnded(actor.account, own.by, declined=True)


@decides(LeaveCounselling)
def leave_counselling(
    school: School, actor: Session, _wish: LeaveCounselling, _now: Now
) -> Iterator[Event]:
    if actor.account not in school.covered or actor.call is None:
        raise Refused("not_in_a_talk")
    if not school.talks[actor.call].ended:
        yield CounsellingEnded(actor.call)


@every_tick
def keep_cover(school: School, now: Now) -> Iterator[Event]:
    """Talks begin and end here, before any other rule of the tick."""
    for account, known in sorted(school.counsellees.items()):
        here = account in school.sessions and known.by in school.sessions
        if known.by is not None and not here:
            yield OfferEnded(account, known.by, declined=False)
    if school.covered and not any(floor.open for floor in school.floors.values()):
        for account in sorted(school.covered):
            if school.accounts[account].role not in STAFF:
                yield from sessions.leave(school, account, Cause.CLOSING, now)
    for call in sorted(school.talks):
        yield from _keep(school, call, school.talks[call], now)


def _keep(school: School, call: CallId, talk: Talk, now: Now) -> Iterator[Event]:
    pair = sorted((talk.pupil, talk.counsellor))
    if not talk.begun:
        if not all(_connected(school, account) for account in pair):
            yield CounsellingEnded(call)
            return
        for account in pair:
            yield from cover.cover(school, account, call)
    if not talk.ended and any(account not in school.covered for account in pair):
        yield CounsellingEnded(call)
    if not talk.ended:
        return
    for account in pair:
        stay = school.covered.get(account)
        # Whoever lost their line stays away, and comes back when it does.
        if stay is not None and stay.call == call and stay.dropped_tick is None:
            yield from cover.uncover(school, account, now)


def _connected(school: School, account: AccountId) -> bool:
    session = school.sessions.get(account)
    return session is not None and session.dropped_tick is None


@due
def next_in_talks(school: School, now: Now) -> Iterator[Tick]:
    """Where the last rules of a tick took somebody out of a talk, the next tick looks again."""
    if any(True for _event in keep_cover(school, now)):
        yield now.tick + 1


@applies(CounsellingAsked)
def counselling_asked(school: School, event: CounsellingAsked) -> None:
    school.counsellees[event.account] = Counsellee(school.position.wall_ms)


@applies(AskingTakenBack)
def asking_taken_back(school: School, event: AskingTakenBack) -> None:
    del school.counsellees[event.account]


@applies(CounsellingOffered)
def counselling_offered(school: School, event: CounsellingOffered) -> None:
    known = school.counsellees.get(event.account)
    asked_ms = 0 if known is None else known.asked_ms
    school.counsellees[event.account] = Counsellee(asked_ms, by=event.to)


@applies(OfferEnded)
def offer_ended(school: School, event: OfferEnded) -> None:
    known = school.counsellees[event.account]
    if event.declined:
        known.declined, known.asked_ms = True, 0
    elif known.asked_ms:
        known.by = None
    else:
        del school.counsellees[event.account]


@applies(CounsellingOpened)
def counselling_opened(school: School, event: CounsellingOpened) -> None:
    school.counsellees.pop(event.account, None)
    school.talks[event.call] = Talk(event.account, event.to, school.position.wall_ms)
    school.calls[event.call] = Call(event.call, None, {})


@applies(CounsellingEnded)
def counselling_ended(school: School, event: CounsellingEnded) -> None:
    school.talks[event.call].ended = True
    if not school.calls[event.call].members:
        del school.talks[event.call], school.calls[event.call]
