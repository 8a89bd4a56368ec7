"""Notices: shown to those in scope at once, to late joiners while they hold (T2.2.a).

Who has had a notice on their screen says so, so that its sender sees whom it reached. Texts are
staff's words for everybody and stand in the state; who closed one is never shown to others.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.notices import (
    CloseNotice,
    NoticeClosed,
    NoticeEnded,
    NoticeSeen,
    NoticeSent,
    NoticeShown,
    SeeNotice,
    SendNotice,
    WithdrawNotice,
)
from protocol.units import (
    NOTICE_MAX_CHARS,
    NOTICES_KEPT,
    TICK_MS,
    AccountId,
    FloorId,
    MessageId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation.chatting import id_from
from simulation.hours import MINUTE_MS
from simulation.rules import (
    Refused,
    applies,
    decides,
    due,
    every_tick,
    floor_view,
    shows,
    view,
)
from simulation.school import Floor, Notice, Now, School, Session, avatar_of
from simulation.texts import cleaned


@decides(SendNotice)
def send_notice(
    school: School, actor: Session, wish: SendNotice, now: Now, fresh: int
) -> Iterator[Event]:
    if any(floor not in school.floors for floor in wish.floors):
        raise Refused("no_such_floor")
    text = cleaned(wish.text, NOTICE_MAX_CHARS)
    if not text:
        raise Refused("text_empty")
    floors = tuple(sorted(set(wish.floors)))
    until_ms = now.wall_ms + wish.minutes * MINUTE_MS
    yield NoticeSent(actor.account, id_from(fresh), text, floors, until_ms)


@decides(WithdrawNotice)
def withdraw_notice(
    school: School, _actor: Session, wish: WithdrawNotice, _now: Now
) -> Iterator[Event]:
    notice = _holding(school, wish.notice)
    yield NoticeEnded(wish.notice, notice.floors)


@decides(SeeNotice)
def see_notice(school: School, actor: Session, wish: SeeNotice, _now: Now) -> Iterator[Event]:
    notice = _holding(school, wish.notice)
    if actor.account not in notice.seen and _concerns(school, notice, actor.account):
        yield NoticeSeen(actor.account, wish.notice)


@decides(CloseNotice)
def close_notice(school: School, actor: Session, wish: CloseNotice, _now: Now) -> Iterator[Event]:
    notice = _holding(school, wish.notice)
    if actor.account in notice.seen and actor.account not in notice.closed:
        yield NoticeClosed(actor.account, wish.notice)


@every_tick
def end_notices(school: School, now: Now) -> Iterator[Event]:
    for notice in list(school.notices.values()):
        if not notice.ended and notice.until_ms <= now.wall_ms:
            yield NoticeEnded(notice.notice, notice.floors)


@due
def next_ends(school: School, now: Now) -> Iterator[Tick]:
    for notice in school.notices.values():
        if not notice.ended:
            yield now.tick + max(1, -(-(notice.until_ms - now.wall_ms) // TICK_MS))


def _holding(school: School, notice: MessageId) -> Notice:
    found = school.notices.get(notice)
    if found is None or found.ended:
        raise Refused("notice_is_over")
    return found


def _concerns(school: School, notice: Notice, account: AccountId) -> bool:
    avatar = avatar_of(school, account)
    return not notice.floors or (avatar is not None and avatar.floor in notice.floors)


@applies(NoticeSent)
def notice_sent(school: School, event: NoticeSent) -> None:
    school.notices[event.notice] = Notice(
        event.notice, event.account, event.text, event.floors, school.position.wall_ms,
        event.until_ms, set(), set(), ended=False,
    )  # fmt: skip
    over = [notice.notice for notice in school.notices.values() if notice.ended]
    for notice in over[: max(0, len(school.notices) - NOTICES_KEPT)]:
        del school.notices[notice]


@applies(NoticeSeen)
def notice_seen(school: School, event: NoticeSeen) -> None:
    school.notices[event.notice].seen.add(event.account)


@applies(NoticeClosed)
def notice_closed(school: School, event: NoticeClosed) -> None:
    school.notices[event.notice].closed.add(event.account)


@applies(NoticeEnded)
def notice_ended(school: School, event: NoticeEnded) -> None:
    school.notices[event.notice].ended = True


@shows(NoticeSent)
def show_sent(school: School, event: NoticeSent) -> Iterator[tuple[Audience, Message]]:
    yield _scope(event.floors), _shown(school.notices[event.notice])


@shows(NoticeEnded)
def show_ended(_school: School, event: NoticeEnded) -> Iterator[tuple[Audience, Message]]:
    yield _scope(event.floors), event


@view
def view_notices(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for notice in school.notices.values():
        if not notice.ended and not notice.floors and account not in notice.closed:
            yield _shown(notice)


@floor_view
def notices_here(
    school: School, account: AccountId, floor: Floor, _tick: Tick
) -> Iterator[Message]:
    for notice in school.notices.values():
        if not notice.ended and floor.plan.floor in notice.floors and account not in notice.closed:
            yield _shown(notice)


def _scope(floors: tuple[FloorId, ...]) -> Audience:
    return Audience.FLOORS if floors else Audience.SCHOOL


def _shown(notice: Notice) -> NoticeShown:
    return NoticeShown(notice.notice, notice.text, notice.until_ms, bool(notice.floors))
