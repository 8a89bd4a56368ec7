"""Who may talk with whom: asked before anybody is told of an overlap (DESIGN section 10).

The most restrictive wins: a closed mode, a status that refuses calls, 見ているだけ, a lost
connection, a lesson held elsewhere. And whoever has hidden somebody never comes to be in a call
with them, not even in a larger one: a third person's call would bring the words that were to stay
away.
"""

from collections.abc import Iterable

from protocol.avatars import REFUSES_CALLS
from protocol.knocking import TalkMode
from protocol.units import AccountId
from simulation.school import MEETING_SIGN, School, avatar_of


def willing(school: School, account: AccountId) -> bool:
    """Whether a person may be in any call at all."""
    person = school.accounts[account]
    session = school.sessions[account]
    avatar = avatar_of(school, account)
    return (
        person.status not in REFUSES_CALLS
        and not person.watching
        and person.talk_mode is not TalkMode.CLOSED
        and (avatar is None or MEETING_SIGN not in avatar.signs)
        and (session.dropped_tick is None or session.call is not None)
    )


def has_hidden(school: School, account: AccountId, other: AccountId) -> bool:
    """Whether `account` wants to hear nothing of `other`."""
    return account in school.hidden.get(other, ())


def kept_apart(school: School, account: AccountId, others: Iterable[AccountId]) -> bool:
    """Whether a person and one of the others must not meet in a call."""
    if not school.hidden:
        return False
    return any(
        has_hidden(school, account, other) or has_hidden(school, other, account) for other in others
    )


def to_be_asked(school: School, *pair: AccountId) -> list[AccountId]:
    """Those of a pair who want to be asked before a call."""
    return [one for one in sorted(pair) if school.accounts[one].talk_mode is TalkMode.ASK]
