"""What the writers of notices ask: which hold, and whom they reached (T2.2.a)."""

from aiohttp import web

from protocol.rights import Capability
from protocol.units import AccountId
from server.routes.table import Route
from server.school_app import SchoolApp


async def notices(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """The newest first. `reached` counts people on whose screen it stood."""
    school = app.loop.school
    return web.json_response(
        [
            {
                "notice": notice.notice, "text": notice.text, "floors": list(notice.floors),
                "sent_ms": notice.sent_ms, "until_ms": notice.until_ms, "ended": notice.ended,
                "reached": len(notice.seen), "closed": len(notice.closed),
            }
            for notice in reversed(list(school.notices.values()))
        ]
    )  # fmt: skip


ROUTES = [Route("GET", "/api/notices", Capability.NOTIFY, notices)]
