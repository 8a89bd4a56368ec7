"""Every way in over HTTP, tried by everybody without the right to know: whether two people are in a
talk or have logged out, status, headers and body of each answer are the same (SPEC T3.4)."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from protocol.chatting import SayInCall, SayTo
from protocol.counselling import AnswerOffer, CoverShown, OfferCounselling
from protocol.floors import EnterFloor
from protocol.lessons import LessonPlan, PlanLesson, SignUp
from protocol.media import SetMedia
from protocol.reporting import Place, Report
from protocol.sessions import LogOut
from protocol.whiteboard import Draw, Ink, OpenWhiteboard, Pen, WhiteboardShown
from server.app import ROUTES
from server.routes.table import BYTES, JSON
from tests.server.people import DAY_MS, Person
from tests.server.twin_sockets import Stage, config_of, staged, twin_schools
from tests.source_tree import ROOT

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
POINTS: Final = (100, 100, 5, 5)
ASKED_BY_NAME: Final = frozenset(
    name
    for file in (ROOT / "server").rglob("*.py")
    for name in re.findall(r'query\.get\("(\w+)"', file.read_text(encoding="utf-8"))
)
"""Everything that any route reads of a query."""


class About(NamedTuple):
    """What a question is about: one of the two, and ids that may lead to them."""

    person: Person
    mark: str
    lesson: str
    report: str


class Try(NamedTuple):
    """A request, by its method and address, and what it carries."""

    method: str
    address: str
    content: Any = None


class Answer(NamedTuple):
    """Who asked what, and what came back."""

    by: str
    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def address(path: str, about: About) -> str:
    """A route's address with the ids of `about` wherever it takes any."""
    known = {
        "name": about.person.card["name"], "with": about.person.account, "lesson": about.lesson,
        "report": about.report, "page": "0", "ms": "1795395600000",
    }  # fmt: skip
    query = "&".join(f"{name}={known.get(name, about.mark)}" for name in sorted(ASKED_BY_NAME))
    return f"{re.sub(r'{[^}]+}', about.mark, path)}?{query}"


def contents(about: About) -> dict[str, Any]:
    """What a POST to each route carries, the last one a logout. A new route needs its line."""
    account = about.person.account
    return {
        "/plaza/stream": {"version": 0, "seen": 0, "motion": 0},
        "/plaza/send": b"\0",
        "/api/login": {
            "login_id": about.person.card["login_id"], "passphrase": "ちがう ことば です",
            "device": "other", "code": "",
        },
        "/api/card": {"account": account, "renew": "words"},
        "/api/uploads": b"nothing that could be hung",
        "/api/media/offer": {"sdp": "v=0", "call": about.mark},
        "/api/media/wanted": {"sound": True, "screen": True, "cameras": [0, 1]},
        "/api/chimes": {"rules": [], "over": about.mark},
        "/api/calendar": {"calendar": {}, "over": about.mark},
        "/api/talks/read": {"account": account, "from_ms": 0, "until_ms": 9**12, "reason": "?"},
        "/api/leaving": {},
        "/api/logout": {},
    }  # fmt: skip


def questions(about: About) -> Iterator[Try]:
    for route in ROUTES:
        if route.method == "GET":
            yield Try("GET", address(route.path, about))


def posts(about: About) -> Iterator[Try]:
    for path, content in contents(about).items():
        yield Try("POST", address(path, about), content)


def wrong_tries(about: About) -> Iterator[Try]:
    """Every address by every method that it does not have."""
    known = {(route.method, route.path) for route in ROUTES}
    for path in sorted({path for _, path in known}):
        for method in METHODS:
            if (method, path) not in known:
                yield Try(method, address(path, about))


