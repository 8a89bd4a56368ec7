"""What somebody sees, worked out from the messages of a view: told a second time, by hand.

The browser's model must come to the same picture, over whatever frames it got there.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from protocol.beside import BesideShown
from protocol.boards import UnreadPosts
from protocol.booking import BookingShown
from protocol.calling import ApartBegan, CallMemberShown, OverlapBegan
from protocol.chatting import UnreadShown
from protocol.comfort import ComfortShown
from protocol.counselling import (
    CounselleeShown,
    CoverShown,
    LineShown,
    MayCounselShown,
    OwnCounsellingShown,
)
from protocol.emotes import Emoted, HandRaised
from protocol.floors import AvatarShown, DeskShown, FloorShown
from protocol.groups import GroupShown
from protocol.helping import HelpShown, OwnHelpShown
from protocol.hiding import HiddenShown
from protocol.hours import ClosingWarned, HoursShown
from protocol.knocking import Knocked, TalkModeSet
from protocol.lessons import ExternalMeetingOpened, InLessonShown, SignUpShown
from protocol.locking import CallLocked
from protocol.media import MediaSet, MediaSlots
from protocol.reporting import ReportShown
from protocol.sessions import Welcome
from protocol.staying import StayingShown
from protocol.surveys import SurveyShown
from protocol.units import DESK_PLACES
from protocol.vocabulary import Message
from protocol.whiteboard import WhiteboardShown


def picture_of(view: Iterable[Message]) -> dict[str, Any]:
    """A view as plain values, in the form of `pictureOf` in tests/web_client/answer.js."""
    seen: dict[str, Any] = {
        "people": [], "unread": {}, "groups": {}, "members": {}, "overlaps": {}, "beside": {},
        "floors": {}, "call": None, "closing": None, "talkMode": "open", "knocksHere": {},
        "knocksThere": {},
        "hands": [], "emotes": {}, "hidden": [], "calls": False, "helps": {}, "reports": [],
        "me": None, "floor": None, "desk": False, "opensAtMs": 0,
        "staying": [[], 0, [0] * DESK_PLACES, [], []],
        "asking": ["none", ""], "counsellees": {}, "mayCounsel": False, "cover": None,
        "callSeats": None, "lockedBy": "", "posts": [], "seats": {}, "lesson": None, "surveys": {},
        "comfort": None, "whiteboard": None, "bookings": {},
    }  # fmt: skip
    for message in view:
        _add(seen, message)
    return seen


def _add(seen: dict[str, Any], message: Message) -> None:
    match message:
        case Welcome():
            seen |= {
                "account": message.account, "role": message.role, "name": message.name,
                "status": message.status, "watching": message.watching,
                "look": parts(message), "lookChosen": message.look_chosen,
            }  # fmt: skip
        case HoursShown():
            seen["floors"][message.floor] = [message.name, message.open, message.until_ms]
        case DeskShown():
            seen |= {"desk": True, "opensAtMs": message.opens_at_ms}
        case FloorShown():
            seen |= {"floor": message.plan.floor, "me": message.avatar}
        case AvatarShown():
            seen["people"].append(person(message))
        case StayingShown():
            seen["staying"] = [
                list(message.stamps), message.cards, list(message.desk),
                [extra.value for extra in message.off],
                [extra.value for extra in message.withheld],
            ]  # fmt: skip
        case ClosingWarned():
            seen["closing"] = [message.minutes, message.closes_at_ms]
        case _:
            _add_call(seen, message)


def _add_call(seen: dict[str, Any], message: Message) -> None:
    match message:
        case CallMemberShown():
            seen["call"] = message.call
            seen["members"][message.account] = [
                message.name, message.staff, False, *[False] * 3, parts(message),
            ]  # fmt: skip
        case ApartBegan():
            seen["members"][message.account][2] = True
        case MediaSet():
            sends = [message.microphone, message.camera, message.screen]
            seen["members"][message.account][3:6] = sends
        case MediaSlots():
            seen["callSeats"] = [list(message.seats), message.screen]
        case CallLocked():
            seen["lockedBy"] = message.account
        case OverlapBegan():
            other = message.to if message.account == seen["account"] else message.account
            seen["overlaps"][other] = message.opens_tick
        case BesideShown():
            other = message.to if message.account == seen["account"] else message.account
            seen["beside"][other] = message.from_tick
        case _:
            _add_beside(seen, message)


def _add_beside(seen: dict[str, Any], message: Message) -> None:
    """What has nothing to do with floors, people and calls."""
    match message:
        case UnreadShown():
            seen["unread"][message.of] = message.count
        case GroupShown():
            members = sorted([m.account, m.name, m.role.value] for m in message.members)
            seen["groups"][message.group] = [message.name, message.owner, members]
        case UnreadPosts():
            seen["posts"] = sorted(message.posts)
        case SignUpShown() | InLessonShown() | ExternalMeetingOpened():
            _add_lesson(seen, message)
        case WhiteboardShown():
            place = [message.board, message.call, message.object, message.page, message.upload]
            seen["whiteboard"] = [*place, sorted(message.here)]
        case SurveyShown():
            seen["surveys"][message.survey] = message.title
        case ComfortShown():
            seen["comfort"] = to_builtins(message.comfort) if message.chosen else None
        case _:
            _add_care(seen, message)


def _add_care(seen: dict[str, Any], message: Message) -> None:
    match message:
        case TalkModeSet():
            seen["talkMode"] = message.mode.value
        case Knocked() if message.to == seen["account"]:
            seen["knocksHere"][message.account] = message.ends_tick
        case Knocked():
            seen["knocksThere"][message.to] = message.ends_tick
        case HandRaised():
            seen["hands"] = sorted((*seen["hands"], message.avatar))
        case Emoted():
            seen["emotes"][str(message.avatar)] = [message.emote.value, message.until]
        case HiddenShown():
            seen["hidden"] = sorted((*seen["hidden"], message.of))
        case OwnHelpShown():
            seen["calls"] = True
        case HelpShown():
            place = [message.floor, message.x, message.y]
            seen["helps"][message.account] = [*place, message.asked_ms, message.by != ""]
        case ReportShown():
            seen["reports"] = sorted((*seen["reports"], message.report))
        case _:
            _add_counselling(seen, message)


def _add_counselling(seen: dict[str, Any], message: Message) -> None:
    match message:
        case OwnCounsellingShown():
            seen["asking"] = [message.asking.value, message.name]
        case CounselleeShown():
            asking = [message.name, message.asking.value, message.by, message.asked_ms]
            seen["counsellees"][message.account] = asking
        case BookingShown():
            way = [message.account, message.to, message.stage.value, message.day]
            chosen = [message.half.value, list(message.times), message.at_ms]
            seen["bookings"][message.booking] = [*way, *chosen]
        case MayCounselShown():
            seen["mayCounsel"] = message.on
        case CoverShown():
            closing = [message.closes_ms, message.closing_min]
            seen["cover"] = [message.call, message.since_ms, *closing, []]
        case LineShown():
            seen["cover"][-1].append(message.account)
        case _:
            raise AssertionError(f"a view with {message}")


def _add_lesson(
    seen: dict[str, Any], message: SignUpShown | InLessonShown | ExternalMeetingOpened
) -> None:
    match message:
        case SignUpShown():
            seat = [message.title, message.floor, message.starts_ms, message.minutes]
            seen["seats"][message.lesson] = seat
        case InLessonShown():
            lesson = [message.lesson, message.title, message.ends_ms, message.link, False]
            seen["lesson"] = lesson
        case ExternalMeetingOpened():
            seen["lesson"][-1] = True


def parts(message: Any) -> list[int]:
    """The look in a message as a row."""
    return [getattr(message.look, part) for part in message.look.__struct_fields__]


def person(shown: AvatarShown) -> list[Any]:
    """Somebody on the floor as a row; places are absolute."""
    x, y, *steps = shown.path
    points = [[x, y]]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        points.append([points[-1][0] + dx, points[-1][1] + dy])
    murmur = [shown.murmur, shown.murmur_until] if shown.murmur else None
    return [
        shown.avatar, shown.account, shown.name, shown.role.value, parts(shown), shown.status,
        shown.watching, shown.away, shown.start_tick, points, murmur,
    ]  # fmt: skip
