"""Media: a person's own press switches on what they send; leaving and drops switch it off.

Seats are given when the first of a call sends anything, and kept while one is a member: where a
picture is shown depends on seats alone, so nobody's moves when others come and go. The functions
that change a call are also used by the follower that tells the media plane what may flow.
"""

from collections.abc import Iterable, Iterator

from protocol.audience import Audience
from protocol.media import (
    MediaSet,
    MediaSlots,
    MediaUnreachable,
    NoteUnreachable,
    SetMedia,
)
from protocol.units import CALL_SEATS, AccountId, CallId
from protocol.vocabulary import Event, Message
from simulation.parts import Sending
from simulation.rules import Refused, applies, decides, every_tick, shows
from simulation.school import Call, Now, School, Session, session_of


@decides(SetMedia)
def set_media(school: School, actor: Session, wish: SetMedia, _now: Now) -> Iterator[Event]:
    if actor.call is None:
        raise Refused("not_in_a_call")
    call = school.calls[actor.call]
    if wish.screen and sharer_of(call) not in (None, actor.account):
        raise Refused("screen_taken")
    sends = call.media.get(actor.account, Sending(0))
    wanted = (wish.microphone, wish.camera, wish.screen)
    if wanted != (sends.microphone, sends.camera, sends.screen):
        yield MediaSet(actor.account, call.call, *wanted)


@decides(NoteUnreachable)
def note_unreachable(
    school: School, _shell: None, wish: NoteUnreachable, _now: Now
) -> Iterator[Event]:
    if wish.account in school.sessions:
        yield MediaUnreachable(wish.account)


@every_tick
def silence_the_dropped(school: School, _now: Now) -> Iterator[Event]:
    """Whoever cannot see the call does not send into it: a page that comes back asks again."""
    for call_id in sorted(school.calls):
        for account, sends in sorted(school.calls[call_id].media.items()):
            session = session_of(school, account)
            if sends.anything and session is not None and session.dropped_tick is not None:
                yield MediaSet(account, call_id, False, False, False)


def sharer_of(call: Call) -> AccountId | None:
    """Who shows their screen in a call."""
    return next((account for account, sends in call.media.items() if sends.screen), None)


def take_media(call: Call, event: MediaSet) -> None:
    """A member sends what they said. The first one of a call makes everybody sit down."""
    if not call.media:
        seat(call, call.members)
    sends = call.media[event.account]
    sends.microphone, sends.camera = event.microphone, event.camera
    sends.screen = event.screen


def seat(call: Call, newcomers: Iterable[AccountId]) -> None:
    """Give the lowest free seats, in order of accounts."""
    for account in sorted(newcomers):
        taken = {sends.seat for sends in call.media.values()}
        call.media[account] = Sending(next(s for s in range(CALL_SEATS) if s not in taken))


@applies(MediaSet)
def media_set(school: School, event: MediaSet) -> None:
    take_media(school.calls[event.call], event)


@applies(MediaUnreachable)
def media_unreachable(_school: School, _event: MediaUnreachable) -> None:
    """A note for those who look after the network; the school is as it was."""


@shows(MediaSet)
def show_media(school: School, event: MediaSet) -> Iterator[tuple[Audience, Message]]:
    yield Audience.CALL, event
    yield Audience.CALL, slots_of(school.calls[event.call])


def slots_of(call: Call) -> MediaSlots:
    """Where the members of a call find each other."""
    seats: list[AccountId | None] = [None] * CALL_SEATS
    for account, sends in call.media.items():
        seats[sends.seat] = account
    return MediaSlots(call.call, tuple(seats), sharer_of(call))


def media_shown(school: School, call_id: CallId) -> Iterator[Message]:
    """What the members of a call send, for somebody who comes to it."""
    call = school.calls[call_id]
    for account, sends in sorted(call.media.items()):
        if sends.anything:
            yield MediaSet(account, call_id, sends.microphone, sends.camera, sends.screen)
    if call.media:
        yield slots_of(call)
