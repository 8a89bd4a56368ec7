"""On which days a private talk can be wished for: the calendar's answer, the same for everybody."""

from typing import Final

from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.booking_times import open_halves
from simulation.school import Now

DAYS_SHOWN: Final = 28


async def days(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """The days of the next weeks on which the school is open to pupils, with their halves."""
    school = app.loop.school
    at = school.position
    now = Now(at.tick, at.wall_ms, at.utc_offset_min, at.tick, 0)
    return web.json_response(
        [
            {"day": day, "halves": [half.value for half in halves]}
            for day, halves in open_halves(school, now, DAYS_SHOWN)
        ]
    )


ROUTES = [Route("GET", "/api/bookings/days", Capability.ATTEND, days, per_second=2)]
"""Nothing of anybody's bookings is in it, so that anybody may ask."""
