"""What people of a simulated day wish for about counselling, and the laws of cover."""

import random

from protocol.chatting import SayInCall, SayTo
from protocol.counselling import (
    AnswerOffer,
    AskForCounselling,
    LeaveCounselling,
    NameCounsellor,
    OfferCounselling,
    TakeAskingBack,
    TakeOfferBack,
)
from protocol.media import SetMedia
from protocol.moving import WalkTo
from protocol.reporting import Place, Report
from protocol.rights import Capability
from protocol.sessions import Device, Disconnect, LogOut, OpenSession, Reconnect
from protocol.vocabulary import Command
from simulation.chatting import id_from
from simulation.school import School, holds
from tests.simulated_whiteboards import at_a_whiteboard


def wish_about_counselling(
    school: School, chance: random.Random, who: str, accounts: list[str]
) -> tuple[str | None, Command] | None:
    """What somebody wishes for about counselling, if it is that. An invitation is soon answered."""
    if who in school.covered:
        return _under_cover(school, chance, who, accounts)
    own = school.counsellees.get(who)
    eager = 0.4 if holds(school.accounts[who], Capability.COUNSEL) else 0.05
    if own is not None and own.invited:
        eager = 0.8
    if who not in school.sessions or chance.random() > eager:
        return None
    return who, chance.choice(_on_the_way(school, chance, who, accounts))


def _on_the_way(
    school: School, chance: random.Random, who: str, accounts: list[str]
) -> list[Command]:
    """Asking, offering and answering; an invitation is mostly opened."""
    other = chance.choice(accounts)
    own = school.counsellees.get(who)
    if own is not None and own.invited:
        return [AnswerOffer(yes=True), AnswerOffer(yes=True), AnswerOffer(yes=False)]
    if holds(school.accounts[who], Capability.COUNSEL):
        asking = chance.choice([*sorted(school.counsellees), other])
        return [OfferCounselling(asking)] * 4 + [TakeOfferBack(asking), OfferCounselling(other)]
    return [
        AskForCounselling(), AskForCounselling(), TakeAskingBack(), LeaveCounselling(),
        AnswerOffer(yes=True), NameCounsellor(other, chance.random() < 0.8),
    ]  # fmt: skip


def _under_cover(
    school: School, chance: random.Random, who: str, accounts: list[str]
) -> tuple[str | None, Command]:
    """Words, lost lines, another device, a way out; and what is refused."""
    session = school.covered[who].session
    if chance.random() < 0.3:
        new = id_from(chance.getrandbits(128))
        shell: list[Command] = [Disconnect(who, session), Reconnect(who, session)]
        return None, chance.choice([*shell, *shell, OpenSession(who, new, Device.CHROMEBOOK)])
    wishes: list[Command] = [
        SayInCall("ここだけの はなし"), SayInCall("うん"), WalkTo(800, 700),
        SayTo(chance.choice(accounts), "きこえる?"), OfferCounselling(chance.choice(accounts)),
        Report(chance.choice(accounts), Place.PERSON, 0, ()), _report_of_the_other(school, who),
        SetMedia(chance.random() < 0.5, chance.random() < 0.5, False),
        *(chance.choice(at_a_whiteboard(school, chance, who)) for _ in range(4)),
    ]  # fmt: skip
    if chance.random() < 0.1:
        wishes = [LeaveCounselling(), LeaveCounselling(), LogOut()]
    return who, chance.choice(wishes)


def _report_of_the_other(school: School, who: str) -> Report:
    call = school.calls[school.covered[who].call or ""]
    return Report(next((m for m in call.members if m != who), who), Place.CALL, 0, ())


def check_cover(school: School) -> None:
    """Nobody is here and under cover; whoever is under cover is in the call of their talk."""
    assert not school.covered.keys() & school.sessions.keys()
    owners = {avatar.account for avatar in school.avatars.values()}
    assert not school.covered.keys() & owners, "somebody under cover stands on a floor"
    for account, session in school.covered.items():
        assert session.call is not None
        talk = school.talks[session.call]
        assert account in (talk.pupil, talk.counsellor)
        assert account in school.calls[session.call].members
        assert session.avatar is None
    for call, talk in school.talks.items():
        assert talk.begun, "a talk begins in the tick in which it is opened"
        members = school.calls[call].members
        assert members
        assert members.keys() <= school.covered.keys()
    assert {call for call, one in school.calls.items() if one.floor is None} == set(school.talks)
    assert school.counsellees.keys() <= school.accounts.keys()
