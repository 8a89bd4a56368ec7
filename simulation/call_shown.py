"""What a person is shown of their call and of the people they stand with."""

from collections.abc import Iterator

from protocol.calling import ApartBegan, CallMemberShown, OverlapBegan
from protocol.rights import STAFF
from protocol.units import AccountId, CallId
from protocol.vocabulary import Message
from simulation.school import School, name_of


def call_shown(school: School, account: AccountId) -> Iterator[Message]:
    """A person's call and the calls that are about to open, for somebody who comes back."""
    call = school.sessions[account].call
    if call is not None:
        yield member_shown(school, call, account)
        yield from others_shown(school, call, account)
    for key, overlap in sorted(school.overlaps.items()):
        one, other = key.split()
        if account in (one, other) and not overlap.declined:
            yield OverlapBegan(one, other, overlap.opens_tick)


def others_shown(school: School, call: CallId, account: AccountId) -> Iterator[Message]:
    """The other members of a call, and who of all is about to leave it."""
    members = sorted(school.calls[call].members.items())
    for member, _leaves_tick in members:
        if member != account:
            yield member_shown(school, call, member)
    for member, leaves_tick in members:
        if leaves_tick is not None:
            yield ApartBegan(call, member, leaves_tick)


def member_shown(school: School, call: CallId, account: AccountId) -> CallMemberShown:
    """A member as on the card of the call."""
    staff = school.accounts[account].role in STAFF
    return CallMemberShown(call, account, name_of(school, account), staff)
