"""Publishing: nobody sees what is not stored, everybody sees it in order (DESIGN 1.5, 4, 7)."""

import asyncio
from concurrent.futures import Future

import pytest

from protocol.avatars import ShowStatus, Status, StatusShown
from protocol.chatting import DirectShown, Say, SayTo
from protocol.floors import EnterFloor
from protocol.log import LogBroken
from protocol.moving import Head, Walked, WalkTo
from protocol.sessions import Device, Done, OpenSession, Refusal
from protocol.wire import FrameKind
from server.inbox import Asker
from simulation.school import Now
from simulation.step import Signed, step
from tests.server.heard import Frame, Heard
from tests.server.published import School, names, said
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    handle_of,
    id_of,
)


def test_nothing_of_a_tick_is_written_before_its_batch_is_stored() -> None:
    school, stored = School(), Future[None]()
    school.tick((AKI, Say("やあ")), stored=stored)
    assert [school.messages(who) for who in (AKI, HARU)] == [[], []]
    stored.set_result(None)
    school.publisher.send_ready()
    assert school.messages(HARU) == [said(AKI, "やあ")]


def test_a_tick_without_events_waits_for_the_batches_before_it() -> None:
    school, stored = School(), Future[None]()
    school.tick((AKI, Say("やあ")), stored=stored)
    school.publisher.arrive(late := Heard(NATSU))
    school.tick()
    school.publisher.beat(school.tick_number)
    assert school.publisher.waiting == 3
    assert (late.written, school.heard[HARU].written) == ([], [])
    stored.set_result(None)
    school.publisher.send_ready()
    assert names(late.messages())[0] == "Welcome"


def test_ticks_are_written_in_order_also_when_the_later_one_is_stored_first() -> None:
    school, first, second = School(), Future[None](), Future[None]()
    school.tick((AKI, Say("いち")), stored=first)
    school.tick((AKI, Say("に")), stored=second)
    second.set_result(None)
    school.publisher.send_ready()
    assert school.messages(HARU) == []
    first.set_result(None)
    school.publisher.send_ready()
    assert school.messages(HARU) == [said(AKI, "いち"), said(AKI, "に")]


@pytest.mark.spec("T6.16")
def test_behind_an_append_that_failed_nothing_is_ever_written() -> None:
    school, stored = School(), Future[None]()
    school.tick((AKI, Say("やあ")), stored=stored)
    school.publisher.arrive(late := Heard(HARU))
    school.tick()
    stored.set_exception(LogBroken("sync failed"))
    for _ in range(3):
        with pytest.raises(LogBroken):
            school.publisher.send_ready()
    assert late.written == school.heard[HARU].written == []


def test_what_one_client_alone_may_see_comes_before_the_shared_frame_that_ends_the_tick() -> None:
    school = School()
    school.tick((AKI, Say("みんなへ")), (AKI, SayTo(HARU, "ひとりへ")))
    private, shared = school.heard[HARU].take()
    assert (private.kind, names(private.messages)) == (FrameKind.PRIVATE, ["DirectShown"])
    ends = Frame(FrameKind.CLOSING, school.tick_number, [said(AKI, "みんなへ")])
    assert shared == ends


def test_a_tick_with_private_messages_only_is_ended_by_an_empty_frame() -> None:
    school = School()
    school.tick((AKI, SayTo(HARU, "ひとりへ")))
    assert [(f.kind, len(f.messages)) for f in school.heard[HARU].take()] == [
        (FrameKind.PRIVATE, 1), (FrameKind.CLOSING, 0),
    ]  # fmt: skip


def test_everybody_who_shares_a_view_gets_the_same_bytes() -> None:
    school = School()
    school.tick((None, OpenSession(id_of("x"), id_of("s"), Device.IPAD)), (AKI, Head(1, 0)))
    [aki], [haru] = school.heard[AKI].written, school.heard[HARU].written
    assert aki is haru
    assert names(school.messages(HARU)) == ["Walked"]


def test_who_has_nothing_to_see_in_a_tick_gets_nothing() -> None:
    school = School()
    school.tick((AKI, Say("やあ")))
    assert school.heard[NATSU].written == []


