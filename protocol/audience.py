"""Who may see a message. Declared with the message, resolved in one place (`simulation.sight`).

A caller never picks recipients: the declaration does, from the fields of the event itself. What
reaches a person is judged on the bytes that leave the server.
"""

from enum import Enum, unique


@unique
class Audience(Enum):
    """The rule that finds the receivers of an event or signal."""

    NOBODY = "nobody"
    """Stays in the log; no client receives it."""
    SELF = "self"
    """The person in the field `account`."""
    PAIR = "pair"
    """The people in the fields `account` and `to`."""
    FLOOR = "floor"
    """Everybody on the floor in the field `floor`, of the avatar in `avatar`, or of `account`;
    the person alone while they stand at the desk."""
    FLOORS = "floors"
    """Everybody on any of the floors in the field `floors`."""
    CALL = "call"
    """The members of the call in the field `call`, the one just leaving it included."""
    LESSON = "lesson"
    """Those who are in the lesson in the field `lesson`."""
    GROUP = "group"
    """The members of the group in the field `group`, the one just leaving it included."""
    WHITEBOARD = "whiteboard"
    """Those who have the whiteboard in the field `board` open, and may; and who just closed it."""
    SUPPORTERS = "supporters"
    """Those who are here and may look after others; private to each, as nobody shares it."""
    COUNSELLORS = "counsellors"
    """Those who are here and may counsel, and the person in the field `account`."""
    INVITED = "invited"
    """The pupils whom the person in the field `account` invites to a talk."""
    BOOKED = "booked"
    """The two people of the booking in the field `booking`, or the one it is still shown to; for a
    wish that nobody has taken up, its pupil and those who are here and may counsel."""
    SCHOOL = "school"
    """Everybody who is connected."""


Channel = str
"""`school`, `floor:<id>` or `account:<id>`: what a connection listens to and a frame is made
for."""

SCHOOL_CHANNEL = "school"


def floor_channel(floor: str) -> str:
    return f"floor:{floor}"


def is_floor(channel: Channel) -> bool:
    """Whether what a channel carries is shared by those on a floor."""
    return channel.startswith("floor:")


def account_channel(account: str) -> str:
    return f"account:{account}"
