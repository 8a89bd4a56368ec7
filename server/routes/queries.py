"""Questions that the state answers: floors, people to write to."""

from aiohttp import web

from protocol.rights import STAFF, Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation import sight
from simulation.floors import is_full
from simulation.school import avatar_of


async def floors(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """The floor menu: open, closed, full or not for you (T2.2.g)."""
    school = app.loop.school
    role = school.accounts[account].role
    rows = []
    for floor in school.floors.values():
        if role not in floor.plan.roles:
            state = "not_for_you"
        elif not floor.open:
            state = "closed"
        else:
            state = "full" if role not in STAFF and is_full(school, floor) else "open"
        rows.append(
            {
                "floor": floor.plan.floor, "name": floor.plan.name, "yomi": floor.plan.yomi,
                "theme": floor.plan.theme, "state": state, "until_ms": floor.until_ms,
            }
        )  # fmt: skip
    return web.json_response(rows)


async def people(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """Whom one may write to now: people on one's own floor, and the staff who are here."""
    school = app.loop.school
    own = avatar_of(school, account)
    rows = []
    for other in sight.people_seen_by(school, account):
        avatar = avatar_of(school, other)
        staff = school.accounts[other].role in STAFF
        near = own is not None and avatar is not None and avatar.floor == own.floor
        if other != account and (near or staff):
            rows.append({"account": other, "name": school.words[other].name, "staff": staff})
    return web.json_response(rows)


ROUTES = [
    Route("GET", "/api/floors", Capability.ATTEND, floors),
    Route("GET", "/api/people", Capability.CHAT, people),
]
