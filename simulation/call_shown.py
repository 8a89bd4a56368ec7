"""What a person is shown of their call and of the people they stand with."""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.beside import BesideShown
from protocol.calling import ApartBegan, CallJoined, CallMemberShown, OverlapBegan
from protocol.locking import CallLocked
from protocol.rights import STAFF
from protocol.units import AccountId, CallId
from protocol.vocabulary import Message
from simulation.consent import to_be_asked
from simulation.media import media_shown, slots_of
from simulation.rules import shows
from simulation.school import School, name_of, pair_key, session_of


def call_shown(school: School, account: AccountId) -> Iterator[Message]:
    """A person's call and the calls that are about to open, for somebody who comes back."""
    call = school.sessions[account].call
    if call is not None:
        yield member_shown(school, call, account)
        yield from others_shown(school, call, account)
        locked_by = school.calls[call].locked_by
        if locked_by is not None:
            yield CallLocked(locked_by, call, True)
    for key, overlap in sorted(school.overlaps.items()):
        one, other = key.split()
        if account in (one, other) and not overlap.declined and not overlap.asking:
            yield _overlap_shown(school, OverlapBegan(one, other, overlap.opens_tick))


def others_shown(school: School, call: CallId, account: AccountId) -> Iterator[Message]:
    """The other members of a call, who of all is about to leave it, and what they send."""
    members = sorted(school.calls[call].members.items())
    for member, _leaves_tick in members:
        if member != account:
            yield member_shown(school, call, member)
    for member, leaves_tick in members:
        if leaves_tick is not None:
            yield ApartBegan(call, member, leaves_tick)
    yield from media_shown(school, call)


def member_shown(school: School, call: CallId, account: AccountId) -> CallMemberShown:
    """A member as on the card of the call."""
    person = school.accounts[account]
    staff = person.role in STAFF
    return CallMemberShown(call, account, name_of(school, account), staff, person.look)


@shows(OverlapBegan)
def show_overlap(school: School, event: OverlapBegan) -> Iterator[tuple[Audience, Message]]:
    """Where somebody is asked first, no call is announced: a knock comes instead."""
    if not to_be_asked(school, event.account, event.to):
        yield Audience.PAIR, _overlap_shown(school, event)


def _overlap_shown(school: School, event: OverlapBegan) -> OverlapBegan | BesideShown:
    """A call that is about to open, or one that may be walked over to."""
    if not school.overlaps[pair_key(event.account, event.to)].beside:
        return event
    return BesideShown(event.account, event.to, event.opens_tick)


@shows(CallJoined)
def show_joined(school: School, event: CallJoined) -> Iterator[tuple[Audience, Message]]:
    """The members learn of the newcomer, the newcomer of all: nobody listens unseen."""
    yield Audience.CALL, member_shown(school, event.call, event.account)
    for message in others_shown(school, event.call, event.account):
        yield Audience.SELF, message
    if school.calls[event.call].media:
        yield Audience.CALL, slots_of(school.calls[event.call])


def show_member_again(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """The person as they are now, for those in a call with them."""
    session = session_of(school, account)
    if session is not None and session.call is not None:
        yield Audience.CALL, member_shown(school, session.call, account)
