"""The same script on real sockets with a talk and with two logouts: third persons are sent the same
bytes in the same ticks, and the same answers (SPEC T3.4)."""

from pathlib import Path

import pytest

from protocol.chatting import Say, SayInCall, SayTo
from protocol.counselling import AnswerOffer, LeaveCounselling, OfferCounselling
from protocol.floors import EnterFloor
from protocol.lessons import LessonPlan, PlanLesson
from protocol.moving import WalkTo
from protocol.sessions import LogOut
from protocol.whiteboard import Draw, Ink, OpenWhiteboard, Pen, WhiteboardShown
from tests.server.people import DAY_MS, Person
from tests.server.twin_sockets import Stage, config_of, staged, twin_schools

STILL_TICKS = 45
"""More than two beats."""
STOPPED_MS = 10_000
WEEKS_SHOWN_MS = 21 * DAY_MS
SOON_MS = 1_000
"""When a lesson comes into the weeks that a timetable shows, somewhere among the still ticks."""
POINTS = (100, 100, 5, 5)


class Play:
    """Who is on the stage. The talk is told to its two people alone, or they log out instead."""

    def __init__(self, stage: Stage, cards: list[dict[str, str]], *, talk: bool) -> None:
        self.stage, self.talk = stage, talk
        people = [Person(stage.server, card) for card in cards]
        self.pupil, self.staff, *self.third = people
        self.pair = sorted((self.pupil, self.staff), key=lambda person: person.account)
        self.looked = 0

    async def until_it_stops(self) -> None:
        """Until the server is gone in the middle of the talk, in which something was said last."""
        self.everybody = [*self.third, *self.pair]
        await self.stage.log_in(*self.everybody)
        await self.stage.do(*((person, EnterFloor("plaza")) for person in self.everybody))
        await self._look()
        await self._go()
        await self._look()
        await self._meanwhile()
        await self._look()
        await self.stage.live(STILL_TICKS)
        await self.stage.do(*([(self.staff, SayInCall("まだ いるよ"))] if self.talk else []))
        for person in self.everybody:
            await person.drop()

    async def until_the_end(self, stage: Stage) -> list[list[bytes]]:
        """With another server. Every byte that reached each third person, on the socket and as
        answers."""
        self.stage = stage
        here = self.everybody if self.talk else self.third
        for person in self.everybody:
            person.server, person.browser.address = stage.server, stage.server.address
        for number, person in enumerate(here, 1):
            await person.connect()
            await stage.arrived(number)
        await stage.tick(len(here))
        await self._look()
        await self._come_back()
        await self.stage.do(*((person, EnterFloor("plaza")) for person in self.pair))
        await self.stage.live(3)
        await self._look()
        for person in self.third:
            await self.stage.do((person, SayTo(person.account, "-")))
            await person.find(lambda m: getattr(m, "reason", "") == "no_such_person")
        received = [list(person.received) for person in self.third]
        for person in self.everybody:
            await person.drop()
            await person.browser.session.close()
        return received

    async def _go(self) -> None:
        if not self.talk:
            await self.stage.tick()
            await self.stage.do(*((person, LogOut()) for person in self.pair))
            await self.stage.tick()
            return
        await self.stage.do((self.staff, OfferCounselling(self.pupil.account)))
        await self.stage.do((self.pupil, AnswerOffer(yes=True)))
        await self.stage.tick()

    async def _meanwhile(self) -> None:
        """The third persons walk and speak; the two speak, draw, lose a line and come back."""
        one, teacher, _supporter = self.third
        starts_ms = self.stage.clock.wall_ms + WEEKS_SHOWN_MS + SOON_MS
        plan = LessonPlan(
            title="りか", subject="理科", teacher=teacher.account, floor="plaza",
            zone="", starts_ms=starts_ms, minutes=45, capacity=5, content="", code="",
            walk_in=True,
        )  # fmt: skip
        await self.stage.do((teacher, PlanLesson(plan, "")))
        if not self.talk:
            await self.stage.live(3)
        else:
            await self.stage.do((self.pupil, OpenWhiteboard("")))
            board = (await self.pupil.until(WhiteboardShown)).board
            stroke = Draw(board, 0, "line-001", Pen.PEN, Ink.RED, 2, POINTS)
            await self.stage.do((self.pupil, stroke), (self.staff, SayInCall("ここだけ")))
            await self.stage.tick()
        await self.stage.do((one, Say("だれか いますか")))
        await self.stage.do((one, WalkTo(700, 700)))
        await self.stage.live(STILL_TICKS)
        if not self.talk:
            await self.stage.live(2)
            return
        await self.staff.drop()
        await self.stage.tick(1)
        await self.staff.connect()
        await self.stage.tick(1)

    async def _come_back(self) -> None:
        if not self.talk:
            await self.stage.log_in(*self.pair)
            return
        await self.stage.do((self.pupil, LeaveCounselling()))
        await self.stage.tick()

    async def _look(self) -> None:
        """All that a page asks for, and what none would. One is searched for at a time: who
        searches oftener is told to wait, and how long is a matter of real time."""
        self.looked += 1
        name = self.pair[self.looked % 2].card["name"]
        paths = [
            "/api/people", "/api/floors", "/api/today", "/api/board", "/api/bookings/days",
            "/api/conversations", "/api/talk", "/api/lessons",
            f"/api/conversation?with={self.pupil.account}", "/api/media/counters",
            "/api/whiteboards/AAAAAAAAAAAAAAAAAAAAAA", "/api/media/config",
            f"/api/search?name={name}", f"/api/bookings/pupils?name={name}",
            f"/api/talks/pupils?name={name}", "/api/talks/readings",
        ]  # fmt: skip
        forged = {
            person.account: [await person.get(path) for path in paths].count(403)
            for person in self.third
        }
        # What somebody may not ask for is noted; a supporter, a teacher and a pupil may not alike.
        assert set(forged.values()) == {4}
        await self.stage.tick(sum(forged.values()))


@pytest.mark.spec("T3.4")
async def test_third_persons_are_sent_the_same_bytes_in_the_same_ticks_with_a_talk_or_logouts(
    tmp_path: Path,
) -> None:
    twins = twin_schools(tmp_path)
    lived = []
    for folder in (twins.talk, twins.logouts):
        async with staged(config_of(folder)) as stage:
            play = Play(stage, twins.cards, talk=folder == twins.talk)
            await play.until_it_stops()
        began_ms = stage.clock.wall_ms + STOPPED_MS
        async with staged(config_of(folder), began_ms) as stage:
            lived.append(await play.until_the_end(stage))
    for talk, logouts in zip(*lived, strict=True):
        assert [len(data) for data in talk] == [len(data) for data in logouts]
        assert talk == logouts
        assert len(talk) > STILL_TICKS
