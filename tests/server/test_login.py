"""Logging in with a printed card, over the real server."""

import json
from pathlib import Path

import pytest
from yarl import URL

from tests.server.running import Browser, Server, current_code, new_card, run_hiroba, serving

FREE_TRIES = 5
COOKIE = "hiroba-demo-sid"


def wrong(card: dict[str, str]) -> dict[str, str]:
    return {**card, "passphrase": "ちがう ことば みっつ"}


@pytest.mark.spec("T1.3")
async def test_the_printed_card_opens_the_school(demo: Server) -> None:
    card = new_card(demo, "あさひ1")
    async with Browser(demo.address) as browser:
        status, told = await browser.log_in(card)
        assert (status, told) == (200, {"account": card["account"], "role": "pupil"})
        assert await browser.get("/api/session") == (200, told)


async def test_a_stranger_is_told_to_be_nobody_and_that_is_no_error(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        assert await browser.get("/api/session") == (200, {"account": "", "role": ""})


async def test_words_may_be_typed_in_katakana_without_spaces(demo: Server) -> None:
    card = new_card(demo, "あさひ2")
    katakana = "".join(chr(ord(c) + 0x60) for c in card["passphrase"] if c != " ")
    async with Browser(demo.address) as browser:
        typed = {"login_id": card["login_id"].upper(), "passphrase": katakana}
        status, _ = await browser.log_in(typed)
        assert status == 200


@pytest.mark.spec("T1.3")
async def test_an_id_that_was_never_issued_gets_the_same_answer_as_wrong_words(
    demo: Server,
) -> None:
    card = new_card(demo, "あさひ3")
    async with Browser(demo.address) as browser:
        never_issued = await browser.log_in({**card, "login_id": "zzzzzzzz"})
        assert never_issued == await browser.log_in(wrong(card))
        assert never_issued == (401, {"reason": "login_wrong", "at_ms": 0})


async def test_guesses_wait_longer_but_the_childs_own_device_still_opens(demo: Server) -> None:
    card = new_card(demo, "あさひ4")
    async with Browser(demo.address) as own, Browser(demo.address) as stranger:
        assert (await own.log_in(card))[0] == 200
        for _ in range(FREE_TRIES):
            assert (await stranger.log_in(wrong(card)))[0] == 401
        status, told = await stranger.log_in(card)
        assert (status, told["reason"]) == (429, "login_wait")
        assert told["at_ms"] > 0
        assert (await own.log_in(card))[0] == 200


async def test_guesses_at_an_id_nobody_has_wait_in_the_same_way(demo: Server) -> None:
    nobody = {"login_id": "yyyyyyyy", "passphrase": "りす もも そら"}
    async with Browser(demo.address) as stranger:
        answers = [(await stranger.log_in(nobody))[0] for _ in range(FREE_TRIES + 1)]
        assert answers == [401] * FREE_TRIES + [429]


@pytest.mark.spec("T1.6")
async def test_a_newer_login_ends_the_older_one(demo: Server) -> None:
    card = new_card(demo, "あさひ5")
    async with Browser(demo.address) as older, Browser(demo.address) as newer:
        await older.log_in(card)
        await newer.log_in(card)
        assert (await older.get("/api/floors"))[0] == 401
        assert (await newer.get("/api/floors"))[0] == 200


async def test_a_cookie_copied_before_logout_is_worth_nothing_after_it(demo: Server) -> None:
    card = new_card(demo, "あさひ6")
    async with Browser(demo.address) as browser, Browser(demo.address) as thief:
        await browser.log_in(card)
        copied = f"{COOKIE}={browser.cookie(COOKIE)}"
        assert (await thief.get("/api/floors", Cookie=copied))[0] == 200
        assert (await browser.post("/api/logout", {}))[0] == 204
        assert (await thief.get("/api/floors", Cookie=copied))[0] == 401
        assert browser.cookie(COOKIE) is None


async def test_a_token_brought_along_is_not_the_one_after_login(demo: Server) -> None:
    card = new_card(demo, "あさひ7")
    async with Browser(demo.address) as browser:
        chosen = {COOKIE: "chosen-by-somebody-else"}
        browser.session.cookie_jar.update_cookies(chosen, URL(demo.address))
        await browser.log_in(card)
        assert browser.cookie(COOKIE) not in {None, "chosen-by-somebody-else"}
        assert len(browser.cookie(COOKIE) or "") == 43


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(demo: Server) -> None:
    card = new_card(demo, "あさひ8")
    async with Browser(demo.address) as browser:
        await browser.log_in(card)
        cookie = next(c for c in browser.session.cookie_jar if c.key == COOKIE)
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["domain"] or cookie["domain"] == "127.0.0.1"


async def test_a_disabled_account_is_told_so_only_with_the_right_words(demo: Server) -> None:
    card = new_card(demo, "あさひ9")
    account = card["account"]
    run_hiroba("accounts", "disable", "--data-dir", str(demo.data_dir), account)
    async with Browser(demo.address) as browser:
        assert (await browser.log_in(wrong(card)))[1]["reason"] == "login_wrong"
        assert await browser.log_in(card) == (403, {"reason": "account_disabled", "at_ms": 0})


async def test_staff_of_a_real_school_need_a_code_and_each_code_opens_once(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    added = run_hiroba(
        "accounts", "add", "--data-dir", str(data_dir), "--role", "admin", "--name", "センター"
    )
    card = json.loads(added.stdout)
    with serving(data_dir) as server:
        async with Browser(server.address) as browser:
            assert (await browser.log_in(card))[1]["reason"] == "code_needed"
            assert (await browser.log_in(card, code="000000"))[0] == 401
            code = current_code(card)
            status, told = await browser.log_in(card, code=code)
            assert (status, told["role"]) == (200, "admin")
            assert (await browser.log_in(card, code=code))[1]["reason"] == "code_wrong"
            cookie = next(c for c in browser.session.cookie_jar if c.key == "__Host-sid")
            assert cookie["secure"]
            assert cookie["path"] == "/"


async def test_a_closed_school_says_when_it_opens(tmp_path: Path) -> None:
    data_dir = tmp_path / "school"
    added = run_hiroba(
        "accounts", "add", "--data-dir", str(data_dir), "--role", "pupil", "--name", "あさひ"
    )
    with serving(data_dir) as server:
        async with Browser(server.address) as browser:
            status, told = await browser.log_in(json.loads(added.stdout))
            assert (status, told["reason"]) == (403, "school_closed")


@pytest.mark.parametrize(
    "form",
    [
        {},
        [],
        {"login_id": 3, "passphrase": "a", "device": "other", "code": ""},
        {"login_id": "a" * 41, "passphrase": "a", "device": "other", "code": ""},
        {"login_id": "a", "passphrase": "a", "device": "toaster", "code": ""},
        {"login_id": "a", "passphrase": "a", "device": "other", "code": "", "role": "admin"},
    ],
)
async def test_a_form_that_no_page_of_ours_sends_is_refused(demo: Server, form: object) -> None:
    async with Browser(demo.address) as browser:
        assert await browser.post("/api/login", form) == (
            400,
            {"reason": "bad_request", "at_ms": 0},
        )
