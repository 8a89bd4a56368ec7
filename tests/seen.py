"""What somebody sees, worked out from the messages of a view: told a second time, by hand.

The browser's model must come to the same picture, over whatever frames it got there.
"""

from collections.abc import Iterable
from typing import Any

from protocol.calling import ApartBegan, CallMemberShown, OverlapBegan
from protocol.chatting import UnreadShown
from protocol.floors import AvatarShown, DeskShown, FloorShown
from protocol.groups import GroupShown
from protocol.hours import ClosingWarned, HoursShown
from protocol.sessions import Welcome
from protocol.vocabulary import Message


def picture_of(view: Iterable[Message]) -> dict[str, Any]:
    """A view as plain values, in the form of `pictureOf` in tests/web_client/answer.js."""
    seen: dict[str, Any] = {
        "people": [], "unread": {}, "groups": {},
        "members": {}, "overlaps": {}, "floors": {}, "call": None,
        "closing": None, "me": None, "floor": None, "desk": False, "opensAtMs": 0,
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
        case UnreadShown():
            seen["unread"][message.of] = message.count
        case GroupShown():
            members = sorted([m.account, m.name, m.staff] for m in message.members)
            seen["groups"][message.group] = [message.name, message.owner, members]
        case CallMemberShown():
            seen["call"] = message.call
            seen["members"][message.account] = [message.name, message.staff, False]
        case ApartBegan():
            seen["members"][message.account][2] = True
        case OverlapBegan():
            other = message.to if message.account == seen["account"] else message.account
            seen["overlaps"][other] = message.opens_tick
        case ClosingWarned():
            seen["closing"] = [message.minutes, message.closes_at_ms]
        case _:
            raise AssertionError(f"a view with {message}")


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
        shown.avatar, shown.account, shown.name, shown.staff, parts(shown), shown.status,
        shown.watching, shown.away, shown.start_tick, points, murmur,
    ]  # fmt: skip
