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
from protocol.units import TIME_MAX_MS, AccountId, Version
from protocol.vocabulary import Command
from server.bodies import form_of
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.hours import state_at
from simulation.school import Now
from simulation.versions import version_of

_EPOCH = dt.date(1970, 1, 1)
YEARS_TOLD = 3


class ChimesForm(msgspec.Struct, forbid_unknown_fields=True):
    """The whole list."""

    rules: ChimeRules
    over: Version = ""


class CalendarForm(msgspec.Struct, forbid_unknown_fields=True):
    """The whole calendar."""

    calendar: Calendar
    over: Version = ""


async def chimes(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """All chimes as they are set."""
    rules = app.loop.school.chimes
    return web.json_response({"rules": msgspec.to_builtins(rules), "version": version_of(rules)})


async def set_chimes(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Replace the list, `over` the version that one has seen."""
    form = await form_of(request, ChimesForm)
    return await _done(app, SetChimes(form.rules, form.over), account, version_of(form.rules))


async def calendar(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """The calendar, and what a library knows of holidays in and after its years."""
    school = app.loop.school
    today = dt.date.fromtimestamp(app.loop.now.wall_ms / 1000)  # noqa: DTZ012  (a year's span)
    first, last = dt.date(today.year - 1, 1, 1), dt.date(today.year + YEARS_TOLD, 12, 31)
    holidays = [[(day - _EPOCH).days, name] for day, name in jpholiday.between(first, last)]
    floors = [
        {"floor": floor.plan.floor, "name": floor.plan.name} for floor in school.floors.values()
    ]
    kept = msgspec.to_builtins(school.calendar)
    if kept is not None:
        # The hours of a floor that is no more would let no calendar be saved again.
        kept["openings"] = [one for one in kept["openings"] if one["floor"] in school.floors]
    return web.json_response(
        {
            "calendar": kept, "floors": floors, "holidays": holidays,
            "version": version_of(school.calendar),
        }
    )  # fmt: skip


async def set_calendar(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Replace the calendar, `over` the version that one has seen."""
    form = await form_of(request, CalendarForm)
    command = SetCalendar(form.calendar, form.over)
    return await _done(app, command, account, version_of(form.calendar))


async def open_at(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """For a moment (`ms`): by floor, whether it is open, and until when (0: not known)."""
    asked = request.query.get("ms", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > len(str(TIME_MAX_MS)):
        return refusal(400, "bad_request")
    school = app.loop.school
    now = Now(0, int(asked), app.loop.now.utc_offset_min, 0, 0)
    return web.json_response(
        {floor: state_at(school.calendar, floor, now) for floor in sorted(school.floors)}
    )


async def _done(
    app: SchoolApp, command: Command, account: AccountId, version: Version
) -> web.Response:
    if app.loop.read_only:
        return refusal(503, "read_only")
    answer = await app.loop.inbox.ask(command, account)
    if answer.reason is not None:
        return refusal(409, answer.reason)
    return web.json_response({"version": version})


ROUTES = [
    Route("GET", "/api/chimes", Capability.MANAGE_TIME, chimes),
    Route("POST", "/api/chimes", Capability.MANAGE_TIME, set_chimes),
    Route("GET", "/api/calendar", Capability.MANAGE_TIME, calendar),
    Route("POST", "/api/calendar", Capability.MANAGE_TIME, set_calendar),
    Route("GET", "/api/open-at", Capability.MANAGE_TIME, open_at),
]
