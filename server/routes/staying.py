"""What a calm panel of the day shows, and what staff see of somebody's extras (T7.1)."""

from aiohttp import web

from protocol.rights import Capability, Role
from protocol.units import GARDEN_PLANTS, AccountId, FloorId, WallMs
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.hours import hours_of_day, opens_after
from simulation.parts import Staying
from simulation.school import Floor, Now, School
from simulation.staying import day_of, garden_grown, month_of


async def today(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """Hours in minutes of the local day, notices that hold for all, the garden, what is next.

    `closes_ms` is when the last floor closes, `opens_ms` when one opens after that; 0 if unknown.
    """
    school = app.loop.school
    role = school.accounts[account].role
    now = app.loop.now
    day = day_of(now)
    floors = {f.plan.floor: f for f in school.floors.values() if role in f.plan.roles}
    calendar = school.calendar
    closes_ms, opens_ms = _ahead(school, floors, now)
    return web.json_response(
        {
            "month": month_of(day)[1],
            "hours": [
                {
                    "name": f.plan.name,
                    "yomi": f.plan.yomi,
                    "hours": hours_of_day(calendar, f.plan.floor, day),
                }
                for f in floors.values()
                if calendar is not None
            ],
            "notices": [n.text for n in school.notices.values() if not n.ended and not n.floors],
            "garden": {"grown": garden_grown(school, day), "plants": GARDEN_PLANTS},
            "closes_ms": closes_ms,
            "opens_ms": opens_ms,
        }
    )


async def extras(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Every pupil with what they do without, what is kept from them, and their desk."""
    school = app.loop.school
    rows = []
    for account in sorted(school.accounts):
        if school.accounts[account].role is not Role.PUPIL:
            continue
        staying = school.staying.get(account, Staying())
        rows.append(
            {
                "account": account, "name": school.words[account].name,
                "off": [extra.value for extra in staying.off],
                "withheld": [extra.value for extra in staying.withheld],
                "desk": list(staying.desk),
            }
        )  # fmt: skip
    return web.json_response(rows)


def _ahead(school: School, floors: dict[FloorId, Floor], now: Now) -> tuple[WallMs, WallMs]:
    """When the last open floor closes, and when one opens after that; 0 for what does not come."""
    ends = [floor.until_ms for floor in floors.values() if floor.open]
    if not all(ends):
        return 0, 0
    closes_ms = max(ends, default=0)
    after = now._replace(wall_ms=max(now.wall_ms, closes_ms))
    return closes_ms, opens_after(school.calendar, floors, after)


ROUTES = [
    Route("GET", "/api/today", Capability.ATTEND, today),
    Route("GET", "/api/extras", Capability.MODERATE, extras),
]
