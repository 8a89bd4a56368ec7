"""What was said in one's own counselling talk, while it lasts (T3.4)."""

import asyncio
from typing import Any

from aiohttp import web

from protocol.counselling import SaidUnderCover
from protocol.log import LogReader
from protocol.record import Sealer, decode_rows, event_of
from protocol.reporting import LineMark
from protocol.rights import Capability
from protocol.units import QUESTIONS_PER_SECOND, AccountId
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.care import Talk
from simulation.school import School


async def lines(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """The last words of the talk, oldest first, each by its number in it.

    For its two people and while it lasts: to everybody else, and after it, there is none.
    """
    school = app.loop.school
    talk = _talk_of(school, account)
    if talk is None:
        return refusal(404, "not_found")
    stored = app.loop.stored
    marks = [mark for mark in talk.lines if mark.batch <= stored]
    first = talk.said - len(talk.lines) + 1
    said = await asyncio.to_thread(_read, app.log, app.sealer, marks)
    if _talk_of(school, account) is not talk:
        return refusal(404, "not_found")
    return web.json_response([_row(school, n, one) for n, one in enumerate(said, first)])


def _talk_of(school: School, account: AccountId) -> Talk | None:
    stay = school.covered.get(account)
    talk = None if stay is None else school.talks.get(stay.call or "")
    return None if talk is None or talk.ended else talk


def _read(log: LogReader, sealer: Sealer, marks: list[LineMark]) -> list[SaidUnderCover]:
    said = []
    for mark in marks:
        batch, index = mark.batch, mark.index
        _header, rows = decode_rows(log.read(batch - 1, 1)[0].state)
        event = event_of(rows[index], batch, index, sealer)
        assert isinstance(event, SaidUnderCover)
        said.append(event)
    return said


def _row(school: School, number: int, said: SaidUnderCover) -> dict[str, Any]:
    words = school.words.get(said.account)
    return {
        "n": number, "account": said.account, "name": "" if words is None else words.name,
        "text": said.text,
    }  # fmt: skip


ROUTES = [Route("GET", "/api/talk", Capability.CHAT, lines, QUESTIONS_PER_SECOND)]
"""Whoever may write letters may be in a talk: its rights are those of its commands."""