def test_a_message_between_two_reaches_no_third() -> None:
    school = School()
    school.tick((AKI, SayTo(NATSU, "ひみつ")))
    assert [message.text for message in school.messages(NATSU) if isinstance(message, DirectShown)]
    assert school.heard[HARU].written == []


def test_a_durable_command_is_answered_with_its_own_number_once_it_is_stored() -> None:
    school, stored = School(), Future[None]()
    school.tick((AKI, ShowStatus(Status.RESTING)), (AKI, WalkTo(*FAR)), stored=stored)
    assert school.heard[AKI].written == []
    stored.set_result(None)
    school.publisher.send_ready()
    answers = [m for m in school.messages(AKI) if isinstance(m, Done)]
    assert answers == [Done(40)]
    assert Done(40) not in school.messages(HARU)


def test_a_refusal_goes_to_its_sender_and_is_counted() -> None:
    school = School()
    school.tick((AKI, EnterFloor("nowhere")))
    assert school.messages(AKI) == [Refusal(40, "no_such_floor", 0)]
    assert school.publisher.refusals == {"no_such_floor": 1}
    assert school.heard[HARU].written == []


def test_a_mistake_of_ours_costs_one_command_and_names_no_content(
    caplog: pytest.LogCaptureFixture,
) -> None:
    school = School()
    now = Now(school.tick_number + 1, MONDAY_9_MS, JAPAN_MIN, school.tick_number, 7)
    signed = Signed(Say("ひみつ"), 9, AKI, 1)
    frames = school.publisher.open(now, {id(signed): school.heard[AKI]})
    frames.failed(school.lived.school, signed, KeyError("avatar"))
    school.publisher.send_after(None, frames.close())
    assert school.messages(AKI) == [Refusal(9, "our_mistake", 0)]
    [record] = caplog.records
    assert "Say" in record.getMessage()
    assert "ひみつ" not in caplog.text


async def test_a_question_of_the_shell_is_answered_once_it_is_stored() -> None:
    school, stored = School(), Future[None]()
    asker = Asker()
    now = Now(school.tick_number + 1, MONDAY_9_MS, JAPAN_MIN, school.tick_number, 7)
    signed = Signed(OpenSession(AKI, id_of("s"), Device.IPAD), 0, None, 1)
    frames = school.publisher.open(now, {id(signed): asker})
    step(school.lived.school, now, [signed], frames)
    school.publisher.send_after(stored, frames.close())
    await asyncio.sleep(0)
    assert not asker.answer.done()
    stored.set_result(None)
    school.publisher.send_ready()
    assert (await asker.answer).reason is None


def test_a_quiet_server_ends_the_tick_for_everybody() -> None:
    school = School()
    school.publisher.beat(school.tick_number)
    for heard in school.heard.values():
        assert heard.take() == [Frame(FrameKind.CLOSING, school.tick_number, [])]


def test_who_is_on_the_floor_sees_a_status_change_and_the_walk_of_others() -> None:
    school = School()
    school.tick((AKI, ShowStatus(Status.RESTING)), (AKI, WalkTo(*FAR)))
    seen = school.messages(HARU)
    assert StatusShown(AKI, Status.RESTING) in seen
    assert [m.avatar for m in seen if isinstance(m, Walked)] == [handle_of(AKI)]


def test_a_line_that_ends_after_its_successor_came_leaves_nobody_disconnected() -> None:
    school = School()
    school.publisher.arrive(Heard(AKI))
    assert not school.publisher.depart(school.heard[AKI])
    school.tick()
    assert school.publisher.depart(school.heard[HARU])


def test_whoever_drops_before_they_were_shown_everything_anew_is_shown_it_when_they_come_back() -> (
    None
):
    school = School()
    school.publisher.show_anew(AKI)
    # Where the same tick then moves them somewhere else, they are owed it no less.
    school.publisher.follow(AKI, school.tick_number)
    school.publisher.depart(school.heard[AKI])
    school.publisher.arrive(back := Heard(AKI, resume_after=school.tick_number))
    school.tick()
    assert names(back.messages())[0] == "Welcome"
