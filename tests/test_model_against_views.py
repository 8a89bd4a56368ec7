"""The browser's model comes to the same picture as `view_of`, over drops, resumes and floors."""

import pytest

from protocol.rights import Role
from tests.conftest import TEST_SIZE
from tests.watched_days import a_watched_day
from tests.web_client.browser_answers import browser_answers

SEEDS = {"quick": range(2), "fuzz": range(60), "soak": range(1_000)}[TEST_SIZE]
TICKS = 1_500


@pytest.mark.spec("T1.6")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_browser_made_of_its_frames_is_what_its_person_may_see(seed: int) -> None:
    day = a_watched_day(seed, TICKS)
    browsers = {account: b for account, b in day.browsers.items() if b.wanted}
    told = browser_answers([{"ask": "visit", "steps": b.steps} for b in browsers.values()])
    for (account, browser), pictures in zip(browsers.items(), told, strict=True):
        assert len(pictures) == len(browser.wanted)
        for number, (seen, wanted) in enumerate(zip(pictures, browser.wanted, strict=True)):
            assert seen == wanted, f"look {number} of {account}, seed {seed}"
    roles = {day.school.accounts[account].role for account in browsers}
    assert roles == set(Role)
    assert {
        "drop",
        "stale drop",
        "resume",
        "second window",
        "restart",
        "motion STILL",
    } <= day.happened.keys()
