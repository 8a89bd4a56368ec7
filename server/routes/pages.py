"""The page and its files, and the guides."""

import asyncio

from aiohttp import web

from protocol.units import AccountId
from server.client_files import ClientFile
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp


async def index(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    return _sent(request, app.client.page("index.html"), "no-cache")


async def client_file(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """An immutable file. An old hash gets nothing, so that versions never mix."""
    file = app.client.files.get(request.match_info["name"])
    if file is None or request.match_info["version"] != app.client.version:
        return refusal(404, "not_found")
    # What is packed only now must not hold up a tick.
    await asyncio.to_thread(lambda: file.gzipped)
    return _sent(request, file, "public, max-age=31536000, immutable")


async def guide_file(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """A page or picture of the guides; they hold nothing of this school."""
    file = app.guide.get(request.match_info["name"] or "index.html")
    if file is None:
        return refusal(404, "not_found")
    await asyncio.to_thread(lambda: file.gzipped)
    return _sent(request, file, "no-cache")


def _sent(request: web.Request, file: ClientFile, cache: str) -> web.Response:
    headers = {"Content-Type": file.content_type, "Cache-Control": cache, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return web.Response(body=file.gzipped, headers=headers)
    return web.Response(body=file.body, headers=headers)


ROUTES = [
    Route("GET", "/", None, index),
    Route("GET", "/client/{version}/{name:.+}", None, client_file),
    Route("GET", "/guide/{name:.*}", None, guide_file),
]
