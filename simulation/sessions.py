"""Sessions: one stay per account, drops that keep the seat, causes that attendance can trust."""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.rights import STAFF, Role
from protocol.sessions import (
    AccessRefused,
    ActivitySeen,
    BeginEpoch,
    Cause,
    Disconnect,
    Dropped,
    EndSession,
    EpochStarted,
    Left,
    LoggedIn,
    LogOut,
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
    Tick,
)
from protocol.vocabulary import Event, Message
from simulation import calling, floors, rules
from simulation.rules import Refused, applies, decides, due, every_command, every_tick, shows
from simulation.school import Now, School, Session


@decides(OpenSession)
def open_session(school: School, _shell: None, wish: OpenSession, now: Now) -> Iterator[Event]:
    account = school.accounts.get(wish.account)
    if account is None or account.disabled:
        raise Refused("account_disabled")
    if account.role not in STAFF:
        floors.require_any_open(school)
    if wish.account in school.sessions:
        yield from leave(school, wish.account, Cause.MOVED_DEVICE, now)
    yield LoggedIn(wish.account, wish.session, wish.device)
    for rule in rules.EVERY_LOGIN:
        yield from rule(school, wish.account, now)


@decides(Disconnect)
def disconnect(school: School, _shell: None, wish: Disconnect, _now: Now) -> Iterator[Event]:
    session = school.sessions.get(wish.account)
    if session is None or session.session != wish.session or session.dropped_tick is not None:
        return
    yield Dropped(wish.account, wish.session)


@decides(Reconnect)
def reconnect(school: School, _shell: None, wish: Reconnect, _now: Now) -> Iterator[Event]:
    session = school.sessions.get(wish.account)
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
    session = school.sessions[account]
    yield from calling.hang_up(school, account)
    yield from floors.step_off(school, account)
    dropped = session.dropped_tick is not None
    until_ms = session.dropped_ms if dropped else now.wall_ms
    yield Left(account, session.session, cause, until_ms)


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
        if session.dropped_tick is None:
            cause = Cause.IDLE
        else:
            cause = Cause.RESTART if session.restarted else Cause.DROPPED
        yield from leave(school, account, cause, now)


@every_command
def note_activity(_school: School, session: Session, now: Now) -> Iterator[Event]:
    if now.tick - session.active_tick >= ACTIVITY_SEEN_EVERY_TICKS:
        yield ActivitySeen(session.account)


@due
def session_ends(school: School, _now: Now) -> Iterator[Tick]:
    for session in school.sessions.values():
        ends = _ends_tick(school, session)
        yield -(-ends // TICKS_PER_SECOND) * TICKS_PER_SECOND


def _ends_tick(school: School, session: Session) -> Tick:
    """When a stay ends by itself: after a drop, or idle. Staff are never idle."""
    if session.dropped_tick is not None:
        return session.dropped_tick + LEAVE_AFTER_DROP_TICKS
    if school.accounts[session.account].role in STAFF:
        return session.active_tick + 1_000 * IDLE_LOGOUT_TICKS
    return session.active_tick + IDLE_LOGOUT_TICKS


@applies(LoggedIn)
def logged_in(school: School, event: LoggedIn) -> None:
    tick = school.position.tick
    school.sessions[event.account] = Session(
        account=event.account, session=event.session, device=event.device, joined_tick=tick,
        active_tick=tick, dropped_tick=None, dropped_ms=0, restarted=False, avatar=None, call=None,
    )  # fmt: skip


@applies(Dropped)
def dropped(school: School, event: Dropped) -> None:
    session = school.sessions[event.account]
    session.dropped_tick = school.position.tick
    session.dropped_ms = school.position.wall_ms


@applies(Resumed)
def resumed(school: School, event: Resumed) -> None:
    session = school.sessions[event.account]
    session.dropped_tick = None
    session.restarted = False
    session.active_tick = school.position.tick


@applies(Left)
def left(school: School, event: Left) -> None:
    del school.sessions[event.account]
    floors.forget_status(school, event.account)


@applies(ActivitySeen)
def activity_seen(school: School, event: ActivitySeen) -> None:
    school.sessions[event.account].active_tick = school.position.tick


@applies(EpochStarted)
def epoch_started(school: School, event: EpochStarted) -> None:
    for session in school.sessions.values():
        if session.dropped_tick is None:
            session.dropped_tick = school.position.tick
            session.dropped_ms = event.until_ms
            session.restarted = True


@applies(AccessRefused)
def access_refused(_school: School, _event: AccessRefused) -> None:
    """A note for the supervisors; the school is as it was."""


@shows(Dropped)
def show_dropped(school: School, event: Dropped) -> Iterator[tuple[Audience, Message]]:
    yield from floors.show_again(school, event.account)


@shows(EpochStarted)
def show_epoch(school: School, _event: EpochStarted) -> Iterator[tuple[Audience, Message]]:
    """Whoever is quicker than the first tick of a new server learns that the others are away."""
    for account in sorted(school.sessions):
        yield from floors.show_again(school, account)


@shows(Resumed)
def show_resumed(school: School, event: Resumed) -> Iterator[tuple[Audience, Message]]:
    yield from floors.show_again(school, event.account)
