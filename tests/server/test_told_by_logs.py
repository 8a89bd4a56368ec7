"""What a server writes beside its log, at every level: nothing that names a talk or its people, and
no word of anybody (SPEC T3.4, T6.7)."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protocol.chatting import Say, SayInCall
from protocol.counselling import CoverShown, LeaveCounselling
from protocol.floors import DeskShown
from protocol.media import MediaSet, SetMedia
from protocol.reporting import Place, Report
from protocol.whiteboard import Ink, OpenWhiteboard, WhiteboardShown, WriteOn
from tests.media_wire import WireClient
from tests.server.callers import line_of
from tests.server.founded import demo_school
from tests.server.people import MONDAY_10_MS, Person, Rehearsal
from tests.server.running import run_hiroba
from tests.server.talking import a_talk

EVERY_LEVEL = """
import atexit, logging, os
os.dup2(os.open({path!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
from server import structured_logs
structured_logs.log_as_json.__defaults__ = (1,)
atexit.register(logging.getLogger("test").debug, "the end")
"""
"""Everything that is written, also by the processes beside it, goes into a file."""
SAID = ("ここだけの はなし", "おはよう みんな", "ひみつのえ", "ちがう ことば です")


@contextmanager
def writing(folder: Path) -> Iterator[tuple[Rehearsal, Path]]:
    """A school that logs at every level, and the file into which it does."""
    written = folder / "written"
    before = EVERY_LEVEL.format(path=str(written))
    flags = ("--drill-clock", str(MONDAY_10_MS))
    with demo_school(folder / "school", *flags, before=before) as server:
        yield Rehearsal(**vars(server)), written


async def talked(pupil: Person, staff: Person, third: Person) -> list[str]:
    """All that can be in a talk and beside it, and what goes wrong; the ids of the talk."""
    call = pupil.all_of(CoverShown)[-1].call
    assert await pupil.ask(SayInCall(SAID[0])) == ""
    assert await third.ask(Say(SAID[1])) == ""
    assert await pupil.ask(OpenWhiteboard("")) == ""
    board = (await pupil.until(WhiteboardShown)).board
    assert await pupil.ask(WriteOn(board, 0, "text-001", Ink.BLUE, 1, 5, 5, SAID[2])) == ""
    line = await line_of(pupil, WireClient(pupil.account))
    assert await pupil.ask(SetMedia(True, True, False)) == ""
    await staff.until(MediaSet)
    assert await pupil.ask(Report(staff.account, Place.CALL, 0, ())) == ""
    for person in (pupil, staff, third):
        assert await person.get("/api/metrics") == 403
        await person.send_raw(b"\xc1" + pupil.account.encode())
    status, _ = await third.browser.log_in({**pupil.card, "passphrase": SAID[3]})
    assert status == 401
    await staff.drop()
    await staff.connect()
    assert await pupil.ask(LeaveCounselling()) == ""
    for person in (pupil, staff):
        await person.until(DeskShown)
    line.cut()
    return [call, board]


@pytest.mark.spec("T3.4")
async def test_lines_and_names_of_files_say_nothing_of_a_talk_or_of_what_anybody_said(
    tmp_path: Path,
) -> None:
    with writing(tmp_path) as (drill, written):
        cards = await drill.new_cards("あさがおさん", "ひまわりさん")
        async with a_talk(drill, cards, "すみれ せんせい") as people:
            ids = await talked(*people)
            ids += [person.account for person in people]
        drill.stop()
        assert drill.process.stdout is not None
        spoken = drill.process.stdout.read()
    lines = written.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["level"] == "debug"
    assert any("media worker" in line for line in lines)
    copy = str(tmp_path / "copy")
    done = await asyncio.to_thread(run_hiroba, "backup", "--data-dir", str(drill.data_dir), copy)
    assert done.returncode == 0, done.stderr
    spoken += done.stdout + done.stderr
    names = [str(file) for folder in ("school", "copy") for file in (tmp_path / folder).rglob("*")]
    told = "\n".join([*map(str, map(json.loads, lines)), spoken, *names])
    for marker in (
        *ids,
        *SAID,
        "あさがお",
        "ひまわり",
        "すみれ",
        cards[0]["login_id"],
        "ounsel",
        "overed",
    ):
        assert marker not in told
