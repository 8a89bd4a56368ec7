"""What stood on whiteboards at a moment, read from log and vault, drawn as a picture (R1, T4.4).

The picture says the same as the page that was looked at: strokes as lines through their points,
shapes and texts, in their order. Curves are not rounded, and materials behind a page are not drawn.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias
from xml.sax.saxutils import escape

from protocol.log import LogReader
from protocol.private_talk import DrawnInPrivate, WrittenInPrivate
from protocol.record import Row, Sealer, decode_rows, event_of
from protocol.units import WHITEBOARD_HEIGHT, WHITEBOARD_WIDTH
from protocol.whiteboard import Drawn, Ink, Pen, WrittenOn
from simulation.pages import on_the_page
from simulation.private_talk import as_on_any_board
from simulation.school import School

Place: TypeAlias = tuple[int, int]
"""A batch and the index of an event in it."""

READ_AT_ONCE: Final = 64
GAP_MAX: Final = 8
"""Batches; on a board that many draw on, strokes stand close together in the log."""

_INKS: Final = {
    Ink.BLACK: "#2b2330", Ink.RED: "#c0271f", Ink.BLUE: "#1f5fbf", Ink.GREEN: "#1d7a3a",
    Ink.ORANGE: "#b35900", Ink.PURPLE: "#7a3aa8",
}  # fmt: skip
_PEN_SPOTS: Final = (0, 7, 14, 28)
_MARKER_SPOTS: Final = (0, 40, 64, 100)
_TEXT_SPOTS: Final = (0, 52, 80, 120)
_HEAD_SPOTS: Final = 46
_HEAD_TURNS: Final = (2.6, -2.6)


class DrawnPage(NamedTuple):
    """A page of a board with something on it; `name` says where the board stands."""

    name: str
    number: int
    marks: list[Drawn | WrittenOn]


def pages_of(school: School, log: LogReader, sealer: Sealer) -> Iterator[DrawnPage]:
    """Every page with something on it, board by board, but for those of counselling talks."""
    for key, board in sorted(school.whiteboards.items()):
        if board.private:
            continue
        name = f"call-{key[:8]}" if board.call else f"{board.floor}-{board.object}"
        for number in range(len(board.pages)):
            places = [(mark.batch, mark.index) for _, mark in on_the_page(board, number)]
            if places:
                yield DrawnPage(name, number + 1, drawn_at(log, sealer, places))


def drawn_at(log: LogReader, sealer: Sealer, places: Sequence[Place]) -> list[Drawn | WrittenOn]:
    """What was drawn at places of the log, which ascend. For any thread, one at a time.

    Of an erased person there is nothing: a stroke without points, and no text.
    """
    rows = _rows(log, [number for number, _ in places])
    marks = []
    for number, index in places:
        event = event_of(rows[number][index], number, index, sealer)
        if isinstance(event, DrawnInPrivate | WrittenInPrivate):
            event = as_on_any_board(event)
        assert isinstance(event, Drawn | WrittenOn)
        marks.append(event)
    return marks


def _rows(log: LogReader, numbers: Sequence[int]) -> dict[int, list[Row]]:
    return {
        batch.number: decode_rows(batch.state)[1]
        for first, last in _runs(numbers)
        for batch in log.read(first - 1, last - first + 1)
    }


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of those that stand close together: they are read at once."""
    first = last = 0
    for number in numbers:
        if first and number - last <= GAP_MAX and number - first < READ_AT_ONCE:
            last = number
        else:
            if first:
                yield first, last
            first = last = number
    if first:
        yield first, last


def svg_of(marks: Sequence[Drawn | WrittenOn]) -> str:
    """A page as an SVG picture."""
    shapes = "\n".join(_shape(mark) for mark in marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WHITEBOARD_WIDTH} '
        f'{WHITEBOARD_HEIGHT}" fill="none" stroke-linecap="round" stroke-linejoin="round">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{shapes}\n</svg>\n'
    )


def _shape(mark: Drawn | WrittenOn) -> str:
    colour = _INKS[mark.ink]
    if isinstance(mark, WrittenOn):
        size = _TEXT_SPOTS[mark.width]
        place = f'x="{mark.x}" y="{mark.y + size * 0.85:.0f}"'
        return f'<text {place} font-size="{size}" fill="{colour}">{escape(mark.text)}</text>'
    marker = mark.pen is Pen.MARKER
    wide = (_MARKER_SPOTS if marker else _PEN_SPOTS)[mark.width]
    line = f'stroke="{colour}" stroke-width="{wide}"' + (' stroke-opacity="0.35"' if marker else "")
    return f'<path {line} d="{_path(mark.pen, _spots(mark.points), wide)}"/>'


def _path(pen: Pen, spots: list[tuple[int, int]], wide: int) -> str:
    if not spots:
        return ""
    (x0, y0), (x1, y1) = spots[0], spots[-1]
    if pen is Pen.BOX:
        return f"M{x0} {y0}H{x1}V{y1}H{x0}Z"
    if pen is Pen.OVAL:
        rx, ry = abs(x1 - x0) / 2, abs(y1 - y0) / 2
        middle = (y0 + y1) / 2
        half = f"A{rx} {ry} 0 0 1"
        return f"M{min(x0, x1)} {middle}{half} {max(x0, x1)} {middle}{half} {min(x0, x1)} {middle}"
    drawn = "M" + "L".join(f"{x} {y}" for x, y in spots) + ("h0" if len(spots) == 1 else "")
    if pen is Pen.ARROW:
        along, long = math.atan2(y1 - y0, x1 - x0), _HEAD_SPOTS + wide
        for side in (along + turn for turn in _HEAD_TURNS):
            end = x1 + long * math.cos(side), y1 + long * math.sin(side)
            drawn += f"M{x1} {y1}L{end[0]:.0f} {end[1]:.0f}"
    return drawn


def _spots(points: Sequence[int]) -> list[tuple[int, int]]:
    spots, x, y = [], 0, 0
    for dx, dy in zip(points[::2], points[1::2], strict=True):
        x, y = x + dx, y + dy
        spots.append((x, y))
    return spots
