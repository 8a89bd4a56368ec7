"""Questions that the state answers: floors, people to write to, one's own conversation."""

import asyncio

from aiohttp import web

from protocol.chatting import SaidTo
from protocol.record import decode_rows, event_of
from protocol.rights import STAFF, Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation import sight
from simulation.floors import is_full
from simulation.school import MessageMark, avatar_of, pair_key


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


async def conversation(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """The last messages between the caller and one other person, oldest first."""
    other = request.query.get("with", "")
    marks = list(app.loop.school.conversations.get(pair_key(account, other), ()))
    stored = [mark for mark in marks if mark.batch <= app.loop.number - app.loop.publisher.waiting]
    rows = await asyncio.to_thread(_read, app, stored)
    return web.json_response(rows)


def _read(app: SchoolApp, marks: list[MessageMark]) -> list[dict[str, object]]:
    rows = []
    for mark in marks:
        batch = app.log.read(mark.batch - 1, 1)[0]
        header, events = decode_rows(batch.state)
        said = event_of(events[mark.index], header.number, mark.index, app.sealer)
        assert isinstance(said, SaidTo)
        rows.append(
            {
                "message": said.message, "account": said.account, "to": said.to,
                "sent_ms": header.wall_ms, "text": said.text,
            }
        )  # fmt: skip
    return rows


ROUTES = [
    Route("GET", "/api/floors", Capability.ATTEND, floors),
    Route("GET", "/api/people", Capability.CHAT, people),
    Route("GET", "/api/conversation", Capability.CHAT, conversation),
]
