"""A demo: cards to log in with, four open floors, and nothing to reach from outside."""

import json
from datetime import date, timedelta
from pathlib import Path

import aiohttp
import pytest

from server.demo import school_years
from tests.server.running import Browser, Server, run_hiroba, serving

NOON_MS = 1_795_057_200_000
"""2026-11-19 12:00 in Tokyo."""


def test_it_prints_an_id_and_three_words_for_pupil_supporter_and_admin(demo: Server) -> None:
    for role in ("pupil", "supporter", "admin"):
        card = demo.card(role)
        assert card["login_id"] in demo.printed
        assert card["passphrase"] in demo.printed
        assert len(card["passphrase"].split()) == 3
    assert demo.address in demo.printed
    assert "no code" in demo.printed


async def test_every_printed_card_opens_it_without_a_code(demo: Server) -> None:
    for role in ("pupil", "supporter", "admin"):
        async with Browser(demo.address) as browser:
            status, told = await browser.log_in(demo.card(role))
            assert (status, told["role"]) == (200, role)


def test_it_has_thirty_children_to_play(demo: Server) -> None:
    listed = json.loads(run_hiroba("accounts", "list", "--data-dir", str(demo.data_dir)).stdout)
    cards = json.loads((demo.data_dir / "demo-cards.json").read_text(encoding="utf-8"))
    children = [card for card in cards if card["role"] == "pupil"][1:]
    assert len(children) == 30
    assert {child["account"] for child in children} <= {person["account"] for person in listed}


@pytest.mark.spec("T1.4")
def test_it_is_open_in_this_school_year_and_the_two_after_it() -> None:
    def years(*made: int) -> list[str]:
        return [str(date(1970, 1, 1) + timedelta(day)) for day in school_years(date(*made))]

    assert years(2026, 11, 21) == years(2027, 3, 31) == ["2026-04-01", "2029-03-31"]
    assert years(2027, 4, 1) == ["2027-04-01", "2030-03-31"]


@pytest.mark.spec("T1.4")
async def test_its_calendar_is_set_for_the_day_it_was_founded_on(tmp_path: Path) -> None:
    flags = ("--demo", "--children", "0", "--drill-clock", str(NOON_MS))
    with serving(tmp_path / "school", *flags) as server:
        async with Browser(server.address) as browser:
            await browser.log_in(server.card("admin"))
            _, told = await browser.get("/api/calendar")
    days = (told["calendar"]["first_day"], told["calendar"]["last_day"])
    assert days == school_years(date(2026, 11, 19))


def test_no_two_secrets_of_it_are_equal(demo: Server) -> None:
    cards = json.loads((demo.data_dir / "demo-cards.json").read_text(encoding="utf-8"))
    assert len({card["passphrase"] for card in cards}) == len(cards)
    assert len({card["login_id"] for card in cards}) == len(cards)


def test_the_next_start_prints_the_same_cards(tmp_path: Path) -> None:
    printed = []
    for _ in range(2):
        with serving(tmp_path / "school", "--demo", "--children", "0") as server:
            printed.append([server.card(role)["passphrase"] for role in ("pupil", "admin")])
            assert all(words in server.printed for words in printed[-1])
            server.stop()
    assert printed[0] == printed[1]


def test_the_start_up_line_names_the_hooks_that_are_on(tmp_path: Path) -> None:
    flags = ("--demo", "--children", "0", "--selftest-echo", "--wire-recorder", "--seed", "7")
    with serving(tmp_path / "school", *flags) as server:
        line = server.printed.strip().splitlines()[-1]
    assert line.endswith("with --selftest-echo, --wire-recorder, --seed")


async def test_the_echo_exists_only_when_it_was_asked_for(demo: Server, tmp_path: Path) -> None:
    async with aiohttp.request("GET", f"{demo.address}/selftest-echo") as response:
        assert response.status == 404
    flags = ("--demo", "--children", "0", "--selftest-echo")
    with serving(tmp_path / "school", *flags) as server:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{server.address}/selftest-echo") as ws,
        ):
            await ws.send_bytes(b"\x00\xff")
            assert await ws.receive_bytes() == b"\x00\xff"
            await ws.send_bytes(b"x" * 65_537)
            assert (await ws.receive()).data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


def test_help_documents_every_hook() -> None:
    told = run_hiroba("serve", "--help").stdout
    for hook in ("--selftest-echo", "--wire-recorder", "--drill-clock", "--seed", "--production"):
        assert hook in told
