"""Hiding: who hears nothing of whom (T2.1.i, ADR 0012).

Which messages are withheld they say themselves (`hideable`), and `sight.withheld` resolves it.
Here is only who has hidden whom; the one who is hidden is told nothing, now or later.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.hiding import HiddenShown, HidePerson, PersonHidden, PersonShownAgain, ShowPerson
from protocol.rights import STAFF
from protocol.units import HIDDEN_MAX, AccountId
from protocol.vocabulary import DECLARED, Event, Message
from simulation import calling, floors
from simulation.care import Silence
from simulation.consent import has_hidden
from simulation.rules import Refused, applies, decides, shows, view
from simulation.school import Now, School, Session, avatar_of, name_of, way_key


@decides(HidePerson)
def hide_person(school: School, actor: Session, wish: HidePerson, _now: Now) -> Iterator[Event]:
    other = school.accounts.get(wish.account)
    if other is None or wish.account == actor.account:
        raise Refused("no_such_person")
    # Staff look after everybody, and everybody must be reached by them.
    if other.role in STAFF or school.accounts[actor.account].role in STAFF:
        raise Refused("staff_stay_seen")
    if has_hidden(school, actor.account, wish.account):
        return
    if len(_hidden_by(school, actor.account)) >= HIDDEN_MAX:
        raise Refused("too_many_hidden")
    # A call with them ends as if one had left it oneself.
    yield from calling.part(school, actor.account, wish.account)
    yield PersonHidden(actor.account, wish.account)


@decides(ShowPerson)
def show_person(school: School, actor: Session, wish: ShowPerson, _now: Now) -> Iterator[Event]:
    if has_hidden(school, actor.account, wish.account):
        yield PersonShownAgain(actor.account, wish.account)


def silences_of(school: School, account: AccountId) -> dict[AccountId, tuple[Silence, ...]]:
    """Of whom a person wanted to hear nothing, and when: what was written then is not for them."""
    found = {}
    for key, silences in school.silences.items():
        of, hider = key.split()
        if hider == account:
            found[of] = tuple(Silence(one.since, one.until) for one in silences)
    return found


def _hidden_by(school: School, account: AccountId) -> list[AccountId]:
    return sorted(of for of, hiders in school.hidden.items() if account in hiders)


@applies(PersonHidden)
def person_hidden(school: School, event: PersonHidden) -> None:
    school.hidden.setdefault(event.of, set()).add(event.account)
    here = school.position.batch, school.applied_in_batch
    key = way_key(event.of, event.account)
    school.silences.setdefault(key, []).append(Silence(here))


@applies(PersonShownAgain)
def person_shown_again(school: School, event: PersonShownAgain) -> None:
    hiders = school.hidden[event.of]
    hiders.discard(event.account)
    here = school.position.batch, school.applied_in_batch
    school.silences[way_key(event.of, event.account)][-1].until = here
    if not hiders:
        del school.hidden[event.of]


@shows(PersonHidden)
def show_hidden(school: School, event: PersonHidden) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, HiddenShown(event.of, name_of(school, event.of))


@shows(PersonShownAgain)
def show_again(school: School, event: PersonShownAgain) -> Iterator[tuple[Audience, Message]]:
    """With what they say and show at this moment."""
    yield Audience.SELF, event
    if avatar_of(school, event.account) is None:
        return
    for message in floors.floor_view(school, event.account, school.position.tick):
        hideable = DECLARED[type(message)].hideable
        if hideable and getattr(message, "account", None) == event.of:
            yield Audience.SELF, message


@view
def view_hidden(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for of in _hidden_by(school, account):
        yield HiddenShown(of, name_of(school, of))
