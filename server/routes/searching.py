"""Search by name: on which floor and in which zone somebody is, never more exactly (A4)."""

from aiohttp import web

from protocol.rights import Capability
from protocol.units import SEARCHES_PER_SECOND, AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.searching import find


async def search(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """People whose name has the text `name` in it."""
    typed = request.query.get("name", "")
    found = find(app.loop.school, account, typed, app.loop.last_tick)
    return web.json_response([one._asdict() for one in found])


ROUTES = [Route("GET", "/api/search", Capability.SEARCH, search, SEARCHES_PER_SECOND)]
