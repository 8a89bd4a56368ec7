"""Who of the staff may counsel, and when the right was given or taken back: for admins alone."""

from typing import Any

from aiohttp import web

from protocol.rights import GIVEN, STAFF, Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.school import School, holds


async def counsellors(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """All staff with their right, and the last changes of it, the newest first. Nothing of it says
    whether anybody ever counselled."""
    school = app.loop.school
    staff = [
        {
            "account": one.account, "name": _name(school, one.account), "role": one.role.value,
            "counsels": holds(one, Capability.COUNSEL),
            "changeable": one.role in GIVEN[Capability.COUNSEL],
        }
        for one in school.accounts.values()
        if one.role in STAFF and not one.disabled
    ]  # fmt: skip
    staff.sort(key=lambda row: (row["name"], row["account"]))
    return web.json_response({"staff": staff, "changes": _changes(school)})


def _changes(school: School) -> list[dict[str, Any]]:
    return [
        {
            "name": _name(school, one.account), "by": _name(school, one.by or ""),
            "on": one.on, "at_ms": one.at_ms,
        }
        for one in reversed(school.namings)
    ]  # fmt: skip


def _name(school: School, account: str) -> str:
    words = school.words.get(account)
    return "" if words is None else words.name


ROUTES = [Route("GET", "/api/counsellors", Capability.MANAGE_ACCOUNTS, counsellors)]
