"""A day lived twice: once with talks, once with their people logging out and in again instead.

Both schools get the same commands, the same random bits and the same ticks. What is of a talk only
the first one gets; where somebody goes under cover there, they log out in the second, as the last
command of the same tick, and where they come back they log in. Everybody else must be sent the same
bytes in the same ticks, and be given the same answers (T3.4).
"""

from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from protocol.accounts import EraseAccount
from protocol.chatting import MarkRead
from protocol.counselling import (
    Covered,
    NameCounsellor,
    ReportHeld,
    Uncovered,
)
from protocol.reporting import Report, Reported
from protocol.rights import Capability
from protocol.sessions import BeginEpoch, Disconnect, LogOut, NoteForged, OpenSession, Reconnect
from protocol.units import TICK_MS, AccountId
from protocol.vocabulary import Command, Event
from protocol.wire import encode_message
from simulation.chatting import id_from
from simulation.floors import is_full
from simulation.school import Now, School, holds
from simulation.searching import find, pupils_named
from simulation.sight import people_seen_by, view_of
from simulation.step import Signed
from tests.simulation.booking_lived import booked_by
from tests.simulator import TOKYO_MIN, Day, found, wish_of
from tests.twin_party import OF_TALKS, jumped_ms, wishes_of_the_party
from tests.twin_states import differing
from tests.twin_worlds import World

LOOK_EVERY = 20
HOLD_SIDE_BY_SIDE_EVERY = 100
"""All that is hidden in the two states: dearer to compare, and a difference mostly stays."""


