"""Chatting: to the floor, to one person, inside a call. Texts live in the log; state keeps
marks."""

import base64
from collections.abc import Iterator

from protocol.audience import Audience
from protocol.chatting import (
    DirectShown,
    MarkedRead,
    MarkRead,
    Said,
    SaidInCall,
    SaidTo,
    Say,
    SayInCall,
    SayTo,
    UnreadShown,
)
from protocol.units import CHAT_MAX_CHARS, CONVERSATION_KEPT_MESSAGES, AccountId, MessageId
from protocol.vocabulary import Event, Message
from simulation.rules import Refused, applies, decides, shows, view
from simulation.school import (
    Avatar,
    MessageMark,
    Now,
    School,
    Session,
    avatar_of,
    name_of,
    pair_key,
)
from simulation.texts import cleaned


@decides(Say)
def say(school: School, actor: Avatar, wish: Say, _now: Now) -> Iterator[Event]:
    if not school.floors[actor.floor].plan.chat:
        raise Refused("no_chat_here")
    yield Said(actor.account, actor.handle, actor.floor, _text(wish.text))


@decides(SayTo)
def say_to(school: School, actor: Session, wish: SayTo, _now: Now, fresh: int) -> Iterator[Event]:
    to = school.accounts.get(wish.to)
    if to is None or to.disabled or wish.to == actor.account:
        raise Refused("no_such_person")
    own = avatar_of(school, actor.account)
    if own is not None and not school.floors[own.floor].plan.direct:
        raise Refused("no_letters_here")
    yield SaidTo(actor.account, wish.to, id_from(fresh), _text(wish.text))


@decides(SayInCall)
def say_in_call(school: School, actor: Avatar, wish: SayInCall, _now: Now) -> Iterator[Event]:
    call = school.sessions[actor.account].call
    if call is None:
        raise Refused("not_in_a_call")
    yield SaidInCall(actor.account, call, _text(wish.text))


@decides(MarkRead)
def mark_read(school: School, actor: Session, wish: MarkRead, _now: Now) -> Iterator[Event]:
    if school.unread.get(actor.account, {}).get(wish.of):
        yield MarkedRead(actor.account, wish.of)


def _text(typed: str) -> str:
    text = cleaned(typed, CHAT_MAX_CHARS)
    if not text:
        raise Refused("text_empty")
    return text


def id_from(fresh: int) -> MessageId:
    """128 random bits as an id: 22 letters of base64url."""
    return base64.urlsafe_b64encode(fresh.to_bytes(16, "big")).decode().rstrip("=")


@applies(Said)
def said(_school: School, _event: Said) -> None:
    """Words to a floor change nothing; the audit reads them from the log."""


@applies(SaidTo)
def said_to(school: School, event: SaidTo) -> None:
    marks = school.conversations.setdefault(pair_key(event.account, event.to), [])
    marks.append(MessageMark(event.message, school.position.batch, school.applied_in_batch))
    del marks[:-CONVERSATION_KEPT_MESSAGES]
    unread = school.unread.setdefault(event.to, {})
    unread[event.account] = unread.get(event.account, 0) + 1


@applies(SaidInCall)
def said_in_call(_school: School, _event: SaidInCall) -> None:
    """Words inside a call change nothing; the audit reads them from the log."""


@applies(MarkedRead)
def marked_read(school: School, event: MarkedRead) -> None:
    unread = school.unread[event.account]
    del unread[event.of]
    if not unread:
        del school.unread[event.account]


@shows(SaidTo)
def show_said_to(school: School, event: SaidTo) -> Iterator[tuple[Audience, Message]]:
    yield (
        Audience.PAIR,
        DirectShown(
            event.message, event.account, name_of(school, event.account), event.to,
            name_of(school, event.to), school.position.wall_ms, event.text,
        ),
    )  # fmt: skip


@view
def view_unread(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for of, count in sorted(school.unread.get(account, {}).items()):
        yield UnreadShown(of, name_of(school, of), count)
