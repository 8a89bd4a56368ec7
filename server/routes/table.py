"""The rights table of routes: method, path, capability (None is public), handler."""

import time
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from aiohttp import web

from protocol.rights import Capability
from protocol.sessions import NoteForged
from protocol.units import AccountId
from server.inbox import Credits
from server.middlewares import refusal
from server.school_app import SchoolApp
from simulation.school import holds

JSON: Final = "application/json"
BYTES: Final = "application/octet-stream"
"""Neither can be sent by a form of another site (security note, CSRF)."""

Handler = Callable[[SchoolApp, web.Request, AccountId], Awaitable[web.StreamResponse]]
PEOPLE_COUNTED: Final = 2_000
FORGED_NOTED_PER_SECOND: Final = 2
"""Of one person on one route; who tries oftener is refused as before, and not noted again."""


class Route(NamedTuple):
    """One way in. `needs` is None for what anybody on the network may ask.

    `under_cover` says whether somebody in a counselling talk may ask; unless it is said, they may
    not change anything: others believe that they have logged out (T3.4).
    `per_second` is how often one person may ask, twice as often in a burst; None is as they like.
    A POST carries what the route `takes`.
    """

    method: str
    path: str
    needs: Capability | None
    handler: Handler
    per_second: int | None = None
    takes: str = JSON
    under_cover: bool | None = None


def install(app: web.Application, school_app: SchoolApp, routes: list[Route]) -> None:
    """Add the routes; the capability is checked before the handler runs."""
    for route in routes:
        app.router.add_route(route.method, route.path, _guarded(school_app, route))


def _guarded(
    school_app: SchoolApp, route: Route
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    left: dict[AccountId, Credits] = {}
    forged: dict[AccountId, Credits] = {}

    async def handle(request: web.Request) -> web.StreamResponse:
        account = ""
        if route.needs is not None:
            who = school_app.authenticate(request)
            if who is None:
                return refusal(401, "login_needed")
            account, _session = who
            if not holds(school_app.loop.school.accounts[account], route.needs):
                if _has_credit(forged, account, FORGED_NOTED_PER_SECOND):
                    asked = f"{route.method} {route.path}"
                    school_app.loop.inbox.put(NoteForged(account, asked), 0, None, None)
                return refusal(403, "not_allowed")
            if account in school_app.loop.school.covered and not _is_open_under_cover(route):
                return refusal(409, "under_cover")
            if route.per_second is not None and not _has_credit(left, account, route.per_second):
                return refusal(429, "too_fast")
        if route.method == "POST" and request.content_type != route.takes:
            return refusal(415, "not_json" if route.takes == JSON else "not_bytes")
        return await route.handler(school_app, request, account)

    return handle


def _is_open_under_cover(route: Route) -> bool:
    return route.method == "GET" if route.under_cover is None else route.under_cover


def _has_credit(left: dict[AccountId, Credits], account: AccountId, per_second: int) -> bool:
    now_s = time.monotonic()
    if len(left) >= PEOPLE_COUNTED:
        left.clear()
    return left.setdefault(account, Credits(now_s, per_second)).take(now_s)
