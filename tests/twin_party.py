"""What the people of a twin day's talks do, what is done about them, and how time jumps."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from protocol.accounts import DisableAccount, EnableAccount, RenameAccount, RenewCard
from protocol.avatars import Murmur, ShowStatus, Status
from protocol.chatting import Say, SayInCall
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
from protocol.private_talk import NoteTalksRead
from protocol.reporting import Place, Report
from protocol.rights import Capability
from protocol.sessions import Device, LogOut, NoteForged, OpenSession
from protocol.units import AccountId
from protocol.vocabulary import Command
from protocol.whiteboard import OpenWhiteboard
from simulation.chatting import id_from
from simulation.school import holds
from tests.simulated_whiteboards import at_a_whiteboard
from tests.simulation.booking_lived import OF_BOOKINGS

if TYPE_CHECKING:
    from tests.twin_days import TwinDay

Wish = tuple[str | None, Command]

OF_TALKS = (
    AskForCounselling, TakeAskingBack, OfferCounselling, TakeOfferBack, AnswerOffer,
    LeaveCounselling, NoteTalksRead,
    *OF_BOOKINGS,
)  # fmt: skip
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
CLOCK_SET_BACK_MS = -10 * 60_000


def jumped_ms(day: "TwinDay") -> int:
    """By how much the wall clock jumps before a tick: during a talk to the next day, past the end
    of the hours, or back a little; once all is closed, to the next morning."""
    luck, closed = day.chance.random(), not any(f.open for f in day.school.floors.values())
    if closed and day.school.floors and luck < 0.05:
        day.happened["the next morning"] += 1
        return DAY_MS - HOUR_MS
    if not day.school.covered or luck > 0.006:
        return 0
    if luck < 0.002:
        day.happened["a day passed in a talk"] += 1
        return DAY_MS
    if luck < 0.004 and not closed:
        day.happened["the school closed in a talk"] += 1
        return HOUR_MS
    return CLOCK_SET_BACK_MS


def wishes_of_the_party(day: "TwinDay") -> Iterator[Wish]:
    counsellor, *pupils = sorted(day.party, key=_counsellor_first(day))
    pupil, luck = day.chance.choice(pupils), day.chance.random()
    known = day.school.counsellees.get(pupil)
    if luck < 0.02:
        yield from _looked_at(day, pupil, counsellor)
    if day.chance.random() < 0.04:
        yield from _done_to_them(day, pupil, counsellor)
    elif pupil in day.school.covered:
        yield from _in_a_talk(day, pupil, counsellor, luck)
    elif known is not None and known.invited:
        for one in (pupil, counsellor):
            yield one, day.chance.choice((ShowStatus(Status.FOCUSING), Murmur("またね"), Say("-")))
        yield pupil, AnswerOffer(yes=luck < 0.8)
    elif luck < 0.3:
        yield pupil, AskForCounselling()
    else:
        yield counsellor, OfferCounselling(pupil)


def _counsellor_first(day: "TwinDay"):  # type: ignore[no-untyped-def]
    """The one of the party who is staff, then its pupils in a fixed order."""
    return lambda one: (day.accounts.index(one) % 5 != 0, day.accounts.index(one))


def _looked_at(day: "TwinDay", pupil: AccountId, by: AccountId) -> Iterator[Wish]:
    """Somebody reads talks back, and from inside of one somebody asks for what they may not."""
    yield None, NoteTalksRead(pupil, by, "しんぱいなので")
    if pupil in day.school.covered:
        yield None, NoteForged(pupil, "POST /api/talks/read")


def _in_a_talk(
    day: "TwinDay", pupil: AccountId, counsellor: AccountId, luck: float
) -> Iterator[Wish]:
    who = day.chance.choice((pupil, counsellor))
    if luck < 0.06:
        yield who, LeaveCounselling()
    elif luck < 0.09:
        yield None, OpenSession(pupil, id_from(day.bits()), Device.CHROMEBOOK)
    elif luck < 0.11:
        yield pupil, LogOut()
    elif luck < 0.19:
        yield pupil, Report(counsellor, Place.CALL, 0, ())
    elif luck < 0.35:
        yield who, SayInCall("ここだけの はなし")
    elif luck < 0.45:
        yield who, SetMedia(luck < 0.4, luck > 0.37, False)
    else:
        for wish in (OpenWhiteboard(""), *at_a_whiteboard(day.school, day.chance, who)[:4]):
            yield who, wish


def _done_to_them(day: "TwinDay", pupil: AccountId, counsellor: AccountId) -> Iterator[Wish]:
    """By the shell or an admin, who need not know where somebody is: the same in both schools."""
    one = day.chance.choice((pupil, counsellor))
    person = day.school.accounts[one]
    if person.disabled:
        yield None, EnableAccount(one)
    elif not holds(day.school.accounts[counsellor], Capability.COUNSEL):
        yield None, NameCounsellor(counsellor, True)
    else:
        yield None, day.chance.choice(
            (
                DisableAccount(one), RenewCard(one), NameCounsellor(counsellor, False),
                RenameAccount(one, f"あたらしい なまえ{day.chance.randrange(1_000)}"),
            )
        )  # fmt: skip
