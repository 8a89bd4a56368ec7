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
from simulation.contact import in_reach, touches
from simulation.motion import position_at
from simulation.plans import forbids
from simulation.school import MEETING_SIGN, Avatar, Floor, Now, School, avatar_of


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


def reachable(school: School, account: AccountId) -> bool:
    """Whether somebody new may meet a person. Whoever has lost the connection keeps the place in a
    call (T1.6), but nobody is brought to talk with them until they are back."""
    return willing(school, account) and school.sessions[account].dropped_tick is None


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


def may_meet(school: School, floor: Floor, avatar: Avatar, now: Now) -> bool:
    """Whether a person may be in a call where they stand."""
    place = position_at(avatar.walk, now.tick)
    return reachable(school, avatar.account) and not forbids(floor.plan, place, "calls")


def still_close(school: School, key: str, now: Now) -> bool:
    """A declined overlap lasts until the two are really apart, whatever they allow meanwhile."""
    one, other = (avatar_of(school, account) for account in key.split())
    if one is None or other is None or one.floor != other.floor:
        return False
    places = position_at(one.walk, now.tick), position_at(other.walk, now.tick)
    if school.overlaps[key].declined:
        return in_reach(*places)
    return touches(*places) and all(reachable(school, a.account) for a in (one, other))
