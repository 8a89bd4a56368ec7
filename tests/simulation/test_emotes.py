"""Emotes and the raised hand (SPEC T2.1.h)."""

import pytest

from protocol.emotes import Emote, Emoted, HandRaised, RaiseHand, ShowEmote
from protocol.floors import EnterFloor
from protocol.units import EMOTE_TICKS
from simulation.floors import floor_view
from simulation.sight import shown_by
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    PLACE,
    TEACHER,
    Lived,
    an_open_school,
    given,
    handle_of,
    standing_at,
)


def here() -> Lived:
    return given(an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU, TEACHER))


def signs(lived: Lived) -> list[object]:
    view = floor_view(lived.school, TEACHER, lived.tick)
    return [message for message in view if isinstance(message, Emoted | HandRaised)]


@pytest.mark.spec("T2.1.h")
def test_an_emote_is_seen_by_the_floor_for_some_seconds() -> None:
    lived = here()
    [emoted] = lived.when(ShowEmote(Emote.HEART), AKI)
    assert emoted == Emoted(AKI, handle_of(AKI), Emote.HEART, lived.tick + EMOTE_TICKS)
    assert list(shown_by(lived.school, emoted)) == [(("floor:classroom",), emoted)]
    assert signs(lived) == [emoted]
    lived.wait(EMOTE_TICKS)
    assert signs(lived) == []


def test_a_new_emote_takes_the_place_of_the_one_before() -> None:
    lived = here()
    lived.when(ShowEmote(Emote.HEART), AKI)
    [later] = lived.when(ShowEmote(Emote.CLAP), AKI)
    assert signs(lived) == [later]


@pytest.mark.spec("T2.1.h")
def test_hands_stand_in_the_order_in_which_they_went_up_until_they_are_lowered() -> None:
    lived = here()
    for who in (HARU, AKI):
        lived.when(RaiseHand(True), who)
    lived.wait(2 * EMOTE_TICKS)
    up = [HandRaised(who, handle_of(who), True) for who in (HARU, AKI)]
    assert signs(lived) == up
    assert lived.refusal(RaiseHand(True), AKI).reason == "hand_as_it_is"
    assert lived.when(RaiseHand(False), HARU) == [HandRaised(HARU, handle_of(HARU), False)]
    assert signs(lived) == up[1:]


def test_a_hand_does_not_follow_to_another_floor() -> None:
    lived = here()
    lived.when(RaiseHand(True), AKI)
    lived.when(EnterFloor("yard"), AKI)
    assert signs(lived) == []
    assert lived.refusal(RaiseHand(False), AKI).reason == "hand_as_it_is"
