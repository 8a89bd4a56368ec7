"""Emotes and the raised hand: signs of an avatar. They go with it when it leaves its floor."""

from collections.abc import Iterator
from typing import Final

from protocol.emotes import Emote, Emoted, HandRaised, RaiseHand, ShowEmote
from protocol.units import EMOTE_TICKS, AccountId, Tick
from protocol.vocabulary import Event, Message
from simulation.rules import Refused, applies, decides, floor_view
from simulation.school import Avatar, Floor, Now, School

_HAND_SIGN: Final = "hand"
_EMOTE_SIGN: Final = "emote:"


@decides(ShowEmote)
def show_emote(_school: School, actor: Avatar, wish: ShowEmote, now: Now) -> Iterator[Event]:
    yield Emoted(actor.account, actor.handle, wish.emote, now.tick + EMOTE_TICKS)


@decides(RaiseHand)
def raise_hand(_school: School, actor: Avatar, wish: RaiseHand, _now: Now) -> Iterator[Event]:
    if wish.up == (_HAND_SIGN in actor.signs):
        raise Refused("hand_as_it_is")
    yield HandRaised(actor.account, actor.handle, wish.up)


@applies(Emoted)
def emoted(school: School, event: Emoted) -> None:
    signs = school.avatars[event.avatar].signs
    for sign in [sign for sign in signs if sign.startswith(_EMOTE_SIGN)]:
        del signs[sign]
    signs[_EMOTE_SIGN + event.emote.value] = event.until


@applies(HandRaised)
def hand_raised(school: School, event: HandRaised) -> None:
    signs = school.avatars[event.avatar].signs
    if event.up:
        signs[_HAND_SIGN] = school.position.tick
    else:
        signs.pop(_HAND_SIGN, None)


@floor_view
def signs_here(school: School, _account: AccountId, floor: Floor, tick: Tick) -> Iterator[Message]:
    """Hands in the order in which they went up, and the pictures that still stand."""
    here = [school.avatars[handle] for handle in sorted(floor.here)]
    hands = [(avatar.signs[_HAND_SIGN], avatar) for avatar in here if _HAND_SIGN in avatar.signs]
    for _since, avatar in sorted(hands, key=lambda hand: (hand[0], hand[1].handle)):
        yield HandRaised(avatar.account, avatar.handle, True)
    for avatar in here:
        for sign, until in sorted(avatar.signs.items()):
            if sign.startswith(_EMOTE_SIGN) and until > tick:
                emote = Emote(sign.removeprefix(_EMOTE_SIGN))
                yield Emoted(avatar.account, avatar.handle, emote, until)
