"""Counselling as a beginning: who is there, who may counsel, and a talk."""

from protocol.counselling import (
    AnswerOffer,
    CounsellorNamed,
    OfferCounselling,
)
from protocol.vocabulary import Event, Message
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.calls_given import beside
from tests.simulation.given import (
    ADMIN,
    AKI,
    FAR,
    HARU,
    JAPAN_MIN,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    logged_in,
    standing_at,
)

NAMED = CounsellorNamed(SUPPORTER, True)


def a_school() -> Lived:
    """Aki and Haru on a floor, a supporter who may counsel there too, a teacher and an admin."""
    return given(
        an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, HARU),
        standing_at(beside(60), SUPPORTER), logged_in(TEACHER, ADMIN), NAMED,
    )  # fmt: skip


def in_a_talk() -> Lived:
    """The same, with Aki and the supporter under cover."""
    lived = a_school()
    lived.when(OfferCounselling(AKI), SUPPORTER)
    lived.when(AnswerOffer(yes=True), AKI)
    lived.happened.clear()
    return lived


def told(lived: Lived, event: Event) -> dict[str, list[Message]]:
    """What an event that has just happened shows, by channel."""
    shown: dict[str, list[Message]] = {}
    for channels, message in shown_by(lived.school, event):
        for channel in channels:
            shown.setdefault(channel, []).append(message)
    return shown


def seen_by(lived: Lived, who: str) -> list[Message]:
    now = Now(lived.tick, lived.wall_ms, JAPAN_MIN, lived.tick - 1, 0)
    return list(view_of(lived.school, who, now))


def call_of(lived: Lived) -> str:
    return next(iter(lived.school.talks))
