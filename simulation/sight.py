"""Who sees what: the one place where a message meets its receivers (DESIGN decision 7).

`shown_by` turns an applied event into messages and channels, `view_of` makes what a person sees who
has just connected. Both are called inside the tick, while the state is as the event left it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from protocol.audience import (
    SCHOOL_CHANNEL,
    Audience,
    Channel,
    account_channel,
    floor_channel,
)
from protocol.counselling import Covered, MovedUnderCover, Uncovered
from protocol.floors import FloorEntered, FloorLeft
from protocol.rights import Capability
from protocol.sessions import Left, Welcome
from protocol.units import AccountId, FloorId
from protocol.vocabulary import DECLARED, PROTOCOL_VERSION, Event, Message, Signal
from protocol.wire import vocabulary_table
from simulation import rules
from simulation.booking_shown import concerned
from simulation.onlookers import onlookers
from simulation.school import Now, School, avatar_of, holds, name_of


class Shown(NamedTuple):
    """A message and the channels it goes to."""

    channels: tuple[Channel, ...]
    message: Message


class Withheld(NamedTuple):
    """Who is not shown a message, and what they are shown instead, if anything."""

    hiders: frozenset[AccountId]
    instead: Message | None


_NEEDED: Final = {
    Audience.SUPPORTERS: Capability.MODERATE,
    Audience.COUNSELLORS: Capability.COUNSEL,
}
"""What those must hold who are meant by an audience that is private to each."""
MOVES_LISTENERS = (FloorEntered, FloorLeft, Left, Covered, MovedUnderCover, Uncovered)
"""Events after which their account listens to other channels than before."""


def shown_by(school: School, event: Event) -> Iterator[Shown]:
    """What is seen of an event that has just been applied, and on which channels."""
    shows = rules.SHOWS.get(type(event))
    declared = DECLARED[type(event)].audience
    shown = ((declared, event),) if shows is None else shows(school, event)
    for audience, message in shown:
        channels = audience_of(school, audience, message, event)
        if school.covered and not _is_of_a_talk(school, audience, message, event):
            # Under cover one hears of one's talk alone; who has logged out hears nothing else.
            covered = {account_channel(account) for account in school.covered}
            channels = tuple(channel for channel in channels if channel not in covered)
        if channels:
            yield Shown(channels, message)


def relayed_to(school: School, signal: Signal) -> tuple[Channel, ...]:
    """The channels on which a signal of a decider is heard, at this moment."""
    return audience_of(school, DECLARED[type(signal)].audience, signal, signal)


def withheld(school: School, message: Message) -> Withheld | None:
    """Who has hidden the person that a message comes from; None if everybody may be shown it."""
    if not school.hidden or not DECLARED[type(message)].hideable:
        return None
    hiders = school.hidden.get(getattr(message, "account", ""))
    if not hiders:
        return None
    mute = rules.MUTED.get(type(message))
    return Withheld(frozenset(hiders), None if mute is None else mute(message))


def walker_of(school: School, message: Message) -> AccountId | None:
    """Whose motion a message is; None for all that is no motion."""
    if not DECLARED[type(message)].motion:
        return None
    avatar = school.avatars.get(_field(message, message, "avatar"))
    return None if avatar is None else avatar.account


def audience_of(
    school: School, audience: Audience, message: Message, event: Message
) -> tuple[Channel, ...]:
    """The channels of an audience. Fields are looked up in the message, then in the event
    behind it."""
    if audience is Audience.NOBODY:
        return ()
    if audience is Audience.SCHOOL:
        return (SCHOOL_CHANNEL,)
    if audience is Audience.FLOOR:
        return _around(school, message, event)
    if audience is Audience.FLOORS:
        return tuple(floor_channel(floor) for floor in _field(message, event, "floors"))
    if audience is Audience.CALL:
        call = school.calls.get(_field(message, event, "call"))
        members = set(call.members) if call is not None else set()
        return _channels_of(members, event)
    if audience is Audience.GROUP:
        group = school.groups.get(_field(message, event, "group"))
        return _channels_of(set() if group is None else set(group.members), event)
    if audience is Audience.WHITEBOARD:
        return _channels_of(onlookers(school, _field(message, event, "board")), event)
    if audience is Audience.LESSON:
        lesson = school.lessons.get(_field(message, event, "lesson"))
        return tuple(map(account_channel, sorted(lesson.inside))) if lesson is not None else ()
    if (needed := _NEEDED.get(audience)) is not None:
        # Nobody looks after what is said about themselves.
        about = _field(message, event, "about")
        here = [account for account in sorted(school.sessions) if account != about]
        return tuple(account_channel(a) for a in here if holds(school.accounts[a], needed))
    if audience in (Audience.INVITED, Audience.BOOKED):
        return tuple(map(account_channel, _before_a_talk(school, audience, message, event)))
    accounts = {_field(event, event, "account")}
    if audience is Audience.PAIR:
        accounts.add(_field(event, event, "to"))
    return tuple(account_channel(account) for account in sorted(accounts))


def listening_to(school: School, account: AccountId) -> tuple[Channel, ...]:
    """The channels of a person's connection right now."""
    if account not in school.sessions:
        return (account_channel(account),) if account in school.covered else ()
    own = (account_channel(account), SCHOOL_CHANNEL)
    avatar = avatar_of(school, account)
    return own if avatar is None else (*own, floor_channel(avatar.floor))


