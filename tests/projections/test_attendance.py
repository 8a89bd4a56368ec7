"""Attendance is recounted from what the script did, by code that never sees an event (T6.1)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from projections.runner import Projector
from protocol.avatars import ShowStatus, Status
from protocol.floors import EnterFloor
from protocol.rights import Role
from protocol.sessions import BeginEpoch, Device, Disconnect, LogOut, OpenSession, Reconnect
from server.event_logs.sqlite import SqliteEventLog
from tests.conftest import TEST_SIZE
from tests.school_days import DAY_MS, MONDAY_9_MS, SchoolDays

pytestmark = pytest.mark.spec("T6.1")
PUPILS, SCHOOL_DAYS = {"quick": (40, 6), "fuzz": (60, 12), "soak": (100, 20)}[TEST_SIZE]
MINUTE_MS = 60_000
CLOSES_AFTER_MIN = 120
GRACE_MS = 120_000
IDLE_MS = 31 * MINUTE_MS
"""Half an hour and the minute in which somebody may have pressed without a note of it."""


@dataclass
class Done:
    """One thing a pupil or the world did, at the millisecond it took effect."""

    at_ms: int
    who: str
    what: str


@dataclass
class Counted:
    """A stay as the recount sees it."""

    who: str
    login_ms: int
    until_ms: int
    cause: str
    drops: int
    dropped_ms: int | None = None
    restarted: bool = False
    idle_from_ms: int = field(default=0, compare=False)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[SchoolDays]:
    log = SqliteEventLog(tmp_path / "school.db")
    days = SchoolDays(log, start_ms=MONDAY_9_MS - MINUTE_MS)
    days.found(opens=9 * 60, closes=9 * 60 + CLOSES_AFTER_MIN)
    yield days
    log.close()


def a_day(chance: random.Random, who: str) -> list[tuple[float, str, str]]:
    """What one pupil will do, as (minutes after nine, who, what)."""
    start = 1 + chance.random() * 30
    kind = chance.choice(["logout", "tab", "drops", "devices", "idle", "stays", "late drop"])
    script = [(start, who, "login"), (start + 0.2, who, "enter")]
    if kind == "idle":
        return script
    script += [(start + 10 * n, who, "act") for n in range(1, 13)]
    end = start + 8 + chance.random() * 60
    if kind == "drops":
        for n in range(chance.randrange(1, 4)):
            dropped = start + 3 + 12 * n
            script.append((dropped, who, "drop"))
            script.append((dropped + chance.random() * 4, who, "return"))
    if kind == "late drop":
        script.append((CLOSES_AFTER_MIN - chance.random() * 1.9, who, "drop"))
    if kind == "devices":
        script.append((start + 5, who, "login"))
        script.append((start + 5.2, who, "enter"))
    if kind == "tab":
        script.append((end, who, "drop"))
    if kind in {"logout", "devices", "drops"}:
        script.append((end, who, "logout"))
    return script


def live(days: SchoolDays, chance: random.Random) -> list[Done]:
    """A month at this school: the script is acted out, and what was done is written down."""
    pupils = [days.add(f"こ{n}") for n in range(PUPILS)]
    staff = days.add("せんせい", Role.TEACHER)
    crash_days = {1, SCHOOL_DAYS - 1}
    done: list[Done] = []
    days.log_in(staff)
    for day in range(SCHOOL_DAYS):
        nine_ms = MONDAY_9_MS + day * DAY_MS
        script = [act for who in pupils for act in a_day(chance, who)]
        if day in crash_days:
            crash = 40 + chance.random() * 20
            script += [(crash, staff, "last"), (crash + 0.7, "", "restart")]
            script += [(crash + 1 + chance.random(), who, "return") for who in pupils[::2]]
        for minutes, who, what in sorted(script):
            days.wait_until(nine_ms + round(minutes * MINUTE_MS / 50) * 50)
            if act(days, who, what):
                done.append(Done(days.now_ms, who, what))
        days.wait_until(nine_ms + (CLOSES_AFTER_MIN + 5) * MINUTE_MS)
        done.append(Done(nine_ms + CLOSES_AFTER_MIN * MINUTE_MS, "", "closing"))
    days.settle()
    return sorted(done, key=lambda each: each.at_ms)


def act(days: SchoolDays, who: str, what: str) -> bool:
    """One line of the script; whether it meant anything by then (a gone pupil cannot act)."""
    here = days.school.sessions.get(who)
    if what == "login":
        days.sessions[who] = days.new_id()
        days.do(OpenSession(who, days.sessions[who], Device.IPAD))
    elif what == "restart":
        days.do(BeginEpoch())
    elif here is None:
        return False
    elif what == "enter":
        days.do(EnterFloor("yard"), who)
    elif what == "act":
        if here.dropped_tick is not None:
            return False
        days.do(ShowStatus(Status.RESTING), who)
    elif what == "drop":
        days.do(Disconnect(who, days.sessions[who]))
    elif what == "return":
        days.do(Reconnect(who, days.sessions[who]))
    elif what == "logout":
        days.do(LogOut(), who)
    elif what == "last":
        days.do(ShowStatus(Status.FOCUSING), who)
    return True


class Recount:
    """The stays of a script, by the words of the rules alone (DESIGN section 5)."""

    def __init__(self) -> None:
        self.here: dict[str, Counted] = {}
        self.ended: list[Counted] = []
        self.last_ms = 0

    def count(self, act: Done) -> None:
        self.end_what_is_over(act.at_ms)
        stay = self.here.get(act.who)
        if act.what == "login":
            if stay is not None:
                self.end(stay, act.at_ms, "moved_device")
            new = Counted(act.who, act.at_ms, 0, "", 0, idle_from_ms=act.at_ms)
            self.here[act.who] = new
        elif act.what == "closing":
            for other in list(self.here.values()):
                self.end(other, act.at_ms, "closing")
        elif act.what == "restart":
            self.restart(act.at_ms)
        elif stay is not None:
            self.of_somebody_here(stay, act)
        self.last_ms = act.at_ms

    def of_somebody_here(self, stay: Counted, act: Done) -> None:
        if act.what == "drop":
            if stay.dropped_ms is None:
                stay.dropped_ms, stay.drops = act.at_ms, stay.drops + 1
        elif act.what == "return":
            if stay.dropped_ms is not None:
                stay.dropped_ms, stay.restarted, stay.idle_from_ms = None, False, act.at_ms
        elif act.what == "logout":
            self.end(stay, act.at_ms, "logout")
        elif act.at_ms - stay.idle_from_ms >= 5 * MINUTE_MS:
            stay.idle_from_ms = act.at_ms

    def restart(self, at_ms: int) -> None:
        for stay in self.here.values():
            if stay.dropped_ms is None:
                stay.dropped_ms, stay.restarted, stay.idle_from_ms = self.last_ms, True, at_ms

    def end_what_is_over(self, now_ms: int) -> None:
        for stay in list(self.here.values()):
            if stay.dropped_ms is None:
                if stay.idle_from_ms + IDLE_MS <= now_ms:
                    self.end(stay, stay.idle_from_ms + IDLE_MS, "idle")
            elif stay.restarted and stay.idle_from_ms + GRACE_MS <= now_ms:
                self.end(stay, 0, "restart")
            elif not stay.restarted and stay.dropped_ms + GRACE_MS <= now_ms:
                self.end(stay, 0, "dropped")

    def end(self, stay: Counted, until_ms: int, cause: str) -> None:
        stay.until_ms = until_ms if stay.dropped_ms is None else stay.dropped_ms
        stay.cause = cause
        self.ended.append(self.here.pop(stay.who))


def recount(done: list[Done]) -> list[Counted]:
    counter = Recount()
    for each in done:
        counter.count(each)
    return counter.ended


def rows(projector: Projector, query: str) -> list[tuple[Any, ...]]:
    return projector.connection.execute(query).fetchall()


def test_a_month_of_drops_closed_tabs_two_devices_and_crashes_equals_the_recount(
    days: SchoolDays, tmp_path: Path
) -> None:
    done = live(days, random.Random(7))
    expected = {(stay.who, stay.login_ms): stay for stay in recount(done)}
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    told = rows(
        projector,
        "SELECT account, login_ms, present_until_ms, cause, drops FROM attendance a "
        "JOIN event_account_added USING (account) WHERE role = 'pupil'",
    )
    projector.close()
    assert {(row[0], row[1]) for row in told} == set(expected)
    assert len(told) == len(expected)
    for who, login_ms, until_ms, cause, drops in told:
        stay = expected[who, login_ms]
        assert (cause, drops) == (stay.cause, stay.drops), stay
        assert 0 <= until_ms - stay.until_ms < 1_000, stay
    causes = {row[3] for row in told}
    assert causes == {"logout", "closing", "idle", "dropped", "moved_device", "restart"}


def test_a_stay_over_midnight_is_one_row_and_two_days(days: SchoolDays, tmp_path: Path) -> None:
    guard = days.add("よるばん", Role.SUPPORTER)
    days.wait_until(MONDAY_9_MS + 14 * 60 * MINUTE_MS + 30 * MINUTE_MS)
    days.log_in(guard)
    days.wait_until(MONDAY_9_MS + 15 * 60 * MINUTE_MS + 20 * MINUTE_MS)
    days.do(LogOut(), guard)
    days.settle()
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    (stay,) = rows(projector, "SELECT login_local, present_until_local, minutes FROM attendance")
    parts = rows(projector, "SELECT day, from_local, present_ms FROM attendance_days ORDER BY 1")
    months = rows(projector, "SELECT month, days, stays, present_ms FROM attendance_months")
    projector.close()
    assert stay[0] == datetime(2026, 9, 28, 23, 30, 0, 50_000)  # noqa: DTZ001  (local by design)
    assert [part[0] for part in parts] == [date(2026, 9, 28), date(2026, 9, 29)]
    assert [part[2] for part in parts] == [30 * MINUTE_MS - 50, 20 * MINUTE_MS + 50]
    assert stay[2] == 50.0
    assert months == [(date(2026, 9, 1), 2, 1, 50 * MINUTE_MS)]


def test_presence_on_a_floor_also_ends_at_the_drop(days: SchoolDays, tmp_path: Path) -> None:
    days.wait_until(MONDAY_9_MS + MINUTE_MS)
    pupil = days.add("あき")
    session = days.log_in(pupil)
    days.do(EnterFloor("yard"), pupil)
    entered_ms = days.now_ms
    days.wait(60)
    days.do(Disconnect(pupil, session))
    dropped_ms = days.now_ms
    days.wait(300)
    days.settle()
    projector = Projector(tmp_path / "tables.duckdb")
    projector.catch_up(days.log)
    visits = rows(projector, "SELECT floor, entered_ms, present_until_ms FROM floor_visits")
    (stay,) = rows(projector, "SELECT cause, estimated, drops FROM attendance")
    projector.close()
    assert visits == [("yard", entered_ms, dropped_ms)]
    assert stay == ("dropped", True, 1)
