"""Guessing on a whole school: slowed for each account, noticed overall, never piling up."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from protocol.sessions import Device
from server import logins
from server.app import open_school
from server.commands.operate import resting
from server.logins import ALARM_FAILURES_PER_MINUTE, Attempt, LoginRefused, Logins
from server.operations import Operations
from server.school_app import SchoolApp

CARDS = 12


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[tuple[SchoolApp, Operations]]:
    """A school that ticks in this process and listens nowhere."""
    async with open_school(resting(tmp_path / "school")) as (school_app, operations):
        running = asyncio.ensure_future(school_app.loop.run())
        yield school_app, operations
        school_app.loop.stop()
        await running


def guess(login_id: str, number: int = 0) -> Attempt:
    return Attempt(login_id, f"まちがい {number}", "", Device.OTHER, "")


async def outcome(entry: Logins, attempt: Attempt) -> tuple[int, str]:
    try:
        await entry.log_in(attempt)
    except LoginRefused as refused:
        return refused.status, refused.reason
    return 200, ""


async def test_fifty_failures_in_a_minute_raise_one_alarm_without_any_id(
    school: tuple[SchoolApp, Operations], caplog: pytest.LogCaptureFixture
) -> None:
    entry = school[0].logins
    with caplog.at_level(logging.WARNING):
        for number in range(ALARM_FAILURES_PER_MINUTE - 1):
            await outcome(entry, guess(f"nobody{number}"))
        assert caplog.records == []
        await outcome(entry, guess("nobody"))
    assert [record.message for record in caplog.records] == ["many failed logins"]
    assert "nobody" not in caplog.text


async def test_a_thousand_guesses_at_one_child_are_answered_with_waiting(
    school: tuple[SchoolApp, Operations],
) -> None:
    school_app, operations = school
    card = await operations.add_account("pupil", "ねらわれた")
    answers = [
        await outcome(school_app.logins, guess(card["login_id"], number)) for number in range(1_000)
    ]
    # Only a looked-at guess costs a hash and could be right.
    assert 5 <= answers.count((401, "login_wrong")) < 12
    assert set(answers) == {(401, "login_wrong"), (429, "login_wait")}


async def test_a_flood_is_turned_away_before_it_fills_memory(
    school: tuple[SchoolApp, Operations], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logins, "WAITING_MAX", 3)
    entry = school[0].logins
    answers = await asyncio.gather(*(outcome(entry, guess(f"nobody{n}")) for n in range(10)))
    assert answers.count((503, "busy")) == 7
    assert answers.count((401, "login_wrong")) == 3


async def test_everybody_can_log_in_at_the_chime(
    school: tuple[SchoolApp, Operations],
) -> None:
    school_app, operations = school
    cards = await asyncio.gather(
        *(operations.add_account("teacher", f"先生{number}") for number in range(CARDS))
    )
    entry = Logins(school_app.vault, school_app.loop, codes_needed=False)
    attempts = [Attempt(c["login_id"], c["passphrase"], "", Device.IPAD, "") for c in cards]
    answers = await asyncio.gather(*(outcome(entry, attempt) for attempt in attempts))
    entry.close()
    assert answers == [(200, "")] * CARDS
    assert len(school_app.loop.school.sessions) == CARDS


async def test_a_device_stays_known_to_every_child_who_shares_it(
    school: tuple[SchoolApp, Operations],
) -> None:
    school_app, operations = school
    one, two = [await operations.add_account("teacher", name) for name in ("ひとり", "ふたり")]
    entry = Logins(school_app.vault, school_app.loop, codes_needed=False)

    def with_device(card: dict[str, str], token: str) -> Attempt:
        return Attempt(card["login_id"], card["passphrase"], "", Device.CHROMEBOOK, token)

    token = (await entry.log_in(with_device(one, ""))).device_token
    assert (await entry.log_in(with_device(two, token))).device_token == token
    for number in range(6):
        with suppress(LoginRefused):
            await entry.log_in(guess(one["login_id"], number))
    assert await outcome(entry, with_device(one, "")) == (429, "login_wait")
    assert await outcome(entry, with_device(one, token)) == (200, "")
    entry.close()
