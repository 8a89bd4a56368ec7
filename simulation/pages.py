"""Pages of whiteboards: what each event of a whiteboard changes, and how a page is read."""

from collections.abc import Iterator, Sequence

from protocol.private_talk import DrawnInPrivate, WrittenInPrivate
from protocol.units import (
    RUBBINGS_KEPT,
    STROKES_MAX,
    STROKES_OF_A_PAGE_MAX,
    WHITEBOARD_HEIGHT,
    WHITEBOARD_WIDTH,
    AccountId,
    PageNumber,
    StrokeId,
)
from protocol.vocabulary import Event
from protocol.whiteboard import (
    DrawingsForgotten,
    Drawn,
    MaterialHung,
    PageCleared,
    PageTurned,
    RubbedOut,
    WhiteboardClosed,
    WhiteboardGone,
    WhiteboardMade,
    WhiteboardOpened,
    WrittenOn,
)
from simulation.parts import Page, Rubbing, Stroke, Whiteboard
from simulation.rules import applies
from simulation.school import School


def page_of(board: Whiteboard, number: PageNumber) -> Page:
    """A page to look at; an empty one where nobody has drawn yet."""
    return board.pages[number] if number < len(board.pages) else Page()


def on_the_page(board: Whiteboard, number: PageNumber) -> list[tuple[StrokeId, Stroke]]:
    """What is to be seen on a page, in the order in which it was drawn."""
    seen = [(name, one) for name, one in page_of(board, number).strokes.items() if not one.rubbed]
    return sorted(seen, key=lambda one: (one[1].batch, one[1].index))


def is_on_the_board(points: Sequence[int]) -> bool:
    """Whether a stroke has whole points, all of them within the board."""
    x = y = 0
    for dx, dy in zip(points[::2], points[1::2], strict=False):
        x, y = x + dx, y + dy
        if not (0 <= x <= WHITEBOARD_WIDTH and 0 <= y <= WHITEBOARD_HEIGHT):
            return False
    return len(points) >= 2 and len(points) % 2 == 0


def forget_drawings(school: School, account: AccountId) -> Iterator[Event]:
    """What an erased person drew goes off every board."""
    for name, board in sorted(school.whiteboards.items()):
        if account in board.authors:
            yield DrawingsForgotten(name, account)


@applies(WhiteboardMade)
def whiteboard_made(school: School, event: WhiteboardMade) -> None:
    school.whiteboards[event.board] = Whiteboard(event.board, event.call, event.floor, event.object)


@applies(WhiteboardGone)
def whiteboard_gone(school: School, event: WhiteboardGone) -> None:
    del school.whiteboards[event.board]


@applies(WhiteboardOpened)
def whiteboard_opened(school: School, event: WhiteboardOpened) -> None:
    school.whiteboards[event.board].looking.add(event.account)


@applies(WhiteboardClosed)
def whiteboard_closed(school: School, event: WhiteboardClosed) -> None:
    school.whiteboards[event.board].looking.discard(event.account)


@applies(Drawn)
def drawn(school: School, event: Drawn) -> None:
    note_mark(school, event)


@applies(WrittenOn)
def written_on(school: School, event: WrittenOn) -> None:
    note_mark(school, event)


@applies(RubbedOut)
def rubbed_out(school: School, event: RubbedOut) -> None:
    _rub(school, event, list(event.strokes))


@applies(PageCleared)
def page_cleared(school: School, event: PageCleared) -> None:
    board = school.whiteboards[event.board]
    own = None if event.everything else _author(board, event.account)
    strokes = page_of(board, event.page).strokes
    _rub(school, event, [name for name, mark in strokes.items() if own in {None, mark.author}])
    if event.everything:
        page_to_change(board, event.page).undone = []


@applies(PageTurned)
def page_turned(school: School, event: PageTurned) -> None:
    school.whiteboards[event.board].page = event.page


@applies(MaterialHung)
def material_hung(school: School, event: MaterialHung) -> None:
    school.whiteboards[event.board].upload = event.upload


@applies(DrawingsForgotten)
def drawings_forgotten(school: School, event: DrawingsForgotten) -> None:
    board = school.whiteboards[event.board]
    gone = board.authors.index(event.account)
    for page in board.pages:
        drop(board, page, [name for name, mark in page.strokes.items() if mark.author == gone])
        page.undone = [one for one in page.undone if one.author != gone]
    board.authors[gone] = ""


def note_mark(school: School, event: Drawn | WrittenOn | DrawnInPrivate | WrittenInPrivate) -> None:
    """Part of applying what is drawn: where in the log it stands."""
    board, at = school.whiteboards[event.board], school.position.batch
    mark = Stroke(_author(board, event.account), at, school.applied_in_batch)
    page = page_to_change(board, event.page)
    make_room(school, board, page)
    page.strokes[event.stroke] = mark
    page.undone = page.undone and [one for one in page.undone if one.author != mark.author]
    board.strokes += 1


def fullness(school: School, board: Whiteboard, page: Page) -> str:
    """Why a page has no place left, counting what is rubbed out and can come back; "" if it has."""
    if len(page.strokes) >= STROKES_OF_A_PAGE_MAX:
        return "page_full"
    alike = (one for one in school.whiteboards.values() if one.private == board.private)
    return "whiteboards_full" if sum(one.strokes for one in alike) >= STROKES_MAX else ""


def make_room(school: School, board: Whiteboard, page: Page) -> None:
    """Where something new is drawn, what was rubbed out long ago gives way, and comes back no more:
    a page that looks empty takes something."""
    while page.rubbings and fullness(school, board, page):
        _forget_rubbing(board, page, page.rubbings.pop(0).rubbing)


def _rub(school: School, event: RubbedOut | PageCleared, strokes: list[StrokeId]) -> None:
    """What its author had taken back is off the page for good when it is rubbed out, too."""
    board = school.whiteboards[event.board]
    page, by = page_to_change(board, event.page), _author(board, event.account)
    for name in strokes:
        if name in page.strokes and not page.strokes[name].rubbed:
            page.strokes[name].rubbed = event.rubbing
    here = school.position.batch, school.applied_in_batch
    page.rubbings = [*page.rubbings, Rubbing(event.rubbing, by, *here)]
    gone = set(strokes)
    page.undone = [one for one in page.undone if one.author != by and one.stroke not in gone]
    compact(board, page)


def compact(board: Whiteboard, page: Page) -> None:
    """The oldest rubbing of a page that has too many of them cannot be undone any more."""
    for old in page.rubbings[:-RUBBINGS_KEPT]:
        _forget_rubbing(board, page, old.rubbing)
    del page.rubbings[:-RUBBINGS_KEPT]


def _forget_rubbing(board: Whiteboard, page: Page, rubbing: StrokeId) -> None:
    drop(board, page, [name for name, mark in page.strokes.items() if mark.rubbed == rubbing])


def drop(board: Whiteboard, page: Page, strokes: list[StrokeId]) -> None:
    for name in strokes:
        del page.strokes[name]
    board.strokes -= len(strokes)


def page_to_change(board: Whiteboard, number: PageNumber) -> Page:
    """A page to change."""
    while len(board.pages) <= number:
        board.pages.append(Page())
    return board.pages[number]


def _author(board: Whiteboard, account: AccountId) -> int:
    """The place of somebody among the authors, found or made."""
    if account not in board.authors:
        board.authors.append(account)
    return board.authors.index(account)
