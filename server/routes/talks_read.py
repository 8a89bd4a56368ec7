"""Reading counselling talks back, to protect a child: for admins, with a reason that is stored
before anything is shown (T3.4, R6)."""

import asyncio
from typing import Any, Final

import msgspec
import orjson
from aiohttp import web

from protocol.private_talk import NoteTalksRead, TalksRead
from protocol.record import decode_rows, event_of
from protocol.rights import Capability
from protocol.units import ERASED_TEXT, SEARCHES_PER_SECOND, AccountId, LookReason, WallMs
from server.bodies import form_of
from server.middlewares import refusal
from server.routes.table import JSON, Route
from server.school_app import SchoolApp
from server.talks_kept import KeptTalk, talks_of
from simulation.booked import Reading
from simulation.school import School, name_of
from simulation.searching import pupils_named

READINGS_TOLD: Final = 50
_COMPRESSED_FROM_BYTES: Final = 2_000


class LookForm(msgspec.Struct, forbid_unknown_fields=True):
    """Whose talks, between which moments, and why."""

    account: AccountId
    from_ms: WallMs
    until_ms: WallMs
    reason: LookReason


async def pupils(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """Pupils whose name has the text `name` in it, also those who may not come any more. It says
    nothing of any talk."""
    school = app.loop.school
    found = pupils_named(school, request.query.get("name", ""), gone=True)
    return web.json_response(
        [
            {"account": one, "name": name_of(school, one), "gone": school.accounts[one].disabled}
            for one in found
        ]
    )


async def read_back(app: SchoolApp, request: web.Request, by: AccountId) -> web.Response:
    """The talks of a pupil in a span of time, the oldest first.

    The look and its reason are in the log before anything is shown, and also when there is nothing
    to show; without a reason nothing is.
    """
    form = await form_of(request, LookForm)
    answer = await app.loop.inbox.ask(NoteTalksRead(form.account, by, form.reason))
    if answer.reason is not None:
        return refusal(409, answer.reason)
    kept, more = await asyncio.to_thread(
        talks_of, app.log, app.sealer, form.account, form.from_ms, form.until_ms
    )
    school = app.loop.school
    told = {"talks": [_talk(school, one) for one in kept], "more": more}
    body = await asyncio.to_thread(orjson.dumps, told)
    response = web.Response(body=body, content_type=JSON)
    if len(body) > _COMPRESSED_FROM_BYTES:
        response.enable_compression()
    return response


async def readings(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """Who read whose talks, when and why, the newest first."""
    school, stored = app.loop.school, app.loop.stored
    told = [one for one in reversed(school.readings) if one.batch <= stored][:READINGS_TOLD]
    reasons = await asyncio.to_thread(lambda: [_reason(app, one) for one in told])
    return web.json_response(
        [
            {
                "name": _name(school, one.account), "by": _name(school, one.by),
                "at_ms": one.at_ms, "reason": reason,
            }
            for one, reason in zip(told, reasons, strict=True)
        ]
    )  # fmt: skip


def _reason(app: SchoolApp, one: Reading) -> str:
    _header, rows = decode_rows(app.log.read(one.batch - 1, 1)[0].state)
    event = event_of(rows[one.index], one.batch, one.index, app.sealer)
    assert isinstance(event, TalksRead)
    return event.reason


def _talk(school: School, talk: KeptTalk) -> dict[str, Any]:
    said = [
        {
            "account": one.account, "name": _name(school, one.account), "text": one.text,
            "sent_ms": sent_ms,
        }
        for sent_ms, one in talk.said
    ]  # fmt: skip
    sheets = [
        {
            "page": page + 1, "from_ms": marks[0][0], "until_ms": marks[-1][0],
            "marks": [mark for _, mark in marks],
            "names": {m["account"]: _name(school, m["account"]) for _, m in marks},
        }
        for (_, page, _), marks in talk.sheets.items()
    ]  # fmt: skip
    return {
        "with": "" if talk.counsellor is None else _name(school, talk.counsellor),
        "began_ms": talk.began_ms, "ended_ms": talk.ended_ms, "said": said, "sheets": sheets,
    }  # fmt: skip


def _name(school: School, account: AccountId) -> str:
    return name_of(school, account) or ERASED_TEXT


ROUTES = [
    Route("GET", "/api/talks/pupils", Capability.MANAGE_ACCOUNTS, pupils, SEARCHES_PER_SECOND),
    Route("POST", "/api/talks/read", Capability.MANAGE_ACCOUNTS, read_back, per_second=5),
    Route("GET", "/api/talks/readings", Capability.MANAGE_ACCOUNTS, readings),
]
