"""Reporting: a case for the supporters, with the places in the log that it is about (T6.19).

A reported drawing can be taken off its page from the case itself: whoever looks after it need not
go to the board, and those who are there see it go.
"""

import base64
from collections.abc import Iterator, Sequence

from protocol.audience import Audience
from protocol.counselling import ReportHeld
from protocol.reporting import (
    CloseReport,
    DrawingReported,
    LineMark,
    NoteReportRead,
    Place,
    Report,
    ReportClosed,
    ReportDrawing,
    Reported,
    ReportRead,
    ReportShown,
    TakeOffReported,
)
from protocol.rights import Capability, may
from protocol.units import (
    REPORT_CONTEXT_LINES,
    REPORTS_OPEN_MAX,
    RUBBED_AT_ONCE_MAX,
    AccountId,
    MessageId,
    StrokeId,
)
from protocol.vocabulary import Event, Message
from protocol.whiteboard import RubbedOut
from simulation.care import Case, HeldReport, ReportedStroke
from simulation.chatting import id_from
from simulation.pages import page_of
from simulation.rules import Refused, applies, decides, every_login, shows, view
from simulation.school import Now, School, Session, avatar_of, name_of, pair_key
from simulation.whiteboard import open_board


@decides(Report)
def report(school: School, actor: Session, wish: Report, now: Now, fresh: int) -> Iterator[Event]:
    if wish.about not in school.accounts or wish.about == actor.account:
        raise Refused("no_such_person")
    if wish.place is Place.DRAWING:
        raise Refused("no_such_line")
    _require_few(school, actor.account)
    if actor.account in school.covered:
        if actor.call is None or wish.about not in school.calls[actor.call].members:
            raise Refused("no_such_person")
        yield ReportHeld(actor.account, id_from(fresh), wish.about)
        return
    avatar = avatar_of(school, actor.account)
    yield Reported(
        actor.account, id_from(fresh), wish.about, wish.place,
        () if avatar is None else (avatar.floor,),
        () if actor.call is None else (actor.call,),
        min(wish.heard_tick or now.tick, now.tick), _letters(school, actor.account, wish),
    )  # fmt: skip


@decides(ReportDrawing)
def report_drawing(
    school: School, actor: Session, wish: ReportDrawing, _now: Now, fresh: int
) -> Iterator[Event]:
    board = open_board(school, actor, wish.board)
    mark = page_of(board, wish.page).strokes.get(wish.stroke)
    if mark is None or mark.rubbed or board.authors[mark.author] == actor.account:
        raise Refused("no_such_line")
    _require_few(school, actor.account)
    yield DrawingReported(
        actor.account, id_from(fresh), board.authors[mark.author], board.floor,
        (board.call,) if board.call else (), wish.board, wish.page, wish.stroke,
        LineMark(mark.batch, mark.index),
    )  # fmt: skip


@decides(TakeOffReported)
def take_off_reported(
    school: School, actor: Session, wish: TakeOffReported, _now: Now, fresh: int
) -> Iterator[Event]:
    case = _open(school, actor.account, wish.report)
    off = () if case.drawn is None else _still_there(school, case, case.drawn, wish.everything)
    if case.drawn is None or not off:
        raise Refused("nothing_to_rub_out")
    for number, first in enumerate(range(0, len(off), RUBBED_AT_ONCE_MAX)):
        some = tuple(off[first : first + RUBBED_AT_ONCE_MAX])
        rubbing = _rubbing_from(fresh, number)
        yield RubbedOut(actor.account, case.drawn.board, case.drawn.page, rubbing, some)


@decides(CloseReport)
def close_report(school: School, actor: Session, wish: CloseReport, _now: Now) -> Iterator[Event]:
    _open(school, actor.account, wish.report)
    yield ReportClosed(actor.account, wish.report)


@decides(NoteReportRead)
def note_report_read(
    school: School, _shell: None, wish: NoteReportRead, _now: Now
) -> Iterator[Event]:
    _open(school, wish.account, wish.report)
    yield ReportRead(wish.account, wish.report)


def _require_few(school: School, account: AccountId) -> None:
    own = [case.account for case in school.reports.values() if case.account == account]
    own += [held.account for held in school.held_reports.values() if held.account == account]
    if len(own) >= REPORTS_OPEN_MAX:
        raise Refused("too_many_reports")


