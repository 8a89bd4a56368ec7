"""A backup is a pair that opens with its own key, or is refused before anything is written."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from protocol.floors import EnterFloor, FloorShown
from protocol.sessions import Welcome
from protocol.units import ERASED_TEXT
from tests.server.files_made import pdf
from tests.server.running import Browser, new_card, run_hiroba, serving

TOKYO = ZoneInfo("Asia/Tokyo")
FLAGS = ("--demo", "--children", "0")


def done(*arguments: str) -> str:
    ended = run_hiroba(*arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(*arguments: str) -> str:
    ended = run_hiroba(*arguments)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


def restoring(backup: Path, data_dir: Path, key: Path) -> tuple[str, ...]:
    return ("restore", "--data-dir", str(data_dir), "--master-key", str(key), str(backup))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """The directory of a school, a backup made while it ran, and somebody in it."""
    folder = tmp_path_factory.mktemp("backup")
    with serving(folder / "school", *FLAGS) as server:
        card = new_card(server, "もどるひと")
        done("backup", "--data-dir", str(server.data_dir), str(folder / "backup"))
        server.stop()
    return folder / "school", folder / "backup", card


@pytest.fixture
def backup(made: tuple[Path, Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the backup, to be spoilt."""
    return shutil.copytree(made[1], tmp_path / "backup")


@pytest.mark.spec("T6.16")
def test_a_backup_of_a_running_school_comes_back_whole(
    made: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    school, copy, card = made
    told = done(*restoring(copy, tmp_path / "school", school / "master.key"))
    head = told.splitlines()[0].removeprefix("restored to batch ")
    done("verify", "--data-dir", str(tmp_path / "school"), "--head", head)
    people = done("accounts", "list", "--data-dir", str(tmp_path / "school"))
    assert card["account"] in people
    assert "もどるひと" in people


def test_the_key_is_never_in_it_and_the_command_says_so(
    made: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    school, copy, _ = made
    key = (school / "master.key").read_text().strip()
    stored = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())
    assert key.encode() not in stored
    assert bytes.fromhex(key) not in stored
    assert "もどるひと".encode() not in stored
    told = done("backup", "--data-dir", str(school), str(tmp_path / "again"))
    assert "master.key" in told


@pytest.mark.spec("T6.7")
async def test_whoever_was_erased_since_stays_erased(tmp_path: Path) -> None:
    with serving(tmp_path / "school", *FLAGS) as server:
        card = new_card(server, "わすれて")
        async with Browser(server.address) as browser:
            await browser.log_in(card)
            socket = await browser.connect()
            await socket.until(Welcome)
            await socket.send(EnterFloor("yard"))
            await socket.until(FloorShown)
        seen = f"{datetime.now(TOKYO):%F %T.%f}"
        done("backup", "--data-dir", str(server.data_dir), str(tmp_path / "backup"))
        done("accounts", "erase", "--data-dir", str(server.data_dir), card["account"])
        server.stop()
    key = tmp_path / "school" / "master.key"
    done(*restoring(tmp_path / "backup", tmp_path / "again", key))
    again = tmp_path / "again"
    past = done("replay", "--data-dir", str(again), "--at", seen)
    assert ERASED_TEXT in past
    assert "わすれて" not in past
    with serving(again) as server:
        people = done("accounts", "list", "--data-dir", str(again))
        assert "さくら" in people
        assert "わすれて" not in people
        assert card["account"] not in people
        async with Browser(server.address) as browser:
            assert (await browser.log_in(card))[1]["reason"] == "login_wrong"
        server.stop()
    done("verify", "--data-dir", str(again))
    stored = [path.read_bytes() for path in again.rglob("*") if path.is_file()]
    assert not any("わすれて".encode() in content for content in stored)


def test_a_folder_that_holds_anything_is_not_written_over(
    made: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    school, copy, _ = made
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("keep me")
    assert "not empty" in refused("backup", "--data-dir", str(school), str(tmp_path / "full"))
    told = refused(*restoring(copy, tmp_path / "full", school / "master.key"))
    assert "not empty" in told
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter"]


@pytest.mark.parametrize("name", ["school.db", "vault.db", "manifest.json"])
def test_a_changed_byte_is_refused(
    made: tuple[Path, Path, dict[str, str]], backup: Path, tmp_path: Path, name: str
) -> None:
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 1
    (backup / name).write_bytes(content)
    refused(*restoring(backup, tmp_path / "school", made[0] / "master.key"))
    assert not (tmp_path / "school").exists()


@pytest.mark.parametrize("name", ["school.db", "vault.db", "manifest.json"])
def test_half_a_pair_is_refused(
    made: tuple[Path, Path, dict[str, str]], backup: Path, tmp_path: Path, name: str
) -> None:
    (backup / name).unlink()
    told = refused(*restoring(backup, tmp_path / "school", made[0] / "master.key"))
    assert name in told
    assert not (tmp_path / "school").exists()


def test_the_key_of_another_school_is_refused(backup: Path, tmp_path: Path) -> None:
    key = tmp_path / "other.key"
    key.write_text("11" * 32 + "\n")
    key.chmod(0o600)
    assert "key" in refused(*restoring(backup, tmp_path / "school", key))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "other.key"]


def test_nothing_to_back_up_is_said_in_a_sentence(tmp_path: Path) -> None:
    told = refused("backup", "--data-dir", str(tmp_path), str(tmp_path / "backup"))
    assert "no school" in told
    assert list(tmp_path.iterdir()) == []


async def test_uploads_are_part_of_the_pair_and_a_changed_one_is_refused(tmp_path: Path) -> None:
    sent = pdf("うつす")
    name = hashlib.sha256(sent).hexdigest()
    key = tmp_path / "school" / "master.key"
    with serving(tmp_path / "school", *FLAGS) as server:
        async with Browser(server.address) as browser:
            await browser.log_in(new_card(server, "うつすひと", "admin"))
            headers = {
                "Sec-Fetch-Site": "same-origin", "Content-Type": "application/octet-stream",
            }  # fmt: skip
            path = f"{server.address}/api/uploads?title=a"
            async with browser.session.post(path, data=sent, headers=headers) as response:
                assert response.status == 200
        done("backup", "--data-dir", str(server.data_dir), str(tmp_path / "backup"))
        (server.data_dir / "blobs" / name).write_bytes(b"bent")
        told = done("backup", "--data-dir", str(server.data_dir), str(tmp_path / "bent"))
        assert name in told
        server.stop()
    done(*restoring(tmp_path / "backup", tmp_path / "again", key))
    assert (tmp_path / "again" / "blobs" / name).read_bytes() == sent
    assert "uploads: 1 files, all whole" in done("verify", "--data-dir", str(tmp_path / "again"))
    (tmp_path / "backup" / "blobs" / name).write_bytes(b"bent")
    assert name in refused(*restoring(tmp_path / "backup", tmp_path / "third", key))
    (tmp_path / "backup" / "blobs" / name).unlink()
    assert name in refused(*restoring(tmp_path / "backup", tmp_path / "third", key))
