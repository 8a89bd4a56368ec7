"""The other end of a connection: what the publisher writes, read as a client reads it."""

from typing import NamedTuple

from protocol.units import AccountId, Tick
from protocol.vocabulary import Message
from protocol.wire import FrameKind, Motion, decode_frame

MEDIUM, LARGE = 126, 127


class Frame(NamedTuple):
    """One frame as its client decodes it."""

    kind: FrameKind
    tick: Tick
    messages: list[Message]


class Heard:
    """Keeps everything that is written, until it is closed."""

    def __init__(self, account: AccountId, resume_after: Tick = 0) -> None:
        self.account, self.resume_after = account, resume_after
        self.stale = self.deaf = False
        self.motion = Motion.FULL
        self.written: list[bytes] = []
        self.closed = 0

    def write(self, frames: bytes, tick: Tick) -> None:
        assert not self.closed, "written after goodbye"
        self.written.append(frames)

    def close(self, code: int) -> None:
        self.closed = code

    def take(self) -> list[Frame]:
        """The frames since they were asked for last."""
        data, self.written = b"".join(self.written), []
        frames = []
        while data:
            size, head = data[1], 2
            if size == MEDIUM:
                size, head = int.from_bytes(data[2:4], "big"), 4
            elif size == LARGE:
                size, head = int.from_bytes(data[2:10], "big"), 10
            frames.append(Frame(*decode_frame(data[head : head + size])))
            data = data[head + size :]
        return frames

    def messages(self) -> list[Message]:
        """Their messages, in the order in which the client applies them."""
        return [message for frame in self.take() for message in frame.messages]
