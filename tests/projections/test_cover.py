"""Tables of a day with a talk are those of a day with two logouts instead (SPEC T3.4)."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from projections.runner import Projector, rebuild
from projections.school_attendance import month_of
from projections.snapshots import FILE_NAME, export_csv
from protocol.chatting import Say, SayInCall
from protocol.counselling import AnswerOffer, LeaveCounselling, NameCounsellor, OfferCounselling
from protocol.floors import EnterFloor
from protocol.rights import Role
from protocol.sessions import Device, Disconnect, LogOut, OpenSession, Reconnect
from server.commands.project import Tables
from server.data_dir import DataDir
from server.event_logs.sqlite import SqliteEventLog
from tests.school_days import SchoolDays

pytestmark = pytest.mark.spec("T3.4")
APART = ("avatar", "x", "y")
"""What was drawn by chance."""


class TwinSchool:
    """A school in which two people have a talk, or log out and in again instead."""

    def __init__(self, folder: Path, *, talks: bool) -> None:
        folder.mkdir()
        self.log = SqliteEventLog(folder / "school.db")
        self.days, self.talks, self.folder = SchoolDays(self.log), talks, folder
        self.projector = Projector(folder / "tables.duckdb")
        days = self.days
        days.found()
        people = (days.add("あき"), days.add("はる"), days.add("みまもり", Role.SUPPORTER))
        self.aki, self.haru, self.staff = people
        days.do(NameCounsellor(self.staff, True))
        for person in people:
            days.log_in(person)
            days.do(EnterFloor("yard"), person)

    @property
    def pair(self) -> list[str]:
        return sorted((self.aki, self.staff))

    def begin(self) -> None:
        """Two ticks and what happens in them, either way."""
        if self.talks:
            self.days.do(OfferCounselling(self.aki), self.staff)
            self.days.do(AnswerOffer(yes=True), self.aki)
            return
        self.days.tick()
        for person in self.pair:
            self.days.give(LogOut(), person)
        self.days.tick()

    def live_on(self) -> None:
        """Words, a lost line and a return inside; somebody else goes on meanwhile."""
        hidden = self.days.sessions[self.aki]
        for wish, who in (
            (SayInCall("ここだけの はなし"), self.aki), (Disconnect(self.aki, hidden), None),
            (Reconnect(self.aki, hidden), None),
        ):  # fmt: skip
            if self.talks:
                self.days.do(wish, who)
            else:
                self.days.tick()
        self.days.do(Say("だれか いますか"), self.haru)
        self.days.wait(60)

    def end(self, *, aki_stays_away: bool = False) -> None:
        if self.talks and aki_stays_away:
            self.days.do(LogOut(), self.aki)
        elif self.talks:
            self.days.do(LeaveCounselling(), self.aki)
        else:
            for person in self.pair:
                if person != self.aki or not aki_stays_away:
                    self.days.give(OpenSession(person, self.days.new_id(), Device.CHROMEBOOK))
            self.days.tick()

    def go_on(self, *people: str) -> None:
        for person in people:
            self.days.do(EnterFloor("classroom"), person)
        self.days.wait(30)
        for person in people:
            self.days.do(LogOut(), person)

    def project(self) -> None:
        self.days.settle()
        self.projector.catch_up(self.log)

    def tables(self) -> dict[str, list[str]]:
        """Every table and view, in one order."""
        self.project()
        out = self.folder / "csv"
        export_csv(self.projector.connection, out)
        self.projector.close()
        self.log.close()
        rows = {
            file.stem: list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
            for file in sorted(out.glob("*.csv"))
        }
        stays = {
            one["session"]: f"{one['account']} {one['login_ms']}" for one in rows["attendance"]
        }
        return {name: sorted(map(str, _normal(of, stays))) for name, of in rows.items()}


def _normal(rows: list[dict[str, str]], stays: dict[str, str]) -> Iterator[dict[str, str]]:
    """Rows with sessions by whose they are and since when."""
    for row in rows:
        kept = {column: v for column, v in row.items() if not column.endswith(APART)}
        yield kept | ({"session": stays[kept["session"]]} if "session" in kept else {})


def lived(folder: Path, *, talks: bool, away: bool = False) -> TwinSchool:
    school = TwinSchool(folder, talks=talks)
    school.begin()
    # The projector stops in the middle of a talk, and another one goes on.
    school.project()
    school.projector.close()
    school.projector = Projector(folder / "tables.duckdb")
    school.live_on()
    school.project()
    school.end(aki_stays_away=away)
    people = (school.staff,) if away else (school.aki, school.staff)
    school.go_on(*people)
    return school


@pytest.mark.parametrize("away", [False, True], ids=["both come back", "one goes home from it"])
def test_no_table_can_tell_a_talk_from_two_logouts(tmp_path: Path, away: bool) -> None:
    talk = lived(tmp_path / "talk", talks=True, away=away)
    logouts = lived(tmp_path / "logouts", talks=False, away=away)
    assert talk.pair == logouts.pair
    tables, others = talk.tables(), logouts.tables()
    assert tables.keys() == others.keys()
    assert len(tables["attendance"]) == (4 if away else 5)
    for name, rows in tables.items():
        assert rows == others[name], name


def test_a_talk_alone_makes_no_new_copy_for_analysts(tmp_path: Path) -> None:
    school = TwinSchool(tmp_path / "talk", talks=True)
    school.begin()
    school.days.settle()
    (tmp_path / "copies").mkdir()
    tables = Tables(DataDir(tmp_path / "copies"), school.log)
    tables.catch_up()
    made = [tables.publish().stat().st_mtime_ns]
    for wish, who in ((SayInCall("ここだけ"), school.aki), (Say("おーい"), school.haru)):
        school.days.do(wish, who)
        school.days.settle()
        assert tables.catch_up() > 0
        tables.publish_what_is_new()
        made.append((tmp_path / "copies" / "published" / FILE_NAME).stat().st_mtime_ns)
    tables.close()
    assert made[0] == made[1] < made[2]


def test_a_table_made_anew_is_the_one_that_grew(tmp_path: Path) -> None:
    school = lived(tmp_path / "talk", talks=True)
    school.project()
    grown = school.projector.connection.execute("SELECT * FROM attendance ORDER BY ALL").fetchall()
    rebuild(tmp_path / "anew.duckdb", school.log)
    anew = Projector(tmp_path / "anew.duckdb")
    assert anew.connection.execute("SELECT * FROM attendance ORDER BY ALL").fetchall() == grown


@pytest.mark.spec("T6.1")
@pytest.mark.parametrize("away", [False, True], ids=["both come back", "one goes home from it"])
def test_for_the_centre_and_the_school_a_talk_is_ordinary_time(tmp_path: Path, away: bool) -> None:
    talk = lived(tmp_path / "talk", talks=True, away=away)
    quiet = lived(tmp_path / "quiet", talks=False, away=away)
    for school in (talk, quiet):
        school.days.settle()
    month = f"{datetime.fromtimestamp(talk.days.now_ms / 1000, UTC):%Y-%m}"
    told, of_logouts = month_of(talk.log, month), month_of(quiet.log, month)
    quiet.project()
    asked = "SELECT account, present_ms FROM attendance_days ORDER BY ALL"
    for_analysts = quiet.projector.connection.execute(asked).fetchall()
    assert sorted((one.account, one.present_ms) for one in of_logouts) == for_analysts
    # One stay each, from coming to going, and no word of what it was.
    assert Counter(one.account for one in told) == dict.fromkeys(talk.pair, 1)
    assert len(of_logouts) == len(told) + (1 if away else 2)
    for person in talk.pair:
        parts = [one for one in of_logouts if one.account == person]
        [whole] = [one for one in told if one.account == person]
        assert whole.from_local == parts[0].from_local
        assert whole.until_local >= parts[-1].until_local
        assert whole.present_ms > sum(part.present_ms for part in parts)
