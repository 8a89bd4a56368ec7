"""The laws of every state of a simulated day, and who may be shown what in it."""

from protocol.chatting import Said, SaidInCall, SaidInGroup, SaidTo, StampedInGroup, StampedTo
from protocol.counselling import SaidUnderCover
from protocol.lessons import ExternalMeetingOpened, LessonEntered, LessonLeft
from protocol.media import MediaSet
from protocol.rights import STAFF
from protocol.units import CALL_SEATS
from protocol.vocabulary import Message
from simulation.motion import position_at
from simulation.school import Call, Now, School
from tests.simulated_care import check_care
from tests.simulated_uploads import check_uploads
from tests.simulated_whiteboards import check_onlookers, check_whiteboards
from tests.simulation.booking_lived import check_bookings, check_told
from tests.simulation.comfort_lived import check_comfort
from tests.simulation.counselling_lived import check_cover
from tests.simulation.lessons_given import check_lessons
from tests.simulation.staying_lived import check_staying


def check(school: School, now: Now) -> None:
    """The laws of every state."""
    check_uploads(school)
    check_whiteboards(school)
    for floor_id, floor in school.floors.items():
        assert {h for h, a in school.avatars.items() if a.floor == floor_id} == floor.here
        pupils = [h for h in floor.here if not _is_staff(school, school.avatars[h].account)]
        assert len(pupils) <= floor.plan.capacity, "more pupils than places"
        assert floor.open or not pupils, "a pupil on a closed floor"
    owners = [avatar.account for avatar in school.avatars.values()]
    assert len(owners) == len(set(owners)), "two avatars of one account"
    for account, session in school.sessions.items():
        assert not school.accounts[account].disabled
        if session.avatar is not None:
            assert school.avatars[session.avatar].account == account
        if session.call is not None:
            assert account in school.calls[session.call].members
    for avatar in school.avatars.values():
        place = position_at(avatar.walk, now.tick)
        ground = school.floors[avatar.floor].ground
        # Furniture may be put where somebody stands: then they are on their way out of it.
        leaving = avatar.walk.path[-1] != place and ground.is_free(avatar.walk.path[-1])
        assert ground.is_free(place) or leaving, f"inside a wall at {place}"
    check_staying(school)
    check_comfort(school)
    check_lessons(school)
    check_care(school)
    for group in school.groups.values():
        assert group.owner in group.members, "a group that nobody looks after"
        assert group.members.keys() <= school.accounts.keys()
    for account, unread in school.unread.items():
        for talk in unread:
            mine = talk in school.groups and account in school.groups[talk].members
            assert mine or talk in school.accounts, "a mark on a talk that one cannot open"
    check_cover(school)
    check_bookings(school)
    for call in school.calls.values():
        if call.floor is None:
            continue
        assert len(call.members) >= 2, "a call of one"
        for member in call.members:
            assert school.sessions[member].call == call.call
        check_media(school, call)


def check_media(school: School, call: Call) -> None:
    """Each member has a seat of their own, nobody else has one, and who is away sends nothing."""
    if not call.media:
        return
    assert call.media.keys() == call.members.keys()
    seats = [sends.seat for sends in call.media.values()]
    assert len(set(seats)) == len(seats)
    assert max(seats) < CALL_SEATS
    assert sum(sends.screen for sends in call.media.values()) <= 1, "two screens in one call"
    for member, sends in call.media.items():
        here = school.sessions[member].dropped_tick is None
        assert here or not sends.anything, "somebody sends who is away"


def check_audience(school: School, event: Message, channels: tuple[str, ...]) -> None:
    """What was said reaches those it was said to: told here a second time, by hand."""
    check_onlookers(school, event, channels)
    check_told(school, event, channels)
    away = {f"account:{account}" for account in school.covered}
    if isinstance(event, SaidTo | StampedTo):
        assert set(channels) == {f"account:{event.account}", f"account:{event.to}"} - away
    elif isinstance(event, SaidInGroup | StampedInGroup):
        assert event.account in school.groups[event.group].members
        members = {f"account:{m}" for m in school.groups[event.group].members}
        assert set(channels) == members - away
    elif isinstance(event, SaidInCall | SaidUnderCover | MediaSet):
        assert set(channels) == {f"account:{m}" for m in school.calls[event.call].members}
    elif isinstance(event, LessonEntered | LessonLeft | ExternalMeetingOpened):
        assert channels == (f"account:{event.account}",)
    elif isinstance(event, Said):
        assert channels == (f"floor:{event.floor}",)
        assert school.avatars[event.avatar].floor == event.floor


def _is_staff(school: School, account: str) -> bool:
    return school.accounts[account].role in STAFF
