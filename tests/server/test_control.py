"""Operating a school from the command line, running or not."""

import asyncio
import json
import stat
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from protocol.accounts import EraseAccount
from protocol.record import decode_rows
from protocol.sessions import Done, Welcome
from server.app import open_school
from server.commands.operate import resting
from server.demo import plan_of
from server.event_logs.sqlite import open_for_reading
from server.vault_sessions import hash_of
from tests.server.founded import demo_school
from tests.server.running import Browser, Server, new_card, run_hiroba


def asked(data_dir: Path, *arguments: str) -> object:
    done = run_hiroba(*arguments[:2], "--data-dir", str(data_dir), *arguments[2:])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


def refused(data_dir: Path, *arguments: str) -> str:
    done = run_hiroba(*arguments[:2], "--data-dir", str(data_dir), *arguments[2:])
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_the_same_command_works_on_a_running_and_on_a_resting_school(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        running = asked(data_dir, "accounts", "add", "--role", "pupil", "--name", "はしる")
        server.stop()
    resting_card = asked(data_dir, "accounts", "add", "--role", "pupil", "--name", "やすむ")
    listed = asked(data_dir, "accounts", "list")
    assert isinstance(listed, list)
    names = {person["name"] for person in listed}
    assert {"はしる", "やすむ"} <= names
    assert isinstance(running, dict)
    assert isinstance(resting_card, dict)
    assert running.keys() == resting_card.keys()


def test_a_restart_folds_the_log_to_the_same_state(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        running = [asked(data_dir, "school", what) for what in ("state-hash", "head")]
        server.stop()
    resting_school = [asked(data_dir, "school", what) for what in ("state-hash", "head")]
    assert running == resting_school


def test_the_head_of_the_log_is_what_verify_finds(demo: Server) -> None:
    head = asked(demo.data_dir, "school", "head")
    assert isinstance(head, dict)
    proof = run_hiroba(
        "verify", "--data-dir", str(demo.data_dir), "--head", f"{head['batch']}:{head['head']}"
    )
    assert proof.returncode == 0, proof.stderr
    assert proof.stdout.startswith("whole: ")


def test_names_that_look_like_staff_or_another_child_are_refused(demo: Server) -> None:
    new_card(demo, "みかづき")
    assert "name_taken" in refused(
        demo.data_dir, "accounts", "add", "--role", "pupil", "--name", "ミカヅキ"
    )


def test_somebody_who_is_not_there_is_refused_by_name(demo: Server) -> None:
    for action in ("disable", "enable", "erase", "reset-passphrase", "counsellor"):
        assert "no_such_account" in refused(demo.data_dir, "accounts", action, "A" * 22)


async def test_new_words_open_and_old_ones_do_not(demo: Server) -> None:
    card = new_card(demo, "わすれた")
    fresh = asked(demo.data_dir, "accounts", "reset-passphrase", card["account"])
    assert isinstance(fresh, dict)
    async with Browser(demo.address) as browser:
        assert (await browser.log_in(card))[0] == 401
        assert (await browser.log_in({**card, "passphrase": fresh["passphrase"]}))[0] == 200


def test_an_id_that_begins_with_a_hyphen_is_an_id_and_no_option(demo: Server) -> None:
    nobody = "-" + "A" * 21
    assert "no_such_account" in refused(demo.data_dir, "accounts", "erase", nobody)
    renaming = ("accounts", "rename", nobody, "--name", "だれか")
    assert "no_such_account" in refused(demo.data_dir, *renaming)


async def test_ending_a_stay_takes_the_cookie_with_it(demo: Server) -> None:
    card = new_card(demo, "またあした")
    async with Browser(demo.address) as browser:
        await browser.log_in(card)
        asked(demo.data_dir, "school", "end-session", card["account"])
        assert (await browser.get("/api/floors"))[0] == 401


async def test_an_erased_person_is_gone_and_no_file_holds_their_words(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        card = new_card(server, "きえるひと")
        async with Browser(server.address) as browser:
            await browser.log_in(card)
            asked(data_dir, "accounts", "erase", card["account"])
            assert (await browser.get("/api/floors"))[0] == 401
            assert (await browser.log_in(card))[1]["reason"] == "login_wrong"
        server.stop()
    async with open_school(resting(data_dir)) as (school_app, _):
        assert school_app.vault.data_key(card["account"]) is None
        assert school_app.vault.logins.account_of(card["login_id"]) is None
    stored = [path.read_bytes() for path in data_dir.rglob("*") if path.is_file()]
    assert not any("きえるひと".encode() in content for content in stored)
    proof = run_hiroba("verify", "--data-dir", str(data_dir))
    assert proof.returncode == 0, proof.stderr


@pytest.mark.spec("T6.7")
async def test_an_admin_who_erases_somebody_from_the_page_destroys_the_key_too(
    tmp_path: Path,
) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        card = new_card(server, "けされるひと")
        async with Browser(server.address) as browser:
            await browser.log_in(server.card("admin"))
            socket = await browser.connect()
            await socket.until(Welcome)
            await socket.send(EraseAccount(card["account"]))
            await socket.until(Done)
        server.stop()
    async with open_school(resting(data_dir)) as (school_app, _):
        assert school_app.vault.is_erased(card["account"])
        assert school_app.vault.data_key(card["account"]) is None


async def test_a_stolen_vault_holds_no_token(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    with demo_school(data_dir) as server:
        async with Browser(server.address) as browser:
            await browser.log_in(server.card("pupil"))
            token = browser.cookie("hiroba-demo-sid") or ""
            server.stop()
    stored = b"".join(p.read_bytes() for p in data_dir.iterdir() if p.name.startswith("vault"))
    assert token.encode() not in stored
    assert hash_of(token) in stored


def test_only_the_owner_reaches_the_local_socket(demo: Server) -> None:
    assert stat.S_IMODE((demo.data_dir / "control.sock").stat().st_mode) == 0o600


def test_a_calendar_that_ends_before_it_begins_is_refused(demo: Server, tmp_path: Path) -> None:
    file = tmp_path / "calendar.json"
    file.write_text(
        '{"first_day": 9, "last_day": 3, "openings": [], "closed_days": [], "extra_days": []}'
    )
    assert "calendar_ends_before_it_begins" in refused(
        demo.data_dir, "school", "set-calendar", str(file)
    )
    file.write_text('{"first_day": "soon"}')
    assert "set-calendar" in refused(demo.data_dir, "school", "set-calendar", str(file))
    file.write_text("{")
    assert "cannot be read" in refused(demo.data_dir, "school", "set-calendar", str(file))


def test_a_floor_that_exists_is_refused(demo: Server) -> None:
    file = demo.data_dir.parent / "plan.json"
    file.write_text(json.dumps(plan_of("yard")))
    assert "floor_exists" in refused(demo.data_dir, "school", "add-floor", str(file))


def test_the_real_clock_cannot_be_driven(demo: Server) -> None:
    assert "--drill-clock" in refused(demo.data_dir, "school", "clock", "--jump", "1000")


async def test_at_closing_time_a_pupil_is_logged_out_and_told_when_to_come_back(
    tmp_path: Path,
) -> None:
    """Closing is driven by a drill clock: 2026-11-20 11:59 in Tokyo, closing at noon."""
    data_dir, file = tmp_path / "school", tmp_path / "calendar.json"
    with demo_school(data_dir, "--drill-clock", "1795143540000") as server:
        openings = [
            {"floor": "yard", "weekday": day, "opens": 600, "closes": 720} for day in range(7)
        ]
        file.write_text(
            json.dumps(
                {"first_day": 0, "last_day": 90_000, "openings": openings, "closed_days": [],
                 "extra_days": []}
            )
        )  # fmt: skip
        async with Browser(server.address) as browser:
            asked(data_dir, "school", "set-calendar", str(file))
            assert (await browser.log_in(server.card("pupil")))[0] == 200
            asked(data_dir, "school", "clock", "--jump", "60000")
            asked(data_dir, "school", "state-hash")
            status, told = await browser.log_in(server.card("pupil"))
            assert (status, told["reason"]) == (403, "school_closed")
            assert told["at_ms"] == 1795143600000 + 22 * 3600 * 1000
            assert (await browser.get("/api/floors"))[0] == 401


HEAD = "role,name,real_name,home_school\n"


@pytest.mark.spec("T1.3")
async def test_a_hundred_rows_become_a_hundred_people_with_secrets_of_their_own(
    tmp_path: Path,
) -> None:
    file = tmp_path / "people.csv"
    rows = "".join(f"pupil,子ども{n},本名 {n},S{n % 9}\n" for n in range(100))
    file.write_text("\ufeff" + HEAD + rows, encoding="utf-8")
    with demo_school(tmp_path / "school") as server:
        cards = asked(server.data_dir, "accounts", "import", str(file))
        assert isinstance(cards, list)
        assert len({card["login_id"] for card in cards}) == 100
        assert len({card["passphrase"] for card in cards}) == 100
        async with AsyncExitStack() as browsers:
            people = [await browsers.enter_async_context(Browser(server.address)) for _ in cards]
            answers = await asyncio.gather(
                *(browser.log_in(card) for browser, card in zip(people, cards, strict=True))
            )
        assert [status for status, _ in answers] == [200] * 100
    with closing(open_for_reading(server.data_dir / "school.db")) as log:
        events = [len(decode_rows(batch.state)[1]) for batch in log.read(0, 10_000)]
    # All of them are one batch: a power cut leaves the whole file or nothing of it.
    assert max(events) >= 100


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ("pupil,ひとり,,\nking,ふたり,,\n", "Row 2"),
        ("pupil,ひとり,,\npupil,ヒトリ,,\n", "looks like"),
        ("pupil,さくら,,\n", "looks like"),
        ("pupil,とてもとてもとてもながいなまえ,,\n", "Row 1"),
        ("pupil,ひとり,,,more\n", "columns"),
        (
            "pupil,ひとり,,\npupil,\u200b,,\nking,ふたり,,\n",
            "Row 2: the name is empty. Row 3: 'king'",
        ),
    ],
)
def test_a_file_with_one_wrong_row_adds_nobody(
    demo: Server, tmp_path: Path, rows: str, word: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    before = asked(demo.data_dir, "accounts", "list")
    assert word in refused(demo.data_dir, "accounts", "import", str(file))
    assert asked(demo.data_dir, "accounts", "list") == before