def view_of(school: School, account: AccountId, now: Now) -> Iterator[Message]:
    """Everything a person may see at this moment, as messages that their client applies in
    order."""
    avatar = avatar_of(school, account)
    person = school.accounts[account]
    commands, messages = vocabulary_table()
    yield Welcome(
        PROTOCOL_VERSION, now.tick, now.wall_ms, now.utc_offset_min, account, person.role.value,
        name_of(school, account), None if avatar is None else avatar.floor, person.watching,
        person.status.value, person.look, person.look_chosen, commands, messages,
    )  # fmt: skip
    for view in rules.COVER_VIEWS if account in school.covered else rules.VIEWS:
        for message in view(school, account, now):
            kept = withheld(school, message)
            if kept is None or account not in kept.hiders:
                yield message
            elif kept.instead is not None:
                yield kept.instead


def can_see(school: School, viewer: AccountId, other: AccountId) -> bool:
    """Whether `viewer` may know that `other` is here: search, lists and counts all ask this."""
    return other in school.sessions and viewer in school.sessions


def people_seen_by(school: School, viewer: AccountId) -> list[AccountId]:
    """Everybody who is here as far as `viewer` may know, in order of account id."""
    return [other for other in sorted(school.sessions) if can_see(school, viewer, other)]


def _is_of_a_talk(school: School, audience: Audience, message: Message, event: Message) -> bool:
    """Whether a message may reach somebody under cover: it is told to a call, or of its board."""
    board = school.whiteboards.get(_field(message, event, "board") or "")
    return audience is Audience.CALL or (board is not None and board.private)


def _around(school: School, message: Message, event: Message) -> tuple[Channel, ...]:
    """The floor that something happens on; at the desk the person alone."""
    floor = _floor(school, message, event)
    if floor is not None:
        return (floor_channel(floor),)
    account = _field(message, event, "account")
    return () if account is None else (account_channel(account),)


def _floor(school: School, message: Message, event: Message) -> FloorId | None:
    floor: FloorId | None = _field(message, event, "floor")
    if floor is not None:
        return floor
    avatar = school.avatars.get(_field(message, event, "avatar"))
    if avatar is None and (account := _field(message, event, "account")) is not None:
        avatar = avatar_of(school, account)
    return None if avatar is None else avatar.floor


def _before_a_talk(
    school: School, audience: Audience, message: Message, event: Message
) -> list[AccountId]:
    """Those who are invited by somebody, or concerned by a booking."""
    if audience is Audience.BOOKED:
        booking = school.bookings.get(_field(message, event, "booking"))
        return [] if booking is None else list(concerned(school, booking))
    by = _field(message, event, "account")
    return sorted(one for one, way in school.counsellees.items() if way.invited and way.by == by)


def _channels_of(members: set[AccountId], event: Message) -> tuple[Channel, ...]:
    """Those who belong to something, and who has just left it."""
    if (leaver := _field(event, event, "account")) is not None:
        members.add(leaver)
    return tuple(account_channel(account) for account in sorted(members))


def _field(message: Message, event: Message, name: str):  # type: ignore[no-untyped-def]
    found = getattr(message, name, None)
    return getattr(event, name, None) if found is None else found
