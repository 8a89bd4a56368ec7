"""What pupils are asked, what staff may know of the answers, and the list of them (T3.8)."""

import asyncio

from aiohttp import web

from protocol.rights import Capability
from protocol.surveys import ReadAnswers
from protocol.units import AccountId
from server.ballots import as_csv, ballots_at, counted
from server.middlewares import refusal
from server.routes.table import Route
from server.school_app import SchoolApp
from simulation.parts import Survey
from simulation.surveys import marks_of, may_be_read


async def survey(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """One survey to answer: an open one, with what becomes of the answers."""
    found = app.loop.school.surveys.get(request.query.get("survey", ""))
    if found is None or not found.open:
        return refusal(404, "survey_closed")
    content = found.content
    return web.json_response(
        {
            "survey": found.survey, "title": content.title, "about": content.about,
            "named": content.named, "closes_ms": content.closes_ms,
            "answered": account in found.answered,
            "questions": [
                {
                    "kind": question.kind.value, "text": question.text,
                    "choices": list(question.choices), "needed": question.needed,
                }
                for question in content.questions
            ],
        }
    )  # fmt: skip


async def surveys(app: SchoolApp, _request: web.Request, _account: AccountId) -> web.Response:
    """All surveys, the newest first, with how many have answered; who they are is not told."""
    return web.json_response(
        [
            {
                "survey": one.survey, "title": one.content.title, "named": one.content.named,
                "opens_ms": one.content.opens_ms or one.made_ms,
                "closes_ms": one.content.closes_ms, "open": one.open, "closed": one.closed,
                "count": _count(one), "readable": may_be_read(one),
            }
            for one in reversed(list(app.loop.school.surveys.values()))
        ]
    )  # fmt: skip


async def results(app: SchoolApp, request: web.Request, _account: AccountId) -> web.Response:
    """How often each choice was taken. Texts are counted here and not shown."""
    found = app.loop.school.surveys.get(request.query.get("survey", ""))
    if found is None:
        return refusal(404, "no_such_survey")
    if not may_be_read(found):
        return refusal(409, "survey_open")
    read = await _read(app, found)
    questions = counted(found, [ballot for _, ballot in read])
    return web.json_response({"count": len(read), "questions": questions})


async def answers_csv(app: SchoolApp, request: web.Request, account: AccountId) -> web.Response:
    """Every single answer, texts too. That somebody read them is in the log before they do."""
    if app.loop.read_only:
        return refusal(503, "read_only")
    name = request.query.get("survey", "")
    answer = await app.loop.inbox.ask(ReadAnswers(name), account)
    found = app.loop.school.surveys.get(name)
    if answer.reason is not None or found is None:
        return refusal(409, answer.reason or "no_such_survey")
    rows = as_csv(app.loop.school, found, await _read(app, found))
    return web.Response(
        body=rows.encode(),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="answers.csv"'},
    )


async def _read(app: SchoolApp, found: Survey) -> list[tuple[AccountId, str]]:
    """The answers that are in the log and may be looked at."""
    stored = app.loop.stored
    marks = [mark for mark in marks_of(found) if mark.batch <= stored]
    return await asyncio.to_thread(lambda: list(ballots_at(app.log, app.sealer, marks)))


def _count(one: Survey) -> int:
    return len(one.counted if one.emptied else one.ballots)


ROUTES = [
    Route("GET", "/api/survey", Capability.ATTEND, survey),
    Route("GET", "/api/surveys", Capability.SURVEY, surveys),
    Route("GET", "/api/survey-results", Capability.SURVEY, results),
    Route("GET", "/api/survey-answers.csv", Capability.READ_RECORDS, answers_csv),
]
