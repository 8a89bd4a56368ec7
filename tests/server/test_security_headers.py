"""Every answer carries the headers of a careful site, refusals and sockets included."""

import aiohttp
import pytest

from server.middlewares import content_security_policy
from tests.server.running import Server

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/session", "/api/floors", "/nothing"])
async def test_answers_and_refusals_carry_them(demo: Server, path: str) -> None:
    async with aiohttp.request("GET", demo.address + path) as response:
        headers = response.headers
        assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "camera=(self)" in headers["Permissions-Policy"]
        assert "Access-Control-Allow-Origin" not in headers


async def test_the_socket_is_named_because_older_safari_asks_for_it(demo: Server) -> None:
    async with aiohttp.request("GET", demo.address + "/") as response:
        host = demo.address.removeprefix("http://")
        rules = response.headers["Content-Security-Policy"].split("; ")
        connect = next(rule for rule in rules if rule.startswith("connect-src "))
        assert f"ws://{host}" in connect.split(" ")


async def test_the_server_does_not_say_what_it_is_made_of(demo: Server) -> None:
    async with aiohttp.request("GET", demo.address + "/nothing") as response:
        assert response.headers["Server"] == "hiroba"
        assert "aiohttp" not in await response.text()


async def test_the_page_is_asked_for_each_time_and_its_files_never_again(demo: Server) -> None:
    async with aiohttp.request("GET", demo.address + "/") as response:
        assert response.headers["Cache-Control"] == "no-cache"
        page = await response.text()
    file = next(part for part in page.split('"') if part.startswith("/client/"))
    async with aiohttp.request("GET", demo.address + file) as response:
        assert "immutable" in response.headers["Cache-Control"]
    async with aiohttp.request("GET", demo.address + "/api/session") as response:
        assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_lets_no_inline_script_and_no_other_site_in() -> None:
    policy = content_security_policy("wss://school.example")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["script-src"] == "'self'"
    assert rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["object-src"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "hiroba"
    assert rules["connect-src"] == "'self' wss://school.example"