def _still_there(
    school: School, case: Case, drawn: ReportedStroke, everything: bool
) -> Sequence[StrokeId]:
    """Of what a case is about, the strokes that can still be seen; none where the board is gone."""
    board = school.whiteboards.get(drawn.board)
    if board is None or case.about not in board.authors:
        return ()
    author, page = board.authors.index(case.about), page_of(board, drawn.page)
    theirs = [name for name, one in page.strokes.items() if one.author == author and not one.rubbed]
    # What they took back themselves must not come back by their own hand either.
    theirs += [one.stroke for one in page.undone if one.author == author and one.stroke]
    return [name for name in theirs if everything or name == drawn.stroke]


def _rubbing_from(fresh: int, number: int) -> StrokeId:
    """The name of a rubbing, another one for each number."""
    bits = (fresh + number) % 2**48
    return base64.urlsafe_b64encode(bits.to_bytes(6, "big")).decode()


def _letters(school: School, account: AccountId, wish: Report) -> tuple[LineMark, ...]:
    """The reported letter and those before it, of the two or of a group of theirs alone."""
    if wish.place is not Place.DIRECT:
        return ()
    groups = [key for key, group in school.groups.items() if account in group.members]
    for talk in (pair_key(account, wish.about), *groups):
        marks = school.conversations.get(talk, [])
        numbers = [at for at, mark in enumerate(marks) if mark.message in wish.letters]
        if numbers:
            until = numbers[0] + 1
            context = marks[max(0, until - REPORT_CONTEXT_LINES) : until]
            return tuple(LineMark(mark.batch, mark.index) for mark in context)
    raise Refused("no_such_line")


def _open(school: School, account: AccountId, report: MessageId) -> Case:
    """A case that somebody may look after: it is open, and not about themselves."""
    case = school.reports.get(report)
    if case is None or case.about == account:
        raise Refused("no_such_report")
    return case


@every_login
def hand_on(school: School, account: AccountId, now: Now) -> Iterator[Event]:
    """What was reported from inside of a talk is reported now, of the person and no place."""
    for report_id, held in sorted(school.held_reports.items()):
        if held.account == account and held.about in school.accounts:
            yield Reported(account, report_id, held.about, Place.PERSON, (), (), now.tick, ())


@applies(ReportHeld)
def report_held(school: School, event: ReportHeld) -> None:
    school.held_reports[event.report] = HeldReport(event.account, event.about)


@applies(Reported)
def reported(school: School, event: Reported) -> None:
    school.held_reports.pop(event.report, None)
    school.reports[event.report] = Case(
        event.report, event.account, event.about, event.place,
        event.floors[0] if event.floors else None, event.calls[0] if event.calls else None,
        event.heard_tick, event.lines, school.position.batch, school.position.wall_ms,
    )  # fmt: skip


@applies(DrawingReported)
def drawing_reported(school: School, event: DrawingReported) -> None:
    school.reports[event.report] = Case(
        event.report, event.account, event.about, Place.DRAWING, event.floor,
        event.calls[0] if event.calls else None, school.position.tick, (event.line,),
        school.position.batch, school.position.wall_ms,
        ReportedStroke(event.board, event.page, event.stroke),
    )  # fmt: skip


@applies(ReportClosed)
def report_closed(school: School, event: ReportClosed) -> None:
    del school.reports[event.report]


@applies(ReportRead)
def report_read(_school: School, _event: ReportRead) -> None:
    """A look changes nothing; the log keeps that there was one."""


@shows(DrawingReported)
@shows(Reported)
def show_reported(
    school: School, event: Reported | DrawingReported
) -> Iterator[tuple[Audience, Message]]:
    yield Audience.SUPPORTERS, _shown(school, school.reports[event.report])


@view
def view_reports(school: School, account: AccountId, _now: Now) -> Iterator[Message]:
    if may(school.accounts[account].role, Capability.MODERATE):
        for case in school.reports.values():
            if case.about != account:
                yield _shown(school, case)


def _shown(school: School, case: Case) -> ReportShown:
    floor = None if case.floor is None else school.floors.get(case.floor)
    return ReportShown(
        case.report, case.account, name_of(school, case.account), case.about,
        name_of(school, case.about), case.place, "" if floor is None else floor.plan.name,
        case.reported_ms,
    )  # fmt: skip
