"""Whoever saves bytes is shown the last walk of each other, now and then (T1.5)."""

import random
from collections.abc import Iterable

import pytest

from protocol.avatars import Murmur, ShowStatus, Status, StatusShown, WatchingSet
from protocol.chatting import Said, Say
from protocol.floors import EnterFloor, FloorEntered
from protocol.moving import Head, Walked, WalkTo
from protocol.units import TICKS_PER_SECOND
from protocol.vocabulary import Command, Message
from protocol.wire import Motion
from server.thinning import EVERY_TICKS
from tests.server.heard import Heard
from tests.server.published import School, names
from tests.simulation.given import AKI, FAR, HARU, NATSU, PLACE, handle_of, id_of, logged_in

SAVING = [Motion.SPARSE, Motion.STILL]


def walkers(messages: Iterable[Message]) -> list[int]:
    return [message.avatar for message in messages if isinstance(message, Walked)]


def saving(who: str, motion: Motion) -> School:
    school = School()
    school.publisher.want(school.heard[who], motion)
    school.tick()
    return school


def released(school: School, motion: Motion) -> None:
    """The tick in which what was held back is shown."""
    every = EVERY_TICKS[motion]
    school.tick(after=every - school.tick_number % every)


@pytest.mark.spec("T1.5")
@pytest.mark.parametrize("motion", SAVING)
def test_others_walks_come_together_and_of_each_the_last_alone(motion: Motion) -> None:
    school = saving(HARU, motion)
    for dy in (1, -1, 1):
        school.tick((AKI, Head(0, dy)))
    assert school.heard[HARU].written == []
    walks = school.messages(AKI)
    assert walkers(walks) == [handle_of(AKI)] * 3
    released(school, motion)
    assert school.messages(HARU) == walks[-1:]
    released(school, motion)
    assert school.heard[HARU].written == []


@pytest.mark.spec("T1.5")
def test_ones_own_walk_is_shown_at_once_and_once() -> None:
    school = saving(AKI, Motion.STILL)
    school.tick((AKI, WalkTo(*FAR)))
    assert walkers(school.messages(AKI)) == [handle_of(AKI)]


def test_what_is_said_is_shown_at_once_and_after_the_walk_that_led_there() -> None:
    school = saving(HARU, Motion.STILL)
    school.tick((AKI, Head(1, 0)))
    school.tick((AKI, Say("ここだよ")), (AKI, ShowStatus(Status.RESTING)))
    assert names(school.messages(HARU)) == ["Walked", "Said", "StatusShown"]
    released(school, Motion.STILL)
    assert school.heard[HARU].written == []


def test_those_who_save_alike_share_their_bytes_and_everybody_else_theirs() -> None:
    school = saving(HARU, Motion.SPARSE)
    school.tick((NATSU, EnterFloor("classroom")))
    school.publisher.want(school.heard[NATSU], Motion.SPARSE)
    school.tick()
    for heard in school.heard.values():
        heard.take()
    school.tick((AKI, Head(1, 0)), (AKI, Murmur("るんるん")))
    [haru], [natsu] = school.heard[HARU].written, school.heard[NATSU].written
    assert haru is natsu
    school.tick((AKI, Head(-1, 0)))
    for heard in school.heard.values():
        heard.take()
    released(school, Motion.SPARSE)
    [haru], [natsu] = school.heard[HARU].written, school.heard[NATSU].written
    assert haru is natsu
    assert school.heard[AKI].written == []


def test_who_wants_to_see_all_again_is_shown_where_everybody_goes() -> None:
    school = saving(HARU, Motion.STILL)
    school.tick((AKI, WalkTo(*FAR)))
    school.publisher.want(school.heard[HARU], Motion.FULL)
    school.tick()
    assert walkers(school.messages(HARU)) == [handle_of(AKI)]
    school.tick((AKI, WalkTo(*PLACE)))
    assert walkers(school.messages(HARU)) == [handle_of(AKI)]


@pytest.mark.spec("T1.6")
def test_who_comes_back_saving_is_told_the_last_walks_that_may_have_been_held_back() -> None:
    school = saving(HARU, Motion.STILL)
    school.tick((AKI, Head(1, 0)))
    school.tick((AKI, Say("みえたかな")))
    school.tick((AKI, Head(-1, 0)))
    seen = school.tick_number
    school.heard[HARU].take()
    school.publisher.depart(school.heard[HARU])
    released(school, Motion.STILL)
    school.tick((AKI, Say("いないまに")))
    back = Heard(HARU, resume_after=seen)
    back.motion = Motion.STILL
    school.publisher.arrive(back)
    school.tick()
    heard = back.messages()
    assert names(heard) == ["Walked", "Said"]
    assert [m.text for m in heard if isinstance(m, Said)] == ["いないまに"]


def test_who_leaves_a_floor_takes_nothing_of_it_along() -> None:
    school = saving(HARU, Motion.STILL)
    school.tick((AKI, Head(1, 0)))
    school.tick((HARU, EnterFloor("yard")))
    school.heard[HARU].take()
    released(school, Motion.STILL)
    assert school.heard[HARU].written == []
    school.tick((NATSU, Head(1, 0)), (NATSU, ShowStatus(Status.RESTING)))
    assert school.messages(HARU) == [StatusShown(NATSU, Status.RESTING)]


CROWD = [id_of(f"pupil-{number}") for number in range(98)]
FIRST = 50_000
SECONDS = 60
WALKS_A_SECOND = 33
WORDS_A_SECOND = 10


@pytest.mark.spec("T1.5")
def test_a_floor_of_a_hundred_who_walk_and_talk_stays_within_its_bytes() -> None:
    """Everybody walks once in three seconds and says something once in ten."""
    school, chance = School(), random.Random(7)
    school.lived.then(logged_in(*CROWD))
    school.lived.then(
        *(FloorEntered(who, FIRST + n, "classroom", *PLACE) for n, who in enumerate(CROWD))
    )
    school.lived.then(*(WatchingSet(who, True) for who in (AKI, HARU, *CROWD)))
    school.publisher.want(school.heard[HARU], Motion.STILL)
    school.tick()
    for heard in school.heard.values():
        heard.written.clear()
    for tick in range(SECONDS * TICKS_PER_SECOND):
        wishes: list[tuple[str | None, Command]] = []
        for count, wish in ((WALKS_A_SECOND, a_walk), (WORDS_A_SECOND, a_word)):
            due = (tick + 1) * count // TICKS_PER_SECOND - tick * count // TICKS_PER_SECOND
            wishes += [(who, wish(chance)) for who in chance.sample(CROWD, due)]
        school.tick(*wishes)
    kbit_a_second = {
        who: 8 * sum(map(len, school.heard[who].written)) / SECONDS / 1000 for who in (AKI, HARU)
    }
    assert len(school.lived.school.floors["classroom"].here) == len(CROWD) + 2
    assert kbit_a_second[AKI] <= 64, kbit_a_second
    assert kbit_a_second[HARU] <= 8, kbit_a_second


def a_walk(chance: random.Random) -> Command:
    return WalkTo(chance.randrange(24 * 16), chance.randrange(3 * 16, 16 * 16))


def a_word(chance: random.Random) -> Command:
    return Say("きょうは いい てんきだね"[: chance.randrange(3, 12)])
