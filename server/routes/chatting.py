"""One's own talks: which ones there are, and their messages page by page."""

import asyncio
from typing import Any

from aiohttp import web

from protocol.chatting import SaidTo, StampedTo
from protocol.rights import STAFF, Capability
from protocol.units import QUESTIONS_PER_SECOND, AccountId, TalkId
from server.routes.table import Route
from server.school_app import SchoolApp
from server.talks import FROM_THE_FIRST, Letter, Place, Talks
from simulation.chatting import conversation_key, talk_name
from simulation.groups import groups_of
from simulation.hiding import silences_of
from simulation.school import MessageMark, School


async def conversation(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """A page of one's talk `with` a person or group, oldest first: the end of it, or what comes
    `before` a message."""
    talk, before = request.query.get("with", ""), request.query.get("before", "")
    since = _readable_since(app.loop.school, account, talk)
    if since is None:
        return web.json_response([])
    marks = _stored_marks(app, account, talk)
    page = await asyncio.to_thread(_talks(app, account).page, marks, before, since)
    return web.json_response([_row(app.loop.school, letter) for letter in page])


async def conversations(app: SchoolApp, _request: web.Request, account: AccountId) -> web.Response:
    """One's talks, each with its last message, the newest first."""
    school = app.loop.school
    asked = [
        (talk, _stored_marks(app, account, talk), since)
        for talk in _talks_of(school, account)
        if (since := _readable_since(school, account, talk)) is not None
    ]
    read = _talks(app, account)
    last = await asyncio.to_thread(lambda: [read.last(marks, since) for _, marks, since in asked])
    rows: list[dict[str, Any]] = []
    for (talk, _, _), letter in zip(asked, last, strict=True):
        if _readable_since(school, account, talk) is None:
            continue
        person = school.accounts.get(talk)
        rows.append(
            {
                "talk": talk, "group": person is None, "name": talk_name(school, talk),
                "staff": person is not None and person.role in STAFF,
                "last": None if letter is None else _row(school, letter),
            }
        )  # fmt: skip
    rows.sort(key=lambda row: -row["last"]["sent_ms"] if row["last"] else 0)
    return web.json_response(rows)


def _talks(app: SchoolApp, account: AccountId) -> Talks:
    return Talks(app.log, app.sealer, silences_of(app.loop.school, account))


def _talks_of(school: School, account: AccountId) -> list[TalkId]:
    pairs = [key.split() for key in school.conversations if account in key]
    others = [pair[pair[0] == account] for pair in pairs if account in pair]
    return [*others, *(group.group for group in groups_of(school, account))]


def _readable_since(school: School, account: AccountId, talk: TalkId) -> Place | None:
    """From where on somebody may read a talk; None when it is none of theirs."""
    group = school.groups.get(talk)
    if group is not None:
        return group.members.get(account)
    return FROM_THE_FIRST if talk in school.accounts else None


def _stored_marks(app: SchoolApp, account: AccountId, talk: TalkId) -> list[MessageMark]:
    """The end of a talk, as far as it is committed."""
    key = conversation_key(app.loop.school, account, talk)
    stored = app.loop.stored
    return [m for m in app.loop.school.conversations.get(key, ()) if m.batch <= stored]


def _row(school: School, letter: Letter) -> dict[str, Any]:
    written = letter.written
    words = school.words.get(written.account)
    return {
        "message": written.message, "account": written.account,
        "name": "" if words is None else words.name,
        "to": written.to if isinstance(written, SaidTo | StampedTo) else written.group,
        "sent_ms": letter.sent_ms, "text": getattr(written, "text", ""),
        "stamp": getattr(written, "stamp", 0),
    }  # fmt: skip


ROUTES = [
    Route("GET", "/api/conversation", Capability.CHAT, conversation, QUESTIONS_PER_SECOND),
    Route("GET", "/api/conversations", Capability.CHAT, conversations, QUESTIONS_PER_SECOND),
]
