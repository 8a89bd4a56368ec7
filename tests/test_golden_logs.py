"""Logs of earlier releases still give the states that ran then; see `tests/golden_logs.py`."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from protocol.chatting import Said
from protocol.record import GENESIS
from replay.reader import fold, links, recover
from replay.verify import verify
from server.event_logs.sqlite import SqliteLogReader
from server.sealing import Sealer
from simulation import parts as parts_module
from simulation import school as school_module
from simulation.school import bare_school
from simulation.snapshot import state_hash
from tests.golden_logs import LOGS, SAID
from tests.school_days import Keys

RELEASES = sorted(folder.name for folder in LOGS.iterdir())


@pytest.fixture(params=RELEASES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a release's folder: reading a SQLite file may write beside it."""
    return Path(shutil.copytree(LOGS / request.param, tmp_path / "kept"))


@pytest.mark.spec("R4")
def test_the_log_of_every_earlier_release_gives_its_hash_at_every_batch(kept: Path) -> None:
    wanted = json.loads((kept / "wanted.json").read_text(encoding="utf-8"))
    log, sealer = SqliteLogReader(kept / "school.db"), Sealer(Keys())
    school, hashes, head, said = bare_school(), [], "", []
    for link in links(log, sealer, 0, GENESIS):
        fold(school, link.batch)
        hashes.append(state_hash(school))
        head = link.head.hex()
        said += [event.text for event in link.batch.events if isinstance(event, Said)]
    assert (hashes, head) == (wanted["hashes"], wanted["head"])
    assert SAID in said, "the words of the day can still be opened"
    log.close()


@pytest.mark.spec("R4")
def test_the_log_of_every_earlier_release_is_recovered_and_proved(kept: Path) -> None:
    wanted = json.loads((kept / "wanted.json").read_text(encoding="utf-8"))
    log, sealer = SqliteLogReader(kept / "school.db"), Sealer(Keys())
    recovered = recover(log, sealer)
    assert state_hash(recovered.school) == wanted["hashes"][-1]
    assert recovered.head.hex() == wanted["head"] == verify(log, sealer).head.hash.hex()
    assert verify(log, sealer).snapshots > 0
    log.close()


@pytest.mark.spec("R4")
def test_a_part_of_the_state_that_is_new_and_still_empty_changes_no_hash() -> None:
    modules = (school_module, parts_module)
    kept = {part for module in modules for part in vars(module).values() if isinstance(part, type)}
    structs = [part for part in kept if issubclass(part, msgspec.Struct)]
    names = {module.__name__ for module in modules}
    own = [part for part in structs if part.__module__ in names]
    assert own
    assert [part.__name__ for part in own if not part.__struct_config__.omit_defaults] == []
