"""A start that cannot succeed: one clear sentence, a non-zero exit, and a disk as it was."""

import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.running import new_card, run_hiroba, serving

FLAGS = ("--demo", "--children", "0")


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder with a hash of what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("hiroba: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in lines[0]
    assert "listening" not in done.stdout


def start(data_dir: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return run_hiroba("serve", "--data-dir", str(data_dir), "--port", "0", *flags)


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school that ran and was stopped."""
    data_dir = tmp_path_factory.mktemp("stopped") / "school"
    with serving(data_dir, *FLAGS) as server:
        assert server.stop() == 0
    return data_dir


@pytest.fixture
def founded(tmp_path: Path, stopped: Path) -> Path:
    """A copy of it to be damaged."""
    return shutil.copytree(stopped, tmp_path / "school")


def test_a_folder_whose_parent_is_missing(tmp_path: Path) -> None:
    assert_refused(start(tmp_path / "no" / "where"), "does not exist")
    assert files_of(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "school"
    file.write_text("a letter")
    assert_refused(start(file), "is not a folder")
    assert file.read_text() == "a letter"


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder nobody can write to, not even root: a read-only bind mount of itself."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        with read_only(tmp_path):
            assert_refused(start(tmp_path / "school"), "cannot be written to")
            assert_refused(start(tmp_path), "cannot be written to")
    else:
        tmp_path.chmod(0o500)
        assert_refused(start(tmp_path / "school"), "cannot be written to")
        assert_refused(start(tmp_path), "cannot be written to")
        tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_somebody_else_has(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_hiroba("serve", "--data-dir", str(tmp_path / "school"), "--port", port)
    assert_refused(done, "Port", port)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "flags",
    [
        ("--demo", "--host", "0.0.0.0"),
        ("--demo", "--production"),
        ("--production", "--selftest-echo"),
        ("--production", "--drill-clock", "0"),
        ("--production",),
        ("--production", "--origin", "http://school.example"),
        ("--zone", "Mars/Olympus"),
        ("--tls-cert", "missing.pem"),
        ("--tls-cert", "missing.pem", "--tls-key", "missing.pem"),
        ("--origin", "school.example"),
        ("--host", "no.such.host.invalid"),
    ],
    ids=" ".join,
)
def test_settings_that_cannot_work(tmp_path: Path, flags: tuple[str, ...]) -> None:
    assert_refused(start(tmp_path / "school", *flags))
    assert list(tmp_path.iterdir()) == []


def test_a_second_server_on_the_same_folder(tmp_path: Path) -> None:
    with serving(tmp_path / "school", *FLAGS) as first:
        assert_refused(start(tmp_path / "school"), "Another server is running")
        assert first.process.poll() is None
        assert new_card(first, "まだいる")["name"] == "まだいる"


def test_two_servers_on_two_folders_run_side_by_side(tmp_path: Path) -> None:
    with serving(tmp_path / "one", *FLAGS) as one, serving(tmp_path / "two", *FLAGS) as two:
        assert one.address != two.address
        assert new_card(one, "ひとり")["account"] != new_card(two, "ひとり")["account"]


@pytest.mark.parametrize("missing", ["master.key", "vault.db"])
def test_a_log_whose_keys_are_missing(founded: Path, missing: str) -> None:
    (founded / missing).unlink()
    before = files_of(founded)
    assert_refused(start(founded), missing)
    assert files_of(founded) == before


def test_a_master_key_of_another_school(founded: Path) -> None:
    (founded / "master.key").write_text("00" * 32 + "\n")
    before = files_of(founded)
    assert_refused(start(founded), "master key")
    assert files_of(founded) == before


def test_a_master_key_that_others_can_read(founded: Path) -> None:
    (founded / "master.key").chmod(0o644)
    assert_refused(start(founded), "chmod 600")


def test_a_log_of_a_newer_hiroba(founded: Path) -> None:
    with sqlite3.connect(founded / "school.db") as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    before = files_of(founded)
    assert_refused(start(founded), "newer")
    assert files_of(founded) == before


def test_a_vault_of_a_newer_hiroba(founded: Path) -> None:
    with sqlite3.connect(founded / "vault.db") as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    before = files_of(founded)
    assert_refused(start(founded), "newer")
    assert files_of(founded) == before


def test_a_batch_that_was_changed(founded: Path) -> None:
    with sqlite3.connect(founded / "school.db") as connection:
        connection.execute("DELETE FROM stored_snapshots")
        connection.execute(
            "UPDATE stored_events SET state=CAST(substr(state, 1, 40) || x'00' AS BLOB) "
            "WHERE rowid=2"
        )
    connection.close()
    before = files_of(founded)
    assert_refused(start(founded), "damaged", "batch 2")
    assert files_of(founded) == before


def test_a_file_that_is_no_database(founded: Path) -> None:
    (founded / "school.db").write_bytes(b"not a database" * 1_000)
    before = files_of(founded)
    assert_refused(start(founded), "school.db")
    assert files_of(founded) == before


def test_a_stopped_school_starts_again_with_everybody_in_it(founded: Path) -> None:
    with serving(founded, *FLAGS) as server:
        listed = run_hiroba("accounts", "list", "--data-dir", str(founded))
        assert "さくら" in listed.stdout
        assert server.stop() == 0


def test_a_socket_left_by_a_crash_is_replaced(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    with serving(data_dir, *FLAGS) as server:
        server.process.kill()
        server.process.wait()
        assert (data_dir / "control.sock").exists()
    with serving(data_dir, *FLAGS) as server:
        assert new_card(server, "もどった")["name"] == "もどった"


def test_everything_a_server_writes_lies_below_its_folder(tmp_path: Path) -> None:
    with serving(tmp_path / "school", *FLAGS) as server:
        server.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["school"]
    assert (tmp_path / "school").stat().st_mode & 0o077 == 0
