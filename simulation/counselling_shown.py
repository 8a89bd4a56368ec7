"""What is shown of counselling, to its pupil, to those who may counsel, and inside of a talk."""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.calling import CallLeft
from protocol.counselling import (
    Asking,
    AskingTakenBack,
    CounselleeGone,
    CounselleeShown,
    CounsellingAsked,
    CounsellingOffered,
    CounsellingOpened,
    CounsellorNamed,
    Covered,
    CoverShown,
    LineShown,
    MayCounselShown,
    OfferEnded,
    OwnCounsellingShown,
    Uncovered,
)
from protocol.hours import ClosingWarned, FloorClosed, FloorOpened
from protocol.rights import Capability
from protocol.sessions import Left
from protocol.units import AccountId, CallId
from protocol.vocabulary import Message
from simulation.booking_shown import wishes_waiting
from simulation.call_shown import member_shown, others_shown
from simulation.rules import (
    cover_view,
    shows,
    view,
)
from simulation.school import Now, School, holds, name_of


@shows(CounsellorNamed)
def show_named(school: School, event: CounsellorNamed) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, MayCounselShown(event.on)
    if event.on and event.account in school.sessions:
        for account in sorted(school.counsellees):
            yield Audience.SELF, _counsellee(school, account)
        for wish in wishes_waiting(school):
            yield Audience.SELF, wish


@shows(CounsellingAsked)
@shows(AskingTakenBack)
@shows(CounsellingOffered)
@shows(OfferEnded)
@shows(CounsellingOpened)
def show_way(
    school: School,
    event: CounsellingAsked | AskingTakenBack | CounsellingOffered | OfferEnded | CounsellingOpened,
) -> Iterator[tuple[Audience, Message]]:
    """The pupil and those who may counsel see how far it has come."""
    yield Audience.SELF, _own(school, event.account)
    if event.account in school.counsellees:
        yield Audience.COUNSELLORS, _counsellee(school, event.account)
    else:
        yield Audience.COUNSELLORS, CounselleeGone(event.account)


def show_counsellee_again(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """The person as they are now, for those who may counsel and for those whom they invite."""
    if account in school.counsellees:
        yield Audience.COUNSELLORS, _counsellee(school, account)
    yield Audience.INVITED, OwnCounsellingShown(Asking.OFFERED, name_of(school, account))


@shows(Covered)
def show_covered(school: School, event: Covered) -> Iterator[tuple[Audience, Message]]:
    """Nobody but those who are in the talk already; all else comes with a view of its own."""
    yield Audience.CALL, _cover_shown(school, event.call)
    yield Audience.CALL, member_shown(school, event.call, event.account)


@shows(FloorOpened)
@shows(FloorClosed)
def show_hours(
    school: School, event: FloorOpened | FloorClosed
) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SCHOOL, event
    yield from _show_closing(school)


@shows(ClosingWarned)
def show_warned(school: School, event: ClosingWarned) -> Iterator[tuple[Audience, Message]]:
    yield Audience.FLOOR, event
    yield from _show_closing(school)


def _show_closing(school: School) -> Iterator[tuple[Audience, Message]]:
    """Whoever is in a talk stands on no floor: they are told when the last of them closes."""
    for call, talk in sorted(school.talks.items()):
        if talk.begun:
            yield Audience.CALL, _cover_shown(school, call)


@shows(Left)
def show_gone(school: School, event: Left) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, event
    yield from show_uncovered(school, event)


@shows(Uncovered)
def show_uncovered(school: School, event: Left | Uncovered) -> Iterator[tuple[Audience, Message]]:
    """Whoever is still in the talk sees that the other one has left it."""
    for call, talk in list(school.talks.items()):
        if talk.begun and event.account in (talk.pupil, talk.counsellor):
            yield Audience.CALL, CallLeft(call, event.account)


@view
def view_counselling(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    own = _own(school, account)
    if own.asking is not Asking.NONE:
        yield own
    if holds(school.accounts[account], Capability.COUNSEL):
        yield MayCounselShown(on=True)
        for other in sorted(school.counsellees):
            yield _counsellee(school, other)


@cover_view
def view_talk(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    call = school.covered[account].call
    if call is None:
        return
    yield _cover_shown(school, call)
    yield member_shown(school, call, account)
    yield from others_shown(school, call, account)
    for member in sorted(school.calls[call].members):
        if school.covered[member].dropped_tick is not None:
            yield LineShown(call, member, away=True)


def _cover_shown(school: School, call: CallId) -> CoverShown:
    closes = [floor.until_ms for floor in school.floors.values() if floor.open]
    closes_ms = max(closes) if closes and all(closes) else 0
    last = [floor for floor in school.floors.values() if floor.open and floor.until_ms == closes_ms]
    warned = [floor.warned_min for floor in last if floor.warned_min] if closes_ms else []
    talk = school.talks[call]
    return CoverShown(call, talk.began_ms, closes_ms, min(warned, default=0), talk.said)


def _own(school: School, account: AccountId) -> OwnCounsellingShown:
    known = school.counsellees.get(account)
    if known is None or (known.declined and not known.asked_ms):
        return OwnCounsellingShown(Asking.NONE, "")
    if known.by is not None and not known.declined:
        return OwnCounsellingShown(Asking.OFFERED, name_of(school, known.by))
    return OwnCounsellingShown(Asking.ASKED, "")


def _counsellee(school: School, account: AccountId) -> CounselleeShown:
    known = school.counsellees[account]
    asking = Asking.OFFERED if known.by is not None else Asking.ASKED
    if known.declined:
        asking = Asking.DECLINED
    return CounselleeShown(account, name_of(school, account), asking, known.by, known.asked_ms)
