"""Behind a proxy that ends TLS the school believes its settings, and nothing a request says."""

from collections.abc import Iterator

import aiohttp
import pytest

from tests.server.callers import worker_of
from tests.server.running import Browser, Server, new_card, serving

ORIGIN = "https://school.example"
SPOOFED = {
    "Host": "evil.example", "Forwarded": "for=192.0.2.1;proto=http;host=evil.example",
    "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "80",
    "X-Forwarded-Host": "evil.example", "X-Real-IP": "192.0.2.1",
}  # fmt: skip
CHANGING = {"Date", "Content-Length"}


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data_dir = tmp_path_factory.mktemp("proxied") / "school"
    ports = ("--media-udp-port", "0", "--media-tcp-port", "0")
    with serving(data_dir, "--production", "--origin", ORIGIN, *ports) as server:
        yield server


async def answered(server: Server, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    async with aiohttp.request("GET", server.address + "/", headers=headers) as response:
        told = {name: text for name, text in response.headers.items() if name not in CHANGING}
        return response.status, told, await response.read()


async def test_browsers_are_told_to_stay_on_https(proxied: Server) -> None:
    _, headers, _ = await answered(proxied, {})
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "connect-src 'self' wss://school.example;" in headers["Content-Security-Policy"]


async def test_what_a_request_says_about_itself_changes_nothing(proxied: Server) -> None:
    assert await answered(proxied, SPOOFED) == await answered(proxied, {})


async def test_only_pages_of_the_stated_address_may_write(proxied: Server) -> None:
    card = new_card(proxied, "だいり", "supporter")
    card_of_pupil = new_card(proxied, "だいりの子")
    form = {"login_id": card_of_pupil["login_id"], "passphrase": card_of_pupil["passphrase"]}
    async with Browser(proxied.address) as browser:
        status, told = await browser.log_in(card)
        assert (status, told["reason"]) == (401, "code_needed")
        own = {"Origin": ORIGIN, "Sec-Fetch-Site": ""}
        sent = {**form, "device": "ipad", "code": ""}
        status, told = await browser.post("/api/login", sent, **own, **SPOOFED)
        assert (status, told["reason"]) == (403, "school_closed")
        for wrong in ("http://school.example", "https://evil.example", proxied.address):
            told = await browser.post("/api/login", sent, **{**own, "Origin": wrong})
            assert told == (403, {"reason": "foreign_origin", "at_ms": 0})


async def test_guesses_are_counted_by_account_whatever_address_they_claim(proxied: Server) -> None:
    card = {**new_card(proxied, "ねらわれる"), "passphrase": "ちがう"}
    form = {"login_id": card["login_id"], "passphrase": "ちがう", "device": "other", "code": ""}
    async with Browser(proxied.address) as browser:
        answers = [
            (await browser.post("/api/login", form, **{"X-Forwarded-For": f"192.0.2.{n}"}))[0]
            for n in range(6)
        ]
    assert answers == [401] * 5 + [429]


@pytest.mark.spec("T3.4")
async def test_sound_and_pictures_are_ready_before_the_first_call(proxied: Server) -> None:
    """How long the answer to an offer takes tells nobody whether others have talked."""
    assert (await answered(proxied, {}))[0] == 200
    assert worker_of(proxied) != proxied.process.pid
