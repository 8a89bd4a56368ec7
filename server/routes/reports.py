"""What a supporter reads of a report: the lines before it, or the page that was drawn on, from the
log, through the vault (T6.19).

The look itself is stored first; without that nothing is shown.
"""

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

from aiohttp import web

from protocol.avatars import Murmured
from protocol.chatting import Said, SaidInCall
from protocol.record import Header, Row, clear_fields, decode_rows, event_of
from protocol.reporting import NoteReportRead, Place
from protocol.rights import Capability
from protocol.units import REPORT_CONTEXT_LINES, AccountId
from replay.reader import recover
from server.drawings import Asked, page_for
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from server.talks import Written
from simulation.care import Case
from simulation.pages import on_the_page

READ_BACK_BATCHES: Final = 20_000
"""More than a quarter of an hour of a full school; of a quiet one, a day."""
_CHUNK_BATCHES: Final = 500


class Found(NamedTuple):
    """A row of the log and where it stands."""

    header: Header
    place: int
    row: Row


async def lines(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Up to ten lines, oldest first; the last one by the reported person is what it is about."""
    case = app.loop.school.reports.get(request.query.get("report", ""))
    if case is None:
        return refusal(404, "no_such_report")
    refused = await _noted(app, case, account)
    if refused is not None:
        return refused
    return web.json_response(await asyncio.to_thread(_read, app, case))


async def drawing(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """The page that a drawing was reported on, as it was then: its marks in their order, the names
    of who drew them, and which of the marks it is about."""
    case = app.loop.school.reports.get(request.query.get("report", ""))
    if case is None or case.drawn is None:
        return refusal(404, "no_such_report")
    refused = await _noted(app, case, account)
    if refused is not None:
        return refused
    marks = await asyncio.to_thread(_page_then, app, case)
    words = app.loop.school.words
    names = {m["account"]: words[m["account"]].name for m in marks if m["account"] in words}
    return web.json_response(
        {"marks": marks, "names": names, "stroke": case.drawn.stroke, "about": case.about}
    )


async def _noted(app: SchoolApp, case: Case, account: AccountId) -> web.Response | None:
    """Store that somebody looks at a case; what to answer where they may not."""
    if case.batch > app.loop.stored:
        return refusal(404, "no_such_report")
    answer = await app.loop.inbox.ask(NoteReportRead(account, case.report))
    return None if answer.reason is None else refusal(404, answer.reason)


def _page_then(app: SchoolApp, case: Case) -> list[dict[str, Any]]:
    """The page after the batch in which it was reported, and with it what was reported, should that
    have been rubbed out within the same twentieth of a second."""
    assert case.drawn is not None
    then = recover(app.log, app.sealer, case.batch).school
    board = then.whiteboards.get(case.drawn.board)
    page = [] if board is None else on_the_page(board, case.drawn.page)
    places = {
        (mark.batch, mark.index): "" if board is None else board.authors[mark.author]
        for _, mark in page
    }
    places |= {(line.batch, line.index): case.about for line in case.lines}
    return page_for(app.log, app.sealer, [Asked(*one) for one in sorted(places.items())], {})


def _read(app: SchoolApp, case: Case) -> list[dict[str, Any]]:
    newest_first = _letters(app, case) if case.place is Place.DIRECT else _said(app, case)
    found = list(islice(newest_first, REPORT_CONTEXT_LINES))
    rows = []
    for header, place, row in reversed(found):
        said = event_of(row, header.number, place, app.sealer)
        assert isinstance(said, Written | Said | SaidInCall | Murmured)
        known = app.loop.school.words.get(said.account)
        rows.append(
            {
                "account": said.account, "name": "" if known is None else known.name,
                "text": getattr(said, "text", ""),
                "stamp": getattr(said, "stamp", 0), "sent_ms": header.wall_ms,
                "about": said.account == case.about,
            }
        )  # fmt: skip
    return rows


def _letters(app: SchoolApp, case: Case) -> Iterator[Found]:
    for mark in reversed(case.lines):
        header, rows = decode_rows(app.log.read(mark.batch - 1, 1)[0].state)
        yield Found(header, mark.index, rows[mark.index])


def _said(app: SchoolApp, case: Case) -> Iterator[Found]:
    """What was said where the report was made, newest first, from what it is about."""
    begun = case.place is Place.PERSON
    for found in _back_from(app, case.batch):
        if found.header.tick > case.heard_tick or not _belongs(case, found.row):
            continue
        begun = begun or clear_fields(found.row)["account"] == case.about
        if begun:
            yield found


def _back_from(app: SchoolApp, batch: int) -> Iterator[Found]:
    end = max(0, batch - READ_BACK_BATCHES)
    while batch > end:
        after = max(end, batch - _CHUNK_BATCHES)
        for stored in reversed(app.log.read(after, batch - after)):
            header, rows = decode_rows(stored.state)
            for index in range(len(rows) - 1, -1, -1):
                yield Found(header, index, rows[index])
        batch = after


def _belongs(case: Case, row: Row) -> bool:
    if row[0] == SaidInCall.__name__:
        return case.place is Place.CALL and clear_fields(row)["call"] == case.call
    if case.place is Place.CALL:
        return False
    if row[0] == Said.__name__:
        return bool(clear_fields(row)["floor"] == case.floor)
    # A bubble does not say its floor: of others it could be from anywhere.
    own = (case.account, case.about)
    return row[0] == Murmured.__name__ and clear_fields(row)["account"] in own


ROUTES = [
    Route("GET", "/api/reports/lines", Capability.MODERATE, lines, under_cover=False),
    Route("GET", "/api/reports/drawing", Capability.MODERATE, drawing, under_cover=False),
]
"""A look is an event with a name: nobody looks who is in a talk, as others believe them gone."""
