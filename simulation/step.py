"""One tick of a school. The only way state changes is `apply`: live, recovery, replay and tests
share it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import simulation.slices  # noqa: F401  (fills the rule book)
from protocol.sessions import AccessRefused
from protocol.units import AccountId
from protocol.vocabulary import DECLARED, Command, Event, Phase, Signal
from simulation import rules
from simulation.rules import Refused
from simulation.school import Avatar, Now, Position, School, Session, holds, session_of


class Signed(NamedTuple):
    """A command and who stands behind it: an account in its session, or the shell (None)."""

    command: Command
    command_id: int
    account: AccountId | None
    fresh: int


class Witness(Protocol):
    """Told of each thing that happens inside a tick, while the state is as that thing left it."""

    def applied(self, school: School, event: Event) -> None: ...

    def relayed(self, school: School, signal: Signal) -> None: ...

    def accepted(self, signed: Signed) -> None: ...

    def refused(self, signed: Signed, refusal: Refused) -> None: ...

    def failed(self, school: School, signed: Signed, error: Exception) -> None: ...


def step(school: School, now: Now, commands: Sequence[Signed], witness: Witness) -> list[Event]:
    """Advance `school` in place by one tick. Same state, `now` and commands: same events.

    `witness` is called at each apply and each answer, while the state is as the event left it. A
    bug in a decider costs that one command; one in an applier or a rule of the tick is raised, and
    the caller stops.
    """
    events: list[Event] = []
    at = Position(school.position.batch + 1, now.tick, now.wall_ms, now.utc_offset_min)

    def happen(decided: Iterable[Event | Signal]) -> None:
        for event in decided:
            if isinstance(event, Signal):
                witness.relayed(school, event)
                continue
            apply(school, event, at)
            witness.applied(school, event)
            events.append(event)

    for signed in commands:
        if _forged(school, signed):
            happen([AccessRefused(signed.account or "", DECLARED[type(signed.command)].topic)])
            witness.refused(signed, Refused("not_allowed"))
            continue
        try:
            decided = list(_decide(school, signed, now))
        except Refused as refusal:
            witness.refused(signed, refusal)
        except Exception as error:  # noqa: BLE001  (our own mistake costs one command, not the tick)
            witness.failed(school, signed, error)
        else:
            happen(decided)
            happen(_beside(school, signed, now))
            witness.accepted(signed)
    for rule in rules.EVERY_TICK:
        happen(rule(school, now))  # one by one: a rule sees what its last event did
    return events


def apply(school: School, event: Event, at: Position) -> None:
    """Fold one event, that happened in the batch `at`, into `school`."""
    if school.position is not at:
        school.position = at
        school.applied_in_batch = 0
    rules.APPLIERS[type(event)](school, event)
    school.applied_in_batch += 1


def _forged(school: School, signed: Signed) -> bool:
    """Whether a person sent what their role may not send. The client never offers it: somebody
    tried."""
    account = school.accounts.get(signed.account) if signed.account is not None else None
    needed = DECLARED[type(signed.command)].may
    return account is not None and (needed is None or not holds(account, needed))


def _decide(school: School, signed: Signed, now: Now) -> Iterable[Event | Signal]:
    wish = signed.command
    declared = DECLARED[type(wish)]
    decider = rules.DECIDERS[type(wish)]
    actor: Session | Avatar | None = None
    if signed.account is None and not decider.for_shell:
        raise Refused("not_logged_in")
    if signed.account is not None:
        session = session_of(school, signed.account)
        if session is None:
            raise Refused("not_logged_in")
        if signed.account in school.covered and not declared.under_cover:
            raise Refused("under_cover")
        actor = session
        if declared.phase is Phase.FLOOR:
            if session.avatar is None:
                raise Refused("not_on_a_floor")
            actor = school.avatars[session.avatar]
    extra = (signed.fresh,) if decider.takes_fresh else ()
    return decider.function(school, actor, wish, now, *extra)


def _beside(school: School, signed: Signed, now: Now) -> Iterable[Event]:
    session = school.sessions.get(signed.account) if signed.account is not None else None
    if session is None:
        return
    for rule in rules.EVERY_COMMAND:
        yield from rule(school, session, now)
