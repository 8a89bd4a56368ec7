"""Cover: to everybody else a person has logged out, and later logs in again (T3.4, ADR 0016).

There is one idea. A covered stay is moved out of `School.sessions`, where every rule, view and
question looks for people, into `School.covered`, which concerns the person alone. So whatever asks
whether somebody is here is told no, and a rule written tomorrow is told no as well. The events on
the way there are those of a logout and the events on the way back those of a login, in the same
order; only `Left` and `LoggedIn` have other names, because the log tells no lies.
"""

from collections.abc import Iterator

from protocol.counselling import Covered, Uncovered
from protocol.units import AccountId, CallId
from protocol.vocabulary import Event
from simulation import rules, sessions
from simulation.rules import applies
from simulation.school import Now, School


def cover(school: School, account: AccountId, call: CallId) -> Iterator[Event]:
    """All that happens when somebody goes under cover: what happens when they leave."""
    yield from list(sessions.put_down_everything(school, account))
    yield Covered(account, school.sessions[account].session, call)


def uncover(school: School, account: AccountId, now: Now) -> Iterator[Event]:
    """All that happens when somebody comes back: what happens when they log in."""
    session = school.covered[account]
    assert session.call is not None, "whoever is under cover is in a talk"
    beside = [event for rule in rules.EVERY_LOGIN for event in rule(school, account, now)]
    yield Uncovered(account, session.session, session.device, session.call)
    yield from beside


@applies(Covered)
def covered(school: School, event: Covered) -> None:
    session = school.sessions[event.account]
    sessions.forget_stay(school, event.account)
    session.call = event.call
    school.covered[event.account] = session
    school.calls[event.call].members[event.account] = None
    school.talks[event.call].begun = True


@applies(Uncovered)
def uncovered(school: School, event: Uncovered) -> None:
    sessions.forget_stay(school, event.account)
    sessions.begin_stay(school, event.account, event.session, event.device)
