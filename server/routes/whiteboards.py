"""What is on a page of the whiteboard that one has open (T4.4)."""

import asyncio

import orjson
from aiohttp import web

from protocol.rights import Capability
from protocol.units import QUESTIONS_PER_SECOND, WHITEBOARD_PAGES_MAX, AccountId
from server.drawings import Asked, page_for
from server.middlewares import refusal
from server.routes.table import JSON, Route
from server.school_app import SchoolApp
from simulation.hiding import silences_of
from simulation.onlookers import onlookers
from simulation.pages import on_the_page

COMPRESSED_FROM_BYTES = 2_000


async def page(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """The marks of `page`, in their order, the names of who drew them, and how many pages somebody
    has drawn on.

    "Not there" and "not for you" are one answer. What is not committed yet comes by the socket.
    """
    school, name = app.loop.school, request.match_info["board"]
    number = request.query.get("page", "0")
    if account not in onlookers(school, name) or number not in _PAGES:
        return refusal(404, "not_found")
    board, stored = school.whiteboards[name], app.loop.stored
    asked = [
        Asked((mark.batch, mark.index), board.authors[mark.author])
        for _, mark in on_the_page(board, int(number))
        if mark.batch <= stored
    ]
    silences = silences_of(school, account)
    marks = await asyncio.to_thread(page_for, app.log, app.sealer, asked, silences)
    if account not in onlookers(school, name):
        return refusal(404, "not_found")
    names = {
        mark["account"]: words.name
        for mark in marks
        if (words := school.words.get(mark["account"])) is not None
    }
    body = orjson.dumps({"marks": marks, "names": names, "pages": len(board.pages)})
    response = web.Response(body=body, content_type=JSON)
    if len(body) > COMPRESSED_FROM_BYTES:
        response.enable_compression()
    return response


_PAGES = frozenset(map(str, range(WHITEBOARD_PAGES_MAX)))

ROUTES = [
    Route("GET", "/api/whiteboards/{board}", Capability.DRAW, page, QUESTIONS_PER_SECOND),
]
