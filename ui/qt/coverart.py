"""Paints the drawn covers: `CoverPainting { title; author; kind }` in QML, module `Beaupre.Art`.

What is drawn is decided in `catalogue.covers`; here its shapes become strokes of a QPainter, with
the metrics of the fonts that Qt has.
"""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from catalogue.covers.design import design_cover
from catalogue.covers.drawing import draw_cover
from catalogue.covers.shapes import (
    Align,
    Area,
    Box,
    Disc,
    Face,
    Hill,
    Line,
    Polygon,
    Quarter,
    Shape,
)

QML_IMPORT_NAME = "Beaupre.Art"
QML_IMPORT_MAJOR_VERSION = 1

_ACROSS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


@QmlElement
class CoverPainting(QQuickPaintedItem):
    """The cover of one work, filling the item; `ratio` says how high it wants to be."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._title = self._author = ""
        self._kind = "book"
        self.setAntialiasing(True)

    def _get_title(self) -> str:
        return self._title

    def _set_title(self, title: str) -> None:
        self._title = title
        self._renew()

    def _get_author(self) -> str:
        return self._author

    def _set_author(self, author: str) -> None:
        self._author = author
        self._renew()

    def _get_kind(self) -> str:
        return self._kind

    def _set_kind(self, kind: str) -> None:
        self._kind = kind or "book"
        self._renew()

    def _get_ratio(self) -> float:
        return design_cover(self._title, self._author, self._kind).ratio

    title = Property(str, _get_title, _set_title, notify=changed)
    author = Property(str, _get_author, _set_author, notify=changed)
    kind = Property(str, _get_kind, _set_kind, notify=changed)
    ratio = Property(float, _get_ratio, notify=changed)

    def _renew(self) -> None:
        self.changed.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cover(painter, self.boundingRect(), self._title, self._author, self._kind)


def paint_cover(
    painter: QPainter, rect: QRectF, title: str, author: str, kind: str = "book"
) -> None:
    """Draw one cover into `rect`."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setClipRect(rect)
    painter.translate(rect.topLeft())
    for shape in draw_cover(title, author, kind, rect.width(), rect.height(), QtMeasure()):
        paint(shape, painter)
    painter.restore()


class QtMeasure:
    """Measures with the fonts that are there."""

    def advance(self, face: Face, size_px: int, text: str) -> float:
        """Width of a line."""
        return QFontMetricsF(_font(face, size_px)).horizontalAdvance(text)

    def height(self, face: Face, size_px: int) -> float:
        """Of a line."""
        return QFontMetricsF(_font(face, size_px)).height()


@singledispatch
def paint(shape: Shape, painter: QPainter) -> None:
    """One shape of a cover."""
    raise TypeError(type(shape).__name__)


@paint.register
def _box(box: Box, painter: QPainter) -> None:
    colour = QColor(box.colour)
    colour.setAlpha(box.alpha)
    if box.radius:
        painter.setBrush(colour)
        painter.drawRoundedRect(_rect(box.area), box.radius, box.radius)
    else:
        painter.fillRect(_rect(box.area), colour)


@paint.register
def _disc(disc: Disc, painter: QPainter) -> None:
    painter.setBrush(QColor(disc.colour))
    painter.drawEllipse(QPointF(*disc.centre), disc.radius, disc.radius)


@paint.register
def _quarter(quarter: Quarter, painter: QPainter) -> None:
    seen = QRectF(*quarter.centre, quarter.radius, quarter.radius)
    painter.save()
    painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
    painter.setBrush(QColor(quarter.colour))
    painter.drawEllipse(QPointF(*quarter.centre), quarter.radius, quarter.radius)
    painter.restore()


@paint.register
def _polygon(polygon: Polygon, painter: QPainter) -> None:
    painter.setBrush(QColor(polygon.colour))
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in polygon.points]))


@paint.register
def _hill(hill: Hill, painter: QPainter) -> None:
    path = QPainterPath(QPointF(*hill.start))
    first, second = hill.controls
    path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*hill.end))
    path.lineTo(hill.end[0], hill.floor)
    path.lineTo(hill.start[0], hill.floor)
    painter.setBrush(QColor(hill.colour))
    painter.drawPath(path)


@paint.register
def _line(line: Line, painter: QPainter) -> None:
    painter.setFont(_font(line.face, line.size_px))
    painter.setPen(QColor(line.colour))
    down = Qt.AlignmentFlag.AlignTop if line.at_top else Qt.AlignmentFlag.AlignVCenter
    flags = _ACROSS[line.align] | down | Qt.TextFlag.TextDontClip
    painter.drawText(_rect(line.area), flags, line.text)
    painter.setPen(Qt.PenStyle.NoPen)


def _rect(area: Area) -> QRectF:
    return QRectF(area.x, area.y, area.w, area.h)


def _font(face: Face, size_px: int) -> QFont:
    if face is Face.SERIF:
        font = QFont("Young Serif")
        font.setFeature(QFont.Tag("lnum"), 1)
    else:
        font = QFont("Atkinson Hyperlegible Next")
        font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(size_px)
    return font
