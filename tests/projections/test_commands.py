"""Tables for analysts from the command line, beside a running server and without one."""

from pathlib import Path

import duckdb
import pytest

from tests.server.running import run_hiroba, serving


def accounts_in(printed: str) -> int:
    """How many people the published copy knows; opened as an analyst opens it."""
    path = printed.rsplit("analysts open ", maxsplit=1)[-1].strip()
    with duckdb.connect(path, read_only=True) as copy:
        found = copy.execute("SELECT count(*) FROM event_account_added").fetchone()
    assert found is not None
    return int(found[0])


@pytest.mark.spec("V5")
def test_publish_and_rebuild_work_beside_a_running_server_and_without_one(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    folder = ("--data-dir", str(data_dir))
    with serving(data_dir, "--demo", "--children", "0") as server:
        before = run_hiroba("publish", *folder)
        assert before.returncode == 0, before.stderr
        people = accounts_in(before.stdout)
        added = run_hiroba("accounts", "add", *folder, "--role", "pupil", "--name", "みなと")
        assert added.returncode == 0, added.stderr
        after = run_hiroba("publish", *folder)
        assert accounts_in(after.stdout) == people + 1
        rebuilt = run_hiroba("project", *folder, "--rebuild")
        assert rebuilt.returncode == 0, rebuilt.stderr
        assert accounts_in(rebuilt.stdout) == people + 1
        server.stop()
    alone = run_hiroba("project", *folder, "--rebuild")
    assert alone.returncode == 0, alone.stderr
    assert "batches projected anew" in alone.stdout
    assert accounts_in(alone.stdout) == people + 1


def test_without_a_school_there_is_one_sentence(tmp_path: Path) -> None:
    for command in ("project", "publish"):
        refused = run_hiroba(command, "--data-dir", str(tmp_path / "nothing"))
        assert refused.returncode != 0
        assert refused.stderr.count("\n") == 1