class Asking:
    """Questions to a school that stands still but for what they make it do."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.answers: list[Answer] = []

    async def ask(self, person: Person, wish: Try) -> None:
        """Until there is an answer other than that one asked too fast, which is of real time."""
        while True:
            answer = await self._ticking(_answer(person, wish))
            if answer.status != 429:
                self.answers.append(answer)
                return

    async def _ticking(self, asked: Any) -> Answer:
        answering = asyncio.ensure_future(asked)
        inbox = self.stage.loop.inbox
        while not answering.done() or inbox.waiting:
            if inbox.waiting:
                await self.stage.tick(1)
            await asyncio.sleep(0)  # It moves by its own steps.
        answer: Answer = answering.result()
        return answer


async def _answer(person: Person, wish: Try) -> Answer:
    server, content = person.server.address, wish.content
    sent: dict[str, Any] = {"data": content} if isinstance(content, bytes) else {"json": content}
    headers = {
        "Sec-Fetch-Site": "same-origin", "Origin": server,
        "Content-Type": BYTES if isinstance(content, bytes) else JSON,
    }  # fmt: skip
    url = server + wish.address
    asked = person.browser.session.request(wish.method, url, headers=headers, **sent)
    async with asked as response:
        body = await response.read()
        told = {name: value for name, value in response.headers.items() if name != "Date"}
        # Two schools listen on two ports.
        port = server.rpartition(":")[2]
        own = [(name, value.replace(port, "port")) for name, value in sorted(told.items())]
        asked_for = f"{wish.method} {wish.address}"
        return Answer(person.card["role"], asked_for, response.status, (*own,), body)


class Play:
    """A day on which two people go: into a talk, or home."""

    def __init__(self, stage: Stage, cards: list[dict[str, str]], held: list[str]) -> None:
        self.stage, self.held, self.talk = stage, held, not held
        """The ids of the talk are learnt in it, and asked for by the others in both schools."""
        people = [Person(stage.server, card) for card in cards]
        self.pupil, self.staff, *self.third = people
        self.stranger = Person(stage.server, {**cards[0], "role": "stranger"})
        self.asking = Asking(stage)

    async def live(self) -> tuple[list[Answer], list[list[bytes]]]:
        """All answers, and every byte that reached each third person beside them."""
        here = [*self.third, self.pupil, self.staff]
        await self.stage.log_in(*here)
        # Drawn by chance, and told to their people alone.
        own = [self.stage.loop.school.sessions[person.account].session for person in self.third]
        await self.stage.do(*((person, EnterFloor("plaza")) for person in here))
        await self._meet()
        pair = sorted((self.pupil, self.staff), key=lambda person: person.account)
        if self.talk:
            await self.stage.do((self.staff, OfferCounselling(self.pupil.account)))
            await self.stage.do((self.pupil, AnswerOffer(yes=True)))
            await self.stage.tick()
            self.held += await self._talk()
        else:
            await self.stage.tick()
            await self.stage.do(*((person, LogOut()) for person in pair))
            await self.stage.live(5)
        await self._try_everything()
        for person in self.third:
            await person.until_closed()
        for person in (*here, self.stranger):
            await person.drop()
            await person.browser.session.close()
        return self.asking.answers, [
            [data.replace(session.encode(), b"session") for data in person.received]
            for person, session in zip(self.third, own, strict=True)
        ]

    async def _meet(self) -> None:
        """What makes answers speak of the two: letters, a seat in a lesson, a report."""
        one, teacher, _supporter = self.third
        await self.stage.do((one, SayTo(self.pupil.account, "またね")))
        await self.stage.do((self.pupil, SayTo(one.account, "うん")))
        plan = LessonPlan(
            title="りか", subject="理科", teacher=teacher.account, floor="plaza", zone="",
            starts_ms=self.stage.clock.wall_ms + DAY_MS, minutes=45, capacity=5, content="",
            code="", walk_in=True,
        )  # fmt: skip
        await self.stage.do((teacher, PlanLesson(plan, "")))
        [self.lesson] = self.stage.loop.school.lessons
        await self.stage.do((self.pupil, SignUp(self.lesson)))
        await self.stage.do((one, Report(self.pupil.account, Place.PERSON, 0, ())))
        [self.report] = self.stage.loop.school.reports

    async def _talk(self) -> list[str]:
        """Four ticks in which there is all that a talk can have; its ids."""
        call = (await self.pupil.until(CoverShown)).call
        await self.stage.do((self.pupil, OpenWhiteboard("")))
        board = (await self.pupil.until(WhiteboardShown)).board
        stroke = Draw(board, 0, "line-001", Pen.PEN, Ink.RED, 2, POINTS)
        await self.stage.do((self.pupil, stroke), (self.staff, SayInCall("ここだけ")))
        await self.stage.do((self.pupil, SetMedia(True, True, False)))
        await self.stage.do((self.pupil, Report(self.staff.account, Place.CALL, 0, ())))
        [report] = self.stage.loop.school.held_reports
        assert len(await self.pupil.get("/api/talk")) == 1
        return [call, board, report]

    async def _try_everything(self) -> None:
        call, board, report = self.held
        abouts = (
            About(self.pupil, board, self.lesson, self.report),
            About(self.staff, call, call, report),
        )
        for person in (*self.third, self.stranger):
            for wish in (*questions(abouts[0]), *questions(abouts[1])):
                await self.asking.ask(person, wish)
        for wish in wrong_tries(abouts[0]):
            await self.asking.ask(self.third[0], wish)
        for person in self.third:
            # A page that knows nothing is shown everything, once all has come that was under way.
            await self.stage.do((person, SayTo(person.account, "-")))
            await person.find(lambda m: getattr(m, "reason", "") == "no_such_person")
            await person.drop()
            await self.stage.tick(1)
            await person.connect(resume=False)
            await self.stage.tick(1)
        assert contents(abouts[1]).keys() == {r.path for r in ROUTES if r.method == "POST"}
        for person in (*self.third, self.stranger):
            for wish in posts(abouts[1]):
                await self.asking.ask(person, wish)


@pytest.mark.spec("T3.4")
async def test_whatever_is_asked_over_http_without_the_right_the_answer_is_that_of_two_logouts(
    tmp_path: Path,
) -> None:
    twins = twin_schools(tmp_path)
    lived = []
    held: list[str] = []
    for folder in (twins.talk, twins.logouts):
        async with staged(config_of(folder)) as stage:
            lived.append(await Play(stage, twins.cards, held).live())
    (talk, heard), (logouts, heard_too) = lived
    for one, other in zip(talk, logouts, strict=True):
        assert one == other
    assert heard == heard_too
    told = [answer for answer in talk if answer.status == 200]
    assert {answer.by for answer in told} == {"pupil", "teacher", "supporter", "stranger"}
    assert len({answer.asked for answer in told}) > len(ROUTES) // 2
    assert not any("under_cover" in answer.body.decode("utf-8", "replace") for answer in talk)
