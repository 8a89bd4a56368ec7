"""The school's times as admins set them: chimes and the calendar (T2.3, T1.4).

A year of either is larger than a command on the socket may be, so both come as POSTs, and take the
same way as a command from there: the inbox, the rights of their sender, the log, an answer.
"""

import datetime as dt

import jpholiday
import msgspec
from aiohttp import web

from protocol.chimes import ChimeRules, SetChimes
from protocol.hours import Calendar, SetCalendar
from protocol.rights import Capability
from protocol.units import TIME_MAX_MS, AccountId
from protocol.vocabulary import Command
from server.bodies import form_of
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.hours import state_at
from simulation.school import Now

_EPOCH = dt.date(1970, 1, 1)
YEARS_TOLD = 3


class ChimesForm(msgspec.Struct, forbid_unknown_fields=True):
    """The whole list."""

    rules: ChimeRules


async def chimes(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """All chimes as they are set."""
    return web.json_response(msgspec.to_builtins(app.loop.school.chimes))


async def set_chimes(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Replace the list."""
    form = await form_of(request, ChimesForm)
    return await _done(app, SetChimes(form.rules), account)


async def calendar(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """The calendar, and what a library knows of holidays in and after its years."""
    school = app.loop.school
    today = dt.date.fromtimestamp(school.position.wall_ms / 1000)  # noqa: DTZ012  (a year's span)
    first, last = dt.date(today.year - 1, 1, 1), dt.date(today.year + YEARS_TOLD, 12, 31)
    holidays = [[(day - _EPOCH).days, name] for day, name in jpholiday.between(first, last)]
    floors = [
        {"floor": floor.plan.floor, "name": floor.plan.name} for floor in school.floors.values()
    ]
    kept = msgspec.to_builtins(school.calendar)
    if kept is not None:
        # The hours of a floor that is no more would let no calendar be saved again.
        kept["openings"] = [one for one in kept["openings"] if one["floor"] in school.floors]
    return web.json_response({"calendar": kept, "floors": floors, "holidays": holidays})


async def set_calendar(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Replace the calendar."""
    return await _done(app, SetCalendar(await form_of(request, Calendar)), account)


async def open_at(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """For a moment (`ms`): by floor, whether it is open, and until when (0: not known)."""
    asked = request.query.get("ms", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > len(str(TIME_MAX_MS)):
        return refusal(400, "bad_request")
    school = app.loop.school
    now = Now(0, int(asked), school.position.utc_offset_min, 0, 0)
    return web.json_response(
        {floor: state_at(school.calendar, floor, now) for floor in sorted(school.floors)}
    )


async def _done(app: SchoolApp, command: Command, account: AccountId) -> web.Response:
    if app.loop.read_only:
        return refusal(503, "read_only")
    answer = await app.loop.inbox.ask(command, account)
    return web.json_response({}) if answer.reason is None else refusal(409, answer.reason)


ROUTES = [
    Route("GET", "/api/chimes", Capability.MANAGE_TIME, chimes),
    Route("POST", "/api/chimes", Capability.MANAGE_TIME, set_chimes),
    Route("GET", "/api/calendar", Capability.MANAGE_TIME, calendar),
    Route("POST", "/api/calendar", Capability.MANAGE_TIME, set_calendar),
    Route("GET", "/api/open-at", Capability.MANAGE_TIME, open_at),
]
