"""Parts of the state that stand by themselves; `school.py` says where they are kept."""

import msgspec

from protocol.boards import PostContent
from protocol.objects import Change
from protocol.staying import Extra
from protocol.surveys import SurveyContent, SurveyId
from protocol.units import (
    AccountId,
    EpochDay,
    MessageId,
    StrokeId,
    Tick,
    UploadId,
    WallMs,
    WhiteboardId,
)
from protocol.uploads import UploadKind


class Sending(msgspec.Struct, omit_defaults=True):
    """The seat of a member of a call, and what they send from it."""

    seat: int
    microphone: bool = False
    camera: bool = False
    screen: bool = False

    @property
    def anything(self) -> bool:
        return self.microphone or self.camera or self.screen


class Upload(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to hang up. `sha256` and `preview` name its blobs; a PDF has no preview."""

    upload: UploadId
    account: AccountId
    sha256: str
    preview: str
    kind: UploadKind
    size_bytes: int
    width_px: int
    height_px: int
    title: str
    added_ms: WallMs


class Post(msgspec.Struct, omit_defaults=True):
    """A post of the board. `edited_ms` is 0 until it is; `up_tick` is None while it does not
    hang."""

    post: MessageId
    account: AccountId
    content: PostContent
    written_ms: WallMs
    edited_ms: WallMs
    up_tick: Tick | None
    yomi: str = ""


class BallotMark(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an answer to a survey stands in the log."""

    batch: int
    index: int


class Survey(msgspec.Struct, omit_defaults=True):
    """A survey and who has answered it. `ballots` wait in the box of an anonymous one until all
    are `counted`; those of a named one stay."""

    survey: SurveyId
    box: MessageId
    account: AccountId
    content: SurveyContent
    made_ms: WallMs
    open: bool
    closed: bool
    answered: set[AccountId]
    ballots: list[BallotMark]
    counted: list[BallotMark]
    emptied: bool


class Edit(msgspec.Struct, omit_defaults=True):
    """What an admin changed on a floor, and what takes it back."""

    account: AccountId
    changes: tuple[Change, ...]
    back: tuple[Change, ...]
    undone: bool


class Stroke(msgspec.Struct, array_like=True, omit_defaults=True, gc=False):
    """A stroke or a text of a page: by whom (a place among the authors of the board), where in the
    log, by which rubbing it is off the page ("": by none), and by which it was until that was
    undone."""

    author: int
    batch: int
    index: int
    rubbed: str = ""
    unrubbed: str = ""


class Rubbing(msgspec.Struct, array_like=True, frozen=True, omit_defaults=True):
    """Something was rubbed out, and may be there again."""

    rubbing: StrokeId
    author: int
    batch: int
    index: int


class Undone(msgspec.Struct, array_like=True, frozen=True, omit_defaults=True):
    """A stroke or a rubbing (the other one is "") that its author took back, and where in the log
    it was done."""

    author: int
    batch: int
    index: int
    stroke: str
    rubbing: str
    unrubbed: str = ""


class Page(msgspec.Struct, omit_defaults=True):
    """A page of a whiteboard. The order on it is that of the log, but for `undone`: what was taken
    back last is last."""

    strokes: dict[StrokeId, Stroke] = {}
    rubbings: list[Rubbing] = []
    undone: list[Undone] = []


class Whiteboard(msgspec.Struct, omit_defaults=True):
    """A whiteboard of a call, or (`call` is "") of an object; that of a counselling talk stands on
    no floor (""). `strokes` counts those of all pages; an author who was erased is "". What was
    drawn is read from the log."""

    board: WhiteboardId
    call: str
    floor: str
    object: str
    page: int = 0
    upload: str = ""
    strokes: int = 0
    authors: list[AccountId] = []
    pages: list[Page] = []
    looking: set[AccountId] = set()

    @property
    def private(self) -> bool:
        return not self.floor


class Staying(msgspec.Struct, omit_defaults=True):
    """What somebody finds as they left it. `day` is the last one they came, 0 before the first.

    `cards` are full and put away; `off` is one's own wish, `withheld` the staff's.
    """

    day: EpochDay = 0
    stamps: tuple[int, ...] = ()
    cards: int = 0
    desk: tuple[int, ...] = ()
    off: tuple[Extra, ...] = ()
    withheld: tuple[Extra, ...] = ()
