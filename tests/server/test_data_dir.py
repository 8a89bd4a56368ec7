"""A data directory is held by one server, and refuses a start that would lose something."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from server.data_dir import DataDir, StartRefused
from tests.server.faulty_disk import ROOT

AKI = "A" * 22


@pytest.fixture
def founded(tmp_path: Path) -> DataDir:
    """A directory with one person and one batch, and nobody holding it."""
    data_dir = DataDir(tmp_path / "school")
    with data_dir.hold(), data_dir.open_vault() as vault, closing(data_dir.open_log()) as log:
        vault.ensure_data_key(AKI)
        log.append(1, b"batch").result()
    return data_dir


def names_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_new_directory_is_for_its_owner_alone(founded: DataDir) -> None:
    assert founded.path.stat().st_mode & 0o777 == 0o700
    assert founded.master_key.stat().st_mode & 0o777 == 0o600


def test_what_was_stored_is_there_after_opening_again(founded: DataDir) -> None:
    founded.check()
    with founded.hold(), founded.open_vault() as vault, closing(founded.open_log()) as log:
        assert vault.people() == [AKI]
        assert [batch.state for batch in log.read(0, 9)] == [b"batch"]


def test_a_held_directory_is_refused_to_a_second_holder_until_it_is_let_go(
    founded: DataDir,
) -> None:
    assert not founded.is_held()
    with founded.hold():
        assert founded.is_held()
        with pytest.raises(StartRefused, match="Another server is running"):
            founded.hold()
    assert not founded.is_held()
    founded.hold().close()


def test_a_killed_holder_holds_nothing(founded: DataDir) -> None:
    script = (
        "import sys, pathlib\nfrom server.data_dir import DataDir\n"
        "held = DataDir(pathlib.Path(sys.argv[1])).hold()\n"
        "print('held', flush=True)\nsys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, founded.path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert founded.is_held()
        holder.kill()
        holder.wait()
    assert not founded.is_held()


@pytest.mark.parametrize("lose", [Path.unlink, lambda log: os.truncate(log, 0)])
def test_an_empty_school_is_not_begun_over_the_vault_of_another(
    founded: DataDir, lose: Callable[[Path], None]
) -> None:
    lose(founded.log)
    before = names_below(founded.path)
    with pytest.raises(StartRefused, match=r"school\.db is missing"):
        founded.hold()
    assert names_below(founded.path) == before


def test_a_founding_that_was_cut_short_is_taken_up_again(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path / "school")
    with data_dir.hold(), data_dir.open_vault():
        """Ends before the log is made."""
    with data_dir.hold(), data_dir.open_vault(), closing(data_dir.open_log()) as log:
        assert log.last() is None


@pytest.mark.parametrize("cut", [100, 4096, 5000, 8192])
def test_a_log_that_was_cut_short_is_refused_in_one_sentence(founded: DataDir, cut: int) -> None:
    os.truncate(founded.log, cut)
    with founded.hold(), pytest.raises(StartRefused, match="event log"):
        founded.open_log()
    assert founded.log.stat().st_size == cut