class TwinDay(Day):
    """The day with talks, and `other`, the day without."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.talking, self.other = World(), World()
        self.school = self.talking.school
        self.party: set[AccountId] = set()
        self.held: set[str] = set()
        self.sessions: dict[str, str] = {}
        self.happened: Counter[str] = Counter()
        self._number = 0

    def run(self, commands: list[tuple[str | None, Command]]) -> None:
        """One tick of both schools; then everybody else must have been sent the same."""
        skipped = self.chance.choice((1, 1, 1, 2, 5, 40))
        last, self.tick = self.tick, self.tick + skipped
        self.wall_ms += skipped * TICK_MS
        self.wall_ms += jumped_ms(self)
        now = Now(self.tick, self.wall_ms, TOKYO_MIN, last, self.bits())
        signed = [self._signed(command, who) for who, command in commands]
        own = {s.command_id for s in signed if self._is_of_a_talk(s)}
        events = self.talking.tick(now, signed)
        self.held |= {event.report for event in events if isinstance(event, ReportHeld)}
        ways = list(self._seen_as(events))
        self.other.tick(now, [*self._in_the_other(signed, own, events), *ways])
        assert {one.command_id for one in ways} <= self.other.accepted_ids
        self.happened.update(type(event).__name__ for event in events)
        self._compare(now)

    def crash(self) -> None:
        for world in (self.talking, self.other):
            world.restart()
        self.school = self.talking.school
        self.run([(None, BeginEpoch())])

    def third_persons(self) -> list[AccountId]:
        """Everybody who is not in a talk on this day and may not counsel."""
        accounts = self.school.accounts
        return [
            account for account in self.accounts
            if account in accounts and account not in self.party
            and not holds(accounts[account], Capability.COUNSEL)
        ]  # fmt: skip

    def lines_come_and_go(self) -> Iterator[tuple[str | None, Command]]:
        """Everybody who is here has a line, that may drop; under cover only the first school's."""
        for account in self.accounts:
            stay = self.school.sessions.get(account)
            hidden = self.school.covered.get(account)
            line = self.talking.lines.get(account)
            if line is None and stay is not None and self.chance.random() < 0.5:
                self.talking.connect(account)
                self.other.connect(account)
                yield None, Reconnect(account, stay.session)
            elif line is None and hidden is not None and self.chance.random() < 0.5:
                self.talking.connect(account)
                yield None, Reconnect(account, hidden.session)
            elif line is not None and self.chance.random() < 0.01:
                self.talking.hang_up(account)
                if account in self.other.lines:
                    self.other.hang_up(account)
                yield None, Disconnect(account, line.session)

    def wishes(self) -> list[tuple[str | None, Command]]:
        """What people do in the next tick; of talks, only what the day's party does."""
        wished = [wish_of(self) for _ in range(self.chance.randrange(4))]
        wished = [
            (who, command) for who, command in wished
            if not isinstance(command, (*OF_TALKS, NameCounsellor))
            and not self._about_the_covered(who, command)
        ]  # fmt: skip
        if self.chance.random() < 0.3:
            wished += wishes_of_the_party(self)
        if self.chance.random() < 0.2:
            wished += booked_by(self.school, self.chance, sorted(self.party), self.wall_ms)
        return [*self.lines_come_and_go(), *wished]

    def _about_the_covered(self, who: str | None, command: Command) -> bool:
        """Whether somebody under cover would do something that the party does on its own."""
        return (who or getattr(command, "account", "")) in self.school.covered and not (
            who is None and not isinstance(command, OpenSession | Reconnect | Disconnect)
        )

    def _is_of_a_talk(self, signed: Signed) -> bool:
        if isinstance(signed.command, OF_TALKS) or signed.account in self.school.covered:
            return True
        shell = isinstance(signed.command, OpenSession | Reconnect | Disconnect | NoteForged)
        return shell and getattr(signed.command, "account", "") in self.school.covered

    def _in_the_other(
        self, signed: list[Signed], own: set[int], events: list[Event]
    ) -> Iterator[Signed]:
        """The same commands. Whoever does something about a talk does something else there that
        nobody sees, so that both count as being at their desk."""
        for one in signed:
            if one.command_id not in own:
                yield one._replace(command=self._in_its_session(one.command))
                if isinstance(one.command, OpenSession):
                    yield from self._handed_on(events, one.command.account)
            elif (
                one.account in self.other.school.sessions
                and one.command_id in self.talking.accepted_ids
            ):
                yield one._replace(command=MarkRead(one.account))

    def _in_its_session(self, command: Command) -> Command:
        """Whoever logged in again there did so under another session."""
        if isinstance(command, Disconnect | Reconnect) and command.session in self.sessions:
            return replace(command, session=self.sessions[command.session])
        return command

    def _seen_as(self, events: list[Event]) -> Iterator[Signed]:
        for event in events:
            if isinstance(event, Covered):
                yield self._signed(LogOut(), event.account)
            elif isinstance(event, Uncovered):
                session = self.sessions[event.session] = id_from(self.bits())
                opened = OpenSession(event.account, session, event.device)
                yield self._signed(opened, None)
                yield from self._handed_on(events, event.account)

    def _handed_on(self, events: list[Event], account: str) -> Iterator[Signed]:
        """What was reported from inside of a talk is written only now there, under the same id."""
        reports = [event for event in events if isinstance(event, Reported)]
        for event in reports:
            if event.account == account and event.report in self.held:
                self.held.remove(event.report)
                drawn = int.from_bytes(urlsafe_b64decode(event.report + "=="), "big")
                told = Report(event.about, event.place, 0, ())
                yield self._signed(told, account)._replace(fresh=drawn)

    def _signed(self, command: Command, who: str | None) -> Signed:
        self._number += 1
        return Signed(command, self._number, who, self.bits())

    def _compare(self, now: Now) -> None:
        one, other = self.talking, self.other
        third = set(self.third_persons())
        if now.crossed(HOLD_SIDE_BY_SIDE_EVERY):
            differ = differing(one.school, other.school, self.sessions)
            assert not differ, f"tick {now.tick}: {differ}"
        held = {report.account for report in one.school.held_reports.values()}
        assert held.isdisjoint(one.school.sessions), "what was reported in a talk is not handed on"
        if looks := now.crossed(LOOK_EVERY):
            assert self._answers_to_all(one.school) == self._answers_to_all(other.school)
        for account in self.accounts:
            seen, same = one.heard(account), other.heard(account)
            if account not in third:
                continue
            assert seen == same, f"tick {now.tick}: {account} is sent something else"
            self.happened["frames compared"] += len(seen[0])
            if looks:
                assert self._answers(one.school, account, now) == self._answers(
                    other.school, account, now
                )

    def _answers(self, school: School, viewer: AccountId, now: Now) -> list[object]:
        """All that somebody can ask for and others may be answered otherwise."""
        if viewer not in school.sessions:
            return []
        view = [encode_message(message) for message in view_of(school, viewer, now)]
        found = [find(school, viewer, name, now.tick) for name in self._asked(school)]
        return [view, people_seen_by(school, viewer), found]

    def _answers_to_all(self, school: School) -> list[object]:
        """What is answered in the same way whoever asks."""
        pupils = [pupils_named(school, name) for name in self._asked(school)]
        return [pupils, [is_full(school, floor) for floor in school.floors.values()]]

    def _asked(self, school: School) -> list[str]:
        """Part of everybody's name, and the names of the party."""
        return ["ひと", *(school.words[one].name for one in self.party if one in school.words)]


@cache
def a_twin_day(seed: int, ticks: int) -> TwinDay:
    """A day of `ticks` ticks with a supporter, a teacher or an admin who counsels and two pupils
    who have talks; if they are in one at its end, the pupil is erased."""
    day = TwinDay(seed)
    day.run([(None, BeginEpoch())])
    found(day)
    counsellor = day.accounts[10 if seed % 3 == 2 else 5 * (seed % 2)]
    day.happened[f"{day.school.accounts[counsellor].role.value} counsels"] += 1
    day.party = {counsellor, day.accounts[1], day.accounts[2]}
    named, last = NameCounsellor(counsellor, True), day.tick
    day.tick, day.wall_ms = last + 1, day.wall_ms + TICK_MS
    for world in (day.talking, day.other):
        world.tick(Now(day.tick, day.wall_ms, TOKYO_MIN, last, 0), [Signed(named, 0, None, 0)])
    for _ in range(ticks):
        day.run(day.wishes())
        if day.chance.random() < 0.003:
            day.crash()
    day.run([(None, EraseAccount(pupil)) for pupil in day.school.covered if pupil != counsellor])
    for _ in range(LOOK_EVERY):
        day.run([])
    return day
