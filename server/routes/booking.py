"""For whoever books a private talk: on which days there may be one, which is the calendar's answer
and the same for everybody; and for those who may counsel, which pupils there are."""

from typing import Final

from aiohttp import web

from protocol.rights import Capability
from protocol.units import SEARCHES_PER_SECOND, AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.booking_times import open_halves
from simulation.school import name_of
from simulation.searching import pupils_named

DAYS_SHOWN: Final = 28


async def days(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """The days of the next weeks on which the school is open to pupils, with their halves."""
    school = app.loop.school
    return web.json_response(
        [
            {"day": day, "halves": [half.value for half in halves]}
            for day, halves in open_halves(school, app.loop.now, DAYS_SHOWN)
        ]
    )


async def pupils(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """Pupils whose name has the text `name` in it, to propose times to. It is the same answer
    whether they are here, in a talk or at home."""
    school = app.loop.school
    found = pupils_named(school, request.query.get("name", ""))
    return web.json_response([{"account": one, "name": name_of(school, one)} for one in found])


ROUTES = [
    Route("GET", "/api/bookings/days", Capability.ATTEND, days, per_second=2),
    Route("GET", "/api/bookings/pupils", Capability.COUNSEL, pupils, SEARCHES_PER_SECOND),
]
"""Nothing of anybody's bookings is in the days, so that anybody may ask."""
