"""Any past moment comes back as it was, and reads as text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.accounts import EraseAccount
from protocol.avatars import Murmur, SetWatching
from protocol.chatting import Say, SayTo
from protocol.floors import EnterFloor
from protocol.moving import WalkTo
from protocol.record import decode_batch
from protocol.sessions import Disconnect
from replay.timeline import Timeline
from replay.transcript import play
from replay.unpacking import unpack
from server.event_logs.sqlite import SqliteEventLog
from simulation.motion import position_at
from simulation.snapshot import state_hash
from tests.replay.stored_days import store
from tests.school_days import SchoolDays

pytestmark = pytest.mark.spec("R1")


@pytest.fixture
def days(tmp_path: Path) -> Iterator[SchoolDays]:
    log = SqliteEventLog(tmp_path / "school.db")
    days = SchoolDays(log)
    days.found()
    yield days
    log.close()


def lived(days: SchoolDays) -> tuple[str, str]:
    """Two pupils, twenty minutes, a snapshot every five."""
    aki, haru = days.add("あき"), days.add("はる")
    for pupil, floor in ((aki, "yard"), (haru, "classroom")):
        days.log_in(pupil)
        days.do(SetWatching(False), pupil)
        days.do(EnterFloor(floor), pupil)
    for minute in range(20):
        days.give(WalkTo(days.random.randrange(48, 336), days.random.randrange(64, 224)), aki)
        days.do(Say(f"{minute}分だよ"), aki)
        if minute % 5 == 0:
            days.save_snapshot()
        days.wait(60)
    days.settle()
    return aki, haru


@pytest.mark.spec("R4")
def test_every_moment_gives_the_state_that_ran_then(days: SchoolDays) -> None:
    lived(days)
    timeline = Timeline(days.log, days.sealer)
    for number, wall_ms in days.batch_ms.items():
        scene = timeline.seek(wall_ms)
        assert (scene.batch, state_hash(scene.school)) == (number, days.hashes[number])
        assert timeline.seek(wall_ms + 49).batch == number
    assert timeline.seek(days.batch_ms[1] - 1).batch == 0


def test_playing_from_a_moment_passes_every_later_state(days: SchoolDays) -> None:
    lived(days)
    timeline = Timeline(days.log, days.sealer)
    scene = timeline.seek(days.batch_ms[10])
    seen = {
        played.batch.header.number: state_hash(scene.school)
        for played in timeline.play(scene, days.now_ms)
    }
    assert seen == {number: days.hashes[number] for number in range(11, days.number + 1)}


def test_the_text_of_a_moment_tells_who_stood_where_and_what_was_said(days: SchoolDays) -> None:
    aki, haru = lived(days)
    days.do(Murmur("ふんふん"), aki)
    days.do(SayTo(haru, "ひみつ"), aki)
    days.do(Disconnect(haru, days.sessions[haru]))
    days.settle()
    x, y = position_at(days.school.avatars[days.school.sessions[aki].avatar or 0].walk, 10**9)
    text = "\n".join(play(Timeline(days.log, days.sealer), days.now_ms, 0))
    assert f"あき  x {x // 16} y {y // 16}  「ふんふん」" in text
    assert "SaidTo  あき  to はる  「ひみつ」" in text
    assert "はる  x " in text
    assert "connection lost" in text


def test_a_moment_after_the_end_of_the_log_is_told_as_its_last_one(days: SchoolDays) -> None:
    lived(days)
    timeline = Timeline(days.log, days.sealer)
    told = list(play(timeline, days.now_ms + 10**15, 60))
    assert told[0] == "Nothing is in the log after this last moment:"
    assert told[1:] == list(play(timeline, timeline.last_ms(), 60))


def test_what_was_said_before_leaves_out_names_and_bubbles_taken_away(days: SchoolDays) -> None:
    aki, _ = lived(days)
    days.add("あたらしいこ")
    days.do(Murmur("ふんふん"), aki)
    days.do(Murmur(""), aki)
    days.settle()
    told = list(play(Timeline(days.log, days.sealer), days.now_ms, 0))
    before = told[1 : next(n for n, line in enumerate(told) if line.startswith("20"))]
    assert [line.split("  ")[-1] for line in before] == ["「ふんふん」"]


def test_a_floor_leaves_out_what_belongs_to_another(days: SchoolDays) -> None:
    lived(days)
    told = list(play(Timeline(days.log, days.sealer), days.now_ms - 600_000, 300, "classroom"))
    assert [line for line in told if "あき" in line or "分だよ" in line] == []
    assert [line for line in told if "はる" in line]


def test_words_of_an_erased_person_read_as_removed(days: SchoolDays) -> None:
    aki, _haru = lived(days)
    moment_ms = days.now_ms
    days.do(EraseAccount(aki))
    days.settle()
    days.keys.erased.add(aki)
    days.sealer.forget(aki)
    told = "\n".join(play(Timeline(days.log, days.sealer), moment_ms - 90_000, 60))
    assert "分だよ" not in told
    assert "あき" not in told
    assert "Said  （削除済み）  「（削除済み）」" in told
    assert "はる" in told


@pytest.mark.spec("R4")
def test_the_fast_way_of_unpacking_gives_what_the_long_way_gives(tmp_path: Path) -> None:
    day = store(tmp_path / "school.db", seed=8, ticks=1_500)
    kinds = set()
    for state in day.log:
        batch = unpack(state, day.sealer)
        assert batch == decode_batch(state, day.sealer)
        kinds |= {type(event) for event in batch.events}
    assert len(kinds) > 20
