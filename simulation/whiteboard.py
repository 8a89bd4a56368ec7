"""Whiteboards: who has one open, what is on its pages, and who may take it off (T4.4).

The state keeps marks: where in the log each stroke stands, and whether it is rubbed out. What was
drawn is sealed in the log under its writer, so an erased person leaves nothing behind. Pupils take
off what they drew themselves, staff anything: nobody's work is lost by another child's hand. A
board of a call ends with it.
"""

from collections.abc import Iterator

from protocol.audience import Audience
from protocol.private_talk import PrivateBoardMade
from protocol.rights import STAFF
from protocol.units import (
    WHITEBOARDS_MAX,
    WRITING_MAX_CHARS,
    AccountId,
    PageNumber,
    StrokeId,
    WhiteboardId,
)
from protocol.vocabulary import Event, Message
from protocol.whiteboard import (
    ClearPage,
    CloseWhiteboard,
    Draw,
    Drawn,
    HangMaterial,
    MaterialHung,
    OpenWhiteboard,
    PageCleared,
    PageTurned,
    RubbedOut,
    RubOut,
    TurnPage,
    WhiteboardClosed,
    WhiteboardGone,
    WhiteboardMade,
    WhiteboardOpened,
    WhiteboardShown,
    WriteOn,
    WrittenOn,
)
from simulation.chatting import id_from
from simulation.onlookers import may_look, onlookers, stands
from simulation.pages import fullness, is_on_the_board, page_of
from simulation.parts import Page, Whiteboard
from simulation.private_talk import sealed_apart
from simulation.rules import Refused, cover_view, decides, every_tick, shows, view
from simulation.school import Now, School, Session, avatar_of
from simulation.texts import cleaned


@decides(OpenWhiteboard)
def open_whiteboard(
    school: School, actor: Session, wish: OpenWhiteboard, _now: Now, fresh: int
) -> Iterator[Event]:
    wanted = _whiteboard_of(school, actor, wish.object, id_from(fresh))
    if not may_look(school, actor.account, wanted):
        raise Refused("no_such_whiteboard")
    found = _same_place(school, wanted)
    if found is not None and actor.account in found.looking:
        return
    for other in _open_by(school, actor.account):
        yield WhiteboardClosed(other.board, actor.account)
    if found is None:
        yield from _made(school, actor.account, wanted)
    yield WhiteboardOpened((found or wanted).board, actor.account)


@decides(CloseWhiteboard)
def close_whiteboard(
    school: School, actor: Session, _wish: CloseWhiteboard, _now: Now
) -> Iterator[Event]:
    for board in _open_by(school, actor.account):
        yield WhiteboardClosed(board.board, actor.account)


@decides(Draw)
def draw(school: School, actor: Session, wish: Draw, _now: Now) -> Iterator[Event]:
    require_room(school, actor, wish.board, wish.page, wish.stroke)
    if not is_on_the_board(wish.points):
        raise Refused("off_the_whiteboard")
    drawn = Drawn(
        actor.account, wish.board, wish.page, wish.stroke, wish.pen, wish.ink, wish.width,
        wish.points,
    )  # fmt: skip
    yield sealed_apart(school, drawn)


@decides(WriteOn)
def write_on(school: School, actor: Session, wish: WriteOn, _now: Now) -> Iterator[Event]:
    require_room(school, actor, wish.board, wish.page, wish.stroke)
    text = cleaned(wish.text, WRITING_MAX_CHARS)
    if not text:
        raise Refused("text_empty")
    written = WrittenOn(
        actor.account, wish.board, wish.page, wish.stroke, wish.ink, wish.width, wish.x, wish.y,
        text,
    )  # fmt: skip
    yield sealed_apart(school, written)


