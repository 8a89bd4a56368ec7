"""Tracing: pens on their way and pointers, relayed to who looks and then forgotten (T4.4)."""

from collections.abc import Iterator

from protocol.tracing import PenTraced, PointedOn, PointOn, TracePen
from protocol.vocabulary import Signal
from simulation.rules import decides
from simulation.school import Now, School, Session
from simulation.whiteboard import open_board


@decides(TracePen)
def trace_pen(school: School, actor: Session, wish: TracePen, _now: Now) -> Iterator[Signal]:
    open_board(school, actor, wish.board)
    yield PenTraced(
        actor.account, wish.board, wish.page, wish.stroke, wish.pen, wish.ink, wish.width,
        wish.points,
    )  # fmt: skip


@decides(PointOn)
def point_on(school: School, actor: Session, wish: PointOn, _now: Now) -> Iterator[Signal]:
    open_board(school, actor, wish.board)
    yield PointedOn(actor.account, wish.board, wish.page, wish.x, wish.y)
