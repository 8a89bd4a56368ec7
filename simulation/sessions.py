"""Sessions: one stay per account, drops that keep the seat, causes that attendance can trust."""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.counselling import LineShown, MovedUnderCover
from protocol.rights import STAFF, Role
from protocol.sessions import (
    AccessRefused,
    ActivitySeen,
    BeginEpoch,
    Cause,
    Device,
    Disconnect,
    Dropped,
    EndSession,
    EpochStarted,
    Left,
    LoggedIn,
    LogOut,
    NoteForged,
    OpenSession,
    Reconnect,
    Resumed,
)
from protocol.units import (
    ACTIVITY_SEEN_EVERY_TICKS,
    IDLE_LOGOUT_TICKS,
    LEAVE_AFTER_DROP_TICKS,
    TICKS_PER_SECOND,
    AccountId,
    SessionId,
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation import calling, floors, rules
from simulation.rules import Refused, applies, decides, due, every_command, every_tick, shows
from simulation.school import Now, School, Session, session_of


@decides(OpenSession)
def open_session(school: School, _shell: None, wish: OpenSession, now: Now) -> Iterator[Event]:
    account = school.accounts.get(wish.account)
    if account is None or account.disabled:
        raise Refused("account_disabled")
    if account.role not in STAFF:
        floors.require_any_open(school)
    if wish.account in school.covered:
        yield MovedUnderCover(wish.account, wish.session, wish.device)
        return
    if wish.account in school.sessions:
        yield from leave(school, wish.account, Cause.MOVED_DEVICE, now)
    yield LoggedIn(wish.account, wish.session, wish.device)
    for rule in rules.EVERY_LOGIN:
        yield from rule(school, wish.account, now)


@decides(Disconnect)
def disconnect(school: School, _shell: None, wish: Disconnect, _now: Now) -> Iterator[Event]:
    session = session_of(school, wish.account)
    if session is None or session.session != wish.session or session.dropped_tick is not None:
        return
    yield Dropped(wish.account, wish.session)


@decides(Reconnect)
def reconnect(school: School, _shell: None, wish: Reconnect, _now: Now) -> Iterator[Event]:
    session = session_of(school, wish.account)
    if session is None or session.session != wish.session:
        raise Refused("not_logged_in")
    if session.dropped_tick is not None:
        yield Resumed(wish.account, wish.session)


@decides(BeginEpoch)
def begin_epoch(school: School, _shell: None, _wish: BeginEpoch, _now: Now) -> Iterator[Event]:
    yield EpochStarted(school.position.wall_ms)


@decides(LogOut)
def log_out(school: School, actor: Session, _wish: LogOut, now: Now) -> Iterator[Event]:
    yield from leave(school, actor.account, Cause.LOGOUT, now)


@decides(EndSession)
def end_session(
    school: School, actor: Session | None, wish: EndSession, now: Now
) -> Iterator[Event]:
    if wish.account not in school.sessions:
        raise Refused("not_here")
    if (
        actor is not None
        and school.accounts[actor.account].role is not Role.ADMIN
        and school.accounts[wish.account].role in STAFF
    ):
        raise Refused("not_allowed")
    yield from leave(school, wish.account, Cause.REMOVED, now)


def leave(school: School, account: AccountId, cause: Cause, now: Now) -> Iterator[Event]:
    """All that happens when a stay ends. After a drop, presence ended at the drop (DESIGN
    section 5)."""
    session = session_of(school, account)
    assert session is not None, "only who is here leaves"
    if account in school.sessions:
        yield from put_down_everything(school, account)
    dropped = session.dropped_tick is not None
    until_ms = session.dropped_ms if dropped else now.wall_ms
    yield Left(account, session.session, cause, until_ms)


def put_down_everything(school: School, account: AccountId) -> Iterator[Event]:
    """What a person was part of goes on without them. Nothing of it may be left out where somebody
    goes under cover, so both ways out call this."""
    yield from calling.hang_up(school, account)
    yield from floors.step_off(school, account)


@every_tick
def end_silent_stays(school: School, now: Now) -> Iterator[Event]:
    """Stays that nobody came back to, and pupils who have done nothing for half an hour."""
    if not now.crossed(TICKS_PER_SECOND):
        return
    for account in sorted(school.sessions):
        session = school.sessions[account]
        if now.tick < _ends_tick(school, session):
            continue
        if any(keeps(school, session) for keeps in rules.KEEPS_STAY):
            continue
        yield from leave(school, account, _cause(session), now)


@every_tick
def end_lost_lines_under_cover(school: School, now: Now) -> Iterator[Event]:
    """Nobody is idle in a talk. Whoever does not come back to it has gone, as from anywhere."""
    if not now.crossed(TICKS_PER_SECOND):
        return
    for account in sorted(school.covered):
        session = school.covered[account]
        if session.dropped_tick is not None and now.tick >= _ends_tick(school, session):
            yield from leave(school, account, _cause(session), now)


def _cause(session: Session) -> Cause:
    if session.dropped_tick is None:
        return Cause.IDLE
    return Cause.RESTART if session.restarted else Cause.DROPPED


@every_command
def note_activity(_school: School, session: Session, now: Now) -> Iterator[Event]:
    if now.tick - session.active_tick >= ACTIVITY_SEEN_EVERY_TICKS:
        yield ActivitySeen(session.account)


@due
def session_ends(school: School, _now: Now) -> Iterator[Tick]:
    for session in school.sessions.values():
        yield _whole_second(_ends_tick(school, session))
    for session in school.covered.values():
        if session.dropped_tick is not None:
            yield _whole_second(_ends_tick(school, session))


def _whole_second(tick: Tick) -> Tick:
    return -(-tick // TICKS_PER_SECOND) * TICKS_PER_SECOND


def _ends_tick(school: School, session: Session) -> Tick:
    """When a stay ends by itself: after a drop, or idle. Staff are never idle."""
    if session.dropped_tick is not None:
        return session.dropped_tick + LEAVE_AFTER_DROP_TICKS
    if school.accounts[session.account].role in STAFF:
        return session.active_tick + 1_000 * IDLE_LOGOUT_TICKS
    # What was done since it was noted last is not known: nobody goes before the full time.
    return session.active_tick + IDLE_LOGOUT_TICKS + ACTIVITY_SEEN_EVERY_TICKS


@applies(LoggedIn)
def logged_in(school: School, event: LoggedIn) -> None:
    begin_stay(school, event.account, event.session, event.device)


@applies(MovedUnderCover)
def moved_under_cover(school: School, event: MovedUnderCover) -> None:
    stay = school.covered[event.account]
    stay.session, stay.device = event.session, event.device
    stay.dropped_tick, stay.restarted = None, False


def begin_stay(school: School, account: AccountId, session: SessionId, device: Device) -> None:
    """Somebody is here, at the desk. Part of applying what lets them in."""
    tick = school.position.tick
    school.sessions[account] = Session(
        account=account, session=session, device=device, joined_tick=tick,
        active_tick=tick, dropped_tick=None, dropped_ms=0, restarted=False, avatar=None, call=None,
    )  # fmt: skip


def forget_stay(school: School, account: AccountId) -> None:
    """Somebody is here no more, or in their talk no more. Part of applying what ends it."""
    session = school.covered.pop(account, None)
    if session is None:
        del school.sessions[account]
        floors.forget_status(school, account)
        return
    assert session.call is not None, "whoever is under cover is in a talk"
    call = school.calls[session.call]
    del call.members[account]
    call.media.pop(account, None)
    if not call.members:
        del school.talks[call.call], school.calls[call.call]


@applies(Dropped)
def dropped(school: School, event: Dropped) -> None:
    session = session_of(school, event.account)
    assert session is not None, "only who is here is cut off"
    session.dropped_tick = school.position.tick
    session.dropped_ms = school.position.wall_ms


@applies(Resumed)
def resumed(school: School, event: Resumed) -> None:
    session = session_of(school, event.account)
    assert session is not None, "only who is here comes back"
    session.dropped_tick = None
    session.restarted = False
    session.active_tick = school.position.tick


@applies(Left)
def left(school: School, event: Left) -> None:
    forget_stay(school, event.account)


@applies(ActivitySeen)
def activity_seen(school: School, event: ActivitySeen) -> None:
    school.sessions[event.account].active_tick = school.position.tick


@applies(EpochStarted)
def epoch_started(school: School, event: EpochStarted) -> None:
    for session in (*school.sessions.values(), *school.covered.values()):
        if session.dropped_tick is None:
            session.dropped_tick = school.position.tick
            session.dropped_ms = event.until_ms
            session.restarted = True


@decides(NoteForged)
def note_forged(school: School, _shell: None, wish: NoteForged, _now: Now) -> Iterator[Event]:
    if wish.account not in school.accounts:
        raise Refused("no_such_account")
    yield AccessRefused(wish.account, wish.asked)


@applies(AccessRefused)
def access_refused(_school: School, _event: AccessRefused) -> None:
    """A note for the supervisors; the school is as it was."""


@shows(Dropped)
def show_dropped(school: School, event: Dropped) -> Iterator[tuple[Audience, Message]]:
    yield from floors.show_again(school, event.account)
    yield from _show_line(school, event.account)


@shows(EpochStarted)
def show_epoch(school: School, _event: EpochStarted) -> Iterator[tuple[Audience, Message]]:
    """Whoever is quicker than the first tick of a new server learns that the others are away."""
    for account in sorted(school.sessions):
        yield from floors.show_again(school, account)
    for account in sorted(school.covered):
        yield from _show_line(school, account)


@shows(Resumed)
def show_resumed(school: School, event: Resumed) -> Iterator[tuple[Audience, Message]]:
    yield from floors.show_again(school, event.account)
    yield from _show_line(school, event.account)


@shows(MovedUnderCover)
def show_moved(school: School, event: MovedUnderCover) -> Iterator[tuple[Audience, Message]]:
    yield from _show_line(school, event.account)


def _show_line(school: School, account: AccountId) -> Iterator[tuple[Audience, Message]]:
    """To whoever is in a talk with somebody: whether their line is lost."""
    session = school.covered.get(account)
    if session is not None and session.call is not None:
        away = session.dropped_tick is not None
        yield Audience.CALL, LineShown(session.call, account, away)
