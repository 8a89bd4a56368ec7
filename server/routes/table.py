"""The rights table of routes: method, path, capability (None is public), handler."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiohttp import web

from protocol.rights import Capability, may
from protocol.units import AccountId
from server.middlewares import refusal
from server.school_app import SchoolApp

Handler = Callable[[SchoolApp, web.Request, AccountId], Awaitable[web.StreamResponse]]


class Route(NamedTuple):
    """One way in. `needs` is None for what anybody on the network may ask."""

    method: str
    path: str
    needs: Capability | None
    handler: Handler


def install(app: web.Application, school_app: SchoolApp, routes: list[Route]) -> None:
    """Add the routes; the capability is checked before the handler runs."""
    for route in routes:
        app.router.add_route(route.method, route.path, _guarded(school_app, route))


def _guarded(
    school_app: SchoolApp, route: Route
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        account = ""
        if route.needs is not None:
            who = school_app.authenticate(request)
            if who is None:
                return refusal(401, "login_needed")
            account, _session = who
            if not may(school_app.loop.school.accounts[account].role, route.needs):
                return refusal(403, "not_allowed")
        return await route.handler(school_app, request, account)

    return handle
