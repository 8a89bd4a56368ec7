"""Lines that are slow, endless, too large or silent are cut, and everybody else notices nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from protocol.sessions import Welcome
from tests.server.founded import demo_school
from tests.server.running import Browser, Server

IMPATIENT = """
import server.bodies, server.listening
server.bodies.WITHIN_S = server.listening.KEEPALIVE_S = 1
"""
WATCHFUL = """
import server.connection, server.plaza
server.plaza.SWEEP_S = 0.2
server.connection.GIVEN_UP_S = 40
server.connection.DROP_AFTER_SILENCE_MS = %d
"""
LOGIN = (
    "POST /api/login HTTP/1.1\r\nHost: school\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: application/json\r\n"
)


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A school that waits one second where a real one waits ten."""
    data_dir = tmp_path_factory.mktemp("impatient") / "school"
    with demo_school(data_dir, before=IMPATIENT) as server:
        yield server


async def answer_to(server: Server, sent: bytes) -> bytes:
    """All that the server says to raw bytes until it hangs up."""
    address = urlsplit(server.address)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        with suppress(ConnectionError):
            writer.write(sent)
            await writer.drain()
        said = b""
        with suppress(ConnectionError):
            while piece := await reader.read(65_536):
                said += piece
        return said
    finally:
        writer.close()


async def assert_well(server: Server) -> None:
    async with Browser(server.address) as browser:
        assert await browser.get("/healthz") == (200, {"state": "ok"})


async def test_a_body_above_64_kib_is_refused(impatient: Server) -> None:
    async with Browser(impatient.address) as browser:
        status, told = await browser.post("/api/login", {"login_id": "a" * 70_000})
        assert (status, told["reason"]) == (413, "too_large")
        status, told = await browser.post("/api/login", {"login_id": "a" * 60_000})
        assert (status, told["reason"]) == (400, "bad_request")


async def test_a_body_that_never_ends_is_answered_with_too_slow(impatient: Server) -> None:
    sent = LOGIN + "Content-Length: 100\r\n\r\n{"
    said = await answer_to(impatient, sent.encode())
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"too_slow" in said


@pytest.mark.parametrize("head", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: school\r\nX-A:"])
async def test_a_head_that_never_ends_is_cut(impatient: Server, head: bytes) -> None:
    assert await answer_to(impatient, head) == b""


@pytest.mark.parametrize(
    "headers",
    ["X-Flood: " + "a" * 1_000_000 + "\r\n", "".join(f"X-{n}: a\r\n" for n in range(100_000))],
    ids=["one long header", "many headers"],
)
async def test_a_flood_of_headers_is_cut_without_reading_it_all(
    impatient: Server, headers: str
) -> None:
    said = await answer_to(impatient, (LOGIN + headers).encode())
    assert said == b"" or b" 400 " in said.splitlines()[0]
    assert b"aaaa" not in said
    await assert_well(impatient)


async def test_a_frame_above_64_kib_closes_the_socket(impatient: Server) -> None:
    async with Browser(impatient.address) as browser:
        await browser.log_in(impatient.card("pupil"))
        socket = await browser.connect()
        await socket.until(Welcome)
        await socket.send_raw(b"a" * 70_000)
        assert await socket.closed() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
    await assert_well(impatient)


async def cuts(admin: Browser) -> dict[str, int]:
    found: dict[str, int] = (await admin.get("/api/metrics"))[1]["sockets_cut"]
    return found


async def test_a_client_that_falls_behind_is_shown_everything_again_and_else_is_cut(
    tmp_path: Path,
) -> None:
    with demo_school(tmp_path / "school", before=WATCHFUL % 600_000) as server:
        async with Browser(server.address) as admin, Browser(server.address) as browser:
            await admin.log_in(server.card("admin"))
            await browser.log_in(server.card("pupil"))
            client = await browser.connect(asleep=True)
            account = (await client.until(Welcome)).account
            while "resynchronised" not in await cuts(admin):
                assert "behind" not in await cuts(admin)
            # Nobody has seen what was not sent: only the true tick counts.
            await client.acknowledge(2**40)
            await client.acknowledge()
            assert (await client.until(Welcome)).account == account
            # From here on it acknowledges nothing any more.
            await client.rest()
            assert (await cuts(admin))["behind"] == 1


async def test_a_line_without_a_sign_of_life_is_cut(tmp_path: Path) -> None:
    with demo_school(tmp_path / "school", before=WATCHFUL % 1_000) as server:
        async with Browser(server.address) as admin, Browser(server.address) as browser:
            await admin.log_in(server.card("admin"))
            await browser.log_in(server.card("pupil"))
            client = await browser.connect(asleep=True)
            await client.until(Welcome)
            await client.rest()
            assert (await cuts(admin))["silent"] == 1
