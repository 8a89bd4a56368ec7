"""Questions about lessons: the timetable, who signed up, a plan to change (T3.1, T6.8)."""

from typing import Any, Final

import msgspec
from aiohttp import web

from protocol.rights import STAFF, Capability
from protocol.units import AccountId
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.lessons import seats_left
from simulation.school import Lesson, School
from simulation.timetable import may_plan
from simulation.versions import version_of

DAYS_SHOWN: Final = 21
_DAY_MS: Final = 24 * 60 * 60 * 1000


async def timetable(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """Lessons of the next weeks, the earliest first. Nothing of where they meet."""
    school = app.loop.school
    until_ms = app.loop.now.wall_ms + DAYS_SHOWN * _DAY_MS
    rows = [
        _row(school, name, lesson, account)
        for name, lesson in school.lessons.items()
        if lesson.plan.starts_ms < until_ms
    ]
    return web.json_response(sorted(rows, key=lambda row: (row["starts_ms"], row["lesson"])))


def _row(school: School, name: str, lesson: Lesson, account: AccountId) -> dict[str, Any]:
    plan = lesson.plan
    floor = school.floors.get(plan.floor)
    zones = floor.plan.zones if floor is not None else ()
    zone = next((zone for zone in zones if zone.zone == plan.zone), None)
    return {
        "lesson": name, "title": plan.title, "yomi": plan.yomi, "subject": plan.subject,
        "content": plan.content, "code": plan.code, "teacher": _name(school, plan.teacher),
        "starts_ms": plan.starts_ms, "minutes": plan.minutes, "floor": plan.floor,
        "room": "" if floor is None else floor.plan.name,
        "room_yomi": "" if floor is None else floor.plan.yomi,
        "zone": "" if zone is None else zone.name, "zone_yomi": "" if zone is None else zone.yomi,
        "capacity": plan.capacity, "left": max(0, seats_left(school, lesson)),
        "walk_in": plan.walk_in, "running": lesson.running, "mine": account in lesson.signed,
        "own": may_plan(school, account, plan),
    }  # fmt: skip


async def signed_up(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """Who has a seat in a lesson, and who is in it now."""
    school = app.loop.school
    lesson = school.lessons.get(request.query.get("lesson", ""))
    if lesson is None:
        return refusal(404, "no_such_lesson")
    people = sorted(lesson.signed.union(lesson.inside), key=lambda who: (_name(school, who), who))
    return web.json_response(
        [
            {
                "account": who, "name": _name(school, who), "signed": who in lesson.signed,
                "inside": who in lesson.inside, "away": lesson.inside.get(who) is not None,
                "staff": _is_staff(school, who),
            }
            for who in people
        ]
    )  # fmt: skip


async def plan(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Everything of a lesson that one may change, with where it meets."""
    school = app.loop.school
    lesson = school.lessons.get(request.query.get("lesson", ""))
    if lesson is None or not may_plan(school, account, lesson.plan):
        return refusal(404, "no_such_lesson")
    kept = msgspec.to_builtins(lesson.plan)
    version = version_of((lesson.plan, lesson.link))
    return web.json_response({"yomi": "", **kept, "link": lesson.link, "version": version})


async def rooms(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """What a form for lessons offers: who may teach, and where."""
    school = app.loop.school
    teachers = [
        {"account": one.account, "name": _name(school, one.account)}
        for one in school.accounts.values()
        if one.role in STAFF and not one.disabled
    ]
    floors = [
        {
            "floor": floor.plan.floor, "name": floor.plan.name,
            "zones": [{"zone": zone.zone, "name": zone.name} for zone in floor.plan.zones],
        }
        for floor in school.floors.values()
    ]  # fmt: skip
    return web.json_response({"me": account, "teachers": teachers, "floors": floors})


def _is_staff(school: School, account: AccountId) -> bool:
    known = school.accounts.get(account)
    return known is not None and known.role in STAFF


def _name(school: School, account: AccountId) -> str:
    words = school.words.get(account)
    return "" if words is None else words.name


ROUTES = [
    Route("GET", "/api/lessons", Capability.ATTEND, timetable),
    Route("GET", "/api/lessons/signed-up", Capability.SEE_SIGN_UPS, signed_up),
    Route("GET", "/api/lessons/plan", Capability.TEACH, plan),
    Route("GET", "/api/lessons/rooms", Capability.TEACH, rooms),
]
