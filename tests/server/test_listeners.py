"""Who listens to what: coming, coming back, changing floors, leaving (DESIGN section 5)."""

import pytest

from protocol.avatars import Murmur, Murmured, ShowStatus, Status
from protocol.chatting import Said, Say, SayTo
from protocol.floors import AvatarShown, DeskShown, EnterFloor, FloorShown
from protocol.sessions import (
    Device,
    Done,
    Left,
    LogOut,
    OpenSession,
    ReadOnly,
    Refusal,
    Welcome,
)
from protocol.units import LEAVE_AFTER_DROP_TICKS
from server.listener import CLOSE_LOG_IN, CLOSE_MOVED
from tests.server.heard import Heard
from tests.server.published import School, Wish, names, said
from tests.simulation.given import (
    AKI,
    HARU,
    NATSU,
    id_of,
    logged_in,
)


@pytest.mark.spec("T2.2.g")
def test_who_changes_floors_hears_the_old_one_until_then_and_the_new_one_from_then_on() -> None:
    school = School()
    school.tick(
        (HARU, Say("まえ")), (NATSU, Murmur("にわで まえ")), (AKI, EnterFloor("yard")),
        (HARU, Say("あと")), (NATSU, Murmur("にわで あと")),
    )  # fmt: skip
    heard = school.messages(AKI)
    assert said(HARU, "まえ") in heard
    assert said(HARU, "あと") not in heard
    murmurs = [message.text for message in heard if isinstance(message, Murmured)]
    assert murmurs == ["にわで あと"]
    shown = [m.murmur for m in heard if isinstance(m, AvatarShown) and m.account == NATSU]
    assert shown == ["にわで まえ"]
    assert heard.index(said(HARU, "まえ")) < next(
        place for place, message in enumerate(heard) if isinstance(message, FloorShown)
    )
    school.tick((HARU, Say("もういない")))
    assert school.messages(AKI) == []


@pytest.mark.spec("T1.6")
def test_a_newer_connection_ends_the_older_one() -> None:
    school = School()
    school.publisher.arrive(newer := Heard(AKI))
    school.tick((HARU, Say("やあ")))
    assert school.heard[AKI].closed == CLOSE_MOVED
    assert school.heard[AKI].written == []
    heard = names(newer.messages())
    assert (heard[0], heard[-1]) == ("Welcome", "Said")
    assert not school.publisher.depart(school.heard[AKI]), "the older one is nobody's any more"
    assert school.publisher.depart(newer)


def test_a_connection_without_a_stay_is_sent_to_the_login() -> None:
    school = School()
    school.publisher.arrive(stranger := Heard(id_of("stranger")))
    school.tick()
    assert (stranger.closed, stranger.written) == (CLOSE_LOG_IN, [])


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ((AKI, LogOut()), CLOSE_LOG_IN),
        ((None, OpenSession(AKI, id_of("next"), Device.IPAD)), CLOSE_MOVED),
    ],
)
def test_who_has_left_is_told_why_and_then_closed(wish: Wish, code: int) -> None:
    school = School()
    school.tick(wish)
    assert [m.account for m in school.messages(AKI) if isinstance(m, Left)] == [AKI]
    assert school.heard[AKI].closed == code
    school.tick((HARU, Say("やあ")))
    assert school.heard[AKI].written == []


@pytest.mark.spec("T1.6")
def test_who_comes_back_is_shown_just_what_was_missed() -> None:
    school = School()
    seen = school.tick_number
    school.publisher.depart(school.heard[AKI])
    school.tick((HARU, Say("いち")), (HARU, SayTo(AKI, "ふたりで")), (NATSU, Murmur("にわ")))
    school.tick((HARU, Say("に")))
    school.publisher.arrive(back := Heard(AKI, resume_after=seen))
    school.tick((HARU, Say("さん")))
    heard = back.messages()
    words = [message.text for message in heard if isinstance(message, Said)]
    assert words == ["いち", "に", "さん"]
    assert "DirectShown" in names(heard)
    assert {"Welcome", "Murmured"}.isdisjoint(names(heard))


@pytest.mark.spec("T1.6")
@pytest.mark.parametrize("back_by", ["the next tick", "the same tick"])
def test_who_comes_back_hears_the_answers_that_the_cut_line_lost(back_by: str) -> None:
    school = School()
    seen, wishes = school.tick_number, ((AKI, Say("いち")), (AKI, EnterFloor("nowhere")))
    back = Heard(AKI, resume_after=seen)
    if back_by == "the same tick":
        school.publisher.arrive(back)
    school.tick(*wishes)
    if back_by == "the next tick":
        school.publisher.arrive(back)
        school.tick()
    answers = [m for m in back.messages() if isinstance(m, Done | Refusal)]
    assert answers == [Done(40), Refusal(41, "no_such_floor", 0)]


def test_a_new_page_hears_no_answers_to_the_page_before() -> None:
    school = School()
    school.publisher.arrive(new := Heard(AKI))
    school.tick((AKI, Say("いち")))
    school.tick()
    assert [m for m in new.messages() if isinstance(m, Done | Refusal)] == []


@pytest.mark.spec("T1.6")
@pytest.mark.parametrize("why", ["never", "long ago", "moved"])
def test_who_cannot_be_told_what_was_missed_is_shown_everything(why: str) -> None:
    school = School()
    seen = 0 if why == "never" else school.tick_number
    if why == "moved":
        school.tick((AKI, EnterFloor("yard")))
    school.publisher.depart(school.heard[AKI])
    if why == "long ago":
        school.tick((HARU, Say("やあ")), after=LEAVE_AFTER_DROP_TICKS + 1)
    school.publisher.arrive(back := Heard(AKI, resume_after=seen))
    school.tick()
    assert isinstance(back.messages()[0], Welcome)


def test_who_does_not_keep_up_hears_nothing_until_shown_everything() -> None:
    school = School()
    slow = school.heard[AKI]
    school.publisher.lose(slow)
    school.tick((HARU, Say("やあ")), (HARU, SayTo(AKI, "ねえ")), (AKI, EnterFloor("yard")))
    school.publisher.beat(school.tick_number)
    assert slow.written == []
    school.publisher.arrive(slow)
    school.tick()
    heard = slow.messages()
    assert isinstance(heard[0], Welcome)
    assert [m.plan.floor for m in heard if isinstance(m, FloorShown)] == ["yard"]


def test_what_the_server_says_of_itself_reaches_also_those_who_are_just_arriving() -> None:
    school = School()
    school.publisher.arrive(arriving := Heard(NATSU))
    school.publisher.announce(school.tick_number, ReadOnly(True))
    for heard in (*school.heard.values(), arriving):
        assert heard.messages() == [ReadOnly(True)]


def test_a_person_at_the_desk_hears_the_school_and_no_floor() -> None:
    school = School()
    school.lived.then(logged_in(id_of("desk")))
    school.publisher.arrive(desk := Heard(id_of("desk")))
    school.tick()
    assert DeskShown(0) in desk.messages()
    school.tick((AKI, Say("やあ")), (AKI, ShowStatus(Status.RESTING)))
    assert desk.written == []
