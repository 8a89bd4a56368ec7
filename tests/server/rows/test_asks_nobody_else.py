"""The client asks nobody but its own server: neither by its files nor by leave of its policy."""

import asyncio
import re

import aiohttp
import pytest

from server.client_files import ClientFiles
from tests.server.people import Rehearsal

ADDRESS = re.compile(rb"(?:https?:|wss?:)?//[\w-]+(?:\.[\w-]+)+")
NAMES_NOT_ADDRESSES = {b"http://www.w3.org"}
"""Namespaces of SVG and MathML: no browser ever asks for them."""
OWN_ONLY = {
    "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"},
    "img-src": {"'self'", "blob:", "data:"}, "font-src": {"'self'"},
    "media-src": {"'self'", "blob:"}, "worker-src": {"'self'"}, "form-action": {"'self'"},
    "base-uri": {"'none'"}, "object-src": {"'none'"}, "frame-ancestors": {"'none'"},
}  # fmt: skip


async def fetched(http: aiohttp.ClientSession, address: str) -> tuple[str, bytes]:
    """The policy that an answer came with, and its bytes."""
    async with http.get(address) as answer:
        assert answer.status == 200, address
        return answer.headers["Content-Security-Policy"], await answer.read()


@pytest.mark.spec("T6.17")
async def test_no_file_that_is_served_names_another_place_and_the_policy_allows_none(
    drill: Rehearsal,
) -> None:
    served = ClientFiles()
    paths = ["/", *(f"/client/{served.version}/{name}" for name in served.files)]
    async with aiohttp.ClientSession() as http:
        answers = await asyncio.gather(*(fetched(http, drill.address + path) for path in paths))
    assert len(paths) > 10
    for path, (policy, content) in zip(paths, answers, strict=True):
        # Licences name their homes, and PDF.js its sources: they are only read. That the viewer
        # asks nobody is the policy's doing, below.
        if not path.endswith(".txt") and "/vendor/pdf/" not in path:
            assert set(ADDRESS.findall(content)) <= NAMES_NOT_ADDRESSES, path
        allowed = {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split("; ")}
        assert {name: allowed[name] for name in OWN_ONLY} == OWN_ONLY
        sockets = allowed["connect-src"] - {"'self'"}
        assert drill.address.replace("http", "ws", 1) in sockets
        assert all(re.fullmatch(r"ws://(localhost|127\.0\.0\.1):\d+", one) for one in sockets)
