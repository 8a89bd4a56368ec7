"""Avatars: look, status, 見ているだけ, つぶやき."""

from collections.abc import Iterator

from protocol.avatars import (
    BeAlone,
    ChooseLook,
    LookChosen,
    Murmur,
    Murmured,
    SetWatching,
    ShowStatus,
    Status,
    StatusPutAside,
    StatusShown,
    WatchingSet,
)
from protocol.units import MURMUR_MAX_CHARS, MURMUR_TICKS
from protocol.vocabulary import Event
from simulation.rules import Refused, applies, decides
from simulation.school import MURMUR_SIGN, Avatar, Now, School, Session
from simulation.texts import cleaned


@decides(ChooseLook)
def choose_look(_school: School, actor: Session, wish: ChooseLook, _now: Now) -> Iterator[Event]:
    yield LookChosen(actor.account, wish.look)


@decides(ShowStatus)
def show_status(_school: School, actor: Session, wish: ShowStatus, _now: Now) -> Iterator[Event]:
    yield StatusShown(actor.account, wish.status)


@decides(BeAlone)
def be_alone(school: School, actor: Session, wish: BeAlone, _now: Now) -> Iterator[Event]:
    person = school.accounts[actor.account]
    if wish.on == (person.status is Status.QUIET):
        return
    if wish.on:
        yield StatusPutAside(actor.account, person.status)
    yield StatusShown(actor.account, Status.QUIET if wish.on else person.status_before)


@decides(SetWatching)
def set_watching(_school: School, actor: Session, wish: SetWatching, _now: Now) -> Iterator[Event]:
    yield WatchingSet(actor.account, wish.on)


@decides(Murmur)
def murmur(school: School, actor: Avatar, wish: Murmur, now: Now) -> Iterator[Event]:
    if not school.floors[actor.floor].plan.bubbles:
        raise Refused("no_murmurs_here")
    text = cleaned(wish.text, MURMUR_MAX_CHARS)
    until = now.tick + MURMUR_TICKS if text else now.tick
    yield Murmured(actor.account, actor.handle, text, until)


@applies(LookChosen)
def look_chosen(school: School, event: LookChosen) -> None:
    school.accounts[event.account].look = event.look
    school.accounts[event.account].look_chosen = True


@applies(StatusShown)
def status_shown(school: School, event: StatusShown) -> None:
    school.accounts[event.account].status = event.status


@applies(StatusPutAside)
def status_put_aside(school: School, event: StatusPutAside) -> None:
    school.accounts[event.account].status_before = event.status


@applies(WatchingSet)
def watching_set(school: School, event: WatchingSet) -> None:
    school.accounts[event.account].watching = event.on


@applies(Murmured)
def murmured(school: School, event: Murmured) -> None:
    school.avatars[event.avatar].signs[MURMUR_SIGN] = event.until
    school.words[event.account].murmur = event.text
