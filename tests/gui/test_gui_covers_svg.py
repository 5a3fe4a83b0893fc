"""The drawn cover that the server writes is the one that Qt paints."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from catalogue.covers.design import design_cover
from catalogue.covers.drawing import draw_cover
from catalogue.covers.measuring import TableMeasure
from catalogue.covers.shapes import Face, Line
from catalogue.covers.svg import cover_svg
from ui.qt.application import prepare
from ui.qt.coverart import QtMeasure, paint_cover

WORKS = [
    ("Germinal", "Émile Zola", "book"),
    ("Le Petit Prince", "Antoine de Saint-Exupéry", "book"),
    ("L’Étranger", "Albert Camus", "book"),
    ("Vingt mille lieues sous les mers", "Jules Verne", "book"),
    ("Le Grand Meaulnes", "Alain-Fournier", "book"),
    ("Ubik", "Philip K. Dick", "book"),
    ("Anticonstitutionnellement et le reste", "Une autrice", "comic"),
    ("Nocturnes", "Frédéric Chopin", "disc"),
    ("Persepolis", "Marjane Satrapi", "film"),
    ("Science & vie <3", "", "magazine"),
    ("Dixit", "Jean-Louis Roubira", "game"),
    ("Liseuse 3", "", "ereader"),
    ("Arte", "", "online"),
]


@pytest.fixture(scope="module")
def fonts(qapp: QGuiApplication) -> None:
    """The bundled ones; no window is needed."""
    prepare(qapp)


def blank(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def painted(title: str, author: str, kind: str, width: int, height: int) -> QImage:
    image = blank(width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_cover(painter, QRectF(0, 0, width, height), title, author, kind)
    painter.end()
    return image


def rendered(svg: str, width: int, height: int) -> QImage:
    """By QtSvg, which takes one family of fonts, not a list of them."""
    for family in ("Young Serif", "Atkinson Hyperlegible Next"):
        start, _, rest = svg.partition(f"\"'{family}'")
        while rest:
            svg = f'{start}"{family}"' + rest.partition('"')[2]
            start, _, rest = svg.partition(f"\"'{family}'")
    image = blank(width, height)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def apart(first: QImage, second: QImage) -> float:
    """Share of the pixels that are plainly of another colour."""
    far = 0
    for y in range(first.height()):
        for x in range(first.width()):
            one, other = first.pixelColor(x, y), second.pixelColor(x, y)
            far += (
                abs(one.red() - other.red())
                + abs(one.green() - other.green())
                + abs(one.blue() - other.blue())
                > 120
            )
    return far / (first.width() * first.height())


@pytest.mark.parametrize(("title", "author", "kind"), WORKS)
@pytest.mark.parametrize("width", [60, 130])
def test_svg_shows_what_qt_paints(
    fonts: None, title: str, author: str, kind: str, width: int
) -> None:
    height = round(width * design_cover(title, author, kind).ratio)
    svg = cover_svg(title, author, kind, width, height)
    assert len(svg) < 2000
    # Letters stand a pixel beside each other without kerning.
    assert apart(painted(title, author, kind, width, height), rendered(svg, width, height)) < 0.04


@pytest.mark.parametrize(("title", "author", "kind"), WORKS)
def test_lines_break_alike_without_qt(fonts: None, title: str, author: str, kind: str) -> None:
    def lines(measure: TableMeasure | QtMeasure) -> list[str]:
        shapes = draw_cover(title, author, kind, 270, 405, measure)
        return [shape.text for shape in shapes if isinstance(shape, Line)]

    assert lines(TableMeasure()) == lines(QtMeasure())


@pytest.mark.parametrize("face", list(Face))
def test_table_of_widths_is_that_of_the_bundled_fonts(fonts: None, face: Face) -> None:
    table, qt = TableMeasure(), QtMeasure()
    for text in ("n", "É", "œ", "W", "7", "’", " "):
        assert table.advance(face, 500, text) == pytest.approx(qt.advance(face, 500, text), abs=1)
    assert table.height(face, 500) == pytest.approx(qt.height(face, 500), abs=1.5)
