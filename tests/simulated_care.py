"""What people of a simulated day do about being left alone, helped and protected."""

from random import Random

from protocol.avatars import BeAlone
from protocol.emotes import Emote, RaiseHand, ShowEmote
from protocol.helping import (
    AnswerHelp,
    Button,
    CallForHelp,
    CloseHelp,
    PointAt,
    PointAtButton,
    TakeHelpBack,
)
from protocol.hiding import HidePerson, ShowPerson
from protocol.knocking import AnswerKnock, SetTalkMode, TalkMode
from protocol.reporting import CloseReport, Place, Report, TakeOffReported
from protocol.rights import Capability, may
from protocol.vocabulary import Command
from simulation.school import School


def wish_of_care(school: School, chance: Random, who: str, other: str) -> Command:
    """An answer to what waits, if something does, and else anything."""
    return chance.choice(_wishes(school, chance, who, other))


def _wishes(school: School, chance: Random, who: str, other: str) -> list[Command]:
    knocking = [key.split()[0] for key in sorted(school.knocks) if key.split()[1] == who]
    if knocking and chance.random() < 0.8:
        return [AnswerKnock(knocking[0], yes) for yes in (True, True, False)]
    if may(school.accounts[who].role, Capability.MODERATE) and chance.random() < 0.7:
        calling = sorted(school.helps) or [other]
        reports = sorted(school.reports) or ["x" * 22]
        return [
            AnswerHelp(calling[0]), CloseHelp(calling[0]), PointAt(calling[0], 800, 700),
            PointAtButton(calling[0], Button.CHAT),
            TakeOffReported(reports[0], True) if len(reports) % 3 == 0 else CloseReport(reports[0]),
        ]  # fmt: skip
    mode = chance.choice((*TalkMode, TalkMode.ASK, TalkMode.OPEN))
    return [
        SetTalkMode(mode), SetTalkMode(mode), BeAlone(chance.random() < 0.3),
        AnswerKnock(other, True), ShowEmote(chance.choice(list(Emote))),
        RaiseHand(chance.random() < 0.6), HidePerson(other), ShowPerson(other), ShowPerson(other),
        CallForHelp(), TakeHelpBack(), AnswerHelp(other), Report(other, Place.FLOOR, 0, ()),
        Report(other, Place.DIRECT, 0, ("x" * 22,)),
    ]  # fmt: skip


def check_care(school: School) -> None:
    """The laws of being left alone."""
    for hidden, hiders in school.hidden.items():
        assert hiders
        call = school.sessions[hidden].call if hidden in school.sessions else None
        if call is not None:
            assert not hiders & school.calls[call].members.keys(), "in a call with the hidden one"
    for key in school.knocks:
        mode = school.accounts[key.split()[1]].talk_mode
        assert mode is TalkMode.ASK, "a knock at somebody who did not want one"
