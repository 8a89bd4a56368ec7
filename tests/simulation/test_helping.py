"""Helping: 助けて, its answer, its end, and the pointing finger (SPEC T2.2.h)."""

import pytest

from protocol.floors import Zone
from protocol.helping import (
    AnswerHelp,
    Button,
    CallForHelp,
    CloseHelp,
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpGone,
    HelpShown,
    HelpState,
    HelpTakenBack,
    OwnHelpShown,
    PointAt,
    PointAtButton,
    PointedAt,
    PointedAtButton,
    PointShown,
    TakeHelpBack,
)
from protocol.sessions import AccessRefused, LogOut
from protocol.vocabulary import Event, Message
from simulation.school import Now
from simulation.sight import shown_by, view_of
from tests.simulation.given import (
    AKI,
    FAR,
    HARU,
    JAPAN_MIN,
    MONDAY_9_MS,
    NATSU,
    PLACE,
    SUPPORTER,
    Lived,
    an_open_school,
    given,
    logged_in,
    plan,
    standing_at,
)

CORNER = Zone("corner", "えほんの すみ", 4, 4, 6, 6)


def in_need() -> Lived:
    """Aki in a corner of the classroom, Haru elsewhere in it, a supporter at the desk."""
    return given(
        an_open_school(plan("classroom", "yard", zones=(CORNER,)), plan("yard", "classroom")),
        standing_at(PLACE, AKI), standing_at(FAR, HARU), logged_in(SUPPORTER),
    )  # fmt: skip


def told(lived: Lived, event: Event) -> dict[str, list[Message]]:
    """What an event that has just happened shows, by channel."""
    shown: dict[str, list[Message]] = {}
    for channels, message in shown_by(lived.school, event):
        for channel in channels:
            shown.setdefault(channel, []).append(message)
    return shown


def seen_by(lived: Lived, who: str) -> list[Message]:
    now = Now(lived.tick, MONDAY_9_MS, JAPAN_MIN, lived.tick - 1, 0)
    return list(view_of(lived.school, who, now))


@pytest.mark.spec("T2.2.h")
def test_a_call_for_help_reaches_supporters_with_name_and_place_and_nobody_else() -> None:
    lived = in_need()
    [asked] = lived.when(CallForHelp(), AKI)
    assert asked == HelpAsked(AKI, ("classroom",), *PLACE)
    shown = HelpShown(
        AKI, "aki", "classroom", "classroomの間", "えほんの すみ", *PLACE, lived.wall_ms, ""
    )
    assert told(lived, asked) == {
        f"account:{SUPPORTER}": [shown],
        f"account:{AKI}": [OwnHelpShown(HelpState.ASKED, "")],
    }
    assert shown in seen_by(lived, SUPPORTER)
    assert OwnHelpShown(HelpState.ASKED, "") in seen_by(lived, AKI)
    assert not any(isinstance(m, HelpShown | OwnHelpShown) for m in seen_by(lived, HARU))


def test_who_calls_while_no_supporter_is_here_is_told_so() -> None:
    lived = given(an_open_school(), standing_at(PLACE, AKI))
    [asked] = lived.when(CallForHelp(), AKI)
    assert told(lived, asked) == {f"account:{AKI}": [OwnHelpShown(HelpState.NOBODY_HERE, "")]}


def test_help_can_be_called_from_the_desk_and_only_once_at_a_time() -> None:
    lived = given(an_open_school(), logged_in(AKI))
    assert lived.when(CallForHelp(), AKI) == [HelpAsked(AKI, (), 0, 0)]
    assert lived.refusal(CallForHelp(), AKI).reason == "help_is_coming"


@pytest.mark.spec("T2.2.h")
def test_the_pupil_sees_the_answer_and_the_end() -> None:
    lived = in_need()
    lived.when(CallForHelp(), AKI)
    [answered] = lived.when(AnswerHelp(AKI), SUPPORTER)
    assert answered == HelpAnswered(AKI, SUPPORTER)
    assert told(lived, answered)[f"account:{AKI}"] == [
        OwnHelpShown(HelpState.ANSWERED, "supporter")
    ]
    assert lived.when(AnswerHelp(AKI), SUPPORTER) == []
    [closed] = lived.when(CloseHelp(AKI), SUPPORTER)
    assert closed == HelpClosed(AKI, SUPPORTER)
    assert told(lived, closed) == {
        f"account:{SUPPORTER}": [HelpGone(AKI)],
        f"account:{AKI}": [OwnHelpShown(HelpState.CLOSED, "supporter")],
    }
    assert lived.refusal(CloseHelp(AKI), SUPPORTER).reason == "nobody_calls"


def test_a_call_can_be_taken_back() -> None:
    lived = in_need()
    lived.when(CallForHelp(), AKI)
    [back] = lived.when(TakeHelpBack(), AKI)
    assert back == HelpTakenBack(AKI)
    assert told(lived, back)[f"account:{SUPPORTER}"] == [HelpGone(AKI)]
    assert lived.refusal(TakeHelpBack(), AKI).reason == "nobody_calls"


def test_a_child_who_left_in_need_stays_in_the_panel() -> None:
    lived = in_need()
    lived.when(CallForHelp(), AKI)
    lived.when(LogOut(), AKI)
    assert [m.name for m in seen_by(lived, SUPPORTER) if isinstance(m, HelpShown)] == ["aki"]
    assert lived.refusal(PointAtButton(AKI, Button.CHAT), SUPPORTER).reason == "not_here"


@pytest.mark.spec("T2.2.h")
def test_a_supporter_points_at_a_place_or_a_button_of_who_called_and_of_nobody_else() -> None:
    lived = given(
        an_open_school(), standing_at(PLACE, AKI), standing_at(FAR, SUPPORTER),
        standing_at(PLACE, NATSU, floor="yard"),
    )  # fmt: skip
    assert lived.refusal(PointAt(AKI, 50, 60), SUPPORTER).reason == "nobody_calls"
    lived.when(CallForHelp(), AKI)
    lived.when(CallForHelp(), NATSU)
    [place] = lived.when(PointAt(AKI, 50, 60), SUPPORTER)
    assert place == PointedAt(AKI, SUPPORTER, 50, 60)
    assert told(lived, place) == {f"account:{AKI}": [PointShown("supporter", (50, 60), "")]}
    [button] = lived.when(PointAtButton(NATSU, Button.CHAT), SUPPORTER)
    assert button == PointedAtButton(NATSU, SUPPORTER, Button.CHAT)
    assert told(lived, button) == {f"account:{NATSU}": [PointShown("supporter", (), "chat")]}
    assert lived.refusal(PointAt(NATSU, 50, 60), SUPPORTER).reason == "not_on_this_floor"


def test_a_pupil_can_neither_answer_nor_point() -> None:
    lived = in_need()
    lived.when(CallForHelp(), AKI)
    for wish in (AnswerHelp(AKI), CloseHelp(AKI), PointAtButton(AKI, Button.CHAT)):
        name = type(wish).__name__
        assert lived.when_all((wish, HARU)) == [AccessRefused(HARU, name)]
    assert lived.refusals() == ["not_allowed"] * 3
