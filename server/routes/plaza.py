"""The ways into the plaza: a socket, or a stream down and posts up."""

from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.routes.table import BYTES, Route
from server.school_app import SchoolApp


async def socket(app: SchoolApp, request: web.Request, _account: AccountId) -> web.StreamResponse:
    """The socket checks origin, cookie and stay by itself: it answers with close codes."""
    return await app.plaza.handle(request)


async def stream(app: SchoolApp, request: web.Request, _account: AccountId) -> web.StreamResponse:
    return await app.plaza.stream(request)


async def send(app: SchoolApp, request: web.Request, _account: AccountId) -> web.StreamResponse:
    return await app.plaza.send(request)


ROUTES = [
    Route("GET", "/plaza", None, socket),
    Route("POST", "/plaza/stream", Capability.ATTEND, stream, per_second=2, under_cover=True),
    Route("POST", "/plaza/send", Capability.ATTEND, send, takes=BYTES, under_cover=True),
]
