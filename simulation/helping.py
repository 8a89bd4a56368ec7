"""Helping: a call for help stands in the supporters' panel until one of them closes it (T2.2.h).

It is kept when the pupil logs out or is cut off: a child who left in need is still somebody to
look after. Nobody but the supporters and the pupil is told anything, at any time.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.helping import (
    AnswerHelp,
    CallForHelp,
    CloseHelp,
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpGone,
    HelpShown,
    HelpState,
    HelpTakenBack,
    OwnHelpShown,
    PointAt,
    PointAtButton,
    PointedAt,
    PointedAtButton,
    PointShown,
    TakeHelpBack,
)
from protocol.rights import Capability, may
from protocol.units import SUBTILES_PER_TILE, AccountId
from protocol.vocabulary import Event, Message
from simulation.care import Help
from simulation.motion import position_at
from simulation.rules import Refused, applies, decides, shows, view
from simulation.school import Avatar, Now, School, Session, avatar_of, name_of


@decides(CallForHelp)
def call_for_help(school: School, actor: Session, _wish: CallForHelp, now: Now) -> Iterator[Event]:
    if actor.account in school.helps:
        raise Refused("help_is_coming")
    avatar = avatar_of(school, actor.account)
    if avatar is None:
        yield HelpAsked(actor.account, (), 0, 0)
    else:
        place = position_at(avatar.walk, now.tick)
        yield HelpAsked(actor.account, (avatar.floor,), *place)


@decides(TakeHelpBack)
def take_help_back(
    school: School, actor: Session, _wish: TakeHelpBack, _now: Now
) -> Iterator[Event]:
    _open(school, actor.account)
    yield HelpTakenBack(actor.account)


@decides(AnswerHelp)
def answer_help(school: School, actor: Session, wish: AnswerHelp, _now: Now) -> Iterator[Event]:
    if _open(school, wish.account).by != actor.account:
        yield HelpAnswered(wish.account, actor.account)


@decides(CloseHelp)
def close_help(school: School, actor: Session, wish: CloseHelp, _now: Now) -> Iterator[Event]:
    _open(school, wish.account)
    yield HelpClosed(wish.account, actor.account)


@decides(PointAt)
def point_at(school: School, actor: Avatar, wish: PointAt, _now: Now) -> Iterator[Event]:
    _open(school, wish.account)
    avatar = avatar_of(school, wish.account)
    if avatar is None or avatar.floor != actor.floor:
        raise Refused("not_on_this_floor")
    yield PointedAt(wish.account, actor.account, wish.x, wish.y)


@decides(PointAtButton)
def point_at_button(
    school: School, actor: Session, wish: PointAtButton, _now: Now
) -> Iterator[Event]:
    _open(school, wish.account)
    if wish.account not in school.sessions:
        raise Refused("not_here")
    yield PointedAtButton(wish.account, actor.account, wish.button)


def supporters_here(school: School) -> list[AccountId]:
    """Those who are here and may look after others, in order."""
    roles = {account: school.accounts[account].role for account in sorted(school.sessions)}
    return [account for account, role in roles.items() if may(role, Capability.MODERATE)]


def _open(school: School, account: AccountId) -> Help:
    found = school.helps.get(account)
    if found is None:
        raise Refused("nobody_calls")
    return found


@applies(HelpAsked)
def help_asked(school: School, event: HelpAsked) -> None:
    floor = event.floors[0] if event.floors else None
    school.helps[event.account] = Help(
        event.account, floor, event.x, event.y, school.position.wall_ms
    )


@applies(HelpTakenBack)
def help_taken_back(school: School, event: HelpTakenBack) -> None:
    del school.helps[event.account]


@applies(HelpAnswered)
def help_answered(school: School, event: HelpAnswered) -> None:
    school.helps[event.account].by = event.by


@applies(HelpClosed)
def help_closed(school: School, event: HelpClosed) -> None:
    del school.helps[event.account]


@applies(PointedAt)
def pointed_at(_school: School, _event: PointedAt) -> None:
    """A finger changes nothing; the log keeps that it was shown."""


@applies(PointedAtButton)
def pointed_at_button(_school: School, _event: PointedAtButton) -> None:
    """A finger changes nothing; the log keeps that it was shown."""


@shows(HelpAsked)
def show_asked(school: School, event: HelpAsked) -> Iterator[tuple[Audience, Message]]:
    found = school.helps[event.account]
    yield Audience.SUPPORTERS, _shown(school, found)
    yield Audience.SELF, _own(school, found)


@shows(HelpAnswered)
def show_answered(school: School, event: HelpAnswered) -> Iterator[tuple[Audience, Message]]:
    found = school.helps[event.account]
    yield Audience.SUPPORTERS, _shown(school, found)
    yield Audience.SELF, _own(school, found)


@shows(HelpTakenBack)
def show_taken_back(_school: School, event: HelpTakenBack) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SUPPORTERS, HelpGone(event.account)
    yield Audience.SELF, OwnHelpShown(HelpState.TAKEN_BACK, "")


@shows(HelpClosed)
def show_closed(school: School, event: HelpClosed) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SUPPORTERS, HelpGone(event.account)
    yield Audience.SELF, OwnHelpShown(HelpState.CLOSED, name_of(school, event.by))


@shows(PointedAt)
def show_pointed(school: School, event: PointedAt) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, PointShown(name_of(school, event.by), (event.x, event.y), "")


@shows(PointedAtButton)
def show_button(school: School, event: PointedAtButton) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, PointShown(name_of(school, event.by), (), event.button.value)


@view
def view_helps(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    own = school.helps.get(account)
    if own is not None:
        yield _own(school, own)
    if may(school.accounts[account].role, Capability.MODERATE):
        for _account, found in sorted(school.helps.items()):
            yield _shown(school, found)


def _own(school: School, found: Help) -> OwnHelpShown:
    if found.by is not None:
        return OwnHelpShown(HelpState.ANSWERED, name_of(school, found.by))
    somebody = supporters_here(school)
    return OwnHelpShown(HelpState.ASKED if somebody else HelpState.NOBODY_HERE, "")


def _shown(school: School, found: Help) -> HelpShown:
    floor = None if found.floor is None else school.floors.get(found.floor)
    zone = ""
    if floor is not None:
        column, row = found.x // SUBTILES_PER_TILE, found.y // SUBTILES_PER_TILE
        zones = [
            one.name for one in floor.plan.zones
            if one.x <= column < one.x + one.w and one.y <= row < one.y + one.h
        ]  # fmt: skip
        zone = zones[0] if zones else ""
    return HelpShown(
        found.account, name_of(school, found.account), found.floor or "",
        "" if floor is None else floor.plan.name, zone, found.x, found.y, found.asked_ms,
        "" if found.by is None else name_of(school, found.by),
    )  # fmt: skip
