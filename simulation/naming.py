"""Who may counsel: an admin gives the right to one of the staff, or takes it back (T3.4, T5.5).

Taking it back counts at once, in the middle of a talk too: whoever takes it back may have a reason
that cannot wait. The talk ends as any talk does, so its pupil is told of nothing but its end;
invitations are taken back, and bookings called off.
"""

from collections.abc import Iterator

from protocol.counselling import (
    CounsellingEnded,
    CounsellorNamed,
    NameCounsellor,
    NamingNoted,
    OfferEnded,
)
from protocol.rights import GIVEN, Capability
from protocol.units import NAMINGS_KEPT, AccountId
from protocol.vocabulary import Event
from simulation import booking
from simulation.booked import Naming
from simulation.rules import Refused, applies, decides
from simulation.school import Now, School, Session


@decides(NameCounsellor)
def name_counsellor(
    school: School, actor: Session | None, wish: NameCounsellor, _now: Now
) -> Iterator[Event]:
    person = school.accounts.get(wish.account)
    if person is None:
        raise Refused("no_such_account")
    if person.role not in GIVEN[Capability.COUNSEL]:
        raise Refused("no_such_staff")
    if wish.on == (Capability.COUNSEL in person.given):
        return
    if not wish.on:
        yield from _stop_counselling(school, wish.account)
    yield CounsellorNamed(wish.account, wish.on)
    yield NamingNoted(wish.account, None if actor is None else actor.account, wish.on)


def _stop_counselling(school: School, account: AccountId) -> Iterator[Event]:
    for pupil, known in sorted(school.counsellees.items()):
        if known.invited and known.by == account:
            yield OfferEnded(pupil, account, declined=False)
    yield from booking.let_go(school, account)
    for call, talk in sorted(school.talks.items()):
        if talk.counsellor == account and not talk.ended:
            yield CounsellingEnded(call)


@applies(CounsellorNamed)
def counsellor_named(school: School, event: CounsellorNamed) -> None:
    person = school.accounts[event.account]
    others = tuple(one for one in person.given if one is not Capability.COUNSEL)
    person.given = (*others, Capability.COUNSEL) if event.on else others


@applies(NamingNoted)
def naming_noted(school: School, event: NamingNoted) -> None:
    noted = Naming(event.account, event.by, event.on, school.position.wall_ms)
    school.namings = [*school.namings, noted][-NAMINGS_KEPT:]
