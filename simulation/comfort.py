"""Comfort: what somebody set for themselves stays with their account (T1.7)."""

from collections.abc import Iterator

from protocol.comfort import ChooseComfort, Comfort, ComfortChosen, ComfortShown
from protocol.units import AccountId
from protocol.vocabulary import Event, Message
from simulation.rules import applies, cover_view, decides, view
from simulation.school import Now, School, Session


@decides(ChooseComfort)
def choose_comfort(
    school: School, actor: Session, wish: ChooseComfort, _now: Now
) -> Iterator[Event]:
    if school.comfort.get(actor.account) != wish.comfort:
        yield ComfortChosen(actor.account, wish.comfort)


@applies(ComfortChosen)
def comfort_chosen(school: School, event: ComfortChosen) -> None:
    school.comfort[event.account] = event.comfort


@cover_view
@view
def view_comfort(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    chosen = school.comfort.get(account)
    yield ComfortShown(chosen is not None, chosen or Comfort())
