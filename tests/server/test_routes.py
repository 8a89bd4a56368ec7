"""Every way in over HTTP: who may use it, and what strangers and other sites get."""

import asyncio
import json
import re
from urllib.parse import urlsplit

import aiohttp
import pytest

from server.app import ROUTES
from server.routes.table import Route
from tests.server.running import Browser, Server, new_card

CLOSED_ROUTES = [route for route in ROUTES if route.needs is not None]


async def asked(browser: Browser, method: str, path: str) -> tuple[int, object]:
    if method == "GET":
        return await browser.get(path)
    return await browser.post(path, {})


@pytest.mark.parametrize("route", CLOSED_ROUTES, ids=lambda route: route.path)
async def test_nobody_gets_nothing_behind_the_login(demo: Server, route: Route) -> None:
    async with Browser(demo.address) as nobody:
        told = await asked(nobody, route.method, re.sub(r"\{\w+\}", "some", route.path))
        assert told == (401, {"reason": "login_needed", "at_ms": 0})


async def test_a_pupil_and_a_supporter_get_no_metrics_and_an_admin_does(demo: Server) -> None:
    answers = {}
    for role in ("pupil", "supporter", "admin"):
        async with Browser(demo.address) as browser:
            await browser.log_in(new_card(demo, f"metric{role[0]}", role))
            answers[role] = (await browser.get("/api/metrics"))[0]
    assert answers == {"pupil": 403, "supporter": 403, "admin": 200}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "", "Origin": "null"},
        {"Sec-Fetch-Site": ""},
    ],
)
async def test_another_site_changes_nothing(demo: Server, headers: dict[str, str]) -> None:
    async with Browser(demo.address) as browser:
        status, told = await browser.post("/api/login", {}, **headers)
        assert (status, told["reason"]) == (403, "foreign_origin")


async def test_an_old_browser_is_known_by_its_exact_origin(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        own = {"Sec-Fetch-Site": "", "Origin": demo.address}
        assert (await browser.post("/api/login", {}, **own))[0] == 400
        for wrong in (
            demo.address + "0",
            demo.address + "/",
            demo.address.replace("http", "https"),
        ):
            foreign = {"Sec-Fetch-Site": "", "Origin": wrong}
            assert (await browser.post("/api/login", {}, **foreign))[0] == 403


async def test_a_form_of_another_site_is_no_json(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        sent = {"Sec-Fetch-Site": "same-origin", "Content-Type": "text/plain"}
        async with browser.session.post(
            f"{demo.address}/api/login", data="{}", headers=sent
        ) as response:
            assert (response.status, (await response.json())["reason"]) == (415, "not_json")


async def test_a_body_without_end_is_cut_by_size(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        status, told = await browser.post("/api/login", {"login_id": "a" * 70_000})
        assert (status, told["reason"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("GET", "/admin", 404),
        ("GET", "/client/000000000000/src/main.js", 404),
        ("DELETE", "/api/session", 403),
        ("OPTIONS", "/api/login", 403),
        ("GET", "/api/login", 405),
    ],
)
async def test_what_is_not_there_answers_in_one_word(
    demo: Server, method: str, path: str, status: int
) -> None:
    async with aiohttp.request(method, demo.address + path) as response:
        assert response.status == status
        assert set(await response.json()) == {"reason", "at_ms"}


@pytest.mark.parametrize(
    "name",
    ["../config.py", "..%2fconfig.py", "%2e%2e/config.py", "src/../../server/config.py",
     "/etc/passwd", "%2fetc%2fpasswd", "src/main.js%00", "."],
)  # fmt: skip
async def test_no_path_leads_out_of_the_clients_folder(demo: Server, name: str) -> None:
    async with Browser(demo.address) as browser:
        page = (await browser.get("/"))[1]
    version = page.split("/client/")[1].split("/")[0]
    sent = f"GET /client/{version}/{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert b" 200 " not in (await raw(demo, sent.encode())).split(b"\r\n")[0]


async def raw(server: Server, sent: bytes) -> bytes:
    """What comes back for bytes that no client library would send."""
    place = urlsplit(server.address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(sent)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["two-lengths", "nul-in-header", "unknown-version", "tls-on-plain-port"],
)
async def test_bytes_that_are_no_request_are_refused_without_details(
    demo: Server, sent: bytes
) -> None:
    answer = await raw(demo, sent)
    assert answer.split(b"\r\n")[0].split(b" ")[1] == b"400"
    assert b"aiohttp" not in answer
    assert b"Traceback" not in answer


async def test_the_floor_menu_shows_the_demos_four_floors_open(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, "menu"))
        _, floors = await browser.get("/api/floors")
    shown = {row["floor"]: (row["name"], row["yomi"], row["state"]) for row in floors}
    assert shown["classroom"] == ("教室", "きょうしつ", "open")
    assert [shown[floor][2] for floor in ("yard", "library", "plaza")] == ["open"] * 3


async def test_a_conversation_with_a_stranger_is_empty_whoever_they_are(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        await browser.log_in(new_card(demo, "talk"))
        other = demo.card("supporter")["account"]
        assert await browser.get(f"/api/conversation?with={other}") == (200, [])
        assert await browser.get("/api/conversation?with=nobody") == (200, [])


async def test_people_to_write_to_are_staff_who_are_here_for_somebody_at_the_desk(
    demo: Server,
) -> None:
    staff, other = new_card(demo, "しえん", "supporter"), new_card(demo, "ほかの子")
    async with Browser(demo.address) as one, Browser(demo.address) as two:
        await one.log_in(staff)
        await two.log_in(other)
        async with Browser(demo.address) as browser:
            await browser.log_in(new_card(demo, "ひと"))
            _, people = await browser.get("/api/people")
    listed = {row["account"] for row in people}
    assert staff["account"] in listed
    assert other["account"] not in listed


async def test_the_health_page_tells_nothing_but_health(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        assert await browser.get("/healthz") == (200, {"state": "ok"})


async def test_the_page_and_its_modules_arrive_gzipped_and_whole(demo: Server) -> None:
    async with Browser(demo.address) as browser:
        _, page = await browser.get("/")
        modules = [part.split('"')[0] for part in page.split('href="')[1:]]
        answers = [await browser.get(m) for m in modules if m.startswith("/client/")]
        assert answers
        assert {status for status, _ in answers} == {200}


def test_no_answer_of_the_table_is_public_by_accident() -> None:
    public = {(route.method, route.path) for route in ROUTES if route.needs is None}
    assert public == {
        ("GET", "/"),
        ("GET", "/client/{version}/{name:.+}"),
        ("GET", "/guide/{name:.*}"),
        ("GET", "/api/session"),
        ("GET", "/healthz"),
        ("GET", "/plaza"),
        ("POST", "/api/login"),
    }
    assert json.dumps(sorted(public))
