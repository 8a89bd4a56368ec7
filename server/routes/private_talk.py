"""What was said in counselling talks: in one's own while it lasts; in those of a pupil for an admin
with a reason, and each such look is stored first (T3.4, R6)."""

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import msgspec
from aiohttp import web

from protocol.counselling import SaidUnderCover
from protocol.log import LogReader
from protocol.private_talk import NoteTalksRead
from protocol.record import Sealer, decode_rows, event_of
from protocol.reporting import LineMark
from protocol.rights import Capability
from protocol.units import QUESTIONS_PER_SECOND, AccountId, LookReason, WallMs
from server.bodies import form_of
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.care import Talk
from simulation.chatting import counselling_seal
from simulation.school import School

READ_BACK_LINES: Final = 1_000
_CHUNK_BATCHES: Final = 500
_TOPIC: Final = SaidUnderCover.__name__.encode()


async def lines(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """The last words of the talk, oldest first, each by its number in it.

    For its two people and while it lasts: to everybody else, and after it, there is none.
    """
    school = app.loop.school
    talk = _talk_of(school, account)
    if talk is None:
        return refusal(404, "not_found")
    stored = app.loop.number - app.loop.publisher.waiting
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


class LookForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose talks, between which moments, and why."""

    account: AccountId
    from_ms: WallMs
    until_ms: WallMs
    reason: LookReason


async def read_back(app: SchoolApp, request: web.Request, by: AccountId) -> web.Response:
    """The words of a pupil's talks in a span of time, the oldest first, at most the last thousand.

    The look and its reason are in the log before anything is shown; without a reason nothing is.
    """
    form = await form_of(request, LookForm)
    answer = await app.loop.inbox.ask(NoteTalksRead(form.account, by, form.reason))
    if answer.reason is not None:
        return refusal(409, answer.reason)
    found = await asyncio.to_thread(lambda: [*islice(_said_of(app, form), READ_BACK_LINES)][::-1])
    rows = [
        {**_row(app.loop.school, n, said), "call": said.call, "sent_ms": sent_ms}
        for n, (sent_ms, said) in enumerate(found, 1)
    ]
    return web.json_response(rows)


def _said_of(app: SchoolApp, form: LookForm) -> Iterator[tuple[WallMs, SaidUnderCover]]:
    """Backwards from the end of the log: most looks are about something that was lately."""
    seal = counselling_seal(form.account)
    last = app.log.last()
    batch = 0 if last is None else last.number
    while batch > 0:
        after = max(0, batch - _CHUNK_BATCHES)
        for stored in reversed(app.log.read(after, batch - after)):
            if _TOPIC not in stored.state:
                continue
            header, rows = decode_rows(stored.state)
            if header.wall_ms < form.from_ms:
                return
            if header.wall_ms > form.until_ms:
                continue
            for index in range(len(rows) - 1, -1, -1):
                if rows[index][0] == SaidUnderCover.__name__:
                    said = event_of(rows[index], header.number, index, app.sealer)
                    assert isinstance(said, SaidUnderCover)
                    if said.seal == seal:
                        yield header.wall_ms, said
        batch = after


ROUTES = [
    Route("GET", "/api/talk", Capability.CHAT, lines, QUESTIONS_PER_SECOND),
    Route("POST", "/api/talks/read", Capability.MANAGE_ACCOUNTS, read_back, per_second=5),
]
"""Whoever may write letters may be in a talk: its rights are those of its commands."""
