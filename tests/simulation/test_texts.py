"""What people typed, made fit to be shown."""

import json
from pathlib import Path

import pytest

from simulation.texts import without_readings

VECTORS = Path(__file__).parent.parent / "vectors" / "readings.json"


@pytest.mark.spec("T1.7")
def test_readings_beside_kanji_are_left_out_here_as_in_the_browser() -> None:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert len(told) > 5
    for one in told:
        assert without_readings(one["written"]) == one["words"]
