"""Makes the log that a release leaves behind for later ones: `python -m tests.golden_logs`.

Run it once for a release, commit what it writes below `tests/golden/logs/<version>/`, and never
write that folder again: later versions must still read the file and come to the same hashes (R4).
It is a log as the product writes it, sealed with keys that follow from the people's ids.
"""

import json
import sqlite3
import tomllib
from pathlib import Path

from protocol.accounts import EraseAccount, RenameAccount
from protocol.avatars import ChooseLook, Look, Murmur, SetWatching, ShowStatus, Status
from protocol.calling import LeaveCall
from protocol.chatting import MarkRead, Say, SayInCall, SayTo
from protocol.chimes import ChimeRule, SetChimes
from protocol.floors import EnterFloor
from protocol.moving import Head, WalkTo
from protocol.rights import Role
from protocol.sessions import Disconnect, LogOut, Reconnect
from server.event_logs.sqlite import SqliteEventLog
from tests.school_days import MONDAY_9_MS, SchoolDays
from tests.source_tree import ROOT

LOGS = ROOT / "tests" / "golden" / "logs"
OPENS_MIN, CLOSES_MIN = 9 * 60, 9 * 60 + 30
SAID, MURMURED = "おはよう、みんな", "ねむいなあ"


def a_small_day(days: SchoolDays) -> None:
    """Half an hour with a bit of everything, until the floors close."""
    days.found(OPENS_MIN, CLOSES_MIN)
    days.do(SetChimes((ChimeRule("ten-past", "はじまり", 9 * 60 + 10, (0,), (), "bell", 60),), ""))
    aki, haru, natsu = days.add("あき"), days.add("はる"), days.add("なつ")
    staff = days.add("みまもり", Role.SUPPORTER)
    for person in (aki, haru, natsu, staff):
        days.log_in(person)
        days.do(SetWatching(False), person)
        days.do(EnterFloor("yard"), person)
    days.do(ChooseLook(Look(1, 2, 3, 4, 5, 6, 0)), aki)
    days.do(Say(SAID), aki)
    days.do(SayTo(haru, "あとでね"), aki)
    days.do(MarkRead(aki), haru)
    for person in (aki, haru):
        days.do(WalkTo(200, 200), person)
    days.wait(12)
    days.do(SayInCall("ここだけの はなし"), aki)
    days.do(LeaveCall(), haru)
    days.save_snapshot()
    days.do(Head(1, 0), natsu)
    days.do(Murmur(MURMURED), natsu)
    days.do(ShowStatus(Status.FOCUSING), natsu)
    days.do(Disconnect(natsu, days.sessions[natsu]))
    days.wait(20)
    days.do(Reconnect(natsu, days.sessions[natsu]))
    days.do(EnterFloor("classroom"), natsu)
    days.do(RenameAccount(haru, "はるか"))
    days.do(LogOut(), haru)
    days.do(EraseAccount(aki))
    days.wait_until(MONDAY_9_MS + 31 * 60_000)
    days.settle()


def make(folder: Path) -> None:
    """Write the log and what it must give. Raises FileExistsError for a release that has one."""
    folder.mkdir(parents=True)
    log = SqliteEventLog(folder / "school.db")
    days = SchoolDays(log)
    a_small_day(days)
    log.close()
    with sqlite3.connect(folder / "school.db") as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    wanted = {"head": days.head.hex(), "hashes": [h for _, h in sorted(days.hashes.items())]}
    (folder / "wanted.json").write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    make(LOGS / project["version"])
