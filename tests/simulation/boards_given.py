"""Whiteboards as a beginning: a class around one, and what is drawn on it."""

from msgspec.structs import replace

from protocol.floors import Placed
from protocol.uploads import UploadAdded, UploadKind
from protocol.whiteboard import (
    Draw,
    Ink,
    OpenWhiteboard,
    Pen,
    WriteOn,
)
from simulation.pages import on_the_page
from tests.simulation.given import (
    ADMIN,
    AKI,
    FUYU,
    HARU,
    PLACE,
    SUPPORTER,
    TEACHER,
    Lived,
    an_open_school,
    given,
    plan,
    standing_at,
)

BOARD = "wall-1"
UPLOAD = "u" * 22
WITH_A_BOARD = replace(
    plan(), objects=(*plan().objects, Placed(BOARD, "whiteboard_stand", 14, 4, 5, 1, "はん"))
)
APART = (AKI, HARU, SUPPORTER, TEACHER, ADMIN)
A_FILE = UploadAdded(UPLOAD, TEACHER, "a" * 64, "", UploadKind.PDF, 9, 0, 0, "しりょう")


def a_class() -> Lived:
    """Children and staff around a whiteboard, Fuyu on another floor."""
    return given(
        an_open_school(WITH_A_BOARD, plan("yard", "classroom")),
        *(standing_at((40 + 60 * n, 180), who) for n, who in enumerate(APART)),
        standing_at(PLACE, FUYU, floor="yard"), A_FILE,
    )  # fmt: skip


def at_the_board(*people: str) -> tuple[Lived, str]:
    """The same, with the board open before some of them."""
    lived = a_class()
    for who in people:
        lived.when(OpenWhiteboard(BOARD), by=who)
    return lived, next(iter(lived.school.whiteboards))


def stroke(board: str, name: str = "line-001", page: int = 0, *points: int) -> Draw:
    return Draw(board, page, name, Pen.PEN, Ink.BLUE, 2, points or (10, 10, 5, -5, 3, 0))


def written(board: str, text: str, name: str = "text-001") -> WriteOn:
    return WriteOn(board, 0, name, Ink.RED, 1, 100, 200, text)


def seen(lived: Lived, board: str, page: int = 0) -> list[str]:
    return [name for name, _ in on_the_page(lived.school.whiteboards[board], page)]
