"""Whiteboards of a past moment as pictures (R1, T4.4)."""

import xml.etree.ElementTree as ET

import pytest

from protocol.units import ERASED_TEXT
from protocol.whiteboard import Drawn, Ink, Pen, WrittenOn
from replay.drawings import svg_of
from tests.simulation.given import AKI

BOARD = "b" * 22
SVG = "{http://www.w3.org/2000/svg}"


def drawn(pen: Pen, *points: int) -> Drawn:
    return Drawn(AKI, BOARD, 0, "stroke-1", pen, Ink.RED, 2, points)


@pytest.mark.spec("R1")
@pytest.mark.parametrize(
    ("pen", "path"),
    [
        (Pen.PEN, "M10 20L13 24L12 30"),
        (Pen.MARKER, "M10 20L13 24L12 30"),
        (Pen.LINE, "M10 20L13 24L12 30"),
        (Pen.BOX, "M10 20H12V30H10Z"),
        (Pen.OVAL, "M10 25.0A1.0 5.0 0 0 1 12 25.0A1.0 5.0 0 0 1 10 25.0"),
    ],
)
def test_each_pen_leaves_its_shape(pen: Pen, path: str) -> None:
    (line,) = ET.fromstring(svg_of([drawn(pen, 10, 20, 3, 4, -1, 6)])).iter(f"{SVG}path")
    assert line.get("d") == path
    assert line.get("stroke") == "#c0271f"
    assert (line.get("stroke-opacity") == "0.35") == (pen is Pen.MARKER)


@pytest.mark.spec("R1")
def test_an_arrow_has_a_head_at_its_end_and_a_dot_is_a_line_that_goes_nowhere() -> None:
    (arrow,) = ET.fromstring(svg_of([drawn(Pen.ARROW, 0, 100, 200, 0)])).iter(f"{SVG}path")
    assert arrow.get("d") == "M0 100L200 100M200 100L149 131M200 100L149 69"
    (dot,) = ET.fromstring(svg_of([drawn(Pen.PEN, 5, 6)])).iter(f"{SVG}path")
    assert dot.get("d") == "M5 6h0"


@pytest.mark.spec("R1")
@pytest.mark.parametrize("text", ["<script>&", ERASED_TEXT])
def test_a_text_is_a_text_whatever_stands_in_it(text: str) -> None:
    mark = WrittenOn(AKI, BOARD, 0, "writing1", Ink.BLUE, 1, 30, 40, text)
    (found,) = ET.fromstring(svg_of([mark])).iter(f"{SVG}text")
    assert found.text == text
    assert (found.get("x"), found.get("fill")) == ("30", "#1f5fbf")


@pytest.mark.spec("T6.7")
def test_of_an_erased_person_a_picture_shows_nothing() -> None:
    (line,) = ET.fromstring(svg_of([drawn(Pen.PEN)])).iter(f"{SVG}path")
    assert line.get("d") == ""
