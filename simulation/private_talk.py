"""The whiteboard of a counselling talk: what is drawn there is sealed apart (T3.4, T4.4).

Who may look and draw is asked by the rules of every whiteboard (`whiteboard.py`): membership of the
call, under cover as anywhere. Here is only what makes the log keep it apart from the others.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.private_talk import (
    DrawnInPrivate,
    NoteTalksRead,
    PrivateBoardMade,
    TalksRead,
    WrittenInPrivate,
)
from protocol.units import LOOK_REASON_MAX_CHARS, READINGS_KEPT
from protocol.vocabulary import Event, Message
from protocol.whiteboard import Drawn, WrittenOn
from simulation.booked import Reading
from simulation.chatting import counselling_seal
from simulation.pages import note_mark
from simulation.parts import Whiteboard
from simulation.rules import Refused, applies, decides, shows
from simulation.school import Now, School
from simulation.texts import cleaned


def sealed_apart(school: School, event: Drawn | WrittenOn) -> Event:
    """What is drawn, as the log keeps it for the board that it is on."""
    talk = school.talks.get(school.whiteboards[event.board].call)
    if talk is None:
        return event
    seal = counselling_seal(talk.pupil)
    if isinstance(event, Drawn):
        return DrawnInPrivate(
            event.account, event.board, event.page, event.stroke, event.pen, event.ink,
            event.width, seal, event.points,
        )  # fmt: skip
    return WrittenInPrivate(
        event.account, event.board, event.page, event.stroke, event.ink, event.width,
        event.x, event.y, seal, event.text,
    )  # fmt: skip


def as_on_any_board(event: DrawnInPrivate | WrittenInPrivate) -> Drawn | WrittenOn:
    """The same as it looks on every whiteboard."""
    if isinstance(event, DrawnInPrivate):
        return Drawn(
            event.account, event.board, event.page, event.stroke, event.pen, event.ink,
            event.width, event.points,
        )  # fmt: skip
    return WrittenOn(
        event.account, event.board, event.page, event.stroke, event.ink, event.width,
        event.x, event.y, event.text,
    )  # fmt: skip


@decides(NoteTalksRead)
def note_talks_read(
    school: School, _shell: None, wish: NoteTalksRead, _now: Now
) -> Iterator[Event]:
    if wish.account not in school.accounts:
        raise Refused("no_such_account")
    reason = cleaned(wish.reason, LOOK_REASON_MAX_CHARS)
    if not reason:
        raise Refused("text_empty")
    yield TalksRead(wish.account, wish.by, reason)


@applies(TalksRead)
def talks_read(school: School, event: TalksRead) -> None:
    """That there was a look stays, also when one of the two is erased; the log has the reason."""
    at = school.position
    read = Reading(event.account, event.by, at.wall_ms, at.batch, school.applied_in_batch)
    school.readings = [*school.readings, read][-READINGS_KEPT:]


@applies(PrivateBoardMade)
def private_board_made(school: School, event: PrivateBoardMade) -> None:
    school.whiteboards[event.board] = Whiteboard(event.board, event.call, "", "")


@applies(DrawnInPrivate)
def drawn_in_private(school: School, event: DrawnInPrivate) -> None:
    note_mark(school, event)


@applies(WrittenInPrivate)
def written_in_private(school: School, event: WrittenInPrivate) -> None:
    note_mark(school, event)


@shows(DrawnInPrivate)
@shows(WrittenInPrivate)
def show_mark(
    _school: School, event: DrawnInPrivate | WrittenInPrivate
) -> Iterator[tuple[Audience, Message]]:
    """As on any board: its page needs not know where it is."""
    yield Audience.WHITEBOARD, as_on_any_board(event)