@decides(RubOut)
def rub_out(school: School, actor: Session, wish: RubOut, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    page = page_of(board, wish.page)
    require_new_rubbing(page, wish.rubbing)
    anybodys = _is_staff(school, actor.account)
    off = tuple(
        stroke
        for stroke in dict.fromkeys(wish.strokes)
        if (mark := page.strokes.get(stroke)) is not None
        and not mark.rubbed
        and (anybodys or board.authors[mark.author] == actor.account)
    )
    if not off:
        raise Refused("nothing_to_rub_out")
    yield RubbedOut(actor.account, wish.board, wish.page, wish.rubbing, off)


@decides(ClearPage)
def clear_page(school: School, actor: Session, wish: ClearPage, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    page = page_of(board, wish.page)
    require_new_rubbing(page, wish.rubbing)
    if wish.everything and not _is_staff(school, actor.account):
        raise Refused("not_your_drawing")
    if not any(
        not mark.rubbed and (wish.everything or board.authors[mark.author] == actor.account)
        for mark in page.strokes.values()
    ):
        raise Refused("nothing_to_rub_out")
    yield PageCleared(actor.account, wish.board, wish.page, wish.rubbing, wish.everything)


@decides(TurnPage)
def turn_page(school: School, actor: Session, wish: TurnPage, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    shown_by_staff = board.upload and any(
        _is_staff(school, account) for account in onlookers(school, wish.board)
    )
    if shown_by_staff and not _is_staff(school, actor.account):
        raise Refused("staff_turn_pages")
    if board.page != wish.page:
        yield PageTurned(actor.account, wish.board, wish.page)


@decides(HangMaterial)
def hang_material(school: School, actor: Session, wish: HangMaterial, _now: Now) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    if wish.upload and wish.upload not in school.uploads:
        raise Refused("no_such_upload")
    if board.upload != wish.upload:
        yield MaterialHung(actor.account, wish.board, wish.upload)


@every_tick
def end_boards(school: School, _now: Now) -> Iterator[Event]:
    """Who has gone looks no more; a board goes with its call, and with its floor."""
    for board in sorted(school.whiteboards.values(), key=lambda one: one.board):
        for account in sorted(board.looking - onlookers(school, board.board)):
            yield WhiteboardClosed(board.board, account)
        floor_gone = not board.private and board.floor not in school.floors
        if floor_gone or (board.call and not stands(school, board)):
            yield WhiteboardGone(board.board)


def open_board(school: School, actor: Session, whiteboard: WhiteboardId) -> Whiteboard:
    """The board, for somebody who has it open. Raises Refused."""
    board = school.whiteboards.get(whiteboard)
    if (
        board is None
        or actor.account not in board.looking
        or not may_look(school, actor.account, board)
    ):
        raise Refused("not_at_the_whiteboard")
    return board


def _whiteboard_of(school: School, actor: Session, thing: str, board: WhiteboardId) -> Whiteboard:
    """That of an object on one's floor, or of one's call. Raises Refused."""
    if not thing:
        if actor.call is None:
            raise Refused("not_in_a_call")
        return Whiteboard(board, actor.call, school.calls[actor.call].floor or "", "")
    avatar = avatar_of(school, actor.account)
    if avatar is None:
        raise Refused("no_such_whiteboard")
    return Whiteboard(board, "", avatar.floor, thing)


def _made(school: School, account: AccountId, wanted: Whiteboard) -> Iterator[Event]:
    """That of a talk takes nobody's place: others would notice."""
    if wanted.private:
        yield PrivateBoardMade(wanted.board, account, wanted.call)
        return
    yield from _room_for_one_more(school)
    yield WhiteboardMade(wanted.board, account, wanted.call, wanted.floor, wanted.object)


def _same_place(school: School, wanted: Whiteboard) -> Whiteboard | None:
    place = wanted.call, wanted.floor, wanted.object
    for board in school.whiteboards.values():
        if (board.call, board.floor, board.object) == place:
            return board
    return None


def _open_by(school: School, account: AccountId) -> list[Whiteboard]:
    boards = (board for board in school.whiteboards.values() if account in board.looking)
    return sorted(boards, key=lambda board: board.board)


def _room_for_one_more(school: School) -> Iterator[Event]:
    """A board whose object was taken away keeps its drawings, in case it comes back, until there
    is no room."""
    shared = {key: board for key, board in school.whiteboards.items() if not board.private}
    if len(shared) < WHITEBOARDS_MAX:
        return
    lost = sorted(key for key, board in shared.items() if not stands(school, board))
    if not lost:
        raise Refused("too_many_whiteboards")
    yield WhiteboardGone(lost[0])


def require_room(
    school: School, actor: Session, whiteboard: WhiteboardId, number: PageNumber, stroke: StrokeId
) -> None:
    board = open_board(school, actor, whiteboard)
    page = page_of(board, number)
    if stroke in page.strokes:
        raise Refused("stroke_exists")
    why = fullness(school, board, page)
    if not why or any(mark.rubbed for mark in page.strokes.values()):
        return
    if why == "page_full":
        raise Refused("page_full")
    raise Refused("whiteboards_full")


def require_new_rubbing(page: Page, rubbing: StrokeId) -> None:
    if any(known.rubbing == rubbing for known in page.rubbings):
        raise Refused("stroke_exists")


def _is_staff(school: School, account: AccountId) -> bool:
    return school.accounts[account].role in STAFF


@shows(WhiteboardOpened)
def show_opened(school: School, event: WhiteboardOpened) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SELF, whiteboard_shown(school, school.whiteboards[event.board])
    yield Audience.WHITEBOARD, event


@view
@cover_view
def view_whiteboard(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    for board in _open_by(school, account):
        if may_look(school, account, board):
            yield whiteboard_shown(school, board)


def whiteboard_shown(school: School, board: Whiteboard) -> WhiteboardShown:
    """A board as those who open it are told of it."""
    here = tuple(sorted(onlookers(school, board.board)))
    return WhiteboardShown(board.board, board.call, board.object, board.page, board.upload, here)
