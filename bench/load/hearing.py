"""What every client heard, read after the load: latencies, losses, and the floor each ends with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bench.load.sockets import Line, frames_of
from protocol.avatars import Look, LookChosen
from protocol.chatting import Said
from protocol.floors import AvatarGone, AvatarShown, FloorShown
from protocol.moving import Walked
from protocol.sessions import Refusal
from protocol.vocabulary import Message
from protocol.wire import decode_frame, encode_message
from simulation.motion import path_to_wire
from simulation.school import School

BARE_HEAD_BYTES: Final = 10


@dataclass
class Person:
    """An avatar as one client draws it."""

    account: str
    look: Look
    start_tick: int
    path: tuple[int, ...]


@dataclass
class Heard:
    """What all clients heard, put together."""

    walks_ms: list[tuple[float, float]] = field(default_factory=list)
    """When a walk was sent (monotonic seconds), and how much later one other client had it."""
    refusals: int = 0
    lost: int = 0
    shown_again: int = 0
    """Clients that did not keep up and were shown the whole floor anew: they miss no picture, but
    events between, which are not counted as lost."""
    astray: int = 0
    """Avatars that stand or look otherwise on some client than in the school."""
    sizes: dict[type[Message], list[int]] = field(default_factory=dict)
    """Encoded bytes of walks and sayings."""


class _Frames:
    """Decodes each distinct frame once: the same bytes go to a hundred clients."""

    def __init__(self) -> None:
        self._known: dict[bytes, list[Message]] = {}

    def messages(self, payload: bytes) -> list[Message]:
        found = self._known.get(payload)
        if found is None:
            found = self._known[payload] = decode_frame(payload)[2]
        return found


def read_all(lines: list[Line], school: School) -> Heard:
    """Follow every line from its first frame to its last, and compare with the school."""
    heard = Heard(sizes={Walked: [], Said: []})
    frames = _Frames()
    senders: dict[int, Line] = {}
    for line in lines:
        for _, payload in frames_of(line):
            for message in frames.messages(payload):
                if isinstance(message, FloorShown):
                    senders[message.avatar] = line
    for line in lines:
        _follow(line, frames, senders, school, heard)
    return heard


def _follow(
    line: Line, frames: _Frames, senders: dict[int, Line], school: School, heard: Heard
) -> None:
    people: dict[int, Person] = {}
    walks: dict[int, int] = defaultdict(int)
    sayings: dict[int, int] = defaultdict(int)
    own = views = 0
    for moment, payload in frames_of(line):
        for message in frames.messages(payload):
            if isinstance(message, Walked):
                person = people[message.avatar]
                person.start_tick, person.path = message.start_tick, message.path
                number = walks[message.avatar]
                walks[message.avatar] += 1
                if message.avatar != own and views == 1:
                    sent = senders[message.avatar].sent_at[number]
                    heard.walks_ms.append((sent, 1000 * (moment - sent)))
                elif message.avatar == own:
                    heard.sizes[Walked].append(len(encode_message(message)))
            elif isinstance(message, Said):
                sayings[message.avatar] += 1
                if message.avatar == own:
                    heard.sizes[Said].append(len(encode_message(message)))
            elif isinstance(message, FloorShown):
                people, own, views = {}, message.avatar, views + 1
            elif isinstance(message, Refusal):
                heard.refusals += 1
            else:
                _redraw(people, message)
    heard.shown_again += views > 1
    for handle, sender in senders.items():
        if sender.floor == line.floor and views == 1:
            heard.lost += len(sender.sent_at) - walks[handle]
            heard.lost += len(sender.said_at) - sayings[handle]
    heard.astray += _astray(people, own, school)


def _redraw(people: dict[int, Person], message: Message) -> None:
    if isinstance(message, AvatarShown):
        people[message.avatar] = Person(
            message.account, message.look, message.start_tick, message.path
        )
    elif isinstance(message, AvatarGone):
        del people[message.avatar]
    elif isinstance(message, LookChosen):
        for person in people.values():
            if person.account == message.account:
                person.look = message.look


def _astray(people: dict[int, Person], own: int, school: School) -> int:
    floor = school.floors[school.avatars[own].floor]
    true = {}
    for handle in floor.here:
        avatar = school.avatars[handle]
        true[handle] = Person(
            avatar.account, school.accounts[avatar.account].look, avatar.walk.start_tick,
            path_to_wire(avatar.walk.path),
        )  # fmt: skip
    return sum(people.get(handle) != true.get(handle) for handle in {*people, *true})


def count_of(kind: type[Message], line: Line, first: int = 0) -> int:
    """How many messages of a kind a line has heard from an arrival on, where a frame began."""
    return sum(
        isinstance(message, kind)
        for _, payload in frames_of(line, first)
        for message in decode_frame(payload)[2]
    )


def read_bare(lines: list[Line]) -> Heard:
    """The same of the yardstick, whose frames hold sizes and marks."""
    heard = Heard()
    events: dict[bytes, list[tuple[int, int]]] = {}
    for line in lines:
        counts: dict[int, int] = defaultdict(int)
        for moment, payload in frames_of(line):
            if payload not in events:
                events[payload] = list(_marks(payload))
            for sender, number in events[payload]:
                counts[sender] += 1
                if number and lines[sender] is not line:
                    sent = lines[sender].sent_at[number - 1]
                    heard.walks_ms.append((sent, 1000 * (moment - sent)))
        for sender, other in enumerate(lines):
            if other.floor == line.floor:
                heard.lost += len(other.sent_at) + len(other.said_at) - counts[sender]
    return heard


def _marks(payload: bytes) -> Iterable[tuple[int, int]]:
    """Who sent an event, and the number of their walk (0 for a saying)."""
    at = BARE_HEAD_BYTES
    while at < len(payload):
        yield (
            int.from_bytes(payload[at + 1 : at + 3], "big"),
            int.from_bytes(payload[at + 3 : at + 7], "big"),
        )
        at += payload[at]
