"""Chatting: to the floor, to one person, to a group, inside a call. Texts live in the log; state
keeps marks."""

import base64
import hashlib
from collections.abc import Iterator

from protocol.audience import Audience
from protocol.chatting import (
    DirectShown,
    GroupTalkShown,
    MarkedRead,
    MarkRead,
    Said,
    SaidInCall,
    SaidInGroup,
    SaidTo,
    Say,
    SayInCall,
    SayTo,
    StampedInGroup,
    StampedTo,
    StampTo,
    UnreadShown,
)
from protocol.counselling import SaidUnderCover
from protocol.reporting import LineMark
from protocol.units import (
    CHAT_MAX_CHARS,
    CONVERSATION_KEPT_MESSAGES,
    AccountId,
    GroupId,
    MessageId,
    SealId,
    TalkId,
)
from protocol.vocabulary import Event, Message
from simulation.consent import has_hidden
from simulation.rules import Refused, applies, decides, shows, view
from simulation.school import (
    Avatar,
    Group,
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
    require_talk(school, actor.account, wish.to)
    kind = SaidInGroup if wish.to in school.groups else SaidTo
    before = _last_place(school, conversation_key(school, actor.account, wish.to))
    yield kind(actor.account, wish.to, id_from(fresh), _text(wish.text), *before)


@decides(StampTo)
def stamp_to(
    school: School, actor: Session, wish: StampTo, _now: Now, fresh: int
) -> Iterator[Event]:
    if not wish.stamp:
        raise Refused("text_empty")
    require_talk(school, actor.account, wish.to)
    kind = StampedInGroup if wish.to in school.groups else StampedTo
    before = _last_place(school, conversation_key(school, actor.account, wish.to))
    yield kind(actor.account, wish.to, id_from(fresh), wish.stamp, *before)


@decides(SayInCall)
def say_in_call(school: School, actor: Session, wish: SayInCall, _now: Now) -> Iterator[Event]:
    if actor.call is None:
        raise Refused("not_in_a_call")
    text = _text(wish.text)
    if actor.account in school.covered:
        seal = counselling_seal(school.talks[actor.call].pupil)
        yield SaidUnderCover(actor.account, actor.call, seal, text)
    else:
        yield SaidInCall(actor.account, actor.call, text)


@decides(MarkRead)
def mark_read(school: School, actor: Session, wish: MarkRead, _now: Now) -> Iterator[Event]:
    if school.unread.get(actor.account, {}).get(wish.of):
        yield MarkedRead(actor.account, wish.of)


def counselling_seal(pupil: AccountId) -> SealId:
    """Under which key the words of a pupil's counselling are sealed: one that nothing else is
    under, and that is destroyed with the pupil's own."""
    digest = hashlib.sha256(f"counselling {pupil}".encode()).digest()
    return id_from(int.from_bytes(digest[:16], "big"))


def require_talk(school: School, account: AccountId, talk: TalkId) -> None:
    """Refuses somebody who may not write to this person or group, from where they stand."""
    if talk in school.groups:
        require_member(school, account, talk)
    else:
        to = school.accounts.get(talk)
        if to is None or to.disabled or talk == account:
            raise Refused("no_such_person")
    own = avatar_of(school, account)
    if own is not None and not school.floors[own.floor].plan.direct:
        raise Refused("no_letters_here")


def require_member(school: School, account: AccountId, group_id: GroupId) -> Group:
    """The group, for somebody who belongs to it. Raises Refused."""
    group = school.groups.get(group_id)
    if group is None or account not in group.members:
        raise Refused("not_in_the_group")
    return group


def conversation_key(school: School, account: AccountId, talk: TalkId) -> str:
    """Under which key of `School.conversations` a talk of `account` is kept."""
    return talk if talk in school.groups else pair_key(account, talk)


def group_name(school: School, group: GroupId) -> str:
    """The name of a group, empty when whoever gave it was erased."""
    words = school.words.get(school.groups[group].named_by)
    return "" if words is None else words.groups.get(group, "")


def talk_name(school: School, talk: TalkId) -> str:
    """What a talk is called; empty for a group whose name was erased."""
    return group_name(school, talk) if talk in school.groups else name_of(school, talk)


def _last_place(school: School, key: str) -> tuple[int, int]:
    """Where the last message of a conversation stands in the log; 0, 0 when there is none."""
    marks = school.conversations.get(key)
    return (marks[-1].batch, marks[-1].index) if marks else (0, 0)


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
    _mark(school, pair_key(event.account, event.to), event.message)
    _count_unread(school, event.to, event.account, event.account)


@applies(StampedTo)
def stamped_to(school: School, event: StampedTo) -> None:
    _mark(school, pair_key(event.account, event.to), event.message)
    _count_unread(school, event.to, event.account, event.account)


@applies(SaidInGroup)
def said_in_group(school: School, event: SaidInGroup) -> None:
    _mark_in_group(school, event)


@applies(StampedInGroup)
def stamped_in_group(school: School, event: StampedInGroup) -> None:
    _mark_in_group(school, event)


def _mark_in_group(school: School, event: SaidInGroup | StampedInGroup) -> None:
    _mark(school, event.group, event.message)
    for member in school.groups[event.group].members:
        if member != event.account:
            _count_unread(school, member, event.group, event.account)


def _mark(school: School, key: str, message: MessageId) -> None:
    marks = school.conversations.setdefault(key, [])
    marks.append(MessageMark(message, school.position.batch, school.applied_in_batch))
    del marks[:-CONVERSATION_KEPT_MESSAGES]


def _count_unread(school: School, account: AccountId, talk: TalkId, by: AccountId) -> None:
    if has_hidden(school, account, by):
        return
    unread = school.unread.setdefault(account, {})
    unread[talk] = unread.get(talk, 0) + 1


@applies(SaidInCall)
def said_in_call(_school: School, _event: SaidInCall) -> None:
    """Words inside a call change nothing; the audit reads them from the log."""


@applies(SaidUnderCover)
def said_under_cover(school: School, event: SaidUnderCover) -> None:
    """Only where they stand, for as long as the talk lasts: whoever comes back to it reads them."""
    talk = school.talks[event.call]
    mark = LineMark(school.position.batch, school.applied_in_batch)
    talk.said += 1
    talk.lines = [*talk.lines, mark][-CONVERSATION_KEPT_MESSAGES:]


@applies(MarkedRead)
def marked_read(school: School, event: MarkedRead) -> None:
    unread = school.unread[event.account]
    del unread[event.of]
    if not unread:
        del school.unread[event.account]


@shows(SaidUnderCover)
def show_under_cover(_school: School, event: SaidUnderCover) -> Iterator[tuple[Audience, Message]]:
    """As in any call: the page of a call needs not know what kind it is."""
    yield Audience.CALL, SaidInCall(event.account, event.call, event.text)


@shows(SaidTo)
def show_said_to(school: School, event: SaidTo) -> Iterator[tuple[Audience, Message]]:
    yield _direct_shown(school, event, event.text, 0)


@shows(StampedTo)
def show_stamped_to(school: School, event: StampedTo) -> Iterator[tuple[Audience, Message]]:
    yield _direct_shown(school, event, "", event.stamp)


@shows(SaidInGroup)
def show_said_in_group(school: School, event: SaidInGroup) -> Iterator[tuple[Audience, Message]]:
    yield _group_talk_shown(school, event, event.text, 0)


@shows(StampedInGroup)
def show_stamped_in_group(
    school: School, event: StampedInGroup
) -> Iterator[tuple[Audience, Message]]:
    yield _group_talk_shown(school, event, "", event.stamp)


def _direct_shown(
    school: School, event: SaidTo | StampedTo, text: str, stamp: int
) -> tuple[Audience, Message]:
    shown = DirectShown(
        event.message, event.account, name_of(school, event.account), event.to,
        name_of(school, event.to), school.position.wall_ms, text, stamp,
    )  # fmt: skip
    return Audience.PAIR, shown


def _group_talk_shown(
    school: School, event: SaidInGroup | StampedInGroup, text: str, stamp: int
) -> tuple[Audience, Message]:
    shown = GroupTalkShown(
        event.message, event.group, event.account, name_of(school, event.account),
        school.position.wall_ms, text, stamp,
    )  # fmt: skip
    return Audience.GROUP, shown


@view
def view_unread(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for of, count in sorted(school.unread.get(account, {}).items()):
        yield UnreadShown(of, talk_name(school, of), count)
